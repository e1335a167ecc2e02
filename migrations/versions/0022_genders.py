"""people say their gender; only numbers are shown

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op


revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # in place: a batch would rebuild a table that others point to
    op.add_column('speakers', sa.Column('gender', sa.String(length=20), nullable=True))
    op.create_table('gender_tallies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_gender_tallies_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gender_tallies')),
    sa.UniqueConstraint('event_id', name=op.f('uq_gender_tallies_event_id'))
    )


def downgrade() -> None:
    op.drop_table('gender_tallies')
    op.drop_column('speakers', 'gender')
