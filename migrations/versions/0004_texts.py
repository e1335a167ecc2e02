"""texts of events, and consents that point to them

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('event_texts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_texts_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_texts')),
    sa.UniqueConstraint('event_id', 'kind', name=op.f('uq_event_texts_event_id_kind'))
    )
    op.create_table('event_text_versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('text_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.JSON(), nullable=False),
    sa.Column('contacts', sa.JSON(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['text_id'], ['event_texts.id'], name=op.f('fk_event_text_versions_text_id_event_texts'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_text_versions')),
    sa.UniqueConstraint('text_id', 'number', name=op.f('uq_event_text_versions_text_id_number'))
    )
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.add_column(sa.Column('text_version_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_consents_text_version_id_event_text_versions'), 'event_text_versions', ['text_version_id'], ['id'])
    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('contract_shown', sa.String(length=5), nullable=True))
        batch_op.add_column(sa.Column('contract_language', sa.String(length=5), nullable=True))
        batch_op.add_column(sa.Column('contract_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('contract_terms_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_registrations_contract_terms_id_event_text_versions'), 'event_text_versions', ['contract_terms_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_registrations_contract_terms_id_event_text_versions'), type_='foreignkey')
        batch_op.drop_column('contract_terms_id')
        batch_op.drop_column('contract_at')
        batch_op.drop_column('contract_language')
        batch_op.drop_column('contract_shown')
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_consents_text_version_id_event_text_versions'), type_='foreignkey')
        batch_op.drop_column('text_version_id')
    op.drop_table('event_text_versions')
    op.drop_table('event_texts')
