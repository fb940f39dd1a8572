"""What was known, and on which map: the two selectables that every question about figures starts from.

`known` picks one row for each indicator, unit and period. `on_map` puts it on the units of one edition of the list of
units. Only what is exact is recast: sums whose parts are all there, and units that one predecessor became whole.
Everything else is left out, so that a missing figure is a gap and never a guess.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql.selectable import Subquery

from data.records import Boundary
from data.schema import current_value, indicator, observation, succession

KEY = ("indicator_id", "entity_id", "grain", "period_end")
COLUMNS = (*KEY, "value", "status", "recorded_at", "source_id", "note")
SEVERITY = "AEPFMS"  # a sum is as uncertain as its least certain part

Where = Callable[[Table], Sequence[ColumnElement[bool]]]
"""Conditions on the key (indicator, unit, grain, period), written for whichever table the facts are read from."""


def end_of_day(day: date) -> datetime:
    """The first moment after `day`: what was recorded before it was known on that day."""
    return datetime.combine(day + timedelta(days=1), time())


def known(as_of: date | None, where: Where) -> Subquery:
    """One row per indicator, unit and period: what is known now, or what was known at the end of `as_of`."""
    parts = known_parts(as_of, where)
    return (parts[0] if len(parts) == 1 else union_all(*parts)).subquery("known")


def known_parts(as_of: date | None, where: Where) -> list[Select[Any]]:
    """The rows of `known` in parts that share none; counted one by one, they need no sorting.

    What is known now and was recorded by then was known then too, so the history is only read for what has been
    revised since.
    """
    if as_of is None:
        return [select(*(current_value.c[name] for name in COLUMNS)).where(*where(current_value))]
    moment = end_of_day(as_of)
    still = select(*(current_value.c[name] for name in COLUMNS)).where(
        current_value.c.recorded_at < moment, *where(current_value)
    )
    newest = func.row_number().over(
        partition_by=[observation.c[name] for name in KEY], order_by=observation.c.recorded_at.desc()
    )
    since_revised = (
        select(*(observation.c[name] for name in COLUMNS), newest.label("age"))
        .join(current_value, _same_key(current_value, observation))
        .where(current_value.c.recorded_at >= moment, observation.c.recorded_at < moment)
        .where(*where(current_value), *where(observation))
        .subquery("since_revised")
    )
    then = select(*(since_revised.c[name] for name in COLUMNS)).where(since_revised.c.age == 1)
    return [still, then]


def _same_key(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    return and_(*(one.c[name] == other.c[name] for name in KEY))


def on_map(boundary: Boundary, as_of: date | None, where: Where, units: Sequence[int] | None = None) -> Subquery:
    """Facts on the map of `boundary`: the columns of `COLUMNS` and `parts`, the number of units summed (0 as reported).

    `units` narrows to these entity ids of that map; None takes every unit. Where a unit itself has a figure, that one
    is taken and nothing is summed.
    """

    def reported(table: Table) -> Sequence[ColumnElement[bool]]:
        return [*where(table), *([] if units is None else [table.c.entity_id.in_(units)])]

    facts = known(as_of, reported)
    as_reported = select(*(facts.c[name] for name in COLUMNS), literal(0).label("parts"))
    if boundary is Boundary.REPORTED:
        return as_reported.subquery("on_map")
    recast = _recast(boundary, as_of, where, units).subquery("recast")
    return union_all(as_reported, select(recast).where(~_own_figure(as_of, recast))).subquery("on_map")


def _own_figure(as_of: date | None, recast: Subquery) -> ColumnElement[bool]:
    """Whether a unit has a figure of its own for the period that it was summed for."""
    if as_of is None:
        return exists().where(_same_key(current_value, recast))
    return exists().where(_same_key(observation, recast), observation.c.recorded_at < end_of_day(as_of))


def _recast(boundary: Boundary, as_of: date | None, where: Where, units: Sequence[int] | None) -> Select[Any]:
    """Rows of the units of `boundary`, summed from the units that were there before (or came after)."""
    link, exact_rule = _links(boundary, units)

    def of_parts(table: Table) -> Sequence[ColumnElement[bool]]:
        return [*where(table), table.c.entity_id.in_(select(link.c.part_id))]

    part = known(as_of, of_parts).c
    severity = func.max(case(*((part.status == letter, rank) for rank, letter in enumerate(SEVERITY)), else_=0))
    before = part.period_end < link.c.effective_on
    return (
        select(
            part.indicator_id,
            link.c.unit_id.label("entity_id"),
            part.grain,
            part.period_end,
            func.sum(part.value * link.c.share).label("value"),
            case(*((severity == rank, letter) for rank, letter in enumerate(SEVERITY)), else_="A").label("status"),
            func.max(part.recorded_at).label("recorded_at"),
            func.min(part.source_id).label("source_id"),
            null().label("note"),
            func.count().label("parts"),
        )
        .join(link, link.c.part_id == part.entity_id)
        .join(indicator, indicator.c.id == part.indicator_id)
        .where(before if boundary is Boundary.MAP_2025 else ~before, exact_rule, part.value.is_not(None))
        .group_by(part.indicator_id, link.c.unit_id, part.grain, part.period_end, link.c.expected)
        .having(func.count() == link.c.expected)
    )


def _links(boundary: Boundary, units: Sequence[int] | None) -> tuple[Subquery, ColumnElement[bool]]:
    """Pairs (unit of the map, part elsewhere) with how many parts are expected, and the rule for an exact recast.

    Looking back, a unit is the sum of its predecessors. Looking forward, only a unit that became the whole of its
    successor can take the successor's figure: nothing says how a merged figure would have been split.
    """
    near, far = succession.c.successor_id, succession.c.predecessor_id
    if boundary is Boundary.MAP_2024:
        near, far = far, near
    expected = func.count().over(partition_by=near).label("expected")
    heirs = func.count().over(partition_by=far).label("heirs")
    columns = (near.label("unit_id"), far.label("part_id"), succession.c.share, succession.c.effective_on)
    every = select(*columns, expected, heirs).subquery("every_link")
    link = select(every)
    if units is not None:
        link = link.where(every.c.unit_id.in_(units))
    found = link.subquery("link")
    alone = and_(found.c.heirs == 1, found.c.expected == 1)
    if boundary is Boundary.MAP_2024:
        return found, alone
    return found, or_(alone, and_(found.c.heirs == 1, indicator.c.rule_space == "sum"))
