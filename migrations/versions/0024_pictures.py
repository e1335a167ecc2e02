"""pictures of proposals and of people

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op


revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('proposal_pictures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=True),
    sa.Column('speaker_id', sa.Integer(), nullable=True),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('alternative', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('credit', sa.String(length=200), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('replaced_at', sa.DateTime(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('(proposal_id IS NULL) <> (speaker_id IS NULL)', name=op.f('ck_proposal_pictures_of_one')),
    sa.ForeignKeyConstraint(['file_id'], ['files.id'], name=op.f('fk_proposal_pictures_file_id_files')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_proposal_pictures_proposal_id_proposals'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['speaker_id'], ['speakers.id'], name=op.f('fk_proposal_pictures_speaker_id_speakers'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_pictures'))
    )
    with op.batch_alter_table('proposal_pictures', schema=None) as batch_op:
        batch_op.create_index('uq_proposal_pictures_proposal', ['proposal_id'], unique=True, sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))
        batch_op.create_index('uq_proposal_pictures_speaker', ['speaker_id'], unique=True)



def downgrade() -> None:
    with op.batch_alter_table('proposal_pictures', schema=None) as batch_op:
        batch_op.drop_index('uq_proposal_pictures_speaker')
        batch_op.drop_index('uq_proposal_pictures_proposal', sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))

    op.drop_table('proposal_pictures')
