from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.build import build_warehouse
from data.engine import open_engine
from data.questions import Questions


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The catalogue's own warehouse, without anything simulated; read it, but never write to it."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('targets') / 'real.db'}", create=True)
    build_warehouse(engine, simulated=False)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # so that a copy of the file is whole
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def real(built: Engine) -> Questions:
    return Questions(built)


@pytest.fixture
def catalogue_folder() -> Path:
    return Path(__file__).resolve().parents[3] / "data" / "catalog"
