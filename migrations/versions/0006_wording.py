"""who translates which text of an event, and the translations that wait

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('wording_texts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('written_in', sa.String(length=5), nullable=True),
    sa.Column('proposal', sa.Text(), nullable=False),
    sa.Column('proposal_of', sa.String(length=40), nullable=False),
    sa.Column('returned', sa.Boolean(), nullable=False),
    sa.Column('note', sa.String(length=400), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_wording_texts_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['people.id'], name=op.f('fk_wording_texts_owner_id_people'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wording_texts')),
    sa.UniqueConstraint('event_id', 'key', name=op.f('uq_wording_texts_event_id_key'))
    )
    with op.batch_alter_table('wording_texts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_wording_texts_owner_id'), ['owner_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('wording_texts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_wording_texts_owner_id'))
    op.drop_table('wording_texts')
