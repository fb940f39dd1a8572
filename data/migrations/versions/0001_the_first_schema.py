"""The first schema."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0001'
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('adjacency',
    sa.Column('vintage', sa.String(length=4), nullable=False, comment='Edition of the list of units: 2024 or 2025.'),
    sa.Column('code_a', sa.String(length=16), nullable=False, comment='One of the two provinces.'),
    sa.Column('code_b', sa.String(length=16), nullable=False, comment='The other.'),
    sa.Column('source', sa.Text(), nullable=False, comment='Where the fact comes from.'),
    sa.PrimaryKeyConstraint('vintage', 'code_a', 'code_b', name=op.f('pk_adjacency')),
    comment='Pairs of provinces with a common border.'
    )
    op.create_table('batch',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('kind', sa.String(length=16), nullable=False, comment='catalogue, simulated or import.'),
    sa.Column('state', sa.String(length=16), nullable=False, comment='committed or refused.'),
    sa.Column('file_name', sa.Text(), nullable=True, comment='Name of the file as given, without its folder.'),
    sa.Column('sha256', sa.String(length=64), nullable=True, comment="Fingerprint of the file's bytes."),
    sa.Column('started_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('finished_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('rows_read', sa.Integer(), nullable=False, comment='Data rows in the file.'),
    sa.Column('rows_new', sa.Integer(), nullable=False, comment='Observations that had no value before.'),
    sa.Column('rows_revised', sa.Integer(), nullable=False, comment='Observations that changed an existing value or status.'),
    sa.Column('rows_unchanged', sa.Integer(), nullable=False, comment='Rows that said what was known already.'),
    sa.Column('rows_refused', sa.Integer(), nullable=False, comment='Rows that were refused; any makes the whole batch refused.'),
    sa.Column('data_version', sa.Integer(), nullable=True, comment='The data version this batch made; empty when it changed nothing.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batch')),
    comment='One load of figures, committed whole or refused whole.'
    )
    op.create_table('correction',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('file', sa.Text(), nullable=False, comment='File of the catalogue that it corrects.'),
    sa.Column('row_key', sa.Text(), nullable=False, comment='The row, as column=value pairs.'),
    sa.Column('column_name', sa.Text(), nullable=False, comment='Column that is corrected.'),
    sa.Column('was', sa.Text(), nullable=False, comment='What the file says; the build fails when it no longer says so.'),
    sa.Column('now', sa.Text(), nullable=False, comment='What is used instead.'),
    sa.Column('reason', sa.Text(), nullable=False, comment='Why the file is wrong.'),
    sa.Column('declared_by', sa.Text(), nullable=False, comment='Who declared it.'),
    sa.Column('declared_on', sa.Date(), nullable=False, comment='Day on which it was declared.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction')),
    comment='Known faults of the sources, corrected in the open.'
    )
    op.create_table('entity',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('kind', sa.String(length=16), nullable=False, comment='nation, region, province, commune, ministry or agency.'),
    sa.Column('code', sa.String(length=16), nullable=False, comment='Official code within the vintage, such as VN, 01 or BTC.'),
    sa.Column('vintage', sa.String(length=4), nullable=False, comment='Edition of the list of units: 2024, 2025, 2021; empty for the nation.'),
    sa.Column('name_vi', sa.Text(), nullable=False, comment='Name in Vietnamese.'),
    sa.Column('name_en', sa.Text(), nullable=False, comment='Name in English.'),
    sa.Column('full_name_vi', sa.Text(), nullable=False, comment='With the kind of unit: Thành phố Hà Nội.'),
    sa.Column('full_name_en', sa.Text(), nullable=False, comment='The same in English.'),
    sa.Column('unit_type', sa.String(length=24), nullable=True, comment='city, province, ministry, ministerial-level, government-attached, other.'),
    sa.Column('parent_id', sa.Integer(), nullable=True, comment="The unit above: a province's region, a region's nation."),
    sa.Column('valid_from', sa.Date(), nullable=True, comment='First day it existed under this code; empty when before all data.'),
    sa.Column('valid_to', sa.Date(), nullable=True, comment='Last day; empty while it exists.'),
    sa.Column('area_km2', sa.Float(), nullable=True, comment='Area in square kilometres.'),
    sa.Column('population_thousand', sa.Float(), nullable=True, comment='Average population of 2023, thousand persons.'),
    sa.Column('longitude', sa.Float(), nullable=True, comment='Of the middle of the unit, degrees east.'),
    sa.Column('latitude', sa.Float(), nullable=True, comment='Of the middle of the unit, degrees north.'),
    sa.Column('sort_order', sa.Integer(), nullable=False, comment='Official order within kind and vintage.'),
    sa.Column('note', sa.Text(), nullable=True, comment='Remark on the unit.'),
    sa.Column('certainty', sa.String(length=8), nullable=True, comment='high or medium.'),
    sa.Column('source', sa.Text(), nullable=False, comment='Where the fact comes from.'),
    sa.ForeignKeyConstraint(['parent_id'], ['entity.id'], name=op.f('fk_entity_parent_id_entity')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entity')),
    sa.UniqueConstraint('kind', 'code', 'vintage', name=op.f('uq_entity_kind_code_vintage')),
    comment='Units that figures are about, each in the edition of the list it belongs to.'
    )
    with op.batch_alter_table('entity', schema=None) as batch_op:
        batch_op.create_index('ix_entity_parent_id', ['parent_id'], unique=False)

    op.create_table('indicator',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('code', sa.String(length=32), nullable=False, comment='Code in the catalogue, such as GRO01.'),
    sa.Column('name_vi', sa.Text(), nullable=False, comment='Name in Vietnamese.'),
    sa.Column('name_en', sa.Text(), nullable=False, comment='Name in English.'),
    sa.Column('short_vi', sa.Text(), nullable=False, comment='Short name for a card, at most 32 characters.'),
    sa.Column('short_en', sa.Text(), nullable=False, comment='Short name in English.'),
    sa.Column('definition_vi', sa.Text(), nullable=False, comment='What it measures, in Vietnamese.'),
    sa.Column('definition_en', sa.Text(), nullable=False, comment='What it measures, in English.'),
    sa.Column('unit_vi', sa.Text(), nullable=False, comment='Unit of measure in Vietnamese.'),
    sa.Column('unit_en', sa.Text(), nullable=False, comment='Unit of measure in English.'),
    sa.Column('decimals', sa.Integer(), nullable=False, comment='Digits after the decimal mark when shown.'),
    sa.Column('frequency', sa.String(length=1), nullable=False, comment='D, M, Q or A: how often it is reported.'),
    sa.Column('polarity', sa.String(length=8), nullable=False, comment='higher, lower or band: which direction is good.'),
    sa.Column('level', sa.String(length=8), nullable=False, comment='national, province or both: which units have it.'),
    sa.Column('rule_space', sa.String(length=8), nullable=False, comment='sum, wmean, mean or none: how units add up.'),
    sa.Column('weight_code', sa.String(length=32), nullable=True, comment='Indicator that weighs a wmean, where the catalogue holds it.'),
    sa.Column('weight_vi', sa.Text(), nullable=True, comment='The weight in words, in Vietnamese.'),
    sa.Column('weight_en', sa.Text(), nullable=True, comment='The same in English.'),
    sa.Column('rule_time', sa.String(length=8), nullable=False, comment='sum, last, mean, wmean, max or none: how periods add up.'),
    sa.Column('share_required', sa.Float(), nullable=False, comment='Share of members that must be present in an aggregate.'),
    sa.Column('minimum', sa.Float(), nullable=True, comment='Least value that can be right.'),
    sa.Column('maximum', sa.Float(), nullable=True, comment='Greatest value that can be right.'),
    sa.Column('ministry_code', sa.String(length=16), nullable=False, comment='Owner: a ministry of edition 2025.'),
    sa.Column('index_set', sa.String(length=4), nullable=False, comment='DH, TK, GS or DP.'),
    sa.Column('index_set_vi', sa.Text(), nullable=False, comment='Name of the index set in Vietnamese.'),
    sa.Column('index_set_en', sa.Text(), nullable=False, comment='Name of the index set in English.'),
    sa.Column('theme', sa.String(length=4), nullable=False, comment='Code of the theme.'),
    sa.Column('theme_vi', sa.Text(), nullable=False, comment='Name of the theme in Vietnamese.'),
    sa.Column('theme_en', sa.Text(), nullable=False, comment='Name of the theme in English.'),
    sa.Column('in_statistical_system', sa.Boolean(), nullable=False, comment='Part of the national statistical indicator system.'),
    sa.Column('licence', sa.Text(), nullable=False, comment='Terms under which the figures may be used, in Vietnamese.'),
    sa.Column('licence_en', sa.Text(), nullable=False, comment='The same in English.'),
    sa.Column('classification', sa.String(length=16), nullable=False, comment='public, internal or restricted.'),
    sa.Column('source', sa.Text(), nullable=False, comment='Where the description comes from, in Vietnamese.'),
    sa.Column('source_en', sa.Text(), nullable=False, comment='The same in English.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator')),
    sa.UniqueConstraint('code', name=op.f('uq_indicator_code')),
    comment='The indicators, each with everything a chart or a sum needs to know.'
    )
    op.create_table('source',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('name', sa.Text(), nullable=False, comment='Where a figure comes from, in Vietnamese.'),
    sa.Column('name_en', sa.Text(), nullable=False, comment='The same in English; as in name where an import brought it.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source')),
    sa.UniqueConstraint('name', name=op.f('uq_source_name')),
    comment='Sources of figures, each named once.'
    )
    op.create_table('tile',
    sa.Column('vintage', sa.String(length=4), nullable=False, comment='Edition of the list of units: 2024 or 2025.'),
    sa.Column('tile_id', sa.String(length=8), nullable=False, comment='A province code, or HS and TS for the two archipelagos.'),
    sa.Column('name_vi', sa.Text(), nullable=False, comment='Name on the tile, in Vietnamese.'),
    sa.Column('column_no', sa.Integer(), nullable=False, comment='From 0, west to east.'),
    sa.Column('row_no', sa.Integer(), nullable=False, comment='From 0, north to south.'),
    sa.Column('kind', sa.String(length=16), nullable=False, comment='unit or archipelago.'),
    sa.Column('unit_code', sa.String(length=16), nullable=False, comment='The province that the tile takes its value from.'),
    sa.Column('source', sa.Text(), nullable=False, comment='Where the fact comes from.'),
    sa.PrimaryKeyConstraint('vintage', 'tile_id', name=op.f('pk_tile')),
    comment='The built-in tile map of each edition.'
    )
    op.create_table('warehouse_state',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False, comment='Always 1.'),
    sa.Column('data_version', sa.Integer(), nullable=False, comment='Goes up by one with each committed load.'),
    sa.Column('built_at', sa.DateTime(), nullable=False, comment='When the warehouse was made (UTC).'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_warehouse_state')),
    comment='One row: the number that every cache is keyed by.'
    )
    op.create_table('current_value',
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('grain', sa.String(length=1), nullable=False, comment='Length of the period: D, M, Q, H, C (from 1 January) or A.'),
    sa.Column('period_end', sa.Date(), nullable=False, comment='Last day of the period.'),
    sa.Column('entity_id', sa.Integer(), nullable=False, comment='The unit it is about.'),
    sa.Column('value', sa.Float(), nullable=True, comment='Empty only when the status is M.'),
    sa.Column('status', sa.String(length=1), nullable=False, comment='A normal, E estimate, P provisional, F forecast, M missing, S simulated.'),
    sa.Column('recorded_at', sa.DateTime(), nullable=False, comment='When it came to be known (UTC).'),
    sa.Column('source_id', sa.Integer(), nullable=False, comment='Where the figure comes from.'),
    sa.Column('batch_id', sa.Integer(), nullable=False, comment='The load that brought it.'),
    sa.Column('note', sa.Text(), nullable=True, comment='Remark of the source.'),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_current_value_batch_id_batch')),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_current_value_entity_id_entity')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_current_value_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_current_value_source_id_source')),
    sa.PrimaryKeyConstraint('indicator_id', 'grain', 'period_end', 'entity_id', name=op.f('pk_current_value')),
    comment='What is known now: the newest row of the history for each indicator, unit and period.',
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('current_value', schema=None) as batch_op:
        batch_op.create_index('ix_current_value_series', ['entity_id', 'indicator_id', 'grain', 'period_end', 'value', 'status'], unique=False)

    op.create_table('latest_value',
    sa.Column('entity_id', sa.Integer(), nullable=False, comment='The unit it is about.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('grain', sa.String(length=1), nullable=False, comment='Length of the period: D, M, Q, H, C (from 1 January) or A.'),
    sa.Column('period_end', sa.Date(), nullable=False, comment='Last day of the period.'),
    sa.Column('value', sa.Float(), nullable=False, comment='Newest value that is no forecast.'),
    sa.Column('status', sa.String(length=1), nullable=False, comment='A, E, P or S, as in observation.'),
    sa.Column('recorded_at', sa.DateTime(), nullable=False, comment='When it came to be known (UTC).'),
    sa.Column('source_id', sa.Integer(), nullable=False, comment='Where the figure comes from.'),
    sa.Column('previous_value', sa.Float(), nullable=True, comment='Of the period of the same grain just before.'),
    sa.Column('previous_status', sa.String(length=1), nullable=True, comment='Status of previous_value.'),
    sa.Column('year_ago_value', sa.Float(), nullable=True, comment='Of the same period of the previous year.'),
    sa.Column('year_ago_status', sa.String(length=1), nullable=True, comment='Status of year_ago_value.'),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_latest_value_entity_id_entity')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_latest_value_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_latest_value_source_id_source')),
    sa.PrimaryKeyConstraint('entity_id', 'indicator_id', name=op.f('pk_latest_value')),
    comment='The newest period of each indicator and unit, with what it is compared with.',
    sqlite_with_rowid=False
    )
    op.create_table('observation',
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('entity_id', sa.Integer(), nullable=False, comment='The unit it is about.'),
    sa.Column('grain', sa.String(length=1), nullable=False, comment='D, M, Q, H, C (from 1 January) or A.'),
    sa.Column('period_end', sa.Date(), nullable=False, comment='Last day of the period.'),
    sa.Column('value', sa.Float(), nullable=True, comment='Empty only when the status is M.'),
    sa.Column('status', sa.String(length=1), nullable=False, comment='A normal, E estimate, P provisional, F forecast, M missing, S simulated.'),
    sa.Column('recorded_at', sa.DateTime(), nullable=False, comment='When it came to be known (UTC).'),
    sa.Column('source_id', sa.Integer(), nullable=False, comment='Where the figure comes from.'),
    sa.Column('batch_id', sa.Integer(), nullable=False, comment='The load that brought it.'),
    sa.Column('note', sa.Text(), nullable=True, comment='Remark of the source.'),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_observation_batch_id_batch')),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_observation_entity_id_entity')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_observation_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_observation_source_id_source')),
    sa.PrimaryKeyConstraint('indicator_id', 'entity_id', 'grain', 'period_end', 'recorded_at', name=op.f('pk_observation')),
    comment='The history: every figure ever known, append-only.',
    sqlite_with_rowid=False
    )
    op.create_table('refused_row',
    sa.Column('batch_id', sa.Integer(), nullable=False, comment='The load that was refused.'),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False, comment='Order within the report, from 1.'),
    sa.Column('line', sa.Integer(), nullable=True, comment='Line of the file, the heading being line 1; empty for a fault of the whole file.'),
    sa.Column('column_name', sa.Text(), nullable=True, comment='Column of the file.'),
    sa.Column('value', sa.Text(), nullable=True, comment='What came.'),
    sa.Column('code', sa.String(length=32), nullable=False, comment='Kind of fault, by which pages translate it.'),
    sa.Column('reason', sa.Text(), nullable=False, comment='Why it was refused.'),
    sa.Column('expected', sa.Text(), nullable=True, comment='What was expected.'),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_refused_row_batch_id_batch')),
    sa.PrimaryKeyConstraint('batch_id', 'number', name=op.f('pk_refused_row')),
    comment='Rows of refused loads (the first 1,000 of each), so that a person can mend the file.'
    )
    op.create_table('succession',
    sa.Column('predecessor_id', sa.Integer(), nullable=False, comment='The unit that ended.'),
    sa.Column('successor_id', sa.Integer(), nullable=False, comment='The unit that it became, or became part of.'),
    sa.Column('effective_on', sa.Date(), nullable=False, comment='First day of the successor.'),
    sa.Column('share', sa.Float(), nullable=False, comment='Part of the predecessor that went to the successor; 1 when whole.'),
    sa.Column('source', sa.Text(), nullable=False, comment='Where the fact comes from.'),
    sa.ForeignKeyConstraint(['predecessor_id'], ['entity.id'], name=op.f('fk_succession_predecessor_id_entity')),
    sa.ForeignKeyConstraint(['successor_id'], ['entity.id'], name=op.f('fk_succession_successor_id_entity')),
    sa.PrimaryKeyConstraint('predecessor_id', 'successor_id', name=op.f('pk_succession')),
    comment='Who became whom, and when.'
    )
    with op.batch_alter_table('succession', schema=None) as batch_op:
        batch_op.create_index('ix_succession_successor_id', ['successor_id'], unique=False)

    op.create_table('target',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('entity_id', sa.Integer(), nullable=False, comment='Who must reach it.'),
    sa.Column('assigned_by', sa.String(length=16), nullable=False, comment='QH, CP, BTC, NHNN, VPCP or UBND.'),
    sa.Column('year_from', sa.Integer(), nullable=False, comment='First year it is for.'),
    sa.Column('year_to', sa.Integer(), nullable=False, comment='The same as year_from for a target of one year.'),
    sa.Column('operator', sa.String(length=8), nullable=False, comment='>=, >, <=, <, between, = or about.'),
    sa.Column('value', sa.Float(), nullable=False, comment='What must be reached; lower end of between.'),
    sa.Column('value_high', sa.Float(), nullable=True, comment='Upper end of between.'),
    sa.Column('unit_vi', sa.Text(), nullable=False, comment='Unit of measure in Vietnamese.'),
    sa.Column('document', sa.Text(), nullable=False, comment='Document that sets it.'),
    sa.Column('issued_on', sa.Date(), nullable=True, comment='Date of the document, where it is known.'),
    sa.Column('superseded_on', sa.Date(), nullable=True, comment='Day on which another document replaced it.'),
    sa.Column('note', sa.Text(), nullable=True, comment='Remark on the target.'),
    sa.Column('certainty', sa.String(length=8), nullable=False, comment='high or medium.'),
    sa.Column('source', sa.Text(), nullable=False, comment='Where the fact comes from.'),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_target_entity_id_entity')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_target_indicator_id_indicator')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_target')),
    comment='Targets as facts, as the documents state them.'
    )
    with op.batch_alter_table('target', schema=None) as batch_op:
        batch_op.create_index('ix_target_entity_id', ['entity_id'], unique=False)
        batch_op.create_index('ix_target_indicator_id_year_to', ['indicator_id', 'year_to'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('target', schema=None) as batch_op:
        batch_op.drop_index('ix_target_indicator_id_year_to')
        batch_op.drop_index('ix_target_entity_id')

    op.drop_table('target')
    with op.batch_alter_table('succession', schema=None) as batch_op:
        batch_op.drop_index('ix_succession_successor_id')

    op.drop_table('succession')
    op.drop_table('refused_row')
    op.drop_table('observation')
    op.drop_table('latest_value')
    with op.batch_alter_table('current_value', schema=None) as batch_op:
        batch_op.drop_index('ix_current_value_series')

    op.drop_table('current_value')
    op.drop_table('warehouse_state')
    op.drop_table('tile')
    op.drop_table('source')
    op.drop_table('indicator')
    with op.batch_alter_table('entity', schema=None) as batch_op:
        batch_op.drop_index('ix_entity_parent_id')

    op.drop_table('entity')
    op.drop_table('correction')
    op.drop_table('batch')
    op.drop_table('adjacency')
