"""On which map: figures put on the units of one edition of the list of units.

Only what is exact is recast: sums whose parts are all there, and units that one predecessor became whole.
Everything else is left out, so that a missing figure is a gap and never a guess.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, exists, func, literal, null, or_, select, union_all
from sqlalchemy.sql.selectable import Subquery

from data.recast.known import COLUMNS, Where, end_of_day, known, same_key
from data.records import Boundary
from data.schema import current_value, indicator, observation, succession

SEVERITY = "AEPFMS"  # a sum is as uncertain as its least certain part


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
        return exists().where(same_key(current_value, recast))
    return exists().where(same_key(observation, recast), observation.c.recorded_at < end_of_day(as_of))


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
