"""Forecasts and nowcasts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0007'
down_revision: str | None = '0006'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('forecast_run',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False, comment='Always 1.'),
    sa.Column('state', sa.String(length=8), nullable=False, comment='running, done or failed.'),
    sa.Column('started_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('beat_at', sa.DateTime(), nullable=False, comment='When it last said that it lives (UTC).'),
    sa.Column('finished_at', sa.DateTime(), nullable=True, comment='UTC; empty while it runs.'),
    sa.Column('done', sa.Integer(), nullable=False, comment='Pieces of work that are done.'),
    sa.Column('total', sa.Integer(), nullable=False, comment='Pieces of work that there are.'),
    sa.Column('faults', sa.Integer(), nullable=False, comment='Pieces that could not be done.'),
    sa.Column('data_version', sa.Integer(), nullable=False, comment='Version of the warehouse that all forecasts are up to.'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forecast_run')),
    comment='One row: how far the last run of the forecasts is.'
    )
    op.create_table('forecast_accuracy',
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('kind', sa.String(length=16), nullable=False, comment='Kind of units: nation, region or province.'),
    sa.Column('step', sa.Integer(), autoincrement=False, nullable=False, comment='Periods ahead, from 1.'),
    sa.Column('grain', sa.String(length=1), nullable=False, comment='M, Q or A.'),
    sa.Column('basis', sa.String(length=10), nullable=False, comment='published, mixed or simulated: against what it was scored.'),
    sa.Column('series', sa.Integer(), nullable=False, comment='Units that were scored.'),
    sa.Column('errors', sa.Integer(), nullable=False, comment='Errors over all units and origins.'),
    sa.Column('mase', sa.Float(), nullable=True, comment='Mean absolute error over that of the seasonal naive within the history.'),
    sa.Column('naive_mase', sa.Float(), nullable=True, comment='The same of the seasonal naive at the same origins.'),
    sa.Column('coverage_80', sa.Float(), nullable=False, comment='Share of figures that came within the 80 % interval.'),
    sa.Column('coverage_95', sa.Float(), nullable=False, comment='Share of figures that came within the 95 % interval.'),
    sa.Column('width_80', sa.Float(), nullable=True, comment='Mean width of the 80 % interval, in the scale of mase.'),
    sa.Column('width_95', sa.Float(), nullable=True, comment='Mean width of the 95 % interval, in the scale of mase.'),
    sa.Column('data_version', sa.Integer(), nullable=False, comment='Version of the warehouse that it was measured on.'),
    sa.Column('measured_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_forecast_accuracy_indicator_id_indicator')),
    sa.PrimaryKeyConstraint('indicator_id', 'kind', 'step', name=op.f('pk_forecast_accuracy')),
    comment='How well forecasts made at past origins met what came, by steps ahead.'
    )
    op.create_table('forecast_calibration',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('name', sa.Text(), nullable=False, comment='Group of series whose past errors were pooled.'),
    sa.Column('pooled', sa.Integer(), nullable=False, comment='Past errors behind the quantiles; few lean on reference ones.'),
    sa.Column('curve', sa.Text(), nullable=False, comment='JSON: quantiles of scaled errors, levels by steps ahead.'),
    sa.Column('sum_curve', sa.Text(), nullable=False, comment='The same of running totals.'),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_forecast_calibration_indicator_id_indicator')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forecast_calibration')),
    comment='How wide intervals are: quantiles of past errors, pooled over the series of a group.'
    )
    with op.batch_alter_table('forecast_calibration', schema=None) as batch_op:
        batch_op.create_index('ix_forecast_calibration_indicator_id', ['indicator_id'], unique=False)

    op.create_table('forecast_task',
    sa.Column('task', sa.String(length=12), nullable=False, comment='forecast, accuracy, past or nowcast.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is measured.'),
    sa.Column('fingerprint', sa.String(length=64), nullable=False, comment='Of the figures and the methods that it was made from.'),
    sa.Column('data_version', sa.Integer(), nullable=False, comment='Version of the warehouse at which it was looked at.'),
    sa.Column('made_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('series', sa.Integer(), nullable=False, comment='Series that it made.'),
    sa.Column('seconds', sa.Float(), nullable=False, comment='Time that the work took.'),
    sa.Column('fault', sa.Text(), nullable=True, comment='Why it could not be done; empty where it was.'),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_forecast_task_indicator_id_indicator')),
    sa.PrimaryKeyConstraint('task', 'indicator_id', name=op.f('pk_forecast_task')),
    comment='Pieces of work that were done, so that only what changed is done again.'
    )
    op.create_table('nowcast',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is nowcast, such as GRO01.'),
    sa.Column('entity_id', sa.Integer(), nullable=False, comment='The unit.'),
    sa.Column('period_end', sa.Date(), nullable=False, comment='Last day of the quarter.'),
    sa.Column('known_until', sa.Date(), nullable=False, comment='Last day of the newest month that it knew figures of.'),
    sa.Column('made_at', sa.DateTime(), nullable=False, comment='UTC.'),
    sa.Column('data_version', sa.Integer(), nullable=False, comment='Version of the warehouse that it was made from.'),
    sa.Column('mean', sa.Float(), nullable=False, comment='The nowcast.'),
    sa.Column('spread', sa.Float(), nullable=False, comment='Root mean square of its errors at past origins.'),
    sa.Column('before', sa.Float(), nullable=True, comment='What was said a month of figures earlier.'),
    sa.Column('published', sa.Integer(), nullable=False, comment='Published figures that it rests on.'),
    sa.Column('simulated', sa.Integer(), nullable=False, comment='Simulated figures that it rests on.'),
    sa.Column('origins', sa.Integer(), nullable=False, comment='Past quarters at which it was tried.'),
    sa.Column('error', sa.Float(), nullable=True, comment='Root mean square error there.'),
    sa.Column('benchmark', sa.String(length=12), nullable=True, comment='Simple way that it was tried against: last_value or ar.'),
    sa.Column('benchmark_mean', sa.Float(), nullable=True, comment='What the simple way says now.'),
    sa.Column('benchmark_error', sa.Float(), nullable=True, comment='Its root mean square error at the same quarters.'),
    sa.Column('verdict', sa.String(length=16), nullable=False, comment='better, not_better, untried or too_little_real.'),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_nowcast_entity_id_entity')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_nowcast_indicator_id_indicator')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nowcast')),
    sa.UniqueConstraint('indicator_id', 'entity_id', 'period_end', 'known_until', 'data_version', name='uq_nowcast_series_known'),
    comment='What a quarter looks like before it is published, from the months that are.'
    )
    op.create_table('forecast',
    sa.Column('id', sa.Integer(), nullable=False, comment='Number of the row.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='What is forecast.'),
    sa.Column('entity_id', sa.Integer(), nullable=False, comment="The unit it is about, on today's map."),
    sa.Column('grain', sa.String(length=1), nullable=False, comment='M, Q or A: length of the periods.'),
    sa.Column('origin', sa.Date(), nullable=False, comment='Last day of the newest period that was known to it.'),
    sa.Column('data_version', sa.Integer(), nullable=False, comment='Version of the warehouse that it was made from.'),
    sa.Column('made_at', sa.DateTime(), nullable=False, comment='When it was made (UTC).'),
    sa.Column('retrospective', sa.Boolean(), nullable=False, comment='Made later than its origin, from the figures up to there alone: what would have been said.'),
    sa.Column('basis', sa.String(length=10), nullable=False, comment='published, mixed or simulated: what its history is.'),
    sa.Column('first', sa.Date(), nullable=False, comment='Last day of the first period of its history.'),
    sa.Column('observations', sa.Integer(), nullable=False, comment='Figures in its history.'),
    sa.Column('published', sa.Integer(), nullable=False, comment='How many of them are no simulated ones.'),
    sa.Column('last_value', sa.Float(), nullable=False, comment='The newest figure.'),
    sa.Column('horizon', sa.Integer(), nullable=False, comment='Periods that are forecast.'),
    sa.Column('choice', sa.String(length=12), nullable=False, comment='combination, shared, untried, too_short or constant.'),
    sa.Column('models', sa.Text(), nullable=False, comment='JSON: models that took part, with weight and parameters.'),
    sa.Column('origins', sa.Integer(), nullable=False, comment='Past origins at which it was tried against seasonal naive.'),
    sa.Column('error', sa.Float(), nullable=True, comment='Mean absolute error there; empty where it could not be tried.'),
    sa.Column('naive_error', sa.Float(), nullable=True, comment='The same of the seasonal naive.'),
    sa.Column('flags', sa.Text(), nullable=False, comment='Codes of what a reader must know, comma-separated.'),
    sa.Column('breaks', sa.Text(), nullable=False, comment='Periods with which a new way of counting begins, comma-separated.'),
    sa.Column('lower_bound', sa.Float(), nullable=True, comment='Least value that the figure can take.'),
    sa.Column('upper_bound', sa.Float(), nullable=True, comment='Greatest value that the figure can take.'),
    sa.Column('calibration_id', sa.Integer(), nullable=True, comment='Quantiles that its intervals rest on.'),
    sa.Column('coherence', sa.String(length=12), nullable=True, comment='How parts and whole were made to agree: bottom_up, ols, wls, mint or to_nation; or why not.'),
    sa.ForeignKeyConstraint(['calibration_id'], ['forecast_calibration.id'], name=op.f('fk_forecast_calibration_id_forecast_calibration')),
    sa.ForeignKeyConstraint(['entity_id'], ['entity.id'], name=op.f('fk_forecast_entity_id_entity')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_forecast_indicator_id_indicator')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forecast')),
    sa.UniqueConstraint('indicator_id', 'entity_id', 'grain', 'origin', 'data_version', 'retrospective', name='uq_forecast_series_origin'),
    comment='Forecasts of series; the newest, the ones before, and one of each month are kept.'
    )
    with op.batch_alter_table('forecast', schema=None) as batch_op:
        batch_op.create_index('ix_forecast_entity_id', ['entity_id', 'indicator_id'], unique=False)

    op.create_table('nowcast_news',
    sa.Column('nowcast_id', sa.Integer(), nullable=False, comment='The nowcast.'),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False, comment='Order, the greatest effect first.'),
    sa.Column('indicator_id', sa.Integer(), nullable=False, comment='Whose figure came.'),
    sa.Column('period_end', sa.Date(), nullable=False, comment='Last day of the period of the figure.'),
    sa.Column('grain', sa.String(length=1), nullable=False, comment='M or Q.'),
    sa.Column('status', sa.String(length=1), nullable=False, comment='Status of the figure, S where it is simulated.'),
    sa.Column('expected', sa.Float(), nullable=False, comment='What the model expected, as the figure enters the model.'),
    sa.Column('came', sa.Float(), nullable=False, comment='What came, as the figure enters the model.'),
    sa.Column('weight', sa.Float(), nullable=False, comment='Points of the nowcast for one unit of surprise.'),
    sa.Column('impact', sa.Float(), nullable=False, comment='Points by which it moved the nowcast.'),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_nowcast_news_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['nowcast_id'], ['nowcast.id'], name=op.f('fk_nowcast_news_nowcast_id_nowcast'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('nowcast_id', 'number', name=op.f('pk_nowcast_news')),
    comment='What moved a nowcast when the newest month came.'
    )
    op.create_table('forecast_point',
    sa.Column('forecast_id', sa.Integer(), nullable=False, comment='The forecast.'),
    sa.Column('step', sa.Integer(), autoincrement=False, nullable=False, comment='Periods after the origin, from 1.'),
    sa.Column('period_end', sa.Date(), nullable=False, comment='Last day of the period.'),
    sa.Column('mean', sa.Float(), nullable=False, comment='Forecast figure.'),
    sa.Column('lower_80', sa.Float(), nullable=False, comment='It lies above this with 9 in 10 chances.'),
    sa.Column('upper_80', sa.Float(), nullable=False, comment='It lies below this with 9 in 10 chances.'),
    sa.Column('lower_95', sa.Float(), nullable=False, comment='The same with 39 in 40 chances.'),
    sa.Column('upper_95', sa.Float(), nullable=False, comment='The same with 39 in 40 chances.'),
    sa.Column('spread', sa.Float(), nullable=False, comment='Scale of its error; times a quantile, half of an interval.'),
    sa.Column('sum_spread', sa.Float(), nullable=False, comment='The same of the total of the periods up to this one.'),
    sa.ForeignKeyConstraint(['forecast_id'], ['forecast.id'], name=op.f('fk_forecast_point_forecast_id_forecast'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('forecast_id', 'step', name=op.f('pk_forecast_point')),
    comment='The figures of forecasts, one row a period.',
    sqlite_with_rowid=False
    )
