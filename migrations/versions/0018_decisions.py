"""decisions about proposals are confirmed

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op


revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # in place: a batch would rebuild tables that others point to
    op.add_column('proposals', sa.Column('decided_at', sa.DateTime(), nullable=True))
    op.add_column('proposals', sa.Column('confirmed_at', sa.DateTime(), nullable=True))
    op.add_column('speakers', sa.Column('recording', sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column('speakers', 'recording')
    op.drop_column('proposals', 'confirmed_at')
    op.drop_column('proposals', 'decided_at')
