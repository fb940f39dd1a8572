"""The whole product with accounts, under attack: every answer is held to the same rules, whatever was asked.

No answer is a fault, none shows anything of the inside, each is logged with its status, and no attack changes a row.
"""

import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, Table, func, select
from werkzeug.test import TestResponse

from access import accounts, passwords, sessions
from access.roles import Grant, Role
from access.web.gate import COOKIE
from app import create_app
from data.engine import open_engine
from data.migrations import upgrade
from data.schema import metadata
from data.schema_access import account_session, audit_entry, audit_head, login_failure
from operation.logs import REQUESTS
from settings import ROOT, Settings
from tests.access.web.people import PASSWORD

INSIDE = ("Traceback", 'File "', str(ROOT), "SELECT ", "INSERT ", "sqlite3", "psycopg", "sqlalchemy", "warehouse.db")
# What attempts leave behind on purpose: the record, the wait, the log-in that succeeded.
MAY_GROW: frozenset[Table] = frozenset({audit_entry, audit_head, login_failure, account_session})
PEOPLE = {"chief": Role.ADMINISTRATOR, "lan": Role.ANALYST, "hoa": Role.VIEWER, "ops": Role.OPERATOR}


class Lines(logging.Handler):
    """Keeps the last line of a request."""

    last: dict[str, Any] | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self.last = vars(record)


class Attacker(FlaskClient):
    """A client that checks every answer it gets."""

    lines: Lines

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        self.lines.last = None
        logging.getLogger(REQUESTS).setLevel(logging.DEBUG)  # a test of the log in between may have put it back
        answer = super().open(*args, **kwargs)
        text = answer.get_data(as_text=True)
        asked = unquote(answer.request.path)  # a page that is not there says back what was asked for
        assert answer.status_code < 500, text[:300]
        assert [word for word in INSIDE if word in text and word not in asked] == []
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src" in answer.headers["Content-Security-Policy"]
        assert leads_inside(answer.headers.get("Location", "/"))
        assert self.lines.last is not None
        assert self.lines.last["status"] == answer.status_code
        return answer


def leads_inside(location: str) -> bool:
    """Whether a redirection stays on this site, as every browser reads it."""
    location = location.removeprefix("http://localhost")
    return location.startswith("/") and not re.match(r"/[/\\\\\s]", location) and location.isprintable()


@pytest.fixture(scope="session")
def attacked_url(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of a warehouse of published figures that attackers may try to change."""
    return f"sqlite:///{shutil.copy(small_warehouse_file, tmp_path_factory.mktemp('attacked') / 'warehouse.db')}"


@pytest.fixture(scope="session")
def attacked_engine(attacked_url: str) -> Iterator[Engine]:
    """The attacked warehouse, with one account of each of `PEOPLE`."""
    yield from peopled(attacked_url)


def peopled(url: str) -> Iterator[Engine]:
    """A database with the tables of access and the accounts of `PEOPLE`."""
    engine = open_engine(url)
    upgrade(engine)
    with pytest.MonkeyPatch.context() as patch, engine.begin() as connection:
        patch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        for name, role in PEOPLE.items():
            accounts.create(connection, name, PASSWORD, grants=[Grant(role)])
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def lines() -> Iterator[Lines]:
    """The line that was logged for the last request."""
    lines, logger = Lines(), logging.getLogger(REQUESTS)
    before = logger.level
    Attacker.lines = lines
    logger.addHandler(lines)
    yield lines
    logger.removeHandler(lines)
    logger.setLevel(before)


@pytest.fixture(scope="session")
def attacked(attacked_url: str, attacked_engine: Engine, lines: Lines) -> Flask:
    """The product as an office runs it, of which no row may change."""
    return product(attacked_url)


def product(url: str) -> Flask:
    """The product with accounts, a key and a named proxy."""
    settings = Settings(
        database_url=url,
        secret_key="a key for tests of attacks",
        cookie_secure=False,
        trusted_proxies="10.0.0.9",
        security_contact="mailto:security@office.example",
        forms_per_minute=0,  # its own tests hold the limit; here each attack must reach what it attacks
        requests_per_minute=0,
    )
    server = create_app(settings).server
    server.test_client_class = Attacker
    server.test_client().get("/")  # Dash adds its routing with the first request
    return server


@pytest.fixture
def stranger(attacked: Flask) -> FlaskClient:
    """Nobody: without a cookie of ours."""
    return attacked.test_client()


@pytest.fixture(scope="session")
def analyst(attacked: Flask, attacked_engine: Engine) -> FlaskClient:
    """Logged in as an analyst."""
    return entered(attacked, attacked_engine, "lan")


@pytest.fixture(scope="session")
def chief(attacked: Flask, attacked_engine: Engine) -> FlaskClient:
    """Logged in as the administrator."""
    return entered(attacked, attacked_engine, "chief")


def entered(server: Flask, engine: Engine, name: str) -> FlaskClient:
    """A client with a session of this person, and the token of forms that a page hands out."""
    client = server.test_client()
    with engine.begin() as connection:
        secret = sessions.open(connection, accounts.by_name(connection, name).id, "a test", "127.0.0.1")
    client.set_cookie(COOKIE, secret)
    client.get("/")
    return client


@pytest.fixture(autouse=True)
def nothing_is_changed(attacked_engine: Engine) -> Iterator[None]:
    """No attack may change or lose a row."""
    before = held(attacked_engine)
    yield
    assert held(attacked_engine) == before


def held(engine: Engine) -> dict[str, object]:
    """What the database holds: small tables whole, of large ones the number of rows."""
    with engine.connect() as connection:
        tables = [table for table in metadata.sorted_tables if table not in MAY_GROW]
        counts = {table.name: connection.execute(select(func.count()).select_from(table)).scalar() for table in tables}
        small = [select(*_lasting(table)) for table in tables if (counts[table.name] or 0) < 50]
        return counts | {str(one): sorted(map(str, connection.execute(one))) for one in small}


def _lasting(table: Table) -> list[Any]:
    """Every column but the time of the last use."""
    return [column for column in table.columns if column.name != "last_used_at"]
