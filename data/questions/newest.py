"""Questions about the newest figures: of all indicators of a unit, of some for many units, and small lines of them."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, Table, and_, case, func, or_, select
from sqlalchemy.sql.selectable import Subquery

from data.periods import Grain, Period
from data.questions.asking import Asking, about
from data.questions.registry import Registry
from data.questions.series import FINENESS
from data.recast import COLUMNS
from data.records import Boundary, Entity
from data.schema import entity as entity_table
from data.schema import indicator as indicator_table
from data.schema import latest_value, source

STALE_MONTHS = 11
SPARK_YEARS = {Grain.MONTH: 2, Grain.QUARTER: 6, Grain.HALF: 6, Grain.YEAR: 12}
RECENT_YEARS = 2
COMPARED = {"previous": Period.previous, "year_ago": Period.year_before}
PAIR = ["entity", "indicator_id"]
IDENTITY = (*PAIR, "indicator", "period", "period_end", "grain", "value", "status", "recorded_at", "source")
LATEST_COLUMNS = (
    "indicator",
    "period",
    "period_end",
    "grain",
    "value",
    "status",
    "recorded_at",
    "source",
    "previous_value",
    "previous_status",
    "year_ago_value",
    "year_ago_status",
)


def latest(
    asking: Asking, registry: Registry, units: Sequence[Entity], indicators: Sequence[int] | None = None
) -> pd.DataFrame:
    """The newest figure of each unit and indicator: entity and `LATEST_COLUMNS`, by unit, then in catalogue order."""
    ids = [unit.id for unit in units]
    # What the loader keeps may have been compared with figures that are made of hidden ones.
    apart = asking.sight.weighed or asking.sight.whole != asking.sight.units
    if asking.as_of is not None or asking.until is not None or asking.boundary is Boundary.MAP_2024 or apart:
        return _ordered(newest(asking, registry, indicators, ids), registry, units)
    kept = _kept(asking, indicators, ids)
    heirs = [unit for unit in units if registry.predecessors(unit)]
    if asking.boundary is Boundary.REPORTED or not heirs:
        return _ordered(kept, registry, units)
    return _ordered(pd.concat([kept, _of_predecessors(asking, registry, heirs, indicators, kept)]), registry, units)


def _kept(asking: Asking, indicators: Sequence[int] | None, units: Sequence[int]) -> pd.DataFrame:
    """What the loader keeps in `latest_value`."""
    table = latest_value.c
    wanted = [table.entity_id.in_(units), *asking.seen(latest_value)]
    if indicators is not None:
        wanted.append(table.indicator_id.in_(indicators))
    asking.note(latest_value, *wanted)
    query = (
        select(
            entity_table.c.code.label("entity"),
            indicator_table.c.code.label("indicator"),
            *(table[name] for name in ("period_end", "grain", "value", "status", "recorded_at")),
            source.c.name.label("source"),
            *(table[f"{name}_{what}"] for name in COMPARED for what in ("value", "status")),
        )
        .join(indicator_table, indicator_table.c.id == table.indicator_id)
        .join(entity_table, entity_table.c.id == table.entity_id)
        .join(source, source.c.id == table.source_id)
        .where(*wanted)
    )
    return asking.read(query)


def _of_predecessors(
    asking: Asking, registry: Registry, heirs: Sequence[Entity], indicators: Sequence[int] | None, kept: pd.DataFrame
) -> pd.DataFrame:
    """Newest figures of units that have none of their own yet, from the units that became them."""
    wanted = registry.indicators if indicators is None else [registry.indicator_by_id[id] for id in indicators]
    have = set(zip(kept["entity"], kept["indicator"], strict=True))
    lacking = {
        (unit, item)
        for unit in heirs
        for item in wanted
        if item.level != "national" and (unit.code, item.code) not in have
    }
    if not lacking:
        return kept.iloc[0:0]
    ids = sorted({item.id for _, item in lacking})
    found = newest(asking, registry, ids, [unit.id for unit in heirs])
    pairs = {(unit.code, item.code) for unit, item in lacking}
    return found[[pair in pairs for pair in zip(found["entity"], found["indicator"], strict=True)]]


def _ordered(frame: pd.DataFrame, registry: Registry, units: Iterable[Entity]) -> pd.DataFrame:
    place = {unit.code: number for number, unit in enumerate(units)}
    number = {item.code: item.id for item in registry.indicators}
    keys = pd.DataFrame({"unit": frame["entity"].map(place), "item": frame["indicator"].map(number)})
    order = keys.reset_index(drop=True).sort_values(["unit", "item"]).index
    return frame.iloc[order][["entity", *LATEST_COLUMNS]].reset_index(drop=True)


def newest(asking: Asking, registry: Registry, indicators: Sequence[int] | None, units: Sequence[int]) -> pd.DataFrame:
    """The newest figure of each unit and indicator that is no forecast, and what it is compared with.

    Most have one in the last years, so the rest of the past is read only for those that have not.
    """
    wanted = [item.id for item in registry.indicators] if indicators is None else indicators
    today = min(asking.as_of or date.today(), asking.until or date.max)
    near = _picked(asking, wanted, units, since=date(today.year - RECENT_YEARS, 1, 1))
    found = near.groupby("indicator_id")["entity"].count()
    rest = [id for id in wanted if found.get(id, 0) < len(units)]
    far = _picked(asking, rest, units)
    far = far[~pd.MultiIndex.from_frame(far[PAIR]).isin(pd.MultiIndex.from_frame(near[PAIR]))]
    return _compared(asking, pd.concat([near, far], ignore_index=True), units)


def _picked(
    asking: Asking,
    indicators: Sequence[int],
    units: Sequence[int],
    *,
    since: date | None = None,
    published: bool = False,
) -> pd.DataFrame:
    """One row per unit and indicator. Of figures that end on one day, that at the indicator's frequency, or the finest.

    With `published`, simulated figures are left out.
    """
    # Every grain is named so that the key, in which it goes before the period, can be walked to the recent ones.
    recent = [] if since is None else [lambda t: t.c.grain.in_(list(Grain)), lambda t: t.c.period_end >= since]
    fact = asking.facts(about(indicators, *recent), units).c
    own = case((fact.grain == indicator_table.c.frequency, 0), else_=1)
    width = case(*((fact.grain == grain, place) for place, grain in enumerate(FINENESS)))
    place = func.row_number().over(
        partition_by=(fact.entity_id, fact.indicator_id), order_by=(fact.period_end.desc(), own, width)
    )
    chosen = (
        select(*(fact[name] for name in COLUMNS), place.label("place"))
        .join(indicator_table, indicator_table.c.id == fact.indicator_id)
        .where(fact.value.is_not(None), fact.status.not_in(["F", "S"] if published else ["F"]))
        .subquery("chosen")
    )
    return asking.read(_named(chosen).where(chosen.c.place == 1))


def _named(chosen: Subquery) -> Select[Any]:
    fact = chosen.c
    return (
        select(
            entity_table.c.code.label("entity"),
            indicator_table.c.code.label("indicator"),
            *(fact[name] for name in ("period_end", "grain", "value", "status", "recorded_at")),
            source.c.name.label("source"),
            fact.indicator_id,
        )
        .join(entity_table, entity_table.c.id == fact.entity_id)
        .join(indicator_table, indicator_table.c.id == fact.indicator_id)
        .join(source, source.c.id == fact.source_id)
    )


def _compared(asking: Asking, frame: pd.DataFrame, units: Sequence[int], *, published: bool = False) -> pd.DataFrame:
    """Add value and status of the period before and of the year before, at the same grain."""
    periods = [Period.parse(text) for text in frame["period"]]
    compared = {name: [step(period) for period in periods] for name, step in COMPARED.items()}
    by_key = _values_at(asking, frame, units, {one for many in compared.values() for one in many}, published)
    for name, others in compared.items():
        keys = zip(frame["entity"], frame["indicator"], map(str, others), strict=True)
        found = [by_key.get(key, (None, None)) for key in keys]
        frame[f"{name}_value"] = pd.Series([value for value, _ in found], index=frame.index, dtype=float)
        frame[f"{name}_status"] = pd.Series([status for _, status in found], index=frame.index, dtype="str")
    return frame.drop(columns="indicator_id")


def _values_at(
    asking: Asking, frame: pd.DataFrame, units: Sequence[int], periods: set[Period], published: bool
) -> dict[tuple[str, str, str], tuple[float, str]]:
    """Value and status by entity, indicator and period, for the indicators of `frame` at these periods."""
    if not periods:
        return {}
    where = about(
        sorted(set(frame["indicator_id"])),
        lambda table: table.c.grain.in_(sorted({period.grain for period in periods})),
        lambda table: table.c.period_end.in_(sorted({period.end for period in periods})),
    )
    found = asking.long(where, units)
    found = found[found["value"].notna() & ~(found["status"].eq("S") & published)]
    keys = zip(found["entity"], found["indicator"], found["period"], strict=True)
    return dict(zip(keys, zip(found["value"], found["status"], strict=True), strict=True))


def headline(asking: Asking, registry: Registry, entity: Entity, best: pd.DataFrame) -> pd.DataFrame:
    """The newest figures `best` with each simulated one replaced by a published one that is not too old."""
    ids = best["indicator"].map({item.code: item.id for item in registry.indicators})
    best = best.assign(entity=entity.code, indicator_id=ids)
    simulated = best[best["status"] == "S"]
    found = _published_instead(asking, entity, simulated) if len(simulated) else best.iloc[0:0]
    real = pd.concat([best[best["status"] != "S"], found], ignore_index=True)[[*IDENTITY]]
    rest = simulated[~simulated["indicator"].isin(found["indicator"])]
    both = pd.concat([_compared(asking, real, [entity.id], published=True), rest])
    return _ordered(both, registry, [entity]).drop(columns="entity")


def _published_instead(asking: Asking, entity: Entity, simulated: pd.DataFrame) -> pd.DataFrame:
    """The newest published figures of these indicators, but for those that are too old beside the simulated ones."""
    age = pd.DateOffset(months=STALE_MONTHS)
    since = (simulated["period_end"].min() - age).date()
    found = _picked(asking, sorted(simulated["indicator_id"]), [entity.id], since=since, published=True)
    ends = simulated.set_index("indicator_id")["period_end"]
    return found[found["period_end"] + age >= found["indicator_id"].map(ends)]


def sparks(asking: Asking, entity: Entity, points: int) -> dict[str, tuple[list[float], list[str]]]:
    """The last values and statuses of every indicator at the grain it is shown at, by code, oldest first."""
    today = asking.as_of or date.today()

    def recent(table: Table) -> ColumnElement[bool]:
        spans = {grain: date(today.year - years - 1, today.month, 1) for grain, years in SPARK_YEARS.items()}
        return or_(*(and_(table.c.grain == grain, table.c.period_end > since) for grain, since in spans.items()))

    fact = asking.facts(about(None, recent), [entity.id]).c
    shown_at = case((indicator_table.c.frequency == Grain.DAY, Grain.MONTH), else_=indicator_table.c.frequency)
    query = (
        select(indicator_table.c.code, fact.value, fact.status)
        .join(indicator_table, indicator_table.c.id == fact.indicator_id)
        .where(fact.grain == shown_at, fact.value.is_not(None))
        .order_by(fact.indicator_id, fact.period_end)
    )
    lines = {code: list(rows)[-points:] for code, rows in groupby(asking.rows(query), key=itemgetter(0))}
    return {str(code): ([row[1] for row in rows], [row[2] for row in rows]) for code, rows in lines.items()}
