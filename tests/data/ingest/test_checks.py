"""What is wrong with a row is named: line, column, reason, and what was expected."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.ingest import Fault
from tests.data.ingest.little import faults, known, load, refusals

FULL = "indicator,entity,period,value,vintage,status,recorded_at"


@pytest.mark.parametrize(
    ("row", "column", "fault"),
    [
        ("GRO99,VN,2026,1,,,", "indicator", Fault.INDICATOR_UNKNOWN),
        (",VN,2026,1,,,", "indicator", Fault.INDICATOR_UNKNOWN),
        ("TRD01,99,2026,1,,,", "entity", Fault.ENTITY_UNKNOWN),
        ("TRD01,27,2025-08,1,,,", "entity", Fault.VINTAGE_WRONG),
        ("TRD01,27,2025-08,1,2024,,", "entity", Fault.VINTAGE_WRONG),
        ("TRD01,27,2025-05,1,2025,,", "entity", Fault.VINTAGE_WRONG),
        ("TRD01,24,2025-05,1,1999,,", "entity", Fault.VINTAGE_WRONG),
        ("TRD01,BTB,2024,1,,,", "entity", Fault.VINTAGE_WRONG),
        ("TRD01,BKHDT,2025-03,1,,,", "entity", Fault.VINTAGE_WRONG),
        ("TRD01,24,2025,1,,,", "entity", Fault.VINTAGE_NEEDED),
        ("TRD01,24,2025-9M,1,,,", "entity", Fault.VINTAGE_NEEDED),
        ("TRD01,01,2025,1,,,", "entity", Fault.VINTAGE_NEEDED),
        ("GRO01,01,2026-Q1,1,,,", "entity", Fault.LEVEL),
        ("TRD01,VN,2026-13,1,,,", "period", Fault.PERIOD),
        ("TRD01,VN,quý 3,1,,,", "period", Fault.PERIOD),
        ("TRD01,VN,2026-02-30,1,,,", "period", Fault.PERIOD),
        ("TRD01,VN,2062-01,1,,,", "period", Fault.PERIOD_FUTURE),
        ("TRD01,VN,2026-01,1,,E,2025-12-30", "period", Fault.PERIOD_FUTURE),
        ("TRD01,VN,2026,abc,,,", "value", Fault.VALUE_TEXT),
        ("TRD01,VN,2026,5%,,,", "value", Fault.VALUE_TEXT),
        ("TRD01,VN,2026,nan,,,", "value", Fault.VALUE_NOT_FINITE),
        ("TRD01,VN,2026,-inf,,,", "value", Fault.VALUE_NOT_FINITE),
        ("TRD01,VN,2026,,,,", "value", Fault.VALUE_MISSING),
        ("TRD01,VN,2026,1,,M,", "value", Fault.VALUE_UNEXPECTED),
        ("TRD01,VN,2026,-1,,,", "value", Fault.VALUE_RANGE),
        ("GRO01,VN,2026-Q1,1000.5,,,", "value", Fault.VALUE_RANGE),
        ("TRD01,VN,2026,1,,Z,", "status", Fault.STATUS),
        ("TRD01,VN,2026,1,,,06/10/2026", "recorded_at", Fault.RECORDED_AT),
        ("TRD01,VN,2026,1,,,2099-01-01", "recorded_at", Fault.RECORDED_AT),
    ],
)
def test_each_fault_is_found(little: Engine, file: Path, row: str, column: str, fault: Fault) -> None:
    assert faults(little, file, f"TRD01,VN,2026-01,1,,,\n{row}", FULL) == [(3, column, fault)]


@pytest.mark.parametrize("row", ["TRD01,VN,2062-01,1,,F,", "TRD01,VN,2062-01,,,M,", "TRD01,VN,2026,1,,E,2026-01-01"])
def test_a_forecast_may_run_ahead_and_an_estimate_may_come_before_its_period_ends(
    little: Engine, file: Path, row: str
) -> None:
    assert load(little, file, f"TRD01,VN,2026-01,1,,,\n{row}", FULL).rows_new == 2


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        ("TRD01,24,2025-06,1,,,", 3),
        ("TRD01,24,2025-07,1,,,", 6),
        ("TRD01,24,2025-H1,1,,,", 3),
        ("TRD01,24,2025,1,2024,,", 3),
        ("TRD01,24,2025,1,2025,,", 6),
        ("TRD01,24,2024,1,2025,,", 6),
        ("TRD01,27,2025,1,,,", 4),
        ("TRD01,BTB,2025,1,,,", 7),
        ("TRD01,1,2026,1,,,", 5),
        ("trd01,vn,2026,1,,,", 1),
        ("TRD01,VN,2026,1,2025,,", 1),
        ("TRD01,BTC,2025-04,1,,,", 9),
    ],
)
def test_a_code_means_the_unit_of_its_time(little: Engine, file: Path, row: str, unit: int) -> None:
    load(little, file, row, FULL)
    assert [one[1] for one in known(little)] == [unit]


def test_a_code_of_the_wrong_edition_is_told_the_right_one(little: Engine, file: Path) -> None:
    file.write_text("indicator,entity,period,value,vintage\nTRD01,24,2025-09,1,2024\n")
    (refusal,) = refusals(little, file)
    assert refusal.reason == (
        "24 of edition 2024 is Bắc Giang, merged into 24 Bắc Ninh on 2025-07-01; it no longer existed in 2025-09."
    )
    assert refusal.expected == "24 Bắc Ninh"


def test_a_code_that_could_be_either_is_told_both(little: Engine, file: Path) -> None:
    file.write_text("indicator,entity,period,value\nTRD01,24,2025,1\n")
    (refusal,) = refusals(little, file)
    assert "24 of edition 2024 is Bắc Giang; 24 of edition 2025 is Bắc Ninh" in refusal.reason
    assert refusal.expected == "name the vintage: 2024 or 2025"


def test_every_fault_of_every_row_is_reported_at_once(little: Engine, file: Path) -> None:
    found = faults(little, file, "TRD99,99,2026-13,abc,,Z,x\nTRD01,VN,2026,1,,,\nTRD01,VN,2026,2,,,", FULL)
    assert [(line, column) for line, column, _ in found] == [
        (2, "indicator"), (2, "period"), (2, "entity"), (2, "status"), (2, "recorded_at"), (2, "value"), (4, "value"),
    ]  # fmt: skip


def test_the_file_s_own_heading_names_the_column(little: Engine, file: Path) -> None:
    found = faults(little, file, "TRD01;VN;2026;abc", "Chỉ tiêu;Đơn vị;Kỳ;Giá trị")
    assert found == [(2, "Giá trị", Fault.VALUE_TEXT)]


def test_different_figures_of_one_period_contradict_each_other(little: Engine, file: Path) -> None:
    rows = "TRD01,VN,2026,1\nTRD01,VN,2026-01,5\nTRD01,VN,2026,2\nTRD01,VN,2026,1"
    assert faults(little, file, rows) == [(4, "value", Fault.DUPLICATE)]
    assert refusals(little, file)[0].reason.startswith("Line 2 says 1 with status A")


def test_the_same_figure_twice_is_one_figure(little: Engine, file: Path) -> None:
    result = load(little, file, "TRD01,VN,2026,1\nTRD01,VN,2026,1.0")
    assert (result.rows_read, result.rows_new, result.rows_unchanged) == (2, 1, 1)


def test_a_file_that_leaves_the_decimal_mark_open_is_refused_with_the_way_out(little: Engine, file: Path) -> None:
    assert faults(little, file, "TRD01,VN,2026,1.234\nTRD01,VN,2025,7") == [(None, "value", Fault.DECIMAL_AMBIGUOUS)]
    (refusal,) = refusals(little, file)
    assert "'1.234' (line 2)" in refusal.reason
    assert "--decimal" in refusal.expected
    load(little, file, "TRD01,VN,2026,1.234\nTRD01,VN,2025,7", decimal="comma")
    assert sorted(one[3] for one in known(little)) == [7, 1234]


def test_a_file_with_both_marks_is_refused_where_the_fewer_stand(little: Engine, file: Path) -> None:
    rows = 'TRD01,VN,2026,1.5\nTRD01,VN,2025,2.5\nTRD01,VN,2024,"3,5"'
    assert faults(little, file, rows) == [(4, "value", Fault.DECIMAL_MIXED)]


@pytest.mark.parametrize(
    ("word", "status"),
    [("", "A"), ("chính thức", "A"), ("Ước tính", "E"), ("sơ bộ", "P"), ("f", "F"), ("mô phỏng", "S")],
)
def test_a_status_may_be_a_word(little: Engine, file: Path, word: str, status: str) -> None:
    load(little, file, f"TRD01,VN,2026,1,,{word},", FULL)
    assert known(little)[0][4] == status


def test_a_moment_with_a_zone_is_kept_in_utc(little: Engine, file: Path) -> None:
    load(little, file, "TRD01,VN,2026,1,,,2026-10-06T01:30:00+07:00", FULL)
    from sqlalchemy import select

    from data.schema import observation

    with little.connect() as connection:
        moment = connection.execute(select(observation.c.recorded_at)).scalar_one()
    assert moment.isoformat() == "2026-10-05T18:30:00"


def test_a_figure_computed_by_an_export_does_not_come_back_as_reported(little: Engine, file: Path) -> None:
    found = faults(little, file, "TRD01,VN,2026,1,recast from units: 2", "indicator,entity,period,value,note")
    assert found == [(2, "note", Fault.RECAST)]


def test_a_missing_figure_contradicts_a_known_one_in_words(little: Engine, file: Path) -> None:
    file.write_text("indicator,entity,period,value,status\nTRD01,VN,2026,,M\nTRD01,VN,2026,2,A\n")
    (refusal,) = refusals(little, file)
    assert refusal.reason.startswith("Line 2 says no value with status M")
