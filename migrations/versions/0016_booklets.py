"""booklets of the programme

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('programme_booklets',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('large', sa.Boolean(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['file_id'], ['files.id'], name=op.f('fk_programme_booklets_file_id_files'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['release_id'], ['programme_releases.id'], name=op.f('fk_programme_booklets_release_id_programme_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_booklets')),
    sa.UniqueConstraint('file_id', name=op.f('uq_programme_booklets_file_id')),
    sa.UniqueConstraint('release_id', 'language', 'large', name=op.f('uq_programme_booklets_release_id_language_large'))
    )


def downgrade() -> None:
    op.drop_table('programme_booklets')
