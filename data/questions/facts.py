"""Questions about figures: the SQL, and the little arithmetic that is done on small frames after it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select

from data.periods import Grain, Period
from data.questions.frames import SERIES_COLUMNS
from data.questions.registry import Registry
from data.recast import Where, end_of_day, on_map
from data.records import Boundary, Entity, Indicator, Polarity
from data.schema import entity as entity_table
from data.schema import indicator as indicator_table
from data.schema import latest_value, observation, source

Read = Callable[[Connection, Select[Any]], pd.DataFrame]

FINENESS = {Grain.DAY: 0, Grain.MONTH: 1, Grain.QUARTER: 2, Grain.HALF: 3, Grain.CUMULATIVE: 4, Grain.YEAR: 5}
STALE_MONTHS = 11
SPARK_YEARS = {Grain.MONTH: 2, Grain.QUARTER: 6, Grain.YEAR: 12}
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
RANKING_COLUMNS = ["entity", "name_vi", "name_en", "value", "status", "source", "parts", "rank"]


def own_grain(indicator: Indicator) -> Grain:
    """The grain that an indicator is shown at: months for a daily one, else its own."""
    return Grain.MONTH if indicator.frequency is Grain.DAY else indicator.frequency


def map_of(vintage: str) -> Boundary:
    return Boundary(vintage) if vintage in ("2024", "2025") else Boundary.REPORTED


def _about(indicators: Sequence[int], *more: Callable[[Table], ColumnElement[bool]]) -> Where:
    """Conditions for these indicators, and any `more`."""

    def where(table: Table) -> Sequence[ColumnElement[bool]]:
        return [table.c.indicator_id.in_(indicators), *(condition(table) for condition in more)]

    return where


def _within(start: Period | None, end: Period | None) -> list[Callable[[Table], ColumnElement[bool]]]:
    conditions: list[Callable[[Table], ColumnElement[bool]]] = []
    if start:
        conditions.append(lambda table: table.c.period_end >= start.end)
    if end:
        conditions.append(lambda table: table.c.period_end <= end.end)
    return conditions


def series(
    connection: Connection,
    read: Read,
    indicator: Indicator,
    entity: Entity,
    grain: Grain | None,
    start: Period | None,
    end: Period | None,
    boundary: Boundary,
    as_of: date | None,
) -> pd.DataFrame:
    fact = on_map(boundary, as_of, _about([indicator.id], *_within(start, end)), [entity.id]).c
    columns = (fact.period_end, fact.grain, fact.value, fact.status, fact.recorded_at, source.c.name.label("source"))
    query = select(*columns, fact.note, fact.parts).join(source, source.c.id == fact.source_id)
    frame = read(connection, query.order_by(fact.period_end, fact.grain))
    wanted = grain or _finest(frame["grain"], own_grain(indicator))
    return frame.loc[frame["grain"] == wanted, list(SERIES_COLUMNS)].reset_index(drop=True)


def _finest(grains: "pd.Series[Any]", own: Grain) -> Grain:
    """The indicator's own grain when there are figures at it, else the finest there is."""
    present = {Grain(grain) for grain in grains.unique()}
    return own if own in present or not present else min(present, key=FINENESS.__getitem__)


def latest(
    connection: Connection, read: Read, registry: Registry, entity: Entity, boundary: Boundary, as_of: date | None
) -> pd.DataFrame:
    if as_of is None:
        query = _latest_now().where(latest_value.c.entity_id == entity.id).order_by(latest_value.c.indicator_id)
        return read(connection, query)[list(LATEST_COLUMNS)]
    every = [item.id for item in registry.indicators]
    frame = _facts(connection, read, _about(every), boundary, as_of, [entity.id])
    return newest(frame, registry)[list(LATEST_COLUMNS)]


