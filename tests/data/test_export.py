"""What goes out can come back, and changes nothing."""

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine

from data.errors import UnknownEntity, UnknownIndicator
from data.export import Selection, export
from data.ingest import Import
from data.ingest.headings import COLUMNS
from data.ingest.numbers import as_text
from data.periods import Period
from data.records import Boundary
from tests.data.ingest.little import contents, furnish, load

WITH_MOMENT = "indicator,entity,period,value,vintage,status,recorded_at,note,source"


def exported(engine: Engine, selection: Selection = Selection()) -> pd.DataFrame:  # noqa: B008
    stream = io.BytesIO()
    export(engine, selection, stream)
    return pd.read_csv(io.BytesIO(stream.getvalue()), dtype=str, keep_default_na=False)


@pytest.fixture
def filled(either_engine: Engine, tmp_path: Path) -> Engine:
    """A little warehouse with a revision, a missing figure, an old unit and odd texts."""
    rows = [
        "TRD01,VN,2026-09,40.5,,E,2026-10-06,,Hải quan",
        "TRD01,VN,2026-09,41.123,,A,2026-11-06T08:30:00.25,đã sửa,Hải quan",
        "TRD01,VN,2026-08,,,M,2026-10-06,,",
        'TRD01,24,2025-06,2,2024,A,2025-07-06,"hai\ndòng, ""ngoặc""",',
        "TRD01,27,2025-06,3,2024,A,2025-07-06,,",
        "TRD01,24,2025-07,7,2025,A,2025-08-06,=1+1,",
        "GRO01,VN,2026-9M,8.1,,P,2026-10-06,,",
    ]
    load(furnish(either_engine), tmp_path / "start.csv", "\n".join(rows), WITH_MOMENT)
    return either_engine


def test_an_export_has_the_columns_of_an_import(filled: Engine) -> None:
    frame = exported(filled)
    assert tuple(frame.columns) == COLUMNS
    september = frame[frame["period"] == "2026-09"].iloc[0]
    assert september.tolist() == [
        "TRD01", "VN", "2026-09", "41.1230", "", "A", "2026-11-06T08:30:00.250000", "đã sửa", "Hải quan",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "selection",
    [Selection(), Selection(history=True), Selection(as_of=date(2026, 10, 31)), Selection(entities=["24"])],
    ids=["now", "history", "as of a day", "a unit"],
)
def test_loading_an_export_back_changes_nothing(filled: Engine, tmp_path: Path, selection: Selection) -> None:
    before = contents(filled)
    count = export(filled, selection, tmp_path / "out.csv")
    result = Import(filled, tmp_path / "out.csv").run()
    assert (result.rows_read, result.rows_unchanged, result.data_version) == (count, count, None)
    assert contents(filled) == before


def test_a_history_rebuilds_the_same_warehouse_elsewhere(filled: Engine, tmp_path: Path) -> None:
    export(filled, Selection(history=True), tmp_path / "out.csv")
    other = furnish(create_engine("sqlite://"))
    Import(other, tmp_path / "out.csv").run()
    pd.testing.assert_frame_equal(exported(other, Selection(history=True)), exported(filled, Selection(history=True)))
    other.dispose()


def test_an_export_as_of_a_day_shows_what_was_known_at_its_end(filled: Engine) -> None:
    then = exported(filled, Selection(as_of=date(2026, 10, 6), first=Period.parse("2026-09")))
    assert then[["period", "value", "status"]].to_numpy().tolist() == [
        ["2026-9M", "8.1", "P"],
        ["2026-09", "40.5", "E"],
    ]


@pytest.mark.parametrize(
    ("selection", "periods"),
    [
        (Selection(indicators=["GRO01"]), {"2026-9M"}),
        (Selection(entities=["24~2024"]), {"2025-06"}),
        (Selection(entities=["24"]), {"2025-06", "2025-07"}),
        (Selection(first=Period.parse("2026-09")), {"2026-09", "2026-9M"}),
        (Selection(last=Period.parse("2025")), {"2025-06", "2025-07"}),
        (Selection(first=Period.parse("2027")), set()),
    ],
)
def test_a_selection_is_what_was_asked_for(filled: Engine, selection: Selection, periods: set[str]) -> None:
    assert set(exported(filled, selection)["period"]) == periods


def test_on_today_s_map_a_merged_unit_has_the_sum_of_its_parts_and_says_so(filled: Engine) -> None:
    frame = exported(filled, Selection(entities=["24~2025"], boundary=Boundary.MAP_2025))
    assert frame[["period", "value", "vintage", "note"]].to_numpy().tolist() == [
        ["2025-06", "5.0", "2025", "recast from units: 2"],
        ["2025-07", "7.0", "2025", "=1+1"],
    ]


def test_a_map_shows_no_units_of_another_edition(filled: Engine) -> None:
    assert set(exported(filled, Selection(boundary=Boundary.MAP_2025))["vintage"]) == {"", "2025"}
    assert set(exported(filled, Selection(boundary=Boundary.MAP_2024))["vintage"]) == {"", "2024"}


def test_a_parquet_file_holds_numbers_and_moments(filled: Engine, tmp_path: Path) -> None:
    export(filled, Selection(indicators=["TRD01"], entities=["VN"]), tmp_path / "out.parquet", "parquet")
    frame = pd.read_parquet(tmp_path / "out.parquet")
    assert tuple(frame.columns) == COLUMNS
    assert frame["value"].to_list()[-1] == 41.123
    assert frame["recorded_at"].max() == pd.Timestamp("2026-11-06T08:30:00.25")


def test_an_empty_selection_still_has_its_headings(filled: Engine, tmp_path: Path) -> None:
    nothing = Selection(first=Period.parse("2030"))
    assert exported(filled, nothing).columns.to_list() == list(COLUMNS)
    export(filled, nothing, tmp_path / "out.parquet", "parquet")
    assert pd.read_parquet(tmp_path / "out.parquet").empty


def test_unknown_codes_are_named(filled: Engine) -> None:
    with pytest.raises(UnknownIndicator, match="No indicator has the code 'GRO99'"):
        exported(filled, Selection(indicators=["GRO01", "GRO99"]))
    with pytest.raises(UnknownEntity, match="No unit has the code '27~2025'"):
        exported(filled, Selection(entities=["27~2025"]))


def test_an_export_that_fails_leaves_the_old_file(filled: Engine, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(UnknownIndicator):
        export(filled, Selection(indicators=["GRO99"]), target)
    assert [path.name for path in tmp_path.glob("out*")] == ["out.csv"]
    assert target.read_text() == "old"


@given(st.dictionaries(st.dates(date(2000, 1, 1), date(2026, 1, 1)), st.floats(0, allow_infinity=False), min_size=1))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_loaded_comes_out_and_back_exactly(tmp_path: Path, figures: dict[date, float]) -> None:
    engine = furnish(create_engine("sqlite://"))
    rows = "\n".join(f"TRD01,VN,{day},{as_text(value)}" for day, value in figures.items())
    load(engine, tmp_path / "in.csv", rows)
    export(engine, Selection(), tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8") as file:
        out = {row["period"]: float(row["value"]) for row in csv.DictReader(file)}
    assert out == {str(day): value for day, value in figures.items()}
    assert Import(engine, tmp_path / "out.csv").run().rows_unchanged == len(figures)
    engine.dispose()
