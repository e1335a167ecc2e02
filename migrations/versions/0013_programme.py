"""the programme

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op


revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # in place: a batch would rebuild a table that others point to
    op.add_column('parts', sa.Column('programme', sa.Boolean(), nullable=False, server_default=sa.false()))

    op.create_table('programme_settings',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('opens', sa.String(length=5), nullable=False),
    sa.Column('closes', sa.String(length=5), nullable=False),
    sa.Column('change_over', sa.Integer(), nullable=False),
    sa.Column('teams', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_programme_settings_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_programme_settings'))
    )
    op.create_table('my_programmes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('sessions', sa.JSON(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_my_programmes_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_my_programmes'))
    )
    with op.batch_alter_table('my_programmes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_my_programmes_event_id'), ['event_id'], unique=False)

    op.create_table('programme_releases',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('note', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('sessions', sa.JSON(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_programme_releases_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_releases')),
    sa.UniqueConstraint('event_id', 'number', name=op.f('uq_programme_releases_event_id_number'))
    )
    op.create_table('programme_rooms',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('equipment', sa.JSON(), nullable=False),
    sa.Column('retired_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_programme_rooms_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_rooms')),
    sa.UniqueConstraint('event_id', 'key', name=op.f('uq_programme_rooms_event_id_key'))
    )
    op.create_table('programme_sessions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=True),
    sa.Column('part_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('guid', sa.String(length=36), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('title', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('abstract', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('warnings', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('format_id', sa.Integer(), nullable=True),
    sa.Column('track_id', sa.Integer(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('interpretation', sa.JSON(), nullable=False),
    sa.Column('interest', sa.Integer(), nullable=True),
    sa.Column('starts', sa.DateTime(), nullable=True),
    sa.Column('room_id', sa.Integer(), nullable=True),
    sa.Column('pinned', sa.Boolean(), nullable=False),
    sa.Column('cancelled', sa.Boolean(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_programme_sessions_event_id_events')),
    sa.ForeignKeyConstraint(['format_id'], ['proposal_formats.id'], name=op.f('fk_programme_sessions_format_id_proposal_formats')),
    sa.ForeignKeyConstraint(['part_id'], ['parts.id'], name=op.f('fk_programme_sessions_part_id_parts'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_programme_sessions_proposal_id_proposals')),
    sa.ForeignKeyConstraint(['room_id'], ['programme_rooms.id'], name=op.f('fk_programme_sessions_room_id_programme_rooms')),
    sa.ForeignKeyConstraint(['track_id'], ['tracks.id'], name=op.f('fk_programme_sessions_track_id_tracks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_sessions')),
    sa.UniqueConstraint('event_id', 'slug', name=op.f('uq_programme_sessions_event_id_slug')),
    sa.UniqueConstraint('guid', name=op.f('uq_programme_sessions_guid')),
    sa.UniqueConstraint('part_id', name=op.f('uq_programme_sessions_part_id')),
    sa.UniqueConstraint('proposal_id', name=op.f('uq_programme_sessions_proposal_id'))
    )
    with op.batch_alter_table('programme_sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_programme_sessions_format_id'), ['format_id'], unique=False)
        batch_op.create_index('ix_programme_sessions_grid', ['event_id', 'starts', 'room_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_programme_sessions_room_id'), ['room_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_programme_sessions_track_id'), ['track_id'], unique=False)

    op.create_table('programme_moves',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_programme_moves_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['programme_sessions.id'], name=op.f('fk_programme_moves_session_id_programme_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_moves'))
    )
    with op.batch_alter_table('programme_moves', schema=None) as batch_op:
        batch_op.create_index('ix_programme_moves_list', ['event_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_programme_moves_session_id'), ['session_id'], unique=False)

    op.create_table('session_speakers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('speaker_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['programme_sessions.id'], name=op.f('fk_session_speakers_session_id_programme_sessions'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['speaker_id'], ['speakers.id'], name=op.f('fk_session_speakers_speaker_id_speakers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_speakers')),
    sa.UniqueConstraint('session_id', 'speaker_id', name=op.f('uq_session_speakers_session_id_speaker_id'))
    )
    with op.batch_alter_table('session_speakers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_speakers_speaker_id'), ['speaker_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('session_speakers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_session_speakers_speaker_id'))

    op.drop_table('session_speakers')
    with op.batch_alter_table('programme_moves', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programme_moves_session_id'))
        batch_op.drop_index('ix_programme_moves_list')

    op.drop_table('programme_moves')
    with op.batch_alter_table('programme_sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programme_sessions_track_id'))
        batch_op.drop_index(batch_op.f('ix_programme_sessions_room_id'))
        batch_op.drop_index('ix_programme_sessions_grid')
        batch_op.drop_index(batch_op.f('ix_programme_sessions_format_id'))

    op.drop_table('programme_sessions')
    op.drop_table('programme_rooms')
    op.drop_table('programme_releases')
    with op.batch_alter_table('my_programmes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_my_programmes_event_id'))

    op.drop_table('my_programmes')
    op.drop_table('programme_settings')
    op.drop_column('parts', 'programme')
