"""Keeping `figure_count` and `batch_count`: what a load touched is counted anew, in the load's own transaction.

The counts are those that the tables themselves give, never sums of differences; so a rebuild gives the same rows.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Insert,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
)

from data.schema import current_value, indicator, observation
from data.schema_counts import batch_count, figure_count

PERIOD = ("indicator_id", "grain", "period_end")


def count_load(connection: Connection, added: Select[Any], batch_id: int) -> None:
    """Count what a load added: `added` selects its rows of history, with the columns that it has in `observation`."""
    rows = added.subquery("added")
    connection.execute(_counting(batch_count, rows, first=(literal(batch_id),)))
    counted = batch_count.c
    periods = (
        select(*(counted[name] for name in PERIOD))
        .distinct()
        .where(counted.batch_id == batch_id, counted.indicator_id.in_(select(rows.c.indicator_id).distinct()))
    )
    touched = [{f"of_{name}": value for name, value in row._mapping.items()} for row in connection.execute(periods)]
    if touched:  # period by period, each by the key: a database that is left to choose may walk through every figure
        connection.execute(delete(figure_count).where(*_of_period(figure_count)), touched)
        connection.execute(_counting(figure_count, current_value, *_of_period(current_value)), touched)


def _of_period(table: Table) -> list[ColumnElement[bool]]:
    return [table.c[name] == bindparam(f"of_{name}") for name in PERIOD]


def count_everything(connection: Connection) -> None:
    """Count the whole warehouse, indicator by indicator: what is grouped at once is sorted in memory."""
    for table in (figure_count, batch_count):
        connection.execute(delete(table))
    each = [{"one": number} for number in connection.execute(select(indicator.c.id)).scalars()]
    if each:
        of_one: ColumnElement[int] = bindparam("one")
        connection.execute(_counting(figure_count, current_value, current_value.c.indicator_id == of_one), each)
        batch = (observation.c.batch_id,)
        connection.execute(_counting(batch_count, observation, observation.c.indicator_id == of_one, first=batch), each)


def count_where_empty(connection: Connection) -> None:
    """Fill the tables of a warehouse that was built before they were there."""
    counted = connection.execute(select(batch_count.c.batch_id).limit(1)).first()
    if counted is None:
        count_everything(connection)


def _counting(
    counts: Table, rows: FromClause, *where: ColumnElement[bool], first: tuple[ColumnElement[int], ...] = ()
) -> Insert:
    """Count the rows by the key of `counts`, of which `first` are columns that the rows themselves do not tell."""
    key = [*first, *(rows.c[name] for name in (*PERIOD, "source_id", "status"))]
    recorded = rows.c.recorded_at
    counted = select(*key, func.count(), func.min(recorded), func.max(recorded)).where(*where).group_by(*key)
    return insert(counts).from_select([column.name for column in counts.columns], counted)
