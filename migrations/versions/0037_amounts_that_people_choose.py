"""Amounts that people choose

Revision ID: 0037
Revises: 0036
"""

import sqlalchemy as sa
from alembic import op


revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('categories', sa.Column('least_cents', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.execute('ALTER TABLE categories DROP COLUMN least_cents')  # both know it, and nothing is rebuilt
