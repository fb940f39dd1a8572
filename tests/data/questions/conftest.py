"""Questions to a warehouse that can be checked by hand, on both databases."""

import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from data.engine import open_engine
from data.questions import Questions
from tests.data.questions.little import furnish


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The warehouse, once on each database; read it, but never write to it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('questions') / 'held.db'}"
    if request.param == "postgres":
        url = _new_postgres(request.getfixturevalue("postgres_server"))
    engine = furnish(open_engine(url, create=True))
    yield engine
    engine.dispose()


@pytest.fixture
def ask(held: Engine) -> Questions:
    """Questions with nothing kept yet."""
    return Questions(held)


@pytest.fixture
def own(sqlite_url: str) -> Iterator[Engine]:
    """The warehouse on SQLite, for a test that writes to it."""
    engine = furnish(open_engine(sqlite_url, create=True))
    yield engine
    engine.dispose()


def _new_postgres(server: str) -> str:
    name = f"questions_{uuid.uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)
