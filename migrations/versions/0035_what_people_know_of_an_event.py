"""What people know of an event

Revision ID: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op


revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('event_notices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('message', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_notices_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_notices'))
    )
    with op.batch_alter_table('event_notices', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_notices_event_id'), ['event_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('event_notices', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_notices_event_id'))

    op.drop_table('event_notices')
