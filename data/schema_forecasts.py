"""The tables of forecasts: what was forecast when and from what, how it was calibrated, scored, and how far a run is.

Forecasts are worked out from the figures by `python -m forecasting run` and read by pages; each refers to an indicator
and a unit by the same keys as the figures, so what may not be seen is left out by the same conditions. Earlier
forecasts stay beside the newest ones, so that what was said can be held against what came.
"""

from sqlalchemy import Boolean, Column, Date, DateTime, Float, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from data.schema import metadata

forecast_calibration = Table(
    "forecast_calibration",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("indicator_id", ForeignKey("indicator.id"), nullable=False, comment="What is measured."),
    Column("name", Text, nullable=False, comment="Group of series whose past errors were pooled."),
    Column("pooled", Integer, nullable=False, comment="Past errors behind the quantiles; few lean on reference ones."),
    Column("curve", Text, nullable=False, comment="JSON: quantiles of scaled errors, levels by steps ahead."),
    Column("sum_curve", Text, nullable=False, comment="The same of running totals."),
    Index("ix_forecast_calibration_indicator_id", "indicator_id"),
    comment="How wide intervals are: quantiles of past errors, pooled over the series of a group.",
)

forecast = Table(
    "forecast",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("indicator_id", ForeignKey("indicator.id"), nullable=False, comment="What is forecast."),
    Column("entity_id", ForeignKey("entity.id"), nullable=False, comment="The unit it is about, on today's map."),
    Column("grain", String(1), nullable=False, comment="M, Q or A: length of the periods."),
    Column("origin", Date, nullable=False, comment="Last day of the newest period that was known to it."),
    Column("data_version", Integer, nullable=False, comment="Version of the warehouse that it was made from."),
    Column("made_at", DateTime, nullable=False, comment="When it was made (UTC)."),
    Column(
        "retrospective",
        Boolean,
        nullable=False,
        comment="Made later than its origin, from the figures up to there alone: what would have been said.",
    ),
    Column("basis", String(10), nullable=False, comment="published, mixed or simulated: what its history is."),
    Column("first", Date, nullable=False, comment="Last day of the first period of its history."),
    Column("observations", Integer, nullable=False, comment="Figures in its history."),
    Column("published", Integer, nullable=False, comment="How many of them are no simulated ones."),
    Column("last_value", Float, nullable=False, comment="The newest figure."),
    Column("horizon", Integer, nullable=False, comment="Periods that are forecast."),
    Column("choice", String(12), nullable=False, comment="combination, shared, untried, too_short or constant."),
    Column("models", Text, nullable=False, comment="JSON: models that took part, with weight and parameters."),
    Column("origins", Integer, nullable=False, comment="Past origins at which it was tried against seasonal naive."),
    Column("error", Float, comment="Mean absolute error there; empty where it could not be tried."),
    Column("naive_error", Float, comment="The same of the seasonal naive."),
    Column("flags", Text, nullable=False, comment="Codes of what a reader must know, comma-separated."),
    Column("breaks", Text, nullable=False, comment="Periods with which a new way of counting begins, comma-separated."),
    Column("lower_bound", Float, comment="Least value that the figure can take."),
    Column("upper_bound", Float, comment="Greatest value that the figure can take."),
    Column("calibration_id", ForeignKey("forecast_calibration.id"), comment="Quantiles that its intervals rest on."),
    Column(
        "coherence",
        String(12),
        comment="How parts and whole were made to agree: bottom_up, ols, wls, mint or to_nation; or why not.",
    ),
    Unique(
        "indicator_id",
        "entity_id",
        "grain",
        "origin",
        "data_version",
        "retrospective",
        name="uq_forecast_series_origin",
    ),
    Index("ix_forecast_entity_id", "entity_id", "indicator_id"),
    comment="Forecasts of series; the newest, the ones before, and one of each month are kept.",
)

forecast_point = Table(
    "forecast_point",
    metadata,
    Column("forecast_id", ForeignKey("forecast.id", ondelete="CASCADE"), primary_key=True, comment="The forecast."),
    Column("step", Integer, primary_key=True, autoincrement=False, comment="Periods after the origin, from 1."),
    Column("period_end", Date, nullable=False, comment="Last day of the period."),
    Column("mean", Float, nullable=False, comment="Forecast figure."),
    Column("lower_80", Float, nullable=False, comment="It lies above this with 9 in 10 chances."),
    Column("upper_80", Float, nullable=False, comment="It lies below this with 9 in 10 chances."),
    Column("lower_95", Float, nullable=False, comment="The same with 39 in 40 chances."),
    Column("upper_95", Float, nullable=False, comment="The same with 39 in 40 chances."),
    Column("spread", Float, nullable=False, comment="Scale of its error; times a quantile, half of an interval."),
    Column("sum_spread", Float, nullable=False, comment="The same of the total of the periods up to this one."),
    comment="The figures of forecasts, one row a period.",
    sqlite_with_rowid=False,
)

