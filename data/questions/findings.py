"""What a rule of alerts finds: now, in the newest figures; or over the past, period by period, to see how often.

One way of finding serves both, so that the preview of a rule shows what it would have raised.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, select

from data.alerts.records import Breach, Kind
from data.periods import Grain, Period
from data.questions.asking import Asking, own_grain
from data.questions.registry import Registry
from data.questions.seeking import RECENT, Search, figures, of_figure
from data.questions.wholes import missing, parts_and_whole
from data.schema import current_value
from data.schema_forecasts import forecast, forecast_point

BEYOND = {
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
}
REGULAR = 3
"""A series is late only where it had so many published figures within `RECENT`."""


def found(asking: Asking, registry: Registry, where: Search) -> tuple[Breach, ...]:
    """The findings, by indicator, unit and period."""
    ways = {
        Kind.THRESHOLD: beyond_limit,
        Kind.ANOMALY: outside_forecast,
        Kind.LATE: late,
        Kind.SIMULATED: simulated,
    }
    if where.rule.kind in ways:
        breaches = ways[where.rule.kind](asking, where)
    else:
        among = parts_and_whole if where.rule.kind is Kind.PARTS else missing
        breaches = among(asking, where, registry)
    known = sorted(breaches, key=lambda one: (one.indicator_id, one.entity_id, one.known_on, one.key))
    asking.noted.update((one.indicator_id, one.entity_id) for one in known if one.indicator_id in asking.restricted)
    return tuple(known)


def beyond_limit(asking: Asking, where: Search) -> Iterator[Breach]:
    """Figures beyond the limit of the rule."""
    sign, limit = str(where.rule.parameters["operator"]), float(where.rule.parameters["value"])
    for row in figures(asking, where):
        if (where.published and row.status == "S") or not BEYOND[sign](row.value, limit):
            continue
        yield of_figure(row, {"operator": sign, "limit": limit})


def simulated(asking: Asking, where: Search) -> Iterator[Breach]:
    """Newest figures that are simulated."""
    for row in figures(asking, where):
        if row.status == "S":
            yield of_figure(row, {}, mark="S")


def outside_forecast(asking: Asking, where: Search) -> Iterator[Breach]:
    """Figures outside the interval that was kept of the newest forecast that did not know them."""
    level = int(where.rule.parameters["level"])
    known = {
        (row.indicator_id, row.entity_id, row.grain, row.period_end): row
        for row in figures(asking, where)
        if not (where.published and row.status == "S")
    }
    if not known:
        return
    oldest = min(end for *_series, end in known)
    point = forecast_point.c
    query = (
        select(
            *(forecast.c[name] for name in ("indicator_id", "entity_id", "grain", "origin", "retrospective")),
            point.period_end,
            point[f"lower_{level}"].label("lower"),
            point[f"upper_{level}"].label("upper"),
        )
        .join(forecast, forecast.c.id == point.forecast_id)
        .where(
            forecast.c.indicator_id.in_([one.id for one in where.indicators]),
            forecast.c.entity_id.in_([one.id for one in where.units]),
            point.period_end.between(oldest, where.day),
            forecast.c.origin < point.period_end,
            *asking.seen(forecast),
        )
        .order_by(forecast.c.origin, forecast.c.retrospective.desc(), forecast.c.data_version)
    )
    said = {
        (row.indicator_id, row.entity_id, row.grain, row.period_end): row for row in asking.connection.execute(query)
    }
    for series, row in known.items():
        told = said.get(series)
        if told is not None and not told.lower <= row.value <= told.upper:
            yield of_figure(row, {"lower": told.lower, "upper": told.upper, "level": level})


# -- late


def late(asking: Asking, where: Search) -> Iterator[Breach]:
    """Series whose next figure has not come so many days after its period; over the past, those that came later."""
    allowed: Mapping[str, int] = where.rule.parameters["days"]
    for (indicator_id, entity_id), rows in _published(asking, where).items():
        periods = [Period(row.period_end, Grain(row.grain)) for row in rows]
        if len(periods) < REGULAR:
            continue
        days = timedelta(days=int(allowed[periods[-1].grain.value]))
        if where.since is None:
            came = periods[-1]
            due = came.shift(1).end + days
            if due < where.day:
                yield _late(indicator_id, entity_id, came, due)
            continue
        for before, row in zip(periods, rows[1:], strict=False):
            due = before.shift(1).end + days
            if where.since <= due < min(row.recorded_at.date(), where.day):
                yield _late(indicator_id, entity_id, before, due)


def _late(indicator_id: int, entity_id: int, came: Period, due: date) -> Breach:
    detail = {"newest": str(came), "due": due.isoformat()}
    return Breach(indicator_id, entity_id, f"late:{came}", due + timedelta(days=1), came.shift(1), None, detail)


def _published(asking: Asking, where: Search) -> dict[tuple[int, int], list[Row[Any]]]:
    """Published figures of the last years by series, the oldest first."""
    table = current_value.c
    grains = {one.id: own_grain(one) for one in where.indicators}
    query = (
        select(*(table[name] for name in ("indicator_id", "entity_id", "grain", "period_end", "recorded_at")))
        .where(
            table.indicator_id.in_(list(grains)),
            table.entity_id.in_([one.id for one in where.units]),
            table.status.in_(("A", "E", "P")),
            table.value.is_not(None),
            table.period_end >= (where.since or where.day) - RECENT,
            *asking.seen(current_value),
        )
        .order_by(table.period_end)
    )
    found: dict[tuple[int, int], list[Row[Any]]] = defaultdict(list)
    for row in asking.connection.execute(query):
        if row.grain == grains[row.indicator_id]:
            found[row.indicator_id, row.entity_id].append(row)
    return found


# -- how often


def runs(breaches: Iterable[Breach]) -> int:
    """How many alerts they would have been: findings of a series that follow each other are one."""
    count, before = 0, None
    for one in breaches:
        series = (one.indicator_id, one.entity_id)
        follows = (
            before is not None and before[0] == series and before[1] is not None and one.period == before[1].shift(1)
        )
        count += not follows
        before = (series, one.period)
    return count
