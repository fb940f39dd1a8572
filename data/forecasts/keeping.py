"""Keeping forecasts: the new ones of an indicator take their place in one transaction, and old ones make room.

The newest forecast of a series stays, the three before it (of other origins), and the last one made in each month of
the past three years, so that what was said can be held against what came.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from data.counters import advance_counters
from data.forecasts.records import POINT_COLUMNS, NewForecast, Quantiles
from data.schema_forecasts import forecast, forecast_calibration, forecast_point

EARLIER = 3
MONTHS = 36
COLUMNS = tuple(column.name for column in forecast.columns)


class Held(NamedTuple):
    """A row of `forecast`, as far as keeping needs it."""

    id: int
    entity_id: int
    grain: str
    origin: date
    data_version: int
    retrospective: bool
    made_at: datetime
    calibration_id: int | None

    @property
    def key(self) -> tuple[int, str, date, int, bool]:
        return self.entity_id, self.grain, self.origin, self.data_version, bool(self.retrospective)


def keep(
    connection: Connection,
    indicator_id: int,
    made: Sequence[NewForecast],
    quantiles: Mapping[str, Quantiles],
    *,
    data_version: int,
    made_at: datetime,
) -> None:
    """Write forecasts of an indicator within the caller's transaction.

    One that stands already (same series, origin and data version) is written over under its own number and time, so
    that making it again changes nothing.
    """
    held = _held(connection, indicator_id)
    standing = {row.key: row for row in held}
    keys = [(one.entity_id, one.origin.grain.value, one.origin.end, data_version, one.retrospective) for one in made]
    replaced = [standing[key] for key in keys if key in standing]
    names = _names(connection, replaced)
    _remove(connection, [row.id for row in replaced])
    groups = _calibrated(connection, indicator_id, quantiles, names)
    number = _next(connection)
    rows, points = [], []
    for one, key in zip(made, keys, strict=True):
        before = standing.get(key)
        id = before.id if before else (number := number + 1)
        moment = before.made_at if before else made_at
        rows.append(_row(one, id, indicator_id, data_version, moment, groups[one.group]))
        points += [_point(id, step, one, values) for step, values in enumerate(one.points, start=1)]
    if rows:
        connection.execute(insert(forecast), rows)
        advance_counters(connection, forecast)
        connection.execute(insert(forecast_point), points)
    _make_room(connection, indicator_id)


def _held(connection: Connection, indicator_id: int) -> list[Held]:
    query = select(*(forecast.c[name] for name in Held._fields)).where(forecast.c.indicator_id == indicator_id)
    return [Held(*row) for row in connection.execute(query)]


def _names(connection: Connection, replaced: Iterable[Held]) -> dict[str, int]:
    """Numbers of the quantiles that the replaced forecasts rest on, by the name of their group."""
    ids = {row.calibration_id for row in replaced if row.calibration_id is not None}
    table = forecast_calibration.c
    query = select(table.name, table.id).where(table.id.in_(ids)).order_by(table.id)
    return {str(name): int(id) for name, id in connection.execute(query)}


def _calibrated(
    connection: Connection, indicator_id: int, quantiles: Mapping[str, Quantiles], names: Mapping[str, int]
) -> dict[str, int]:
    table = forecast_calibration
    found: dict[str, int] = {}
    for name, one in quantiles.items():
        values = {"pooled": one.pooled, "curve": one.curve, "sum_curve": one.sum_curve}
        if name in names:
            connection.execute(table.update().where(table.c.id == names[name]).values(**values))
            found[name] = names[name]
        else:
            made = connection.execute(insert(table).values(indicator_id=indicator_id, name=name, **values))
            found[name] = int(made.inserted_primary_key[0])  # type: ignore[index]  # one key column gives one
    return found


def _next(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(forecast.c.id), 0))).scalar_one())


def _row(
    one: NewForecast, id: int, indicator_id: int, data_version: int, made_at: datetime, calibration: int
) -> dict[str, Any]:
    models = [{"name": m.name, "weight": m.weight, "parameters": dict(m.parameters)} for m in one.models]
    own = {name: getattr(one, name) for name in COLUMNS if hasattr(one, name)}
    return own | {
        "id": id,
        "indicator_id": indicator_id,
        "grain": one.origin.grain.value,
        "origin": one.origin.end,
        "first": one.first.end,
        "data_version": data_version,
        "made_at": made_at,
        "basis": one.basis.value,
        "horizon": len(one.points),
        "models": json.dumps(models, separators=(",", ":")),
        "flags": ",".join(one.flags),
        "breaks": ",".join(one.breaks),
        "calibration_id": calibration,
    }


def _point(id: int, step: int, one: NewForecast, values: Sequence[float]) -> dict[str, Any]:
    own = dict(zip(POINT_COLUMNS, values, strict=True))
    return {"forecast_id": id, "step": step, "period_end": one.origin.shift(step).end, **own}


def _make_room(connection: Connection, indicator_id: int) -> None:
    series: dict[tuple[int, str], list[Held]] = defaultdict(list)
    for row in _held(connection, indicator_id):
        series[row.entity_id, row.grain].append(row)
    gone = [row.id for rows in series.values() for row in set(rows) - _staying(rows)]
    _remove(connection, gone)
    used = select(forecast.c.calibration_id).where(forecast.c.indicator_id == indicator_id)
    table = forecast_calibration.c
    connection.execute(delete(forecast_calibration).where(table.indicator_id == indicator_id, table.id.not_in(used)))


def _staying(rows: Sequence[Held]) -> set[Held]:
    """The forecasts of a series that stay: see the head of this module."""
    real = [row for row in rows if not row.retrospective]
    newest = max(real or rows, key=lambda row: (row.data_version, row.origin))
    by_origin: dict[date, Held] = {}
    for row in sorted(rows, key=lambda row: (not row.retrospective, row.data_version)):
        by_origin[row.origin] = row
    before = sorted((row for row in by_origin.values() if row.origin < newest.origin), key=lambda row: row.origin)
    by_month: dict[tuple[int, int], Held] = {}
    for row in sorted(real, key=lambda row: (row.data_version, row.origin)):
        by_month[row.made_at.year, row.made_at.month] = row
    return {newest, *before[-EARLIER:], *(by_month[month] for month in sorted(by_month)[-MONTHS:])}


def _remove(connection: Connection, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), 10_000):  # a database takes so many parameters and no more
        some = ids[start : start + 10_000]
        connection.execute(delete(forecast_point).where(forecast_point.c.forecast_id.in_(some)))
        connection.execute(delete(forecast).where(forecast.c.id.in_(some)))
