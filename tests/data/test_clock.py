"""Days are those of Viet Nam, wherever the server stands."""

from datetime import date, datetime

from data.clock import day_of


def test_what_comes_in_before_seven_in_the_morning_came_in_that_day() -> None:
    assert day_of(datetime(2026, 11, 29, 16, 59)) == date(2026, 11, 29)
    assert day_of(datetime(2026, 11, 29, 17, 0)) == date(2026, 11, 30)
