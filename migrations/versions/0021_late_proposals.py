"""somebody may propose late

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op


revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # in place: a batch would rebuild a table that others point to
    op.add_column('speakers', sa.Column('late_until', sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column('speakers', 'late_until')
