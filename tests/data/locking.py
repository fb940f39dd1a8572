"""A database file that somebody else keeps."""

from collections.abc import Iterator
from contextlib import contextmanager

from data.engine import open_engine


@contextmanager
def kept_to_itself(url: str) -> Iterator[None]:
    """While this holds, nobody else can read or write the SQLite file."""
    holder = open_engine(url, create=True)
    with holder.connect() as connection:
        connection.exec_driver_sql("PRAGMA locking_mode=EXCLUSIVE")
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
        yield
    holder.dispose()
