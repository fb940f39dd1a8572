"""Periods and release days of the simulation."""

from datetime import date

import pytest

from data.periods import Period, month
from data.simulation.profiles import season
from data.simulation.timeline import released_on, timeline


@pytest.mark.parametrize(
    ("end", "released"),
    [
        (date(2023, 9, 30), date(2023, 9, 29)),
        (date(2023, 2, 28), date(2023, 2, 28)),
        (date(2023, 12, 31), date(2023, 12, 29)),
        (date(2024, 1, 31), date(2024, 2, 6)),
        (date(2025, 12, 31), date(2026, 1, 6)),
    ],
)
def test_figures_come_out_by_the_calendar(end: date, released: date) -> None:
    assert released_on(end) == released


@pytest.mark.parametrize(("grain", "last"), [("M", "2026-10-31"), ("Q", "2026-09-30"), ("A", "2025-12-31")])
def test_only_periods_that_are_over_are_made(grain: str, last: str) -> None:
    assert str(timeline(grain, month(2026, 10)).ends[-1]) == last


@pytest.mark.parametrize(
    ("text", "grain", "months"),
    [
        ("2025-Q2", "M", [4, 5, 6]),
        ("2025-9M", "Q", [3, 6, 9]),
        ("2025-10M", "Q", []),
        ("2025-02-04", "Q", [3]),
        ("2025-09", "Q", []),
    ],
)
def test_a_published_period_is_found_on_a_line(text: str, grain: str, months: list[int]) -> None:
    line = timeline(grain, month(2026, 10))
    places = line.within(Period.parse(text))
    assert [int(line.month[place]) for place in places] == months


def test_the_lunar_new_year_moves_the_dip() -> None:
    line = timeline("M", month(2026, 10))
    factor = dict(zip(zip(line.year.tolist(), line.month.tolist(), strict=True), season("trade", line), strict=True))
    assert factor[2023, 1] < 0.9 < factor[2023, 2]  # 22 January 2023
    assert factor[2024, 2] < 0.9 < factor[2024, 1]  # 10 February 2024
