"""Earlier prices

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op


revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('categories', sa.Column('tiers', sa.JSON(), nullable=False, server_default='[]'))


def downgrade() -> None:
    op.execute('ALTER TABLE categories DROP COLUMN tiers')  # both know it, and nothing is rebuilt
