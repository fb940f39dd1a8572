from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from access.start import CannotStart, check
from data.engine import open_engine
from data.migrations import VERSION_TABLE
from data.schema import SCHEMA_VERSION
from settings import Settings


@pytest.mark.parametrize(
    ("version", "says"), [("0001", "Run: python -m data upgrade"), ("9999", "Serve it with the newer version")]
)
def test_a_server_is_refused_over_tables_of_another_version(store: Engine, version: str, says: str) -> None:
    check(Settings(), store)
    with store.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = :version"), {"version": version})
    with pytest.raises(CannotStart, match=f"version {version}, and this server knows {SCHEMA_VERSION}. {says}"):
        check(Settings(), store)


def test_a_warehouse_that_is_not_there_yet_may_come_later(tmp_path: Path) -> None:
    check(Settings(), open_engine(f"sqlite:///{tmp_path / 'none.db'}", must_exist=False))
    assert not list(tmp_path.iterdir()), "looking makes no file"
