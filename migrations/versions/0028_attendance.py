"""attendance

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op


revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('desk_days',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_desk_days_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_desk_days')),
    sa.UniqueConstraint('event_id', 'day', name=op.f('uq_desk_days_event_id_day'))
    )
    op.create_table('desk_shifts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('desk_day_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('began_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['desk_day_id'], ['desk_days.id'], name=op.f('fk_desk_shifts_desk_day_id_desk_days'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_desk_shifts'))
    )
    with op.batch_alter_table('desk_shifts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_desk_shifts_desk_day_id'), ['desk_day_id'], unique=False)

    op.create_table('certificates',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('issued_at', sa.DateTime(), nullable=False),
    sa.Column('revoked_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_certificates_event_id_events')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_certificates_registration_id_registrations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificates')),
    sa.UniqueConstraint('code', name=op.f('uq_certificates_code')),
    sa.UniqueConstraint('registration_id', name=op.f('uq_certificates_registration_id'))
    )
    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificates_event_id'), ['event_id'], unique=False)

    op.create_table('desk_scans',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('nonce', sa.String(length=40), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('part_id', sa.Integer(), nullable=True),
    sa.Column('act', sa.String(length=12), nullable=False),
    sa.Column('answer', sa.String(length=12), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('source', sa.String(length=12), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('shift_id', sa.Integer(), nullable=True),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.Column('settled_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_desk_scans_event_id_events')),
    sa.ForeignKeyConstraint(['part_id'], ['parts.id'], name=op.f('fk_desk_scans_part_id_parts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_desk_scans_person_id_people'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_desk_scans_registration_id_registrations')),
    sa.ForeignKeyConstraint(['shift_id'], ['desk_shifts.id'], name=op.f('fk_desk_scans_shift_id_desk_shifts'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_desk_scans')),
    sa.UniqueConstraint('nonce', name=op.f('uq_desk_scans_nonce'))
    )
    with op.batch_alter_table('desk_scans', schema=None) as batch_op:
        batch_op.create_index('ix_desk_scans_event', ['event_id', 'id'], unique=False)
        batch_op.create_index('ix_desk_scans_person', ['registration_id', 'part_id', 'at'], unique=False)
        batch_op.create_index('ix_desk_scans_undone', ['event_id', 'undone_at'], unique=False)

    op.create_table('excuses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['part_id'], ['parts.id'], name=op.f('fk_excuses_part_id_parts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_excuses_registration_id_registrations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_excuses')),
    sa.UniqueConstraint('registration_id', 'part_id', name=op.f('uq_excuses_registration_id_part_id'))
    )
    with op.batch_alter_table('excuses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_excuses_part_id'), ['part_id'], unique=False)

    op.create_table('presences',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=True),
    sa.Column('here', sa.Boolean(), nullable=False),
    sa.Column('first_in_at', sa.DateTime(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_presences_event_id_events')),
    sa.ForeignKeyConstraint(['part_id'], ['parts.id'], name=op.f('fk_presences_part_id_parts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_presences_registration_id_registrations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presences'))
    )
    with op.batch_alter_table('presences', schema=None) as batch_op:
        batch_op.create_index('ix_presences_event_part', ['event_id', 'part_id'], unique=False)
        batch_op.create_index('uq_presences_event', ['registration_id'], unique=True, sqlite_where=sa.text('part_id IS NULL'), postgresql_where=sa.text('part_id IS NULL'))
        batch_op.create_index('uq_presences_part', ['registration_id', 'part_id'], unique=True, sqlite_where=sa.text('part_id IS NOT NULL'), postgresql_where=sa.text('part_id IS NOT NULL'))



def downgrade() -> None:
    with op.batch_alter_table('presences', schema=None) as batch_op:
        batch_op.drop_index('uq_presences_part', sqlite_where=sa.text('part_id IS NOT NULL'), postgresql_where=sa.text('part_id IS NOT NULL'))
        batch_op.drop_index('uq_presences_event', sqlite_where=sa.text('part_id IS NULL'), postgresql_where=sa.text('part_id IS NULL'))
        batch_op.drop_index('ix_presences_event_part')

    op.drop_table('presences')
    with op.batch_alter_table('excuses', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_excuses_part_id'))

    op.drop_table('excuses')
    with op.batch_alter_table('desk_scans', schema=None) as batch_op:
        batch_op.drop_index('ix_desk_scans_undone')
        batch_op.drop_index('ix_desk_scans_person')
        batch_op.drop_index('ix_desk_scans_event')

    op.drop_table('desk_scans')
    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificates_event_id'))

    op.drop_table('certificates')
    with op.batch_alter_table('desk_shifts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_desk_shifts_desk_day_id'))

    op.drop_table('desk_shifts')
    op.drop_table('desk_days')
