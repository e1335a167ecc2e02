"""support persons are counted by an index of their own

Revision ID: 0011
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op


revision = '0011'
down_revision = '0009'
branch_labels = None
depends_on = None

SUPPORTING = sa.text("supports_id IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.create_index('ix_registrations_supporting', ['event_id', 'state'], unique=False, sqlite_where=SUPPORTING, postgresql_where=SUPPORTING)


def downgrade() -> None:
    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.drop_index('ix_registrations_supporting')
