"""What a rule of alerts finds: now, in the newest figures; or over the past, period by period, to see how often.

One way of finding serves both, so that the preview of a rule shows what it would have raised.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, case, func, select

from data.alerts.records import Breach, Kind, Rule
from data.periods import Grain, Period
from data.questions.asking import Asking, own_grain
from data.questions.registry import Registry
from data.records import Entity, Indicator
from data.schema import current_value, latest_value
from data.schema_forecasts import forecast, forecast_point

BEYOND = {
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
}
REGULAR = 3
"""A series is late only where it had so many published figures within the last ..."""
RECENT = timedelta(days=1100)
MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Search:
    """Where a rule looks. `since`: the newest figures alone (None), or every period that ended from then on."""

    rule: Rule
    indicators: tuple[Indicator, ...]
    units: tuple[Entity, ...]
    day: date
    since: date | None = None

    @property
    def published(self) -> bool:
        return bool(self.rule.parameters.get("published", False))


def search(
    rule: Rule, registry: Registry, day: date, since: date | None = None, among: frozenset[int] | None = None
) -> Search:
    """Where a rule looks, among what may be known of; `among` are ids of indicators, None for all."""
    named = tuple(registry.by_code[code] for code in rule.indicators if code in registry.by_code)
    chosen = named if rule.indicators else registry.indicators
    chosen = chosen if among is None else tuple(one for one in chosen if one.id in among)
    units = tuple(unit for kind in rule.unit_kinds for unit in registry.of_kind(kind))
    return Search(rule, chosen, units, day, since)


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


# -- figures


def _figures(asking: Asking, where: Search) -> Iterator[Row[Any]]:
    """Figures at each indicator's own grain, oldest first: indicator_id, entity_id, grain, period_end, value, status,
    recorded_at.
    """
    table = latest_value if where.since is None else current_value
    names = ("indicator_id", "entity_id", "grain", "period_end", "value", "status", "recorded_at")
    conditions = [
        table.c.indicator_id.in_([one.id for one in where.indicators]),
        table.c.entity_id.in_([one.id for one in where.units]),
        table.c.value.is_not(None),
        table.c.status.not_in(("F", "M")),
        *asking.seen(table),
    ]
    if where.since is not None:
        conditions.append(table.c.period_end >= where.since)
    grains = {one.id: own_grain(one) for one in where.indicators}
    query = select(*(table.c[name] for name in names)).where(*conditions).order_by(table.c.period_end)
    for row in asking.connection.execute(query):
        if where.since is None or row.grain == grains[row.indicator_id]:
            yield row


def beyond_limit(asking: Asking, where: Search) -> Iterator[Breach]:
    """Figures beyond the limit of the rule."""
    sign, limit = str(where.rule.parameters["operator"]), float(where.rule.parameters["value"])
    for row in _figures(asking, where):
        if (where.published and row.status == "S") or not BEYOND[sign](row.value, limit):
            continue
        yield _of_figure(row, {"operator": sign, "limit": limit})


def simulated(asking: Asking, where: Search) -> Iterator[Breach]:
    """Newest figures that are simulated."""
    for row in _figures(asking, where):
        if row.status == "S":
            yield _of_figure(row, {}, mark="S")


def _of_figure(row: Row[Any], detail: Mapping[str, Any], mark: str = "") -> Breach:
    period = Period(row.period_end, Grain(row.grain))
    key = mark + str(period) if mark else f"{period}:{row.value:.10g}"
    known = row.recorded_at.date()
    return Breach(row.indicator_id, row.entity_id, key, known, period, row.value, detail, row.status == "S")


def outside_forecast(asking: Asking, where: Search) -> Iterator[Breach]:
    """Figures outside the interval that was kept of the newest forecast that did not know them."""
    level = int(where.rule.parameters["level"])
    figures = {
        (row.indicator_id, row.entity_id, row.grain, row.period_end): row
        for row in _figures(asking, where)
        if not (where.published and row.status == "S")
    }
    if not figures:
        return
    oldest = min(end for *_series, end in figures)
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
    for series, row in figures.items():
        told = said.get(series)
        if told is not None and not told.lower <= row.value <= told.upper:
            yield _of_figure(row, {"lower": told.lower, "upper": told.upper, "level": level})


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


# -- parts and whole


def parts_and_whole(asking: Asking, where: Search, registry: Registry) -> Iterator[Breach]:
    """Sums over all provinces that are not the figure of the nation."""
    provinces, tolerance = registry.of_kind("province"), float(where.rule.parameters["tolerance"])
    summed = [one for one in where.indicators if one.rule_space == "sum"]
    for row, (total, count, made_up) in _beside(asking, where, summed, provinces):
        if count < len(provinces) or (where.published and (made_up or row.status == "S")):
            continue
        gap = 100 * (total - row.value) / abs(row.value) if row.value else (100.0 if total else 0.0)
        if abs(gap) > tolerance:
            known = _of_figure(row, {"sum": total, "gap": gap})
            yield _keyed(known, f"{known.period}:{row.value:.8g}:{total:.8g}", made_up=bool(made_up))


def missing(asking: Asking, where: Search, registry: Registry) -> Iterator[Breach]:
    """Periods of which many provinces have a figure and others have none."""
    provinces, share = registry.of_kind("province"), float(where.rule.parameters["share"])
    nation = registry.entity("nation", "VN").id
    local = [one for one in where.indicators if one.level in ("both", "province")]
    have = _holders(asking, where, local, provinces)
    for (indicator_id, grain, end), (units, known) in _newest_periods(have, newest=where.since is None).items():
        if share * len(provinces) <= len(units) < len(provinces):
            lacking = [one.id for one in provinces if one.id not in units][:MOST_NAMED]
            period = Period(end, Grain(grain))
            detail = {"units": lacking, "count": len(provinces) - len(units), "of": len(provinces)}
            yield Breach(indicator_id, nation, f"{period}:{len(units)}", known, period, None, detail)


def _beside(
    asking: Asking, where: Search, indicators: Sequence[Indicator], provinces: Sequence[Entity]
) -> Iterator[tuple[Row[Any], tuple[float, int, int]]]:
    """Figures of the nation, each with the sum, the number and the number of simulated ones of the provinces."""
    table = current_value.c
    query = (
        select(
            table.indicator_id, table.grain, table.period_end, func.sum(table.value), func.count(table.value),
            func.sum(case((table.status == "S", 1), else_=0)),
        )
        .where(
            table.indicator_id.in_([one.id for one in indicators]),
            table.entity_id.in_([one.id for one in provinces]),
            table.period_end >= (where.since or where.day - RECENT),
            *asking.seen(current_value),
        )
        .group_by(table.indicator_id, table.grain, table.period_end)
    )  # fmt: skip
    sums = {(row[0], row[1], row[2]): (row[3], row[4], row[5]) for row in asking.connection.execute(query)}
    for row in _figures(asking, where):
        told = sums.get((row.indicator_id, row.grain, row.period_end))
        if told is not None and told[0] is not None:
            yield row, told


def _holders(
    asking: Asking, where: Search, indicators: Sequence[Indicator], provinces: Sequence[Entity]
) -> dict[tuple[int, str, date], tuple[set[int], date]]:
    """By indicator and period, the provinces that have a figure, and the day on which the newest of them came."""
    table = current_value.c
    grains = {one.id: own_grain(one) for one in indicators}
    wanted = [table.status != "S"] if where.published else []
    query = select(table.indicator_id, table.grain, table.period_end, table.entity_id, table.recorded_at).where(
        table.indicator_id.in_(list(grains)),
        table.entity_id.in_([one.id for one in provinces]),
        table.value.is_not(None),
        table.period_end >= (where.since or where.day - RECENT),
        *wanted,
        *asking.seen(current_value),
    )
    found: dict[tuple[int, str, date], tuple[set[int], date]] = {}
    for row in asking.connection.execute(query):
        if row.grain == grains[row.indicator_id]:
            units, known = found.get((row.indicator_id, row.grain, row.period_end), (set(), date.min))
            known = max(known, row.recorded_at.date())
            found[row.indicator_id, row.grain, row.period_end] = (units | {row.entity_id}, known)
    return found


def _newest_periods(
    have: Mapping[tuple[int, str, date], tuple[set[int], date]], *, newest: bool
) -> Mapping[tuple[int, str, date], tuple[set[int], date]]:
    if not newest:
        return have
    last: dict[int, tuple[int, str, date]] = {}
    for key in have:
        if key[0] not in last or key[2] > last[key[0]][2]:
            last[key[0]] = key
    return {key: have[key] for key in last.values()}


def _keyed(one: Breach, key: str, *, made_up: bool) -> Breach:
    return replace(one, key=key, simulated=one.simulated or made_up)


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
