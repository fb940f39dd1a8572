"""Figures counted by every load."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0008'
down_revision: str | None = '0007'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('figure_count',
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('grain', sa.String(length=1), nullable=False, comment='D, M, Q, H, C (from 1 January) or A.'),
    sa.Column('period_end', sa.Date(), nullable=False, comment='Last day of the period.'),
    sa.Column('source_id', sa.Integer(), nullable=False, comment='Where the figures come from.'),
    sa.Column('status', sa.String(length=1), nullable=False, comment='A, E, P, F, M or S, as in observation.'),
    sa.Column('figures', sa.Integer(), nullable=False, comment='Rows of current_value, of all units together.'),
    sa.Column('first_recorded', sa.DateTime(), nullable=False, comment='When the oldest of them came to be known (UTC).'),
    sa.Column('last_recorded', sa.DateTime(), nullable=False, comment='When the newest of them came to be known (UTC).'),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_figure_count_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_figure_count_source_id_source')),
    sa.PrimaryKeyConstraint('indicator_id', 'grain', 'period_end', 'source_id', 'status', name=op.f('pk_figure_count')),
    comment='How many figures are known now: what a count of current_value gives.',
    sqlite_with_rowid=False
    )
    op.create_table('batch_count',
    sa.Column('batch_id', sa.Integer(), nullable=False, comment='The load.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('grain', sa.String(length=1), nullable=False, comment='D, M, Q, H, C (from 1 January) or A.'),
    sa.Column('period_end', sa.Date(), nullable=False, comment='Last day of the period.'),
    sa.Column('source_id', sa.Integer(), nullable=False, comment='Where the figures come from.'),
    sa.Column('status', sa.String(length=1), nullable=False, comment='A, E, P, F, M or S, as in observation.'),
    sa.Column('figures', sa.Integer(), nullable=False, comment='Rows of observation that the load brought.'),
    sa.Column('first_recorded', sa.DateTime(), nullable=False, comment='When the oldest of them came to be known (UTC).'),
    sa.Column('last_recorded', sa.DateTime(), nullable=False, comment='When the newest of them came to be known (UTC).'),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_batch_count_batch_id_batch')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_batch_count_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_batch_count_source_id_source')),
    sa.PrimaryKeyConstraint('batch_id', 'indicator_id', 'grain', 'period_end', 'source_id', 'status', name=op.f('pk_batch_count')),
    comment='What each load brought: what a count of observation gives.',
    sqlite_with_rowid=False
    )
