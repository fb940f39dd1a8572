"""What the commands of access share: the database brought up to date, one transaction, and the record of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from access import audit
from access.roles import Grant
from access.scopes import parse_grant
from access.terminal import operator
from data import migrations
from data.engine import open_engine, saying_what_is_wrong
from data.questions.registry import read_registry
from settings import Settings


def engine_of_access() -> Engine:
    """The database, with the tables of access brought up to date."""
    engine = open_engine(Settings().database_url)
    with saying_what_is_wrong(engine):
        migrations.upgrade(engine)
    return engine


@contextmanager
def changing() -> Iterator[Connection]:
    """One transaction, which holds what is done and the record of it."""
    engine = engine_of_access()
    with saying_what_is_wrong(engine), engine.begin() as connection:
        yield connection


def record(connection: Connection, event: audit.Event, subject: str, **detail: object) -> None:
    audit.write(connection, operator(), event, subject, detail)


def grants_of(connection: Connection, roles: list[str]) -> list[Grant]:
    """The roles as typed, within units that the warehouse knows."""
    registry = read_registry(connection)
    return [parse_grant(one, registry) for one in roles]
