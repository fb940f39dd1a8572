"""Migrated databases without figures, and passwords that cost next to nothing to check."""

from datetime import datetime

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine

from access import accounts, passwords
from access.accounts import Account
from access.roles import Grant, Role
from tests.filling import migrated

NOW = datetime(2026, 11, 22, 8, 0, 0)
PASSWORD = "đúng con mèo xanh"
ADMINISTRATOR = Grant(Role.ADMINISTRATOR)
BAC_NINH = Grant(Role.REPORTER, "province/24/2025")


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def either(either_engine: Engine) -> Engine:
    """SQLite, then PostgreSQL, with every table."""
    return migrated(either_engine)


@pytest.fixture
def store(empty_engine: Engine) -> Engine:
    """SQLite with every table."""
    return migrated(empty_engine)


def person(engine: Engine, name: str = "an.nguyen", *grants: Grant, password: str | None = PASSWORD) -> Account:
    """An account as a test needs it."""
    with engine.begin() as connection:
        return accounts.create(connection, name, password, grants=grants or [Grant(Role.VIEWER)], now=NOW)
