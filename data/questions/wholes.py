"""What a rule finds between a whole and its parts: sums that are not the nation's figure, provinces that lack one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, case, func, select

from data.alerts.records import Breach
from data.periods import Grain, Period
from data.questions.asking import Asking, own_grain
from data.questions.registry import Registry
from data.questions.seeking import RECENT, Search, figures, of_figure
from data.records import Entity, Indicator
from data.schema import current_value

MOST_NAMED = 40


def parts_and_whole(asking: Asking, where: Search, registry: Registry) -> Iterator[Breach]:
    """Sums over all provinces that are not the figure of the nation."""
    provinces, tolerance = registry.of_kind("province"), float(where.rule.parameters["tolerance"])
    summed = [one for one in where.indicators if one.rule_space == "sum"]
    for row, (total, count, made_up) in _beside(asking, where, summed, provinces):
        if count < len(provinces) or (where.published and (made_up or row.status == "S")):
            continue
        gap = 100 * (total - row.value) / abs(row.value) if row.value else (100.0 if total else 0.0)
        if abs(gap) > tolerance:
            known = of_figure(row, {"sum": total, "gap": gap})
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
    for row in figures(asking, where):
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