def headline(
    connection: Connection,
    read: Read,
    registry: Registry,
    entity: Entity,
    newest_of_all: pd.DataFrame,
    boundary: Boundary,
    as_of: date | None,
) -> pd.DataFrame:
    every = [item.id for item in registry.indicators]
    published = _about(every, lambda table: table.c.status != "S")
    real = newest(_facts(connection, read, published, boundary, as_of, [entity.id]), registry).set_index("indicator")
    best = newest_of_all.set_index("indicator")
    fresh = real[real["period_end"] + pd.DateOffset(months=STALE_MONTHS) >= best["period_end"].reindex(real.index)]
    both = pd.concat([fresh, best[~best.index.isin(fresh.index)]]).reindex(best.index).reset_index()
    return both[list(LATEST_COLUMNS)]


def latest_of_all(
    connection: Connection,
    read: Read,
    registry: Registry,
    indicators: Sequence[int],
    units: Sequence[Entity],
    as_of: date | None,
) -> pd.DataFrame:
    ids = [unit.id for unit in units]
    columns = ["entity", *LATEST_COLUMNS]
    if as_of is None:
        query = _latest_now(entity_table.c.code.label("entity")).join(
            entity_table, entity_table.c.id == latest_value.c.entity_id
        )
        chosen = latest_value.c.indicator_id.in_(indicators), latest_value.c.entity_id.in_(ids)
        return read(connection, query.where(*chosen).order_by(entity_table.c.sort_order))[columns]
    boundary = map_of(units[0].vintage) if units else Boundary.REPORTED
    return newest(_facts(connection, read, _about(indicators), boundary, as_of, ids), registry)[columns]


def _latest_now(*more: ColumnElement[Any]) -> Select[Any]:
    table = latest_value.c
    return (
        select(
            *more,
            indicator_table.c.code.label("indicator"),
            *(table[name] for name in ("period_end", "grain", "value", "status", "recorded_at")),
            source.c.name.label("source"),
            *(table[name] for name in LATEST_COLUMNS[8:]),
        )
        .join(indicator_table, indicator_table.c.id == table.indicator_id)
        .join(source, source.c.id == table.source_id)
    )


def _facts(
    connection: Connection, read: Read, where: Where, boundary: Boundary, as_of: date | None, units: Sequence[int]
) -> pd.DataFrame:
    """Long frame: entity (code), indicator (code), period, period_end, grain, value, status, recorded_at, source."""
    fact = on_map(boundary, as_of, where, units).c
    query = (
        select(
            entity_table.c.code.label("entity"),
            indicator_table.c.code.label("indicator"),
            fact.period_end,
            fact.grain,
            fact.value,
            fact.status,
            fact.recorded_at,
            source.c.name.label("source"),
            fact.parts,
        )
        .join(indicator_table, indicator_table.c.id == fact.indicator_id)
        .join(entity_table, entity_table.c.id == fact.entity_id)
        .join(source, source.c.id == fact.source_id)
        .order_by(fact.indicator_id, entity_table.c.sort_order, fact.period_end)
    )
    return read(connection, query)


