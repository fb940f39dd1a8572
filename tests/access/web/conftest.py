import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from access import accounts, passwords
from access.roles import Grant, Role
from access.web import door
from access.web.gate import Gate
from access.web.proxies import NamedProxies
from data.engine import open_engine
from data.migrations import upgrade
from settings import Settings
from tests.access.web.people import PASSWORD, LogIn, Person, Send


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 takes 100 ms by design; tests do with the least it accepts."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table and nothing in them, made once: the migrations take longer than the tests."""
    path = tmp_path_factory.mktemp("access") / "migrated.db"
    engine = open_engine(f"sqlite:///{path}", create=True)
    upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def guarded(migrated_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database with the tables of access, and nobody in them."""
    engine = open_engine(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'guarded.db')}")
    yield engine
    engine.dispose()


@pytest.fixture
def server(guarded: Engine) -> Flask:
    """A server with the gate and the door, and routes of each kind behind them."""
    made = Flask("guarded")
    made.secret_key = "a key for tests"
    made.testing = True
    made.wsgi_app = NamedProxies(made.wsgi_app, "10.0.0.9")  # type: ignore[method-assign]
    Gate(made, guarded, Settings(cookie_secure=False, secret_key="a key for tests"))
    made.register_blueprint(door.blueprint)
    for endpoint, path, methods in (
        ("/", "/", ["GET"]),
        ("/_dash-update-component", "/_dash-update-component", ["POST"]),
        ("toancanh.live_version", "/api/version", ["GET"]),
        ("toancanh.metrics", "/metrics", ["GET"]),
        ("toancanh.health", "/healthz", ["GET"]),
        ("nobody.declared", "/undeclared", ["GET"]),
    ):
        made.add_url_rule(path, endpoint, lambda: "inside", methods=methods)
    return made


@pytest.fixture
def visitor(server: Flask) -> FlaskClient:
    return server.test_client()


@pytest.fixture
def person(guarded: Engine) -> Person:
    """Make an account."""

    def make(name: str = "lan", role: Role = Role.ANALYST, scope: str = "nation/VN/") -> None:
        with guarded.begin() as connection:
            accounts.create(connection, name, PASSWORD, grants=[Grant(role, scope)])

    return make


@pytest.fixture
def log_in(visitor: FlaskClient) -> LogIn:
    """Log in as a browser does: ask for the form, send it back with its token; the answer's status."""

    def send(name: str = "lan", password: str = PASSWORD, **more: str) -> int:
        form = visitor.get("/login").get_data(as_text=True)
        token = form.split('name="csrf_token" value="')[1].split('"')[0]
        answer = visitor.post("/login", data={"name": name, "password": password, "csrf_token": token}, **more)
        return answer.status_code

    return send


@pytest.fixture
def send(visitor: FlaskClient) -> Send:
    """Send a form as a browser does: with the token of a page that was open."""

    def post(path: str, **fields: object) -> TestResponse:
        opened = visitor.get("/account").get_data(as_text=True)
        token = opened.split('name="csrf_token" value="')[1].split('"')[0]
        return visitor.post(path, data={**fields, "csrf_token": token})

    return post
