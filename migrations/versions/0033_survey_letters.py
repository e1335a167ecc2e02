"""Surveys write their letters by themselves

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op


revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('surveys', schema=None) as batch_op:
        batch_op.add_column(sa.Column('invites', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('reminds', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('reminded_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('surveys', schema=None) as batch_op:
        batch_op.drop_column('reminded_at')
        batch_op.drop_column('reminds')
        batch_op.drop_column('invites')
