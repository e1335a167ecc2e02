"""support persons, numbers for text messages, and forms that are kept for later

Revision ID: 0010
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0006'
branch_labels = None
depends_on = None

LIVE = sa.text("state <> 'cancelled'")


def upgrade() -> None:
    op.create_table('drafts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('form_hash', sa.String(length=64), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('saved_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_drafts_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafts')),
    sa.UniqueConstraint('form_hash', name=op.f('uq_drafts_form_hash')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_drafts_key_hash'))
    )
    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_drafts_email'), ['email'], unique=False)
        batch_op.create_index(batch_op.f('ix_drafts_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_drafts_expires_at'), ['expires_at'], unique=False)

    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sms', sa.String(length=40), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('reach_by', sa.String(length=10), nullable=False, server_default='email'))
        batch_op.add_column(sa.Column('supports_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_registrations_supports_id_registrations'), 'registrations', ['supports_id'], ['id'])
        batch_op.create_index(batch_op.f('ix_registrations_supports_id'), ['supports_id'], unique=False)
        batch_op.create_index('uq_registrations_supports_id', ['supports_id'], unique=True, sqlite_where=LIVE, postgresql_where=LIVE)
    with op.batch_alter_table('registrations', schema=None) as batch_op:  # rows have it now; new ones say it themselves
        batch_op.alter_column('sms', server_default=None)
        batch_op.alter_column('reach_by', server_default=None)


def downgrade() -> None:
    # without the link they would count as attendees who hold no place
    op.execute("UPDATE registrations SET state = 'cancelled' WHERE supports_id IS NOT NULL")
    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.drop_index('uq_registrations_supports_id')
        batch_op.drop_index(batch_op.f('ix_registrations_supports_id'))
        batch_op.drop_constraint(batch_op.f('fk_registrations_supports_id_registrations'), type_='foreignkey')
        batch_op.drop_column('supports_id')
        batch_op.drop_column('reach_by')
        batch_op.drop_column('sms')

    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_drafts_expires_at'))
        batch_op.drop_index(batch_op.f('ix_drafts_event_id'))
        batch_op.drop_index(batch_op.f('ix_drafts_email'))
    op.drop_table('drafts')
