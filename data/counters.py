"""Numbers of rows that PostgreSQL gives by itself: who writes numbers of their own tells it which are taken."""

from sqlalchemy import Connection, Table, func, select


def advance_counters(connection: Connection, *tables: Table) -> None:
    """Let the next row of each table be numbered after the highest that is there.

    PostgreSQL counts on its own and would give the numbers again that were written by hand; SQLite looks at the rows.
    """
    if connection.dialect.name != "postgresql":
        return
    for column in (column for table in tables for column in table.primary_key.columns):
        name = connection.execute(select(func.pg_get_serial_sequence(column.table.name, column.name))).scalar()
        if name is not None:
            connection.execute(select(func.setval(name, func.coalesce(func.max(column), 0) + 1, False)))
