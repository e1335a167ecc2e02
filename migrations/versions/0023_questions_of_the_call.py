"""the call asks questions of its own

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op


revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
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


def downgrade() -> None:
    op.drop_table('proposal_answers')
