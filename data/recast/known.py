"""What was known: one row for each indicator, unit and period, now or at the end of a day."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, func, select, union_all
from sqlalchemy.sql.selectable import Subquery

from data.clock import VIET_NAM
from data.schema import current_value, observation

KEY = ("indicator_id", "entity_id", "grain", "period_end")
COLUMNS = (*KEY, "value", "status", "recorded_at", "source_id", "note")

Where = Callable[[Table], Sequence[ColumnElement[bool]]]
"""Conditions on the key (indicator, unit, grain, period), written for whichever table the facts are read from."""


def end_of_day(day: date) -> datetime:
    """The first moment after `day`, which is one of Viet Nam: what was recorded before it was known on that day."""
    return datetime.combine(day + timedelta(days=1), time(), VIET_NAM).astimezone(UTC).replace(tzinfo=None)


def known(as_of: date | None, where: Where) -> Subquery:
    """One row per indicator, unit and period: what is known now, or what was known at the end of `as_of`."""
    parts = known_parts(as_of, where)
    return (parts[0] if len(parts) == 1 else union_all(*parts)).subquery("known")


def known_parts(as_of: date | None, where: Where, revised: Where | None = None) -> list[Select[Any]]:
    """The rows of `known` in parts that share none; counted one by one, they need no sorting.

    What is known now and was recorded by then was known then too, so the history is only read for what has been
    revised since: where `revised` holds, for those who know that nothing was revised elsewhere.
    """
    again = revised or where
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
        .join(current_value, same_key(current_value, observation))
        .where(current_value.c.recorded_at >= moment, observation.c.recorded_at < moment)
        .where(*again(current_value), *again(observation))
        .subquery("since_revised")
    )
    then = select(*(since_revised.c[name] for name in COLUMNS)).where(since_revised.c.age == 1)
    return [still, then]


def same_key(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    return and_(*(one.c[name] == other.c[name] for name in KEY))
