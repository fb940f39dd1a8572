"""Figures on other maps stay right under every load, and are what a rebuild would make of the history."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select

from data.build import build_warehouse
from data.engine import open_engine
from data.export import Selection, export
from data.ingest.recasting import Recasting, fill_where_empty
from data.migrations import upgrade
from data.periods import Period
from data.records import Boundary
from data.schema import entity, indicator, latest_value, recast_rule, recast_value
from tests.data.ingest.little import load

HEADINGS = "indicator,entity,period,value,vintage,status,recorded_at,source"
FILES = (
    "HEA02,89,2023,8,2024,A,2024-02-01,x\nHEA02,91,2023,12,2024,A,2024-02-03,x",
    "LAB14,89,2023,1906.3,2024,A,2024-01-10,x\nLAB14,91,2023,1700,2024,P,2024-01-10,x",
    "LAB14,91,2023,1755.3,2024,A,2024-06-01,x",
    "HEA02,89,2023,,2024,M,2024-07-01,x\nHEA02,89,2023,9,2024,A,2024-08-01,x",
)
LITTLE = "TRD01,24,2025-05,2,,A,2025-06-06,x\nTRD01,24,2025-05,3,,A,2025-07-06,x"


def kept(engine: Engine, unit: str = "", code: str = "") -> list[tuple[object, ...]]:
    """Rows of `recast_value` of a unit of today for an indicator, or all; without the numbers of sources."""
    table = recast_value.c
    columns = [column for column in table if column.name not in ("source_id", "entity_id", "indicator_id")]
    query = select(entity.c.code, entity.c.vintage, indicator.c.code, *columns)
    query = query.join(entity, entity.c.id == table.entity_id).join(indicator, indicator.c.id == table.indicator_id)
    if unit:
        query = query.where(entity.c.code == unit, entity.c.vintage == "2025", indicator.c.code == code)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(*recast_value.primary_key))]


def values(engine: Engine, unit: str, code: str) -> list[tuple[str, float | None, int, str | None]]:
    """Each version: the day it was recorded, its value to four decimals, its parts, and why it is empty."""
    return [
        (str(row[5])[:10], None if row[7] is None else round(float(row[7]), 4), row[9], row[12])  # type: ignore[arg-type]
        for row in kept(engine, unit, code)
    ]


def rebuilt(engine: Engine) -> list[tuple[object, ...]]:
    with engine.begin() as connection:
        Recasting(connection).everything()
    return kept(engine)


def load_all(engine: Engine, path: Path, files: Sequence[str]) -> None:
    for rows in files:
        load(engine, path, rows, HEADINGS)


def test_a_value_is_known_when_its_last_part_is_and_again_when_one_is_revised(
    own_warehouse: Engine, tmp_path: Path
) -> None:
    load_all(own_warehouse, tmp_path / "f.csv", FILES)
    assert values(own_warehouse, "91", "HEA02") == [
        ("2024-02-01", None, 1, "part_missing"),
        ("2024-02-03", round((8 * 1906.3 + 12 * 1700) / 3606.3, 4), 2, None),
        ("2024-06-01", round((8 * 1906.3 + 12 * 1755.3) / 3661.6, 4), 2, None),
        ("2024-07-01", None, 1, "part_missing"),
        ("2024-08-01", round((9 * 1906.3 + 12 * 1755.3) / 3661.6, 4), 2, None),
    ]
    assert rebuilt(own_warehouse) == kept(own_warehouse)


@pytest.mark.parametrize("order", list(permutations(range(len(FILES))))[1::4])
def test_the_order_of_loads_does_not_matter(
    own_warehouse: Engine, tmp_path: Path, order: Sequence[int], in_order: list[tuple[object, ...]]
) -> None:
    load_all(own_warehouse, tmp_path / "f.csv", [FILES[place] for place in order])
    assert kept(own_warehouse) == in_order


@pytest.fixture(scope="module")
def in_order(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    folder = tmp_path_factory.mktemp("order")
    copy = folder / "w.db"
    copy.write_bytes(small_warehouse_file.read_bytes())
    engine = open_engine(f"sqlite:///{copy}")
    load_all(engine, folder / "f.csv", FILES)
    found = kept(engine)
    engine.dispose()
    return found


def test_a_load_leaves_alone_what_it_does_not_touch(either: Engine, tmp_path: Path) -> None:
    load(either, tmp_path / "f.csv", f"{LITTLE}\nTRD01,27,2025-05,4,,A,2025-06-06,x", HEADINGS)
    before = kept(either, "24", "TRD01")
    with either.begin() as connection:
        connection.execute(delete(recast_value).where(recast_value.c.superseded_at.is_not(None)))
    load(either, tmp_path / "f.csv", "TRD01,01,2025-05,9,,A,2025-06-06,x", HEADINGS)
    assert kept(either, "24", "TRD01") == before[-1:]
    assert rebuilt(either)[-2:] == before


def test_what_stands_in_the_warehouse_is_what_a_rebuild_makes(either: Engine, tmp_path: Path) -> None:
    load(either, tmp_path / "f.csv", LITTLE, HEADINGS)
    load(either, tmp_path / "f.csv", "TRD01,27,2025-05,4,,S,2025-06-08,x\nTRD01,24,2025-08,7,,A,2025-09-06,x", HEADINGS)
    assert values(either, "24", "TRD01") == [
        ("2025-06-06", None, 1, "part_missing"),
        ("2025-06-08", 6.0, 2, None),
        ("2025-07-06", 7.0, 2, None),
    ]
    before = kept(either)
    assert rebuilt(either) == before


def test_a_growth_of_today_is_made_anew_when_the_level_of_the_year_before_is(
    own_warehouse: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "f.csv"
    load(
        own_warehouse,
        path,
        "INV02,89,2024-Q3,20,2024,A,2024-10-06,x\nINV02,91,2024-Q3,33,2024,A,2024-10-06,x",
        HEADINGS,
    )
    levels = ("89,2024-Q3,30", "91,2024-Q3,20", "89,2023-Q3,25", "91,2023-Q3,15")
    assert values(own_warehouse, "91", "INV02")[-1] == ("2024-10-06", None, 0, "weight_missing")
    for level in levels:
        load(own_warehouse, path, f"INV01,{level},2024,A,2024-10-06,x", HEADINGS)
    assert values(own_warehouse, "91", "INV02")[-1] == ("2024-10-06", 25.0, 2, None)


def test_a_rate_of_a_merged_unit_is_compared_with_what_its_parts_make(own_warehouse: Engine, tmp_path: Path) -> None:
    rates = "HEA02,89,2024,8,2024,A,2025-02-01,x\nHEA02,91,2024,12,2024,A,2025-02-01,x"
    load(own_warehouse, tmp_path / "f.csv", f"HEA02,91,2025,10,2025,A,2026-02-01,x\n{rates}", HEADINGS)
    load(
        own_warehouse,
        tmp_path / "f.csv",
        "LAB14,89,2024,1,2024,A,2025-02-01,x\nLAB14,91,2024,3,2024,E,2025-02-01,x",
        HEADINGS,
    )
    query = (
        select(latest_value.c.year_ago_value, latest_value.c.year_ago_status)
        .join(indicator, indicator.c.id == latest_value.c.indicator_id)
        .join(entity, entity.c.id == latest_value.c.entity_id)
        .where(indicator.c.code == "HEA02", entity.c.code == "91", entity.c.vintage == "2025")
    )
    with own_warehouse.connect() as connection:
        assert tuple(connection.execute(query).one()) == (11.0, "E")


def test_what_is_worked_out_is_not_exported_as_reported(own_warehouse: Engine, tmp_path: Path) -> None:
    load_all(own_warehouse, tmp_path / "f.csv", FILES[:3])
    load(own_warehouse, tmp_path / "f.csv", "HEA02,89,2022,8,2024,A,2023-02-01,x", HEADINGS)

    def written(boundary: Boundary) -> list[str]:
        out = tmp_path / f"{boundary}.csv"
        export(own_warehouse, Selection(indicators=["HEA02"], first=Period.parse("2016"), boundary=boundary), out)
        return [line for line in out.read_text(encoding="utf-8").splitlines() if line.startswith("HEA02,91")]

    assert [line.split(",")[4] for line in written(Boundary.REPORTED)] == ["2024"]
    (recast,) = written(Boundary.MAP_2025)
    assert "recast from units: 2" in recast


def test_a_warehouse_from_before_is_filled_when_it_is_brought_up_to_date(own_warehouse: Engine, tmp_path: Path) -> None:
    load_all(own_warehouse, tmp_path / "f.csv", FILES)
    before = kept(own_warehouse)
    with own_warehouse.begin() as connection:
        connection.execute(delete(recast_value))
        rules = connection.execute(select(recast_rule.c.indicator_id, recast_rule.c.other_id)).all()
        connection.execute(delete(recast_rule))
    upgrade(own_warehouse)
    assert kept(own_warehouse) == before
    with own_warehouse.begin() as connection:
        assert connection.execute(select(recast_rule.c.indicator_id, recast_rule.c.other_id)).all() == rules
        fill_where_empty(connection, [])
        assert connection.execute(select(recast_rule.c.indicator_id)).first() is not None


def test_a_new_warehouse_holds_what_its_published_figures_make(small_warehouse: Engine) -> None:
    assert ("2025-01-06", 12.16, 1, None) in values(small_warehouse, "38", "GRO02")
    assert (None, "part_missing") in {(row[1], row[3]) for row in values(small_warehouse, "24", "GRO02")}


def test_a_build_over_another_makes_the_same(own_warehouse: Engine) -> None:
    before = kept(own_warehouse)
    build_warehouse(own_warehouse, simulated=False, replace=True)
    assert kept(own_warehouse) == before
