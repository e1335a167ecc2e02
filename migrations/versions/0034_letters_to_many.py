"""Letters to many

Revision ID: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op


revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mailing_refusals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailing_refusals')),
    sa.UniqueConstraint('email', name=op.f('uq_mailing_refusals_email'))
    )
    op.create_table('mailings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('promotional', sa.Boolean(), nullable=False),
    sa.Column('subject', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('body', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('audience', sa.JSON(), nullable=False),
    sa.Column('send', sa.String(length=10), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=True),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('anchor', sa.String(length=8), nullable=False),
    sa.Column('hour', sa.Time(), nullable=True),
    sa.Column('latecomers', sa.Boolean(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_mailings_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailings'))
    )
    with op.batch_alter_table('mailings', schema=None) as batch_op:
        batch_op.create_index('ix_mailings_event', ['event_id', 'state'], unique=False)

    op.create_table('mailing_copies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mailing_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('invitation_id', sa.Integer(), nullable=True),
    sa.Column('letter_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitations.id'], name=op.f('fk_mailing_copies_invitation_id_invitations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['letter_id'], ['outbox.id'], name=op.f('fk_mailing_copies_letter_id_outbox'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['mailing_id'], ['mailings.id'], name=op.f('fk_mailing_copies_mailing_id_mailings'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_mailing_copies_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailing_copies')),
    sa.UniqueConstraint('mailing_id', 'invitation_id', name=op.f('uq_mailing_copies_mailing_id_invitation_id')),
    sa.UniqueConstraint('mailing_id', 'registration_id', name=op.f('uq_mailing_copies_mailing_id_registration_id'))
    )
    with op.batch_alter_table('mailing_copies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailing_copies_invitation_id'), ['invitation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailing_copies_letter_id'), ['letter_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailing_copies_registration_id'), ['registration_id'], unique=False)

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_recipient', ['recipient'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_recipient')

    with op.batch_alter_table('mailing_copies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mailing_copies_registration_id'))
        batch_op.drop_index(batch_op.f('ix_mailing_copies_letter_id'))
        batch_op.drop_index(batch_op.f('ix_mailing_copies_invitation_id'))

    op.drop_table('mailing_copies')
    with op.batch_alter_table('mailings', schema=None) as batch_op:
        batch_op.drop_index('ix_mailings_event')

    op.drop_table('mailings')
    op.drop_table('mailing_refusals')
