"""On which map: figures as reported, and those made of other units for times when others stood there."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, exists, literal, null, or_, select, union_all
from sqlalchemy.sql.selectable import Subquery

from data.recast.held import EDITIONS
from data.recast.known import COLUMNS, Where, end_of_day, known, same_key
from data.records import Boundary
from data.schema import current_value, entity, observation, recast_value

ADDED = ("parts", "expected", "rule")


def on_map(boundary: Boundary, as_of: date | None, where: Where, units: Sequence[int] | None = None) -> Subquery:
    """Facts on the map of `boundary`: the columns of `COLUMNS` and `ADDED`.

    `units` narrows to these entity ids of that map; None takes every unit. Where a unit itself has a figure, that one
    is taken: `parts` and `expected` are 0 and `rule` is null. Else `rule` says how the figure was made of `expected`
    other units; where only `parts` of them are known, the value is null and the status M.
    """

    def wanted(table: Table) -> Sequence[ColumnElement[bool]]:
        return [*where(table), *([] if units is None else [table.c.entity_id.in_(units)])]

    facts = known(as_of, wanted)
    none = (literal(0).label("parts"), literal(0).label("expected"), null().label("rule"))
    as_reported = select(*(facts.c[name] for name in COLUMNS), *none)
    if boundary is Boundary.REPORTED:
        return as_reported.subquery("on_map")
    return union_all(as_reported, _recast(boundary, as_of, wanted)).subquery("on_map")


def _recast(boundary: Boundary, as_of: date | None, where: Where) -> Select[Any]:
    """Values of the map's units for times when they were not there, where nobody reported one for them."""
    table = recast_value.c
    # Asked of each value found: a list is taken by SQLite for shorter than that of the units, and walked through.
    of_map = exists().where(entity.c.id == table.entity_id, entity.c.vintage.in_(EDITIONS[boundary]))
    kept = [table[name] for name in COLUMNS if name != "note"]
    return select(*kept, null().label("note"), *(table[name] for name in ADDED)).where(
        *where(recast_value), of_map, _then(as_of), ~_reported(as_of, recast_value)
    )


def _then(as_of: date | None) -> ColumnElement[bool]:
    """What is known now, or was known at the end of a day."""
    if as_of is None:
        return recast_value.c.superseded_at.is_(None)
    moment = end_of_day(as_of)
    superseded = recast_value.c.superseded_at
    return (recast_value.c.recorded_at < moment) & or_(superseded.is_(None), superseded >= moment)


def _reported(as_of: date | None, recast: FromClause) -> ColumnElement[bool]:
    """Whether a unit has a figure of its own for the period."""
    if as_of is None:
        return exists().where(same_key(current_value, recast))
    return exists().where(same_key(observation, recast), observation.c.recorded_at < end_of_day(as_of))
