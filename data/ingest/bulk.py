"""Many rows into one table, by the fastest way each database has."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

MOMENT_FORMAT = "%Y-%m-%d %H:%M:%S.%f"


def moment_text(moment: datetime) -> str:
    """The form in which SQLite keeps a moment; PostgreSQL reads it too."""
    return f"{moment:{MOMENT_FORMAT}}"


def insert_many(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert `rows` within the caller's transaction; dates come as ISO texts, moments as `moment_text` writes them.

    PostgreSQL takes them by COPY. SQLite takes them through its own driver: SQLAlchemy's layer costs more than the
    insert itself at a million rows.
    """
    unknown = set(columns) - set(table.columns.keys())
    if unknown:
        raise ValueError(f"Table {table.name} has no columns {sorted(unknown)}.")
    cursor = connection.connection.cursor()
    quote = connection.dialect.identifier_preparer.quote
    name, names = quote(table.name), ", ".join(map(quote, columns))
    try:
        if connection.dialect.name == "postgresql":
            with cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            cursor.executemany(f"INSERT INTO {name} ({names}) VALUES ({marks})", rows)  # type: ignore[arg-type]  # noqa: S608
    except connection.dialect.loaded_dbapi.Error as problem:
        raise DBAPIError(f"insert into {table.name}", None, problem) from problem
    finally:
        cursor.close()
