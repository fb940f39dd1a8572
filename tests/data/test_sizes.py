"""SQLite is told how large the tables are, so that a unit's figures are found by its own index."""

from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from data.engine import open_engine
from data.ingest.units import import_units
from data.sizes import learn_sizes
from tests.data.ingest.little import furnish, load

SERIES = "EXPLAIN QUERY PLAN SELECT note FROM current_value WHERE indicator_id IN (3) AND entity_id IN (2, 3)"
BY_UNIT = "ix_current_value_series (entity_id=? AND indicator_id=?)"
COMMUNES = 300
NEVER_KEPT = count()  # the driver keeps statements by their text
EVERY_MONTH = """
    INSERT INTO figure_count
    WITH RECURSIVE month(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM month WHERE n < 96)
    SELECT indicator.id, 'M', date('2010-01-31', n || ' months'), 1, 'A', 300, '2026-01-01', '2026-01-01'
    FROM indicator, month
"""
EVERY_COMMUNE = """
    INSERT INTO latest_value (entity_id, indicator_id, grain, period_end, value, status, recorded_at, source_id)
    SELECT entity.id, indicator.id, 'M', '2026-01-31', 1, 'A', '2026-01-01', 1 FROM entity, indicator
    WHERE entity.kind = 'commune'
"""


def with_communes(engine: Engine, folder: Path) -> None:
    """As many counts and newest figures as eight years of 300 communes would leave; the figures are not needed."""
    rows = "\n".join(f"{number:05d},Xã Thử {number},01" for number in range(COMMUNES))
    (folder / "communes.csv").write_text(f"code,name,province\n{rows}\n", encoding="utf-8")
    import_units(engine, folder / "communes.csv")
    with engine.begin() as connection:
        connection.execute(text(EVERY_MONTH))
        connection.execute(text(EVERY_COMMUNE))
        connection.execute(text("UPDATE batch_count SET figures = 90000"))
        learn_sizes(connection)


def plan(connection: Connection) -> str:
    """How a series is found, as the database says on its way to a question: an explanation alone reads no schema."""
    connection.execute(text("SELECT count(*) FROM entity")).scalar()
    return " ".join(row[3] for row in connection.execute(text(f"{SERIES} -- {next(NEVER_KEPT)}")))


@pytest.fixture
def loaded(tmp_path: Path) -> Engine:
    engine = furnish(open_engine(f"sqlite:///{tmp_path / 'little.db'}", create=True))
    load(engine, tmp_path / "figures.csv", "TRD01,01,2026-08,3\nTRD01,24,2026-08,4\nGRO02,01,2026-Q2,8")
    return engine


def test_a_load_tells_the_planner_what_it_counted(loaded: Engine) -> None:
    with loaded.connect() as connection:
        told = {row.idx: row.stat for row in connection.execute(text("SELECT idx, stat FROM sqlite_stat1"))}
    assert told == {
        "current_value": "3 2 2 2 1",
        "ix_current_value_series": "3 1 1 1 1 1 1",
        "observation": "3 2 1 1 1 1",
    }


def test_among_many_units_a_series_is_found_by_its_own_and_open_connections_learn_so(
    loaded: Engine, tmp_path: Path
) -> None:
    other = create_engine(loaded.url)
    with other.connect() as early:
        assert BY_UNIT not in plan(early)
        early.rollback()
        with_communes(loaded, tmp_path)
        assert BY_UNIT in plan(early)
    other.dispose()


def test_an_empty_warehouse_tells_nothing(tmp_path: Path) -> None:
    engine = furnish(open_engine(f"sqlite:///{tmp_path / 'empty.db'}", create=True))
    with engine.begin() as connection:
        learn_sizes(connection)
        assert connection.execute(text("SELECT count(*) FROM sqlite_stat1")).scalar() == 0
    engine.dispose()
