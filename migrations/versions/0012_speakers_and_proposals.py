"""speakers, and what they propose

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('proposal_formats',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('least', sa.Integer(), nullable=False),
    sa.Column('most', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_proposal_formats_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_formats')),
    sa.UniqueConstraint('event_id', 'key', name=op.f('uq_proposal_formats_event_id_key'))
    )
    op.create_table('speakers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('sort_key', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('pronouns', sa.String(length=60), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('organisation_name', sa.String(length=200), nullable=False),
    sa.Column('biography', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('away', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_speakers_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_speakers')),
    sa.UniqueConstraint('event_id', 'email', name=op.f('uq_speakers_event_id_email'))
    )
    with op.batch_alter_table('speakers', schema=None) as batch_op:
        batch_op.create_index('ix_speakers_list', ['event_id', 'sort_key', 'id'], unique=False)
    op.create_table('tracks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('description', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('retired_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_tracks_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tracks')),
    sa.UniqueConstraint('event_id', 'key', name=op.f('uq_tracks_event_id_key'))
    )
    op.create_table('proposals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('decision', sa.String(length=12), nullable=True),
    sa.Column('announced_at', sa.DateTime(), nullable=True),
    sa.Column('format_id', sa.Integer(), nullable=True),
    sa.Column('track_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('abstract', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('warnings', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_proposals_event_id_events')),
    sa.ForeignKeyConstraint(['format_id'], ['proposal_formats.id'], name=op.f('fk_proposals_format_id_proposal_formats')),
    sa.ForeignKeyConstraint(['track_id'], ['tracks.id'], name=op.f('fk_proposals_track_id_tracks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposals')),
    sa.UniqueConstraint('code', name=op.f('uq_proposals_code'))
    )
    with op.batch_alter_table('proposals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposals_format_id'), ['format_id'], unique=False)
        batch_op.create_index('ix_proposals_list', ['event_id', 'state', 'id'], unique=False)
        batch_op.create_index('ix_proposals_newest', ['event_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposals_track_id'), ['track_id'], unique=False)
    op.create_table('proposal_speakers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('speaker_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_proposal_speakers_proposal_id_proposals'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['speaker_id'], ['speakers.id'], name=op.f('fk_proposal_speakers_speaker_id_speakers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_speakers')),
    sa.UniqueConstraint('proposal_id', 'speaker_id', name=op.f('uq_proposal_speakers_proposal_id_speaker_id'))
    )
    with op.batch_alter_table('proposal_speakers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_speakers_speaker_id'), ['speaker_id'], unique=False)


def downgrade() -> None:
    for table in ('proposal_speakers', 'proposals', 'tracks', 'speakers', 'proposal_formats'):
        op.drop_table(table)
