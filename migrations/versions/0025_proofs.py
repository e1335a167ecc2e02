"""copies frozen for print, and their proofs

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op


revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('programme_frozen',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_programme_frozen_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['release_id'], ['programme_releases.id'], name=op.f('fk_programme_frozen_release_id_programme_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_frozen'))
    )
    with op.batch_alter_table('programme_frozen', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_programme_frozen_event_id'), ['event_id'], unique=False)

    op.create_table('programme_proofs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('frozen_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('verdict', sa.String(length=10), nullable=True),
    sa.Column('remark', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['file_id'], ['files.id'], name=op.f('fk_programme_proofs_file_id_files')),
    sa.ForeignKeyConstraint(['frozen_id'], ['programme_frozen.id'], name=op.f('fk_programme_proofs_frozen_id_programme_frozen'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_proofs')),
    sa.UniqueConstraint('file_id', name=op.f('uq_programme_proofs_file_id')),
    sa.UniqueConstraint('frozen_id', 'language', name=op.f('uq_programme_proofs_frozen_id_language'))
    )


def downgrade() -> None:
    op.drop_table('programme_proofs')
    with op.batch_alter_table('programme_frozen', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programme_frozen_event_id'))

    op.drop_table('programme_frozen')