forecast_accuracy = Table(
    "forecast_accuracy",
    metadata,
    Column("indicator_id", ForeignKey("indicator.id"), primary_key=True, comment="What is measured."),
    Column("kind", String(16), primary_key=True, comment="Kind of units: nation, region or province."),
    Column("step", Integer, primary_key=True, autoincrement=False, comment="Periods ahead, from 1."),
    Column("grain", String(1), nullable=False, comment="M, Q or A."),
    Column("basis", String(10), nullable=False, comment="published, mixed or simulated: against what it was scored."),
    Column("series", Integer, nullable=False, comment="Units that were scored."),
    Column("errors", Integer, nullable=False, comment="Errors over all units and origins."),
    Column("mase", Float, comment="Mean absolute error over that of the seasonal naive within the history."),
    Column("naive_mase", Float, comment="The same of the seasonal naive at the same origins."),
    Column("coverage_80", Float, nullable=False, comment="Share of figures that came within the 80 % interval."),
    Column("coverage_95", Float, nullable=False, comment="Share of figures that came within the 95 % interval."),
    Column("width_80", Float, comment="Mean width of the 80 % interval, in the scale of mase."),
    Column("width_95", Float, comment="Mean width of the 95 % interval, in the scale of mase."),
    Column("data_version", Integer, nullable=False, comment="Version of the warehouse that it was measured on."),
    Column("measured_at", DateTime, nullable=False, comment="UTC."),
    comment="How well forecasts made at past origins met what came, by steps ahead.",
)

forecast_task = Table(
    "forecast_task",
    metadata,
    Column("task", String(12), primary_key=True, comment="forecast, accuracy, past or nowcast."),
    Column("indicator_id", ForeignKey("indicator.id"), primary_key=True, comment="What is measured."),
    Column("fingerprint", String(64), nullable=False, comment="Of the figures and the methods that it was made from."),
    Column("data_version", Integer, nullable=False, comment="Version of the warehouse at which it was looked at."),
    Column("made_at", DateTime, nullable=False, comment="UTC."),
    Column("series", Integer, nullable=False, comment="Series that it made."),
    Column("seconds", Float, nullable=False, comment="Time that the work took."),
    Column("fault", Text, comment="Why it could not be done; empty where it was."),
    comment="Pieces of work that were done, so that only what changed is done again.",
)

forecast_run = Table(
    "forecast_run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False, comment="Always 1."),
    Column("state", String(8), nullable=False, comment="running, done or failed."),
    Column("started_at", DateTime, nullable=False, comment="UTC."),
    Column("beat_at", DateTime, nullable=False, comment="When it last said that it lives (UTC)."),
    Column("finished_at", DateTime, comment="UTC; empty while it runs."),
    Column("done", Integer, nullable=False, comment="Pieces of work that are done."),
    Column("total", Integer, nullable=False, comment="Pieces of work that there are."),
    Column("faults", Integer, nullable=False, comment="Pieces that could not be done."),
    Column("data_version", Integer, nullable=False, comment="Version of the warehouse that all forecasts are up to."),
    comment="One row: how far the last run of the forecasts is.",
)

nowcast = Table(
    "nowcast",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("indicator_id", ForeignKey("indicator.id"), nullable=False, comment="What is nowcast, such as GRO01."),
    Column("entity_id", ForeignKey("entity.id"), nullable=False, comment="The unit."),
    Column("period_end", Date, nullable=False, comment="Last day of the quarter."),
    Column("known_until", Date, nullable=False, comment="Last day of the newest month that it knew figures of."),
    Column("made_at", DateTime, nullable=False, comment="UTC."),
    Column("data_version", Integer, nullable=False, comment="Version of the warehouse that it was made from."),
    Column("mean", Float, nullable=False, comment="The nowcast."),
    Column("spread", Float, nullable=False, comment="Root mean square of its errors at past origins."),
    Column("before", Float, comment="What was said a month of figures earlier."),
    Column("published", Integer, nullable=False, comment="Published figures that it rests on."),
    Column("simulated", Integer, nullable=False, comment="Simulated figures that it rests on."),
    Column("origins", Integer, nullable=False, comment="Past quarters at which it was tried."),
    Column("error", Float, comment="Root mean square error there."),
    Column("benchmark", String(12), comment="Simple way that it was tried against: last_value or ar."),
    Column("benchmark_mean", Float, comment="What the simple way says now."),
    Column("benchmark_error", Float, comment="Its root mean square error at the same quarters."),
    Column("verdict", String(16), nullable=False, comment="better, not_better, untried or too_little_real."),
    Unique("indicator_id", "entity_id", "period_end", "known_until", "data_version", name="uq_nowcast_series_known"),
    comment="What a quarter looks like before it is published, from the months that are.",
)

nowcast_news = Table(
    "nowcast_news",
    metadata,
    Column("nowcast_id", ForeignKey("nowcast.id", ondelete="CASCADE"), primary_key=True, comment="The nowcast."),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="Order, the greatest effect first."),
    Column("indicator_id", ForeignKey("indicator.id"), nullable=False, comment="Whose figure came."),
    Column("period_end", Date, nullable=False, comment="Last day of the period of the figure."),
    Column("grain", String(1), nullable=False, comment="M or Q."),
    Column("status", String(1), nullable=False, comment="Status of the figure, S where it is simulated."),
    Column("expected", Float, nullable=False, comment="What the model expected, as the figure enters the model."),
    Column("came", Float, nullable=False, comment="What came, as the figure enters the model."),
    Column("weight", Float, nullable=False, comment="Points of the nowcast for one unit of surprise."),
    Column("impact", Float, nullable=False, comment="Points by which it moved the nowcast."),
    comment="What moved a nowcast when the newest month came.",
)

FORECAST_TABLES = (
    forecast_calibration,
    forecast,
    forecast_point,
    forecast_accuracy,
    forecast_task,
    forecast_run,
    nowcast,
    nowcast_news,
)
