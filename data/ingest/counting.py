"""Keeping `figure_count` and `batch_count`: what a load touched is counted anew, in the load's own transaction.

The counts are those that the tables themselves give, never sums of differences; so a rebuild gives the same rows.
"""

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
)

from data.schema import current_value, observation
from data.schema_counts import batch_count, figure_count

PERIOD = ("indicator_id", "grain", "period_end")

touched_period = Table(
    "touched_period",
    MetaData(),
    Column("indicator_id", Integer, primary_key=True),
    Column("grain", String(1), primary_key=True),
    Column("period_end", Date, primary_key=True),
    prefixes=["TEMPORARY"],
)


def count_load(connection: Connection, added: Select[Any], batch_id: int) -> None:
    """Count what a load added: `added` selects its rows of history, with the columns that it has in `observation`."""
    rows = added.subquery("added")
    touched_period.drop(connection, checkfirst=True)
    touched_period.create(connection)
    periods = select(*(rows.c[name] for name in PERIOD)).distinct()
    connection.execute(insert(touched_period).from_select(PERIOD, periods))
    gone = exists().where(_same_period(figure_count, touched_period))
    connection.execute(delete(figure_count).where(gone))
    known = current_value.join(touched_period, _same_period(current_value, touched_period))
    _insert_figures(connection, known)
    _insert_batches(connection, rows, literal(batch_id))
    touched_period.drop(connection)


def count_everything(connection: Connection) -> None:
    """Count the whole warehouse."""
    for table in (figure_count, batch_count):
        connection.execute(delete(table))
    _insert_figures(connection, current_value)
    _insert_batches(connection, observation, observation.c.batch_id)


def count_where_empty(connection: Connection) -> None:
    """Fill the tables of a warehouse that was built before they were there."""
    counted = connection.execute(select(batch_count.c.batch_id).limit(1)).first()
    if counted is None:
        count_everything(connection)


def _same_period(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    return and_(*(one.c[name] == other.c[name] for name in PERIOD))


def _insert_figures(connection: Connection, known: FromClause) -> None:
    _insert(connection, figure_count, current_value, known)


def _insert_batches(connection: Connection, rows: FromClause, batch_id: ColumnElement[int]) -> None:
    _insert(connection, batch_count, rows, rows, batch_id)


def _insert(
    connection: Connection, counts: Table, rows: FromClause, known: FromClause, *first: ColumnElement[int]
) -> None:
    """Count the rows by the key of `counts`, of which `first` are columns that the rows themselves do not tell."""
    key = [*first, *(rows.c[name] for name in (*PERIOD, "source_id", "status"))]
    recorded = rows.c.recorded_at
    counted = select(*key, func.count(), func.min(recorded), func.max(recorded)).select_from(known).group_by(*key)
    names = [column.name for column in counts.columns]
    connection.execute(insert(counts).from_select(names, counted))
