from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import InvalidPeriod
from data.periods import Grain, Period, last_complete_month, month, quarter, year

YEARS = st.integers(1910, 2090)
PERIODS = st.one_of(
    st.builds(year, YEARS),
    st.builds(quarter, YEARS, st.integers(1, 4)),
    st.builds(month, YEARS, st.integers(1, 12)),
    st.builds(lambda y, half: Period.parse(f"{y}-H{half}"), YEARS, st.integers(1, 2)),
    st.builds(lambda y, span: Period.parse(f"{y}-{span}M"), YEARS, st.integers(1, 11)),
    st.builds(lambda day: Period(day, Grain.DAY), st.dates(date(1910, 1, 1), date(2090, 12, 31))),
)


@pytest.mark.parametrize(
    ("text", "start", "end", "months"),
    [
        ("2025", "2025-01-01", "2025-12-31", 12),
        ("2025-H1", "2025-01-01", "2025-06-30", 6),
        ("2025-H2", "2025-07-01", "2025-12-31", 6),
        ("2025-Q3", "2025-07-01", "2025-09-30", 3),
        ("2024-02", "2024-02-01", "2024-02-29", 1),
        ("2025-09-30", "2025-09-30", "2025-09-30", 0),
        ("2025-9M", "2025-01-01", "2025-09-30", 9),
        ("2025-11M", "2025-01-01", "2025-11-30", 11),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, start: str, end: str, months: int) -> None:
    period = Period.parse(text)
    assert (period.start.isoformat(), period.end.isoformat(), period.months) == (start, end, months)


@pytest.mark.parametrize(
    "text",
    ["", "25", "2025-13", "2025-Q5", "2025-H3", "2025-12M", "2025-0M", "2025-9", "2025/09", "1899", "2101", "2025-Q٣"],
)
def test_what_is_no_period_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(InvalidPeriod, match=r"is not a period; expected one of the forms 2025, 2025-H1"):
        Period.parse(text)


def test_a_day_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(InvalidPeriod, match="'2025-02-29' is not a day of the calendar"):
        Period.parse("2025-02-29")


def test_spaces_around_a_period_do_not_matter() -> None:
    assert Period.parse(" 2025-Q3 ") == quarter(2025, 3)


def test_the_year_before_a_leap_day_is_the_last_of_february() -> None:
    assert str(Period.parse("2024-02-29").year_before()) == "2023-02-28"
    assert Period.parse("2025-02").year_before().end == date(2024, 2, 29)


def test_the_span_before_nine_months_is_eight() -> None:
    assert str(Period.parse("2025-9M").previous()) == "2025-8M"


def test_the_last_complete_month_is_over() -> None:
    assert str(last_complete_month(date(2026, 1, 1))) == "2025-12"
    assert str(last_complete_month(date(2026, 11, 30))) == "2026-10"


@given(PERIODS)
def test_a_period_is_read_back_from_its_text(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PERIODS, PERIODS)
def test_periods_are_ordered_by_their_last_day(one: Period, other: Period) -> None:
    if one.end != other.end:
        assert (one < other) == (one.end < other.end)
    else:
        assert (one < other) == (one.grain < other.grain)


ROUND_STEPS = PERIODS.filter(lambda period: period.grain is not Grain.CUMULATIVE)


@given(ROUND_STEPS, st.integers(-60, 60))
def test_a_shift_back_undoes_a_shift(period: Period, steps: int) -> None:
    assert period.shift(steps).shift(-steps) == period


@given(ROUND_STEPS)
def test_a_period_begins_the_day_after_the_one_before_it_ends(period: Period) -> None:
    assert period.previous().end + timedelta(days=1) == period.start


@given(PERIODS)
def test_a_year_before_is_the_same_period_of_that_year(period: Period) -> None:
    before = period.year_before()
    assert (before.year, before.grain, before.months) == (period.year - 1, period.grain, period.months)
    if period.grain is not Grain.DAY:
        assert str(before)[4:] == str(period)[4:]
