"""Small warehouses that a test may write to."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.data.ingest.little import furnish


@pytest.fixture
def little(empty_engine: Engine) -> Engine:
    """A little warehouse on SQLite."""
    return furnish(empty_engine)


@pytest.fixture
def either(either_engine: Engine) -> Engine:
    """A little warehouse, once on SQLite and once on PostgreSQL."""
    return furnish(either_engine)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test writes its file."""
    return tmp_path / "figures.csv"
