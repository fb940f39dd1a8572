from datetime import date

import pandas as pd
import pytest

from components.columns import Column, guessed_columns, raw, series_columns, shown
from components.formatting import Change


@pytest.mark.parametrize(
    ("kind", "value", "people", "machine"),
    [
        ("number", 1234.5, "1.234,5", 1234.5),
        ("number", 3.0, "3,0", 3),
        ("number", float("nan"), "…", None),
        ("text", None, "…", None),
        ("period", "2026-Q3", "quý III/2026", "2026-Q3"),
        ("day", pd.Timestamp("2026-10-06"), "06/10/2026", "2026-10-06"),
        ("day", date(2026, 10, 6), "06/10/2026", "2026-10-06"),
        ("status", "S", "mô phỏng", "S"),
        ("change", Change("up", "good", "tăng 1%", 1.5), "tăng 1%", 1.5),
        ("change", None, "", None),
        ("target", ("met", "≥ 8%"), "đạt mục tiêu", "met"),
        ("rank", (3, 34), "3/34", 3),
        ("rank", 3, "3", 3),
    ],
)
def test_cells_are_written_for_people_and_for_machines(kind, value, people, machine):
    assert shown(value, Column("x", "X", kind)) == people
    assert raw(value) == machine


def test_the_columns_of_a_series_are_those_of_its_frame(series, growth):
    frame = series(["2026-Q1"], [7.94])
    assert {one.key for one in series_columns(growth)} <= set(frame.columns)


def test_columns_are_guessed_from_what_they_hold(series):
    kinds = {one.key: one.kind for one in guessed_columns(series(["2026-Q1"], [7.94]))}
    assert (kinds["period"], kinds["value"], kinds["recorded_at"], kinds["source"]) == (
        "period",
        "number",
        "day",
        "text",
    )


@pytest.mark.parametrize("value", [2.0**63, -(2.0**70), 10**25])
def test_a_number_too_large_for_a_browser_is_sent_as_a_fraction(value):
    assert isinstance(raw(value), float)
    assert raw(value) == float(value)