def newest(frame: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """The newest figure of each unit and indicator of a long frame, with the figures it is compared with."""
    figures = frame[frame["value"].notna() & (frame["status"] != "F")]
    keys = list(zip(figures["entity"], figures["indicator"], figures["grain"], figures["period_end"], strict=True))
    by_key = dict(zip(keys, zip(figures["value"], figures["status"], strict=True), strict=True))
    order = [_preference(registry.indicator(code), Grain(grain)) for _, code, grain, _ in keys]
    ordered = figures.assign(order=order).sort_values(["period_end", "order"], kind="stable")
    last = ordered.groupby(["entity", "indicator"], sort=False).tail(1).drop(columns="order")
    last = last.sort_values("indicator", key=lambda codes: codes.map(lambda code: registry.indicator(code).id))
    compared = {"previous": Period.previous, "year_ago": Period.year_before}
    for name, step in compared.items():
        found = [
            by_key.get((row.entity, row.indicator, row.grain, pd.Timestamp(step(Period.parse(str(row.period))).end)))
            for row in last.itertuples()
        ]
        last[f"{name}_value"] = pd.Series([item[0] if item else None for item in found], index=last.index, dtype=float)
        last[f"{name}_status"] = pd.Series(
            [item[1] if item else None for item in found], index=last.index, dtype=object
        )
    return last.reset_index(drop=True)


def _preference(indicator: Indicator, grain: Grain) -> int:
    """Among figures that end on the same day, the indicator's own grain is preferred, then the finest."""
    return 99 if grain is own_grain(indicator) else -FINENESS[grain]


def sparks(
    connection: Connection,
    read: Read,
    registry: Registry,
    entity: Entity,
    points: int,
    boundary: Boundary,
    as_of: date | None,
) -> dict[str, tuple[list[float], list[str]]]:
    today = as_of or date.today()

    def recent(table: Table) -> ColumnElement[bool]:
        return or_(
            *(
                and_(table.c.grain == grain, table.c.period_end > today.replace(year=today.year - years - 1, day=1))
                for grain, years in SPARK_YEARS.items()
            )
        )

    every = [item.id for item in registry.indicators]
    frame = _facts(connection, read, _about(every, recent), boundary, as_of, [entity.id])
    grains = {item.code: own_grain(item) for item in registry.indicators}
    frame = frame[(frame["grain"] == frame["indicator"].map(grains)) & frame["value"].notna()]
    return {
        str(code): (part["value"].tail(points).tolist(), part["status"].tail(points).tolist())
        for code, part in frame.groupby("indicator", sort=False)
    }


def periods(
    connection: Connection, read: Read, indicator: Indicator, units: Sequence[Entity], as_of: date | None
) -> dict[Period, int]:
    """How many of the units have a figure, by period, newest first."""
    if not units:
        return {}
    fact = on_map(map_of(units[0].vintage), as_of, _about([indicator.id]), [unit.id for unit in units]).c
    query = select(fact.grain, fact.period_end, func.count().label("units")).where(fact.value.is_not(None))
    found = read(connection, query.group_by(fact.grain, fact.period_end))
    counted = {Period.parse(text): int(units) for text, units in zip(found["period"], found["units"], strict=True)}
    return dict(sorted(counted.items(), reverse=True))


def telling_period(counted: dict[Period, int], own: Grain) -> Period | None:
    """The newest period in which at least half of the units that ever had a figure have one; own grain first."""
    at_own = {period: units for period, units in counted.items() if period.grain is own} or counted
    enough = max(at_own.values(), default=0) / 2
    return next((period for period, units in at_own.items() if units >= enough), None)


def ranking(
    connection: Connection,
    read: Read,
    indicator: Indicator,
    period: Period,
    units: Sequence[Entity],
    as_of: date | None,
) -> pd.DataFrame:
    if not units:
        return pd.DataFrame(columns=RANKING_COLUMNS)
    at = _about([indicator.id], lambda t: t.c.grain == period.grain, lambda t: t.c.period_end == period.end)
    frame = _facts(connection, read, at, map_of(units[0].vintage), as_of, [unit.id for unit in units])
    names = {unit.code: unit for unit in units}
    frame["name_vi"] = [names[code].name_vi for code in frame["entity"]]
    frame["name_en"] = [names[code].name_en for code in frame["entity"]]
    return ranked(frame[frame["value"].notna()], indicator.polarity)[RANKING_COLUMNS]


def ranked(frame: pd.DataFrame, polarity: Polarity) -> pd.DataFrame:
    """Sort best first and number the ranks; equal values share the better rank."""
    ascending = polarity is Polarity.LOWER
    ranks = frame["value"].rank(method="min", ascending=ascending).astype(int)
    return frame.assign(rank=ranks).sort_values(["rank", "entity"]).reset_index(drop=True)


def ranks(
    connection: Connection,
    read: Read,
    registry: Registry,
    entity: Entity,
    peers: Sequence[Entity],
    newest_own: pd.DataFrame,
    as_of: date | None,
) -> pd.DataFrame:
    """Rank of a unit's newest figures among its peers: indicator, rank, of."""
    if newest_own.empty:
        return pd.DataFrame({"indicator": [], "rank": [], "of": []})
    ids = [registry.indicator(code).id for code in newest_own["indicator"]]
    ends = [end.date() for end in newest_own["period_end"].unique()]
    at = _about(ids, lambda t: t.c.grain.in_(newest_own["grain"].unique().tolist()), lambda t: t.c.period_end.in_(ends))
    frame = _facts(connection, read, at, map_of(entity.vintage), as_of, [unit.id for unit in peers])
    own = newest_own[["indicator", "period", "value"]].rename(columns={"value": "own"})
    frame = frame[frame["value"].notna()].merge(own, on=["indicator", "period"])
    lower = frame["indicator"].map(lambda code: registry.indicator(code).polarity is Polarity.LOWER)
    better = (frame["value"] < frame["own"]).where(lower, frame["value"] > frame["own"])
    counted = better.groupby(frame["indicator"], sort=False).agg(["sum", "count"])
    return pd.DataFrame(
        {
            "indicator": counted.index.astype(str),
            "rank": counted["sum"].to_numpy() + 1,
            "of": counted["count"].to_numpy(),
        }
    )


def panel(
    connection: Connection,
    read: Read,
    indicator: Indicator,
    units: Sequence[Entity],
    grain: Grain | None,
    start: Period | None,
    end: Period | None,
    as_of: date | None,
) -> pd.DataFrame:
    wanted = grain or own_grain(indicator)
    where = _about([indicator.id], lambda t: t.c.grain == wanted, *_within(start, end))
    boundary = map_of(units[0].vintage) if units else Boundary.REPORTED
    frame = _facts(connection, read, where, boundary, as_of, [unit.id for unit in units])
    names = {unit.code: unit for unit in units}
    frame.insert(1, "name_vi", [names[code].name_vi for code in frame["entity"]])
    frame.insert(2, "name_en", [names[code].name_en for code in frame["entity"]])
    return frame.drop(columns="indicator")


def with_changes(frame: pd.DataFrame) -> pd.DataFrame:
    """Add previous_value, year_ago_value, difference and growth (percent, on the size of last year's value)."""
    by_period = dict(zip(frame["period"], frame["value"], strict=True))
    steps = [Period.parse(text) for text in frame["period"]]
    previous = [by_period.get(str(step.previous()), float("nan")) for step in steps]
    year_ago = pd.Series(
        [by_period.get(str(step.year_before()), float("nan")) for step in steps], index=frame.index, dtype=float
    )
    difference = frame["value"] - year_ago
    growth = (difference / year_ago.abs() * 100).where(year_ago != 0)
    return frame.assign(previous_value=previous, year_ago_value=year_ago, difference=difference, growth=growth)


def shares(ranking_frame: pd.DataFrame, indicator: Indicator, expected: int) -> pd.DataFrame:
    """Add each unit's share of the sum, and say in `attrs` whether the sum is whole."""
    frame = ranking_frame.copy()
    total = float(frame["value"].sum()) if indicator.rule_space == "sum" else float("nan")
    frame["share"] = frame["value"] / total * 100 if total else float("nan")
    present = len(frame)
    complete = expected > 0 and present / expected >= indicator.share_required
    frame.attrs |= {"expected": expected, "present": present, "total": total, "complete": complete}
    return frame


def revisions(
    connection: Connection, read: Read, indicator: Indicator, entity: Entity, as_of: date | None
) -> pd.DataFrame:
    """Every figure ever known for periods known more than once, by period and then by when it was recorded."""
    table = observation.c
    mine: list[ColumnElement[bool]] = [table.indicator_id == indicator.id, table.entity_id == entity.id]
    if as_of:
        mine.append(table.recorded_at < end_of_day(as_of))
    again = select(table.grain, table.period_end).where(*mine).group_by(table.grain, table.period_end)
    revised = again.having(func.count() > 1).subquery("revised")
    query = (
        select(
            table.period_end,
            table.grain,
            table.value,
            table.status,
            table.recorded_at,
            source.c.name.label("source"),
            table.note,
        )
        .join(revised, and_(revised.c.grain == table.grain, revised.c.period_end == table.period_end))
        .join(source, source.c.id == table.source_id)
        .where(*mine)
        .order_by(table.period_end, table.grain, table.recorded_at)
    )
    return read(connection, query)
