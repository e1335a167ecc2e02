"""badges

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op


revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('badge_designs',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('base', sa.String(length=20), nullable=False),
    sa.Column('colours', sa.JSON(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('front', sa.Text(), nullable=True),
    sa.Column('back', sa.Text(), nullable=True),
    sa.Column('style', sa.Text(), nullable=True),
    sa.Column('stock', sa.String(length=20), nullable=False),
    sa.Column('backs', sa.Boolean(), nullable=False),
    sa.Column('crop_marks', sa.Boolean(), nullable=False),
    sa.Column('right_tenths', sa.Integer(), nullable=False),
    sa.Column('down_tenths', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_badge_designs_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_badge_designs'))
    )
    op.create_table('badge_prints',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('job_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('flaws', sa.JSON(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_badge_prints_event_id_events')),
    sa.ForeignKeyConstraint(['file_id'], ['files.id'], name=op.f('fk_badge_prints_file_id_files'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_badge_prints_person_id_people'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_badge_prints'))
    )
    with op.batch_alter_table('badge_prints', schema=None) as batch_op:
        batch_op.create_index('ix_badge_prints_event', ['event_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_badge_prints_person_id'), ['person_id'], unique=False)

    op.create_table('badge_images',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['badge_designs.event_id'], name=op.f('fk_badge_images_event_id_badge_designs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['file_id'], ['files.id'], name=op.f('fk_badge_images_file_id_files')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_badge_images')),
    sa.UniqueConstraint('event_id', 'name', name=op.f('uq_badge_images_event_id_name'))
    )
    op.create_table('badge_printed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('print_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['print_id'], ['badge_prints.id'], name=op.f('fk_badge_printed_print_id_badge_prints'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_badge_printed_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_badge_printed')),
    sa.UniqueConstraint('print_id', 'registration_id', name=op.f('uq_badge_printed_print_id_registration_id'))
    )
    with op.batch_alter_table('badge_printed', schema=None) as batch_op:
        batch_op.create_index('ix_badge_printed_last', ['registration_id', 'print_id'], unique=False)

    op.create_table('badge_roles',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_badge_roles_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', name=op.f('pk_badge_roles'))
    )


def downgrade() -> None:
    op.drop_table('badge_roles')
    with op.batch_alter_table('badge_printed', schema=None) as batch_op:
        batch_op.drop_index('ix_badge_printed_last')

    op.drop_table('badge_printed')
    op.drop_table('badge_images')
    with op.batch_alter_table('badge_prints', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_badge_prints_person_id'))
        batch_op.drop_index('ix_badge_prints_event')

    op.drop_table('badge_prints')
    op.drop_table('badge_designs')
