"""What the loads count is what a count of the tables gives."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, Table, select

from data.engine import open_engine
from data.errors import LoadRefused
from data.ingest.counting import count_everything, count_where_empty
from data.schema_counts import batch_count, figure_count
from tests.data.ingest.little import furnish, load

WITH_ALL = "indicator,entity,period,value,status,recorded_at,source"
ROWS = st.tuples(
    st.sampled_from(["TRD01,VN", "TRD01,01", "GRO02,24", "TRD01,24"]),
    st.sampled_from(["2025-08", "2025-09", "2026"]),
    st.sampled_from(["1.5,A", "2.5,A", "2.5,S", ",M"]),
    st.sampled_from(["2026-10-06", "2026-10-07", "2026-10-08"]),
    st.sampled_from(["NSO", "Bộ"]),
)
FILES = st.lists(st.lists(ROWS, min_size=1, max_size=6, unique_by=lambda row: (row[0], row[1], row[3])), max_size=4)


def counted(engine: Engine) -> list[list[Any]]:
    with engine.connect() as connection:
        return [_rows(connection, table) for table in (figure_count, batch_count)]


def _rows(connection: Any, table: Table) -> list[Any]:
    return list(connection.execute(select(table).order_by(*table.primary_key)).all())


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILES)
def test_the_counts_after_any_loads_are_those_of_a_rebuild(
    tmp_path_factory: pytest.TempPathFactory, files: Any
) -> None:
    folder = tmp_path_factory.mktemp("counting")
    engine = furnish(open_engine(f"sqlite:///{folder / 'little.db'}", create=True))
    for rows in files:
        _load(engine, folder / "figures.csv", rows)
    kept = counted(engine)
    with engine.begin() as connection:
        count_everything(connection)
    assert counted(engine) == kept
    engine.dispose()


def _load(engine: Engine, file: Path, rows: Any) -> None:
    with suppress(LoadRefused):  # it contradicts what is recorded at the very same moment
        load(engine, file, "\n".join(",".join(row) for row in rows), WITH_ALL)


def test_a_load_is_counted_by_source_and_status(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2026-09,1,A,2026-10-06,NSO\nTRD01,01,2026-09,2,S,2026-10-06,NSO", WITH_ALL)
    load(either, file, "TRD01,VN,2026-09,3,A,2026-10-07,Bộ", WITH_ALL)
    figures, batches = counted(either)
    assert [(row.source_id, row.status, row.figures) for row in figures] == [(1, "S", 1), (2, "A", 1)]
    assert [(row.batch_id, row.status, row.figures) for row in batches] == [(1, "A", 1), (1, "S", 1), (2, "A", 1)]


def test_a_warehouse_from_before_the_counts_is_counted_once(little: Engine, file: Path) -> None:
    load(little, file, "TRD01,VN,2026-09,1")
    kept = counted(little)
    with little.begin() as connection:
        connection.execute(figure_count.delete())
        connection.execute(batch_count.delete())
        count_where_empty(connection)
    assert counted(little) == kept
