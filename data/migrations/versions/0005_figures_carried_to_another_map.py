"""Figures carried to another map."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0005'
down_revision: str | None = '0004'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('recast_rule',
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('rule', sa.String(length=8), nullable=False, comment='wmean, ratio or growth: how figures of merged units are made.'),
    sa.Column('other_id', sa.Integer(), nullable=False, comment='The weight of a wmean, the numerator of a ratio, or the amount that grew.'),
    sa.Column('span', sa.String(length=8), nullable=False, comment='period or ytd: over what the other indicator is taken.'),
    sa.Column('lag', sa.Integer(), nullable=False, comment="Years before the figure's own from which it is taken."),
    sa.Column('proxy', sa.Boolean(), nullable=False, comment='It stands in for what is meant: the result is an estimate.'),
    sa.Column('note_vi', sa.Text(), nullable=False, comment='Why it is done so, in Vietnamese.'),
    sa.Column('note_en', sa.Text(), nullable=False, comment='The same in English.'),
    sa.Column('source', sa.Text(), nullable=False, comment='Where the fact comes from.'),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_recast_rule_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['other_id'], ['indicator.id'], name=op.f('fk_recast_rule_other_id_indicator')),
    sa.PrimaryKeyConstraint('indicator_id', name=op.f('pk_recast_rule')),
    comment='How figures of merged or split units are made, where rule_space and weight_code do not say it.'
    )
    op.create_table('recast_value',
    sa.Column('entity_id', sa.Integer(), nullable=False, comment='The unit, of the edition of the map.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('grain', sa.String(length=1), nullable=False, comment='D, M, Q, H, C (from 1 January) or A.'),
    sa.Column('period_end', sa.Date(), nullable=False, comment='Last day of the period.'),
    sa.Column('recorded_at', sa.DateTime(), nullable=False, comment='When the newest of its parts came to be known (UTC).'),
    sa.Column('superseded_at', sa.DateTime(), nullable=True, comment='When another value took its place; empty for what is known now.'),
    sa.Column('value', sa.Float(), nullable=True, comment='Empty where a part, or what it weighs, is missing.'),
    sa.Column('status', sa.String(length=1), nullable=False, comment='The least certain of all that entered, at least E for an estimate; M where the value is empty.'),
    sa.Column('source_id', sa.Integer(), nullable=False, comment='Source of the first of the parts.'),
    sa.Column('parts', sa.Integer(), nullable=False, comment='Units that it is made of and that are known.'),
    sa.Column('expected', sa.Integer(), nullable=False, comment='Units that make it up.'),
    sa.Column('rule', sa.String(length=8), nullable=False, comment='same, sum, wmean, ratio, growth or mean.'),
    sa.Column('reason', sa.String(length=16), nullable=True, comment='Why the value is empty.'),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_recast_value_entity_id_entity')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_recast_value_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_recast_value_source_id_source')),
    sa.PrimaryKeyConstraint('entity_id', 'indicator_id', 'grain', 'period_end', 'recorded_at', name=op.f('pk_recast_value')),
    comment='Figures of units for times when others stood in their place, made of the figures of those; never reported.',
    sqlite_with_rowid=False
    )
