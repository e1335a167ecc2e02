"""joining

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op


revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('joining_links',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=True),
    sa.Column('url', sa.String(length=1000), nullable=False),
    sa.Column('opens_before', sa.Integer(), nullable=False),
    sa.Column('written_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_joining_links_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['part_id'], ['parts.id'], name=op.f('fk_joining_links_part_id_parts'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_joining_links')),
    sa.UniqueConstraint('part_id', name=op.f('uq_joining_links_part_id'))
    )
    with op.batch_alter_table('joining_links', schema=None) as batch_op:
        batch_op.create_index('uq_joining_links_event', ['event_id'], unique=True, sqlite_where=sa.text('part_id IS NULL'), postgresql_where=sa.text('part_id IS NULL'))

    op.create_table('joining_passes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('link_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('used_at', sa.DateTime(), nullable=True),
    sa.Column('revoked_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['link_id'], ['joining_links.id'], name=op.f('fk_joining_passes_link_id_joining_links'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_joining_passes_registration_id_registrations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_joining_passes')),
    sa.UniqueConstraint('link_id', 'registration_id', name=op.f('uq_joining_passes_link_id_registration_id'))
    )
    with op.batch_alter_table('joining_passes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_joining_passes_registration_id'), ['registration_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('joining_passes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_joining_passes_registration_id'))

    op.drop_table('joining_passes')
    with op.batch_alter_table('joining_links', schema=None) as batch_op:
        batch_op.drop_index('uq_joining_links_event', sqlite_where=sa.text('part_id IS NULL'), postgresql_where=sa.text('part_id IS NULL'))

    op.drop_table('joining_links')
