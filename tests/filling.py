"""Databases that a worker fills once and copies ever after: to make 58 tables takes longer than most tests."""

import sqlite3
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from sqlalchemy import URL, Engine, NullPool, create_engine, inspect

from data import migrations

Fill = Callable[[Engine], Any]
Filled = Callable[[Engine], Engine]


def once(fill: Fill) -> Filled:
    """`fill`, which does its work on the first new database of a server alone; the next are copies of what it made.

    A database that holds something already is filled as ever.
    """
    moulds: dict[URL | None, Any] = {}

    @wraps(fill)
    def filled(engine: Engine) -> Engine:
        if inspect(engine).get_table_names():
            fill(engine)
        elif engine.dialect.name == "sqlite":
            _sqlite(engine, fill, moulds)
        else:
            _postgres(engine, fill, moulds)
        return engine

    return filled


def _sqlite(engine: Engine, fill: Fill, moulds: dict[URL | None, Any]) -> None:
    """Keep the mould in memory, and copy it page by page."""
    if None not in moulds:
        fill(engine)
        moulds[None] = sqlite3.connect(":memory:", check_same_thread=False)
        _copy(engine, into=moulds[None])
    else:
        raw = engine.raw_connection()
        moulds[None].backup(raw.driver_connection)
        raw.close()


def _copy(engine: Engine, into: sqlite3.Connection) -> None:
    raw = engine.raw_connection()
    raw.driver_connection.backup(into)  # type: ignore[union-attr]  # SQLite's own
    raw.close()


def _postgres(engine: Engine, fill: Fill, moulds: dict[URL | None, Any]) -> None:
    """Keep the mould as a database of the server, and make the next ones after it."""
    server = engine.url.set(database="postgres")
    if server not in moulds:
        fill(engine)
        moulds[server] = f"mould_{uuid.uuid4().hex}"
        _make(server, moulds[server], engine, like=engine.url.database)
    else:
        _make(server, engine.url.database, engine, like=moulds[server])


def _make(server: URL, name: str | None, engine: Engine, like: str | None) -> None:
    engine.dispose()  # nobody may be connected to the one or the other
    admin = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')


migrated = once(migrations.upgrade)
"""Every table, and nothing in them."""
