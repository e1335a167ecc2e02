"""committees reach out, announce, and keep documents

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op


revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('announcements',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('title', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('text', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_announcements_committee_id_committees'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['committee_members.id'], name=op.f('fk_announcements_owner_id_committee_members'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_announcements'))
    )
    with op.batch_alter_table('announcements', schema=None) as batch_op:
        batch_op.create_index('ix_announcements_list', ['committee_id', 'due_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_announcements_owner_id'), ['owner_id'], unique=False)

    op.create_table('committee_documents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('added_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_committee_documents_committee_id_committees'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['file_id'], ['files.id'], name=op.f('fk_committee_documents_file_id_files')),
    sa.ForeignKeyConstraint(['member_id'], ['committee_members.id'], name=op.f('fk_committee_documents_member_id_committee_members'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_committee_documents')),
    sa.UniqueConstraint('file_id', name=op.f('uq_committee_documents_file_id'))
    )
    with op.batch_alter_table('committee_documents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_committee_documents_committee_id'), ['committee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_committee_documents_member_id'), ['member_id'], unique=False)

    op.create_table('outreach_contacts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('organisation_name', sa.String(length=200), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('sort_key', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('region', sa.String(length=30), nullable=True),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('way', sa.String(length=12), nullable=False),
    sa.Column('contacted_on', sa.Date(), nullable=True),
    sa.Column('again_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_outreach_contacts_committee_id_committees'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_outreach_contacts_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['owner_id'], ['committee_members.id'], name=op.f('fk_outreach_contacts_owner_id_committee_members'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outreach_contacts'))
    )
    with op.batch_alter_table('outreach_contacts', schema=None) as batch_op:
        batch_op.create_index('ix_outreach_contacts_list', ['committee_id', 'region', 'sort_key', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_outreach_contacts_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_outreach_contacts_owner_id'), ['owner_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('outreach_contacts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outreach_contacts_owner_id'))
        batch_op.drop_index(batch_op.f('ix_outreach_contacts_organisation_id'))
        batch_op.drop_index('ix_outreach_contacts_list')

    op.drop_table('outreach_contacts')
    with op.batch_alter_table('committee_documents', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_committee_documents_member_id'))
        batch_op.drop_index(batch_op.f('ix_committee_documents_committee_id'))

    op.drop_table('committee_documents')
    with op.batch_alter_table('announcements', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_announcements_owner_id'))
        batch_op.drop_index('ix_announcements_list')

    op.drop_table('announcements')
