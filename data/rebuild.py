"""Filling whole tables of a new warehouse at once: what a load does row by row is done here by sets."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Table, func, insert, select
from sqlalchemy.schema import AddConstraint, DropConstraint

from data.ingest.counting import count_everything
from data.schema import current_value, observation, recast_value

KEY = ("indicator_id", "entity_id", "grain", "period_end")


@contextmanager
def one_transaction(engine: Engine) -> Iterator[Connection]:
    """A transaction around tables and rows alike.

    SQLite looks up every foreign key of every row. Who fills whole tables knows that the keys are right, or checks them
    all at the end; so the checks are left out, which can only be asked for outside a transaction.
    """
    lite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if lite:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.commit()
        finally:
            connection.rollback()
            if lite:
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def rebuild_current(connection: Connection) -> None:
    """Fill `current_value` with the newest row of each key of `observation`, and count both."""
    names = [column.name for column in current_value.columns]
    newest = func.row_number().over(
        partition_by=[observation.c[name] for name in KEY], order_by=observation.c.recorded_at.desc()
    )
    history = select(*(observation.c[name] for name in names), newest.label("age")).subquery()
    rows = (
        select(*(history.c[name] for name in names))
        .where(history.c.age == 1)
        .order_by(*(history.c[column.name] for column in current_value.primary_key))
    )
    connection.execute(current_value.delete())
    with _without_indexes(connection, current_value):
        connection.execute(insert(current_value).from_select(names, rows))
    count_everything(connection)


@contextmanager
def _without_indexes(connection: Connection, table: Table) -> Iterator[None]:
    """Make the indexes after the rows: one sort is cheaper than a million insertions."""
    for index in table.indexes:
        index.drop(connection)
    yield
    for index in table.indexes:
        index.create(connection)


@contextmanager
def filled_in_bulk(connection: Connection) -> Iterator[None]:
    """Let PostgreSQL fill the big tables fast: keys to other tables are checked once at the end, sorts get memory.

    SQLite has no way to add a constraint to a table; its checks are switched off before the transaction instead.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    for setting in ("work_mem", "maintenance_work_mem"):
        connection.exec_driver_sql(f"SET LOCAL {setting} = '256MB'")
    constraints = [key for table in (observation, current_value, recast_value) for key in table.foreign_key_constraints]
    for constraint in constraints:
        connection.execute(DropConstraint(constraint))
    yield
    for constraint in constraints:
        connection.execute(AddConstraint(constraint, isolate_from_table=False))
    connection.exec_driver_sql("ANALYZE")
