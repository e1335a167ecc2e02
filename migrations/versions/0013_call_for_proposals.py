"""the call for proposals

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
    op.create_table('proposal_formats',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('least', sa.Integer(), nullable=False),
    sa.Column('most', sa.Integer(), nullable=False),
    sa.Column('works', sa.Boolean(), nullable=False),
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
    sa.Column('understands', sa.JSON(), nullable=False),
    sa.Column('organisation_name', sa.String(length=200), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('region', sa.String(length=30), nullable=True),
    sa.Column('biography', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('image_id', sa.Integer(), nullable=True),
    sa.Column('image_credit', sa.String(length=200), nullable=False),
    sa.Column('image_alt', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('gender', sa.String(length=60), nullable=False),
    sa.Column('access_needs', sa.Text(), nullable=False),
    sa.Column('away', sa.JSON(), nullable=False),
    sa.Column('recording', sa.Boolean(), nullable=True),
    sa.Column('link_version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_speakers_event_id_events')),
    sa.ForeignKeyConstraint(['image_id'], ['files.id'], name=op.f('fk_speakers_image_id_files')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_speakers_organisation_id_organisations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_speakers')),
    sa.UniqueConstraint('event_id', 'email', name=op.f('uq_speakers_event_id_email')),
    sa.UniqueConstraint('image_id', name=op.f('uq_speakers_image_id'))
    )
    with op.batch_alter_table('speakers', schema=None) as batch_op:
        batch_op.create_index('ix_speakers_list', ['event_id', 'sort_key', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_speakers_organisation_id'), ['organisation_id'], unique=False)

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
    op.create_table('calls',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('opens_at', sa.DateTime(), nullable=True),
    sa.Column('closes_at', sa.DateTime(), nullable=True),
    sa.Column('blind', sa.Boolean(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_calls_committee_id_committees')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_calls_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calls')),
    sa.UniqueConstraint('event_id', name=op.f('uq_calls_event_id'))
    )
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calls_committee_id'), ['committee_id'], unique=False)

    op.create_table('proposals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('decision', sa.String(length=12), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('announced_at', sa.DateTime(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(), nullable=True),
    sa.Column('format_id', sa.Integer(), nullable=True),
    sa.Column('track_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('abstract', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('warnings', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('technical', sa.Text(), nullable=False),
    sa.Column('sign_video', sa.String(length=300), nullable=False),
    sa.Column('fee_asked_cents', sa.Integer(), nullable=True),
    sa.Column('fee_agreed_cents', sa.Integer(), nullable=True),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.Column('form_key', sa.String(length=40), nullable=True),
    sa.Column('source_ref', sa.String(length=60), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_proposals_event_id_events')),
    sa.ForeignKeyConstraint(['format_id'], ['proposal_formats.id'], name=op.f('fk_proposals_format_id_proposal_formats')),
    sa.ForeignKeyConstraint(['track_id'], ['tracks.id'], name=op.f('fk_proposals_track_id_tracks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposals')),
    sa.UniqueConstraint('code', name=op.f('uq_proposals_code')),
    sa.UniqueConstraint('form_key', name=op.f('uq_proposals_form_key'))
    )
    with op.batch_alter_table('proposals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposals_format_id'), ['format_id'], unique=False)
        batch_op.create_index('ix_proposals_list', ['event_id', 'state', 'id'], unique=False)
        batch_op.create_index('ix_proposals_newest', ['event_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposals_track_id'), ['track_id'], unique=False)

    op.create_table('call_late_links',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('until', sa.DateTime(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_call_late_links_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_call_late_links_proposal_id_proposals'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_late_links')),
    sa.UniqueConstraint('proposal_id', name=op.f('uq_call_late_links_proposal_id'))
    )
    with op.batch_alter_table('call_late_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_call_late_links_event_id'), ['event_id'], unique=False)

    op.create_table('proposal_answers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_proposal_answers_proposal_id_proposals'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['question_versions.id'], name=op.f('fk_proposal_answers_version_id_question_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_answers')),
    sa.UniqueConstraint('proposal_id', 'version_id', name=op.f('uq_proposal_answers_proposal_id_version_id'))
    )
    with op.batch_alter_table('proposal_answers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_answers_version_id'), ['version_id'], unique=False)

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

    op.create_table('proposal_works',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('artist', sa.String(length=200), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('medium', sa.String(length=60), nullable=False),
    sa.Column('subtitles', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_proposal_works_proposal_id_proposals'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_works'))
    )
    with op.batch_alter_table('proposal_works', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_works_proposal_id'), ['proposal_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('proposal_works', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_works_proposal_id'))

    op.drop_table('proposal_works')
    with op.batch_alter_table('proposal_speakers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_speakers_speaker_id'))

    op.drop_table('proposal_speakers')
    with op.batch_alter_table('proposal_answers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_answers_version_id'))

    op.drop_table('proposal_answers')
    with op.batch_alter_table('call_late_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_call_late_links_event_id'))

    op.drop_table('call_late_links')
    with op.batch_alter_table('proposals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposals_track_id'))
        batch_op.drop_index('ix_proposals_newest')
        batch_op.drop_index('ix_proposals_list')
        batch_op.drop_index(batch_op.f('ix_proposals_format_id'))

    op.drop_table('proposals')
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calls_committee_id'))

    op.drop_table('calls')
    op.drop_table('tracks')
    with op.batch_alter_table('speakers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_speakers_organisation_id'))
        batch_op.drop_index('ix_speakers_list')

    op.drop_table('speakers')
    op.drop_table('proposal_formats')
