"""What recasting needs, read from the warehouse: who became whom, the rules, and every version of some figures."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

import numpy as np
from sqlalchemy import Column, ColumnElement, Connection, String, cast, func, select, type_coerce

from data.periods import Grain, Period
from data.recast.figures import SEVERITY, Figures, cells, step_of
from data.recast.lineage import Lineage, Link, Whole
from data.recast.rules import RecastRule, Rule, Span, rule_of
from data.records import Boundary
from data.schema import entity, indicator, observation, recast_rule, succession

EDITIONS = {Boundary.MAP_2025: ("2025",), Boundary.MAP_2024: ("2024", "2021")}
"""Editions of the lists of units that stand on each map."""
EPOCH = datetime(1970, 1, 1)
TICK = timedelta(microseconds=1)
STATUSES = {letter: place for place, letter in enumerate(SEVERITY)}


@dataclass(frozen=True, slots=True)
class Measured:
    """What recasting needs to know of an indicator."""

    id: int
    code: str
    rule_space: str
    weight_code: str | None
    rule_time: str


@dataclass(frozen=True)
class Rules:
    """The rule of every indicator, by number; and who needs whom."""

    by_id: dict[int, Rule]
    indicators: dict[int, Measured]
    id_of: dict[str, int]

    def other(self, number: int) -> Measured | None:
        """The indicator that the rule of this one needs."""
        code = self.by_id[number].other
        return None if code is None else self.indicators[self.id_of[code]]

    def needed_by(self) -> dict[int, list[int]]:
        """For each indicator those whose rules need it."""
        found: dict[int, list[int]] = {}
        for number in self.by_id:
            other = self.other(number)
            if other is not None:
                found.setdefault(other.id, []).append(number)
        return found


def read_lineage(connection: Connection) -> Lineage:
    columns = ("predecessor_id", "successor_id", "effective_on", "share")
    query = select(*(succession.c[name] for name in columns))
    links = sorted((Link(*row) for row in connection.execute(query)), key=_by_number)
    return Lineage(tuple(links), tuple(_regions(connection)))


def _regions(connection: Connection) -> Iterator[Whole]:
    """Regions that began on a day that is known, with their provinces: before it they are what these were made of."""
    region, member = entity.alias("region"), entity.alias("member")
    query = (
        select(region.c.id, region.c.valid_from, member.c.id)
        .join(member, member.c.parent_id == region.c.id)
        .where(region.c.kind == "region", member.c.kind == "province", region.c.valid_from.is_not(None))
        .order_by(region.c.id, member.c.id)
    )
    for (unit, began), rows in groupby(connection.execute(query), key=lambda row: (int(row[0]), row[1])):
        yield Whole(unit, tuple(int(row[2]) for row in rows), began)


def _by_number(link: Link) -> tuple[int, int]:
    return link.predecessor, link.successor


def units_on_maps(connection: Connection) -> set[int]:
    """Units of an edition that a map is of."""
    editions = [vintage for each in EDITIONS.values() for vintage in each]
    return set(connection.execute(select(entity.c.id).where(entity.c.vintage.in_(editions))).scalars())


def read_rules(connection: Connection) -> Rules:
    columns = ("id", "code", "rule_space", "weight_code", "rule_time")
    rows = connection.execute(select(*(indicator.c[name] for name in columns)).order_by(indicator.c.id))
    known = {int(row[0]): Measured(*row) for row in rows}
    declared = _declared(connection)
    by_id = {number: rule_of(one, declared) for number, one in known.items()}
    return Rules(by_id, known, {one.code: number for number, one in known.items()})


def _declared(connection: Connection) -> dict[str, Rule]:
    other = indicator.alias("other")
    query = (
        select(indicator.c.code, other.c.code, *(recast_rule.c[name] for name in ("rule", "span", "lag", "proxy")))
        .join(indicator, indicator.c.id == recast_rule.c.indicator_id)
        .join(other, other.c.id == recast_rule.c.other_id)
    )
    return {
        code: Rule(RecastRule(rule), other=other_code, span=Span(span), lag=lag, proxy=proxy)
        for code, other_code, rule, span, lag, proxy in connection.execute(query)
    }


def read_figures(
    connection: Connection,
    indicator_id: int,
    units: Collection[int],
    between: tuple[date, date] | None = None,
    conditions: Sequence[ColumnElement[bool]] = (),
) -> Figures:
    """Every version of the figures of some units, of periods that end between two days."""
    table = observation.c
    columns = (
        table.entity_id,
        table.grain,
        _as_text(connection, table.period_end),
        _as_text(connection, table.recorded_at),
        table.value,
        table.status,
        table.source_id,
    )
    query = select(*columns).where(table.indicator_id == indicator_id, table.entity_id.in_(units), *conditions)
    if between is not None:  # every grain is named so that the key, in which it goes before the period, can be walked
        query = query.where(table.grain.in_(list(Grain)), table.period_end.between(*between))
    result = connection.execute(query)
    # Straight from the driver: SQLAlchemy's rows cost more than the rest of reading at a million of them.
    rows = result.cursor.fetchall() if result.cursor is not None else []
    result.close()
    return _figures(list(zip(*rows, strict=True))) if rows else Figures.none()


def _as_text(connection: Connection, column: Column[Any]) -> ColumnElement[str]:
    """Days and moments as ISO text: the same few come again and again, and are worth reading but once."""
    if connection.dialect.name == "sqlite":
        return type_coerce(column, String)
    if column.name == "period_end":
        return cast(column, String)
    return func.to_char(column, "YYYY-MM-DD HH24:MI:SS.US", type_=String)


def _figures(columns: list[tuple[Any, ...]]) -> Figures:
    units, grains, ends, moments, values, statuses, sources = columns
    steps = {
        pair: step_of(Period(date.fromisoformat(pair[1]), Grain(pair[0])))
        for pair in set(zip(grains, ends, strict=True))
    }
    ticks = {text: ticks_of(datetime.fromisoformat(text)) for text in set(moments)}
    step = np.array([steps[pair] for pair in zip(grains, ends, strict=True)], dtype=np.int64)
    return Figures.sorted(
        cells(np.array(units, dtype=np.int64), step),
        np.array([ticks[text] for text in moments], dtype=np.int64),
        np.array(values, dtype=float),
        np.array([STATUSES[letter] for letter in statuses], dtype=np.int64),
        np.array(sources, dtype=np.int64),
    )


def ticks_of(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - EPOCH) // TICK


def moment_of(ticks: int) -> datetime:
    return EPOCH + ticks * TICK
