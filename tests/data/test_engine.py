from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from data import engine as opening
from data.engine import open_engine, saying_what_is_wrong
from data.errors import WarehouseUnavailable
from tests.data.locking import kept_to_itself


def test_an_address_that_cannot_be_read_names_the_setting() -> None:
    with pytest.raises(WarehouseUnavailable, match="TOANCANH_DATABASE_URL is not a database address"):
        open_engine("not an address")


def test_a_missing_file_is_refused_and_never_made(tmp_path: Path) -> None:
    with pytest.raises(WarehouseUnavailable, match=r"There is no warehouse at .*none\.db"):
        open_engine(f"sqlite:///{tmp_path / 'none.db'}")
    assert list(tmp_path.iterdir()) == []


def test_a_server_may_start_before_its_warehouse(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'late.db'}", must_exist=False)
    with pytest.raises(WarehouseUnavailable, match="python -m data init"), saying_what_is_wrong(engine):
        engine.connect()
    open_engine(f"sqlite:///{tmp_path / 'late.db'}", create=True).connect().close()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


def test_creating_makes_the_folder_too(tmp_path: Path) -> None:
    open_engine(f"sqlite:///{tmp_path / 'new' / 'w.db'}", create=True).connect().close()
    assert (tmp_path / "new" / "w.db").is_file()


def test_sqlite_keeps_foreign_keys_and_lets_pages_read_during_a_load(empty_engine: Engine) -> None:
    with empty_engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"


def test_a_database_that_another_keeps_for_itself_says_so(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0)
    with kept_to_itself(sqlite_url):
        asker = open_engine(sqlite_url)
        with pytest.raises(WarehouseUnavailable, match="has been locked"), saying_what_is_wrong(asker):
            asker.connect()


def test_a_second_writer_is_told_to_wait(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0)
    holder, asker = open_engine(sqlite_url, create=True), open_engine(sqlite_url, create=True)
    with holder.connect() as holding, asker.connect() as asking:
        holding.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(WarehouseUnavailable, match="try again when its load is over"), saying_what_is_wrong(asker):
            asking.exec_driver_sql("CREATE TABLE late (id)")
    holder.dispose()
    asker.dispose()


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Kính gửi các đồng chí, " * 100)
    engine = open_engine(f"sqlite:///{path}")
    with (
        pytest.raises(WarehouseUnavailable, match="does not answer: file is not a database"),
        saying_what_is_wrong(engine),
    ):
        engine.connect()


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    engine = open_engine("postgresql+psycopg://toancanh:secret@127.0.0.1:1/warehouse")
    with pytest.raises(WarehouseUnavailable, match=r"toancanh:\*\*\*@127") as caught, saying_what_is_wrong(engine):
        engine.connect()
    assert "secret" not in str(caught.value)


def test_a_file_that_was_moved_away_is_missed_and_found_again(sqlite_url: str, tmp_path: Path) -> None:
    """A connection that is still open would answer from what is no longer there."""
    path = tmp_path / "warehouse.db"
    open_engine(sqlite_url, create=True).connect().close()
    engine = open_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE one AS SELECT 1 AS number"))
    path.rename(tmp_path / "away.db")
    with pytest.raises(WarehouseUnavailable, match="There is no warehouse"), saying_what_is_wrong(engine):
        engine.connect()
    (tmp_path / "away.db").rename(path)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT number FROM one")).scalar() == 1
    engine.dispose()


def test_a_file_that_was_replaced_is_read_anew(sqlite_url: str, tmp_path: Path) -> None:
    path = tmp_path / "warehouse.db"
    open_engine(sqlite_url, create=True).connect().close()
    engine = open_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE one AS SELECT 1 AS number"))
    other = open_engine(f"sqlite:///{tmp_path / 'other.db'}", create=True)
    with other.begin() as connection:
        connection.execute(text("CREATE TABLE one AS SELECT 2 AS number"))
    with other.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
    other.dispose()
    (tmp_path / "other.db").rename(path)
    for log in ("warehouse.db-wal", "warehouse.db-shm"):
        (tmp_path / log).unlink(missing_ok=True)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT number FROM one")).scalar() == 2
    engine.dispose()
