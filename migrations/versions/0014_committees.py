"""committees

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op


revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('committees',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('mandate', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('milestone_id', sa.Integer(), nullable=True),
    sa.Column('starts', sa.Date(), nullable=True),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_committees_event_id_events')),
    sa.ForeignKeyConstraint(['milestone_id'], ['milestones.id'], name=op.f('fk_committees_milestone_id_milestones')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_committees')),
    sa.UniqueConstraint('slug', name=op.f('uq_committees_slug'))
    )
    with op.batch_alter_table('committees', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_committees_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_committees_milestone_id'), ['milestone_id'], unique=False)

    op.create_table('committee_members',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('role', sa.String(length=12), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('starts', sa.Date(), nullable=True),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.Column('region', sa.String(length=30), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('organisation_name', sa.String(length=200), nullable=False),
    sa.Column('reads', sa.JSON(), nullable=False),
    sa.Column('link_version', sa.Integer(), nullable=False),
    sa.Column('invited_at', sa.DateTime(), nullable=False),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_committee_members_committee_id_committees'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_committee_members_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_committee_members_person_id_people'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_committee_members')),
    sa.UniqueConstraint('committee_id', 'email', name=op.f('uq_committee_members_committee_id_email'))
    )
    with op.batch_alter_table('committee_members', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_committee_members_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index('ix_committee_members_person', ['person_id', 'state'], unique=False)

    op.create_table('committee_tasks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('done_at', sa.DateTime(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_committee_tasks_committee_id_committees'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['committee_members.id'], name=op.f('fk_committee_tasks_owner_id_committee_members'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_committee_tasks'))
    )
    with op.batch_alter_table('committee_tasks', schema=None) as batch_op:
        batch_op.create_index('ix_committee_tasks_list', ['committee_id', 'due_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_committee_tasks_owner_id'), ['owner_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('committee_tasks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_committee_tasks_owner_id'))
        batch_op.drop_index('ix_committee_tasks_list')

    op.drop_table('committee_tasks')
    with op.batch_alter_table('committee_members', schema=None) as batch_op:
        batch_op.drop_index('ix_committee_members_person')
        batch_op.drop_index(batch_op.f('ix_committee_members_organisation_id'))

    op.drop_table('committee_members')
    with op.batch_alter_table('committees', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_committees_milestone_id'))
        batch_op.drop_index(batch_op.f('ix_committees_event_id'))

    op.drop_table('committees')
