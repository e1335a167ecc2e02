"""the artist fee that was agreed on

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op


revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # in place: a batch would rebuild a table that others point to
    op.add_column('proposals', sa.Column('fee_agreed_cents', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('proposals', 'fee_agreed_cents')
