"""a committee reads what was proposed

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op


revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reading_criteria',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('guidance', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_reading_criteria_committee_id_committees'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reading_criteria'))
    )
    with op.batch_alter_table('reading_criteria', schema=None) as batch_op:
        batch_op.create_index('ix_reading_criteria_list', ['committee_id', 'position', 'id'], unique=False)

    op.create_table('reading_phases',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('starts_at', sa.DateTime(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.Column('scoring', sa.Boolean(), nullable=False),
    sa.Column('discussion', sa.Boolean(), nullable=False),
    sa.Column('others', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_reading_phases_committee_id_committees'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reading_phases'))
    )
    with op.batch_alter_table('reading_phases', schema=None) as batch_op:
        batch_op.create_index('ix_reading_phases_list', ['committee_id', 'starts_at'], unique=False)

    op.create_table('readings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('blind', sa.Boolean(), nullable=False),
    sa.Column('sealed', sa.Boolean(), nullable=False),
    sa.Column('readers', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_readings_committee_id_committees'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_readings')),
    sa.UniqueConstraint('committee_id', name=op.f('uq_readings_committee_id'))
    )
    op.create_table('review_assignments',
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['committee_members.id'], name=op.f('fk_review_assignments_member_id_committee_members'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_review_assignments_proposal_id_proposals'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('proposal_id', 'member_id', name=op.f('pk_review_assignments'))
    )
    with op.batch_alter_table('review_assignments', schema=None) as batch_op:
        batch_op.create_index('ix_review_assignments_member', ['member_id'], unique=False)

    op.create_table('review_conflicts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('reason', sa.String(length=400), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['committee_members.id'], name=op.f('fk_review_conflicts_member_id_committee_members'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_review_conflicts_proposal_id_proposals'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_conflicts')),
    sa.UniqueConstraint('proposal_id', 'member_id', name=op.f('uq_review_conflicts_proposal_id_member_id'))
    )
    with op.batch_alter_table('review_conflicts', schema=None) as batch_op:
        batch_op.create_index('ix_review_conflicts_member', ['member_id', 'proposal_id'], unique=False)

    op.create_table('review_remarks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['committee_members.id'], name=op.f('fk_review_remarks_member_id_committee_members'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_review_remarks_proposal_id_proposals'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_remarks'))
    )
    with op.batch_alter_table('review_remarks', schema=None) as batch_op:
        batch_op.create_index('ix_review_remarks_list', ['proposal_id', 'id'], unique=False)
        batch_op.create_index('ix_review_remarks_member', ['member_id'], unique=False)

    op.create_table('review_tags',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('word', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_review_tags_committee_id_committees'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_review_tags_proposal_id_proposals'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_tags')),
    sa.UniqueConstraint('committee_id', 'proposal_id', 'word', name=op.f('uq_review_tags_committee_id_proposal_id_word'))
    )
    with op.batch_alter_table('review_tags', schema=None) as batch_op:
        batch_op.create_index('ix_review_tags_proposal', ['proposal_id'], unique=False)

    op.create_table('review_wishes',
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('gladly', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['committee_members.id'], name=op.f('fk_review_wishes_member_id_committee_members'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_review_wishes_proposal_id_proposals'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('proposal_id', 'member_id', name=op.f('pk_review_wishes'))
    )
    with op.batch_alter_table('review_wishes', schema=None) as batch_op:
        batch_op.create_index('ix_review_wishes_member', ['member_id'], unique=False)

    op.create_table('reviews',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['committee_members.id'], name=op.f('fk_reviews_member_id_committee_members'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_reviews_proposal_id_proposals'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviews')),
    sa.UniqueConstraint('proposal_id', 'member_id', name=op.f('uq_reviews_proposal_id_member_id'))
    )
    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.create_index('ix_reviews_member', ['member_id', 'proposal_id'], unique=False)

    op.create_table('review_scores',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['reading_criteria.id'], name=op.f('fk_review_scores_criterion_id_reading_criteria'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['review_id'], ['reviews.id'], name=op.f('fk_review_scores_review_id_reviews'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('review_id', 'criterion_id', name=op.f('pk_review_scores'))
    )
    with op.batch_alter_table('review_scores', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_scores_criterion_id'), ['criterion_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('review_scores', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_scores_criterion_id'))

    op.drop_table('review_scores')
    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.drop_index('ix_reviews_member')

    op.drop_table('reviews')
    with op.batch_alter_table('review_wishes', schema=None) as batch_op:
        batch_op.drop_index('ix_review_wishes_member')

    op.drop_table('review_wishes')
    with op.batch_alter_table('review_tags', schema=None) as batch_op:
        batch_op.drop_index('ix_review_tags_proposal')

    op.drop_table('review_tags')
    with op.batch_alter_table('review_remarks', schema=None) as batch_op:
        batch_op.drop_index('ix_review_remarks_member')
        batch_op.drop_index('ix_review_remarks_list')

    op.drop_table('review_remarks')
    with op.batch_alter_table('review_conflicts', schema=None) as batch_op:
        batch_op.drop_index('ix_review_conflicts_member')

    op.drop_table('review_conflicts')
    with op.batch_alter_table('review_assignments', schema=None) as batch_op:
        batch_op.drop_index('ix_review_assignments_member')

    op.drop_table('review_assignments')
    op.drop_table('readings')
    with op.batch_alter_table('reading_phases', schema=None) as batch_op:
        batch_op.drop_index('ix_reading_phases_list')

    op.drop_table('reading_phases')
    with op.batch_alter_table('reading_criteria', schema=None) as batch_op:
        batch_op.drop_index('ix_reading_criteria_list')

    op.drop_table('reading_criteria')
