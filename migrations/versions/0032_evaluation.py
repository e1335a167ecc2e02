"""evaluation

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op


revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('surveys',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('part_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('welcome', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('thanks', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('audience', sa.String(length=12), nullable=False),
    sa.Column('named', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('opens_at', sa.DateTime(), nullable=True),
    sa.Column('opens_after', sa.Integer(), nullable=True),
    sa.Column('closes_at', sa.DateTime(), nullable=True),
    sa.Column('closes_after', sa.Integer(), nullable=True),
    sa.Column('equity', sa.Boolean(), nullable=False),
    sa.Column('breakdowns', sa.JSON(), nullable=False),
    sa.Column('least', sa.Integer(), nullable=False),
    sa.Column('results', sa.String(length=12), nullable=False),
    sa.Column('expected', sa.Integer(), nullable=True),
    sa.Column('open_key', sa.String(length=64), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_surveys_event_id_events')),
    sa.ForeignKeyConstraint(['part_id'], ['parts.id'], name=op.f('fk_surveys_part_id_parts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_surveys')),
    sa.UniqueConstraint('open_key', name=op.f('uq_surveys_open_key')),
    sa.UniqueConstraint('slug', name=op.f('uq_surveys_slug'))
    )
    with op.batch_alter_table('surveys', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_surveys_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_surveys_part_id'), ['part_id'], unique=False)

    op.create_table('survey_answers',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['survey_id'], ['surveys.id'], name=op.f('fk_survey_answers_survey_id_surveys'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_answers'))
    )
    with op.batch_alter_table('survey_answers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_answers_survey_id'), ['survey_id'], unique=False)

    op.create_table('survey_equity',
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('dimension', sa.String(length=20), nullable=False),
    sa.Column('choice', sa.String(length=20), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['survey_id'], ['surveys.id'], name=op.f('fk_survey_equity_survey_id_surveys'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('survey_id', 'dimension', 'choice', name=op.f('pk_survey_equity'))
    )
    op.create_table('survey_partials',
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['survey_id'], ['surveys.id'], name=op.f('fk_survey_partials_survey_id_surveys'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key_hash', name=op.f('pk_survey_partials'))
    )
    with op.batch_alter_table('survey_partials', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_partials_survey_id'), ['survey_id'], unique=False)

    op.create_table('survey_pools',
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('waiting', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['survey_id'], ['surveys.id'], name=op.f('fk_survey_pools_survey_id_surveys'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('survey_id', name=op.f('pk_survey_pools'))
    )
    op.create_table('survey_tallies',
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('final', sa.Boolean(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['survey_id'], ['surveys.id'], name=op.f('fk_survey_tallies_survey_id_surveys'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('survey_id', name=op.f('pk_survey_tallies'))
    )
    op.create_table('survey_invitations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('letters', sa.Integer(), nullable=False),
    sa.Column('declined', sa.Boolean(), nullable=False),
    sa.Column('answered', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_survey_invitations_registration_id_registrations'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['survey_id'], ['surveys.id'], name=op.f('fk_survey_invitations_survey_id_surveys'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_invitations')),
    sa.UniqueConstraint('survey_id', 'registration_id', name=op.f('uq_survey_invitations_survey_id_registration_id'))
    )
    with op.batch_alter_table('survey_invitations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_invitations_email'), ['email'], unique=False)
        batch_op.create_index(batch_op.f('ix_survey_invitations_registration_id'), ['registration_id'], unique=False)
        batch_op.create_index('ix_survey_invitations_survey', ['survey_id', 'answered'], unique=False)

    op.create_table('survey_comments',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('beside', sa.String(length=12), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('quotable', sa.Boolean(), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=True),
    sa.Column('themes', sa.JSON(), nullable=False),
    sa.Column('translation', sa.Text(), nullable=False),
    sa.Column('withheld', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['survey_invitations.id'], name=op.f('fk_survey_comments_invitation_id_survey_invitations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['survey_id'], ['surveys.id'], name=op.f('fk_survey_comments_survey_id_surveys'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['question_versions.id'], name=op.f('fk_survey_comments_version_id_question_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_comments'))
    )
    with op.batch_alter_table('survey_comments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_comments_invitation_id'), ['invitation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_survey_comments_survey_id'), ['survey_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_survey_comments_version_id'), ['version_id'], unique=False)

    op.create_table('survey_links',
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['survey_invitations.id'], name=op.f('fk_survey_links_invitation_id_survey_invitations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key_hash', name=op.f('pk_survey_links'))
    )
    with op.batch_alter_table('survey_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_links_invitation_id'), ['invitation_id'], unique=False)

    op.create_table('survey_named_answers',
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('answered_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['survey_invitations.id'], name=op.f('fk_survey_named_answers_invitation_id_survey_invitations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['survey_id'], ['surveys.id'], name=op.f('fk_survey_named_answers_survey_id_surveys'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('invitation_id', name=op.f('pk_survey_named_answers'))
    )
    with op.batch_alter_table('survey_named_answers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_named_answers_survey_id'), ['survey_id'], unique=False)

    op.add_column('question_versions', sa.Column('details', sa.JSON(), nullable=False, server_default='{}'))



def downgrade() -> None:
    op.drop_column('question_versions', 'details')

    with op.batch_alter_table('survey_named_answers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_named_answers_survey_id'))

    op.drop_table('survey_named_answers')
    with op.batch_alter_table('survey_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_links_invitation_id'))

    op.drop_table('survey_links')
    with op.batch_alter_table('survey_comments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_comments_version_id'))
        batch_op.drop_index(batch_op.f('ix_survey_comments_survey_id'))
        batch_op.drop_index(batch_op.f('ix_survey_comments_invitation_id'))

    op.drop_table('survey_comments')
    with op.batch_alter_table('survey_invitations', schema=None) as batch_op:
        batch_op.drop_index('ix_survey_invitations_survey')
        batch_op.drop_index(batch_op.f('ix_survey_invitations_registration_id'))
        batch_op.drop_index(batch_op.f('ix_survey_invitations_email'))

    op.drop_table('survey_invitations')
    op.drop_table('survey_tallies')
    op.drop_table('survey_pools')
    with op.batch_alter_table('survey_partials', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_partials_survey_id'))

    op.drop_table('survey_partials')
    op.drop_table('survey_equity')
    with op.batch_alter_table('survey_answers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_answers_survey_id'))

    op.drop_table('survey_answers')
    with op.batch_alter_table('surveys', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_surveys_part_id'))
        batch_op.drop_index(batch_op.f('ix_surveys_event_id'))

    op.drop_table('surveys')
