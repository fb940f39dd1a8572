"""Questions about forecasts: the newest and those before, how well they did, how far a run is, and nowcasts."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Row, false, select

from data.forecasts.records import NOWCAST_FROM, Basis, KeptForecast, Model, Progress, Quantiles, RunState
from data.periods import Grain, Period
from data.questions.asking import Asking
from data.questions.registry import Registry
from data.recast import end_of_day
from data.records import Entity, Indicator
from data.schema import indicator as indicator_table
from data.schema_forecasts import (
    forecast,
    forecast_accuracy,
    forecast_calibration,
    forecast_point,
    forecast_run,
    nowcast,
    nowcast_news,
)

STALE = timedelta(minutes=5)
"""A run that says nothing for so long has ended without a word."""
POINTS = ["period", "period_end", "grain", "step", "mean", "lower_80", "upper_80", "lower_95", "upper_95"]
POINTS += ["spread", "sum_spread"]
ACCURACY = [column.name for column in forecast_accuracy.columns if column.name != "indicator_id"]
NOWCAST = [column.name for column in nowcast.columns if column.name not in ("id", "indicator_id", "entity_id")]
NEWS = [column.name for column in nowcast_news.columns if column.name not in ("nowcast_id", "number", "indicator_id")]


def kept(
    asking: Asking, indicators: Sequence[int], units: Sequence[int], most: int
) -> dict[tuple[int, int], tuple[KeptForecast, ...]]:
    """By indicator and unit, the newest forecast and up to `most` - 1 of earlier origins, the newest first."""
    chosen = [forecast.c.indicator_id.in_(indicators), forecast.c.entity_id.in_(units), *asking.seen(forecast)]
    if asking.as_of is not None:
        chosen.append(forecast.c.made_at < end_of_day(asking.as_of))
    if asking.until is not None:
        chosen.append(forecast.c.origin <= asking.until)
    shown = select(forecast.c.indicator_id, forecast.c.entity_id, forecast.c.last_value.label("value")).where(*chosen)
    asking.note(shown.subquery("shown"))
    heads = _heads(asking, chosen)
    by_series: dict[tuple[int, int], list[Row[Any]]] = {}
    for row in heads:
        by_series.setdefault((row.indicator_id, row.entity_id), []).append(row)
    past = asking.until is not None
    picked = {series: _newest_first(rows, past=past)[:most] for series, rows in by_series.items()}
    points = _points(asking, [row.id for rows in picked.values() for row in rows])
    return {series: tuple(_kept(row, points[row.id]) for row in rows) for series, rows in picked.items()}


def _heads(asking: Asking, chosen: Sequence[ColumnElement[bool]]) -> list[Row[Any]]:
    table = forecast_calibration.c
    of_group = (table.name.label("group"), table.pooled, table.curve, table.sum_curve)
    query = select(forecast, *of_group).join(forecast_calibration, table.id == forecast.c.calibration_id)
    return list(asking.connection.execute(query.where(*chosen)))


def _newest_first(rows: Sequence[Row[Any]], *, past: bool) -> list[Row[Any]]:
    """The forecast made from the newest data, then one for each earlier origin: rather one that was really made.

    Of a time that is `past` the newest may be one that was worked out afterwards.
    """
    made = [row for row in rows if not row.retrospective or past]
    if not made:
        return []
    now = max(made, key=lambda row: (row.data_version, row.origin))
    by_origin = {row.origin: row for row in sorted(rows, key=lambda row: (not row.retrospective, row.data_version))}
    before = [row for origin, row in sorted(by_origin.items(), reverse=True) if origin < now.origin]
    return [now, *before]


def _points(asking: Asking, ids: Sequence[int]) -> dict[int, pd.DataFrame]:
    table = forecast_point.c
    query = (
        select(forecast_point, forecast.c.grain)
        .join(forecast, forecast.c.id == table.forecast_id)
        .where(table.forecast_id.in_(ids))
        .order_by(table.forecast_id, table.step)
    )
    frame = asking.read(query)
    return {int(str(id)): part[POINTS].reset_index(drop=True) for id, part in frame.groupby("forecast_id")}


def _kept(row: Row[Any], points: pd.DataFrame) -> KeptForecast:
    grain = Grain(row.grain)
    return KeptForecast(
        indicator_id=row.indicator_id,
        entity_id=row.entity_id,
        origin=Period(row.origin, grain),
        data_version=row.data_version,
        made_at=row.made_at,
        retrospective=bool(row.retrospective),
        basis=Basis(row.basis),
        first=Period(row.first, grain),
        observations=row.observations,
        published=row.published,
        last_value=row.last_value,
        choice=row.choice,
        models=tuple(Model(**one) for one in json.loads(row.models)),
        origins=row.origins,
        error=row.error,
        naive_error=row.naive_error,
        flags=tuple(filter(None, row.flags.split(","))),
        breaks=tuple(filter(None, row.breaks.split(","))),
        lower_bound=row.lower_bound,
        upper_bound=row.upper_bound,
        coherence=row.coherence,
        quantiles=Quantiles(row.group, row.pooled, row.curve, row.sum_curve),
        points=points,
    )


def accuracy(asking: Asking, registry: Registry, indicator: Indicator | None, kind: str | None) -> pd.DataFrame:
    """Scores by indicator, kind of units and steps ahead; none of an indicator that may be hidden in part."""
    table = forecast_accuracy
    shown = [one.id for one in registry.indicators if one.id not in asking.sight.hidden]
    wanted: list[ColumnElement[bool]] = [table.c.indicator_id.in_(shown if indicator is None else [indicator.id])]
    wanted += [table.c.kind == kind] if kind else []
    if indicator is not None and indicator.id in asking.sight.hidden:
        return pd.DataFrame(columns=["indicator", *ACCURACY])
    query = select(table).where(*wanted).order_by(table.c.indicator_id, table.c.kind, table.c.step)
    frame = asking.read(query)
    codes = {one.id: one.code for one in registry.indicators}
    frame.insert(0, "indicator", frame["indicator_id"].map(codes))
    return frame[["indicator", *ACCURACY]]


def progress(asking: Asking) -> Progress:
    """How far the last run is; before any, that there was none."""
    row = asking.connection.execute(select(forecast_run)).first()
    if row is None:
        return Progress(RunState.NEVER)
    state = RunState(row.state)
    silent = datetime.now(UTC).replace(tzinfo=None) - row.beat_at > STALE
    return Progress(
        state=state,
        done=row.done,
        total=row.total,
        faults=row.faults,
        started_at=row.started_at,
        finished_at=row.finished_at,
        data_version=row.data_version,
        stale=state is RunState.RUNNING and silent,
    )


def past(kept_ones: Sequence[KeptForecast], series: pd.DataFrame) -> pd.DataFrame:
    """What was said, beside what came; the newest origins first."""
    came = series[["period", "value", "status"]]
    parts = [
        one.points.assign(origin=str(one.origin), made_at=one.made_at, retrospective=one.retrospective)
        for one in kept_ones
    ]
    columns = ["origin", "made_at", "retrospective", *POINTS[:-2]]
    if not parts:
        return pd.DataFrame(columns=[*columns, "value", "status"])
    said = pd.concat(parts, ignore_index=True)[columns]
    return said.merge(came, on="period", how="inner").reset_index(drop=True)


def nowcasts(asking: Asking, indicator: Indicator, entity: Entity, most: int) -> pd.DataFrame:
    """The nowcasts of the newest quarter that was nowcast and of those before, the newest first.

    None where a month that they are made from may be hidden: what others moved tells what that one did.
    """
    table = nowcast.c
    wanted = [table.indicator_id == indicator.id, table.entity_id == entity.id, *asking.seen(nowcast)]
    if asking.as_of is not None:
        wanted.append(table.made_at < end_of_day(asking.as_of))
    if not _sees_months(asking, indicator.code, entity.id):
        wanted.append(false())
    asking.note(select(table.indicator_id, table.entity_id, table.mean.label("value")).where(*wanted).subquery("shown"))
    order = (table.period_end.desc(), table.known_until.desc(), table.data_version.desc())
    frame = asking.read(select(nowcast).where(*wanted).order_by(*order).limit(most))
    frame.insert(0, "period", [str(Period(end.date(), Grain.QUARTER)) for end in frame["period_end"]])
    return frame[["id", "period", *NOWCAST]]


def news(asking: Asking, registry: Registry, nowcast_id: int) -> pd.DataFrame:
    """What moved a nowcast, the greatest effect first; nothing of a nowcast that may not be seen."""
    table, made = nowcast_news.c, nowcast.c
    of_nowcast = select(indicator_table.c.code, made.entity_id).join(
        indicator_table, indicator_table.c.id == made.indicator_id
    )
    about = asking.connection.execute(of_nowcast.where(made.id == nowcast_id, *asking.seen(nowcast))).first()
    wanted = [table.nowcast_id == nowcast_id]
    if about is None or not _sees_months(asking, about.code, about.entity_id):
        wanted.append(false())
    shown = select(table.indicator_id, made.entity_id, table.came.label("value"))
    asking.note(shown.join(nowcast, made.id == table.nowcast_id).where(*wanted).subquery("shown"))
    frame = asking.read(select(nowcast_news).where(*wanted).order_by(table.number))
    codes = {one.id: one.code for one in registry.indicators}
    frame.insert(0, "indicator", frame["indicator_id"].map(codes))
    return frame[["indicator", "period", *NEWS]]


def _sees_months(asking: Asking, code: str, entity_id: int) -> bool:
    """Whether every month that a nowcast of this indicator and unit is made from may be seen."""
    if not asking.sight.hidden:
        return True
    months = select(indicator_table.c.id).where(indicator_table.c.code.in_(NOWCAST_FROM.get(code, ())))
    return all(asking.sight.sees(id, entity_id) for (id,) in asking.rows(months))
