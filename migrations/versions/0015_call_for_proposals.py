"""the call for proposals

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

#: columns that rows of before have too: (table, column, type, their value)
ADDED = (
    ('proposal_formats', 'works', sa.Boolean(), sa.false()),
    ('speakers', 'understands', sa.JSON(), '[]'),
    ('speakers', 'access_needs', sa.Text(), ''),
    ('speakers', 'link_version', sa.Integer(), '1'),
    ('proposals', 'technical', sa.Text(), ''),
    ('proposals', 'sign_video', sa.String(length=300), ''),
    ('proposals', 'revision', sa.Integer(), '1'),
)
#: and those that may be empty
FREE = (
    ('speakers', 'region', sa.String(length=30)),
    ('proposals', 'fee_asked_cents', sa.Integer()),
    ('proposals', 'form_key', sa.String(length=40)),
    ('proposals', 'submitted_at', sa.DateTime()),
)


def upgrade() -> None:
    # in place: a batch would rebuild tables that others point to
    for table, name, kind, value in ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=value))
    for table, name, kind in FREE:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_index('uq_proposals_form_key', 'proposals', ['form_key'], unique=True)
    op.create_table('calls',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('opens_at', sa.DateTime(), nullable=True),
    sa.Column('closes_at', sa.DateTime(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_calls_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calls')),
    sa.UniqueConstraint('event_id', name=op.f('uq_calls_event_id'))
    )
    op.create_table('proposal_works',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('artist', sa.String(length=200), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('medium', sa.String(length=60), nullable=False),
    sa.Column('subtitles', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_proposal_works_proposal_id_proposals'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_works'))
    )
    with op.batch_alter_table('proposal_works', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_works_proposal_id'), ['proposal_id'], unique=False)


def downgrade() -> None:
    op.drop_table('proposal_works')
    op.drop_table('calls')
    op.drop_index('uq_proposals_form_key', table_name='proposals')
    for table, name, *_ in (*FREE, *ADDED):
        op.drop_column(table, name)
