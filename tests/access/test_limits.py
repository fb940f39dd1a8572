"""Counting requests: so many within a span, all workers together, and no memory without end."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from access.limits import Crowd, Rate, waiting
from data.schema_access import request_count
from tests.access.conftest import NOW

SECOND = timedelta(seconds=1)


def test_what_comes_too_often_waits_until_the_span_is_over(either: Engine) -> None:
    rate = Rate(3, 60)
    assert [waiting(either, "log-in:10.0.0.1", rate, NOW + n * SECOND) for n in range(5)] == [0, 0, 0, 57, 56]
    assert waiting(either, "log-in:10.0.0.2", rate, NOW) == 0
    assert waiting(either, "log-in:10.0.0.1", rate, NOW + 60 * SECOND) == 0


def test_no_limit_counts_nothing(store: Engine) -> None:
    assert [waiting(store, "x", Rate(0), NOW) for _ in range(9)] == [0] * 9
    assert [Crowd(Rate(0)).waiting("x") for _ in range(9)] == [0] * 9


def test_old_counts_are_cleared(store: Engine) -> None:
    for number in range(5):
        waiting(store, f"visitor {number}", Rate(1), NOW)
    waiting(store, "the next day", Rate(1), NOW + timedelta(days=2))
    with store.connect() as connection:
        assert connection.execute(select(func.count()).select_from(request_count)).scalar_one() == 1


@settings(max_examples=40)
@given(st.lists(st.floats(0, 200), min_size=1, max_size=60).map(sorted), st.integers(1, 8))
def test_no_more_than_the_rate_are_heard_in_a_span(moments: list[float], times: int) -> None:
    crowd = Crowd(Rate(times, 60))
    heard = [moment for moment in moments if crowd.waiting("one", moment) == 0]
    starts = [heard[0]]
    for moment in heard:
        if moment - starts[-1] >= 60:
            starts.append(moment)
    assert all(sum(start <= moment < start + 60 for moment in heard) <= times for start in starts)


def test_a_crowd_forgets_whoever_was_silent_longest() -> None:
    crowd = Crowd(Rate(1), most_keys=2)
    for name in ("first", "second", "third"):
        assert crowd.waiting(name, 0.0) == 0
    assert crowd.waiting("third", 1.0) == 59
    assert crowd.waiting("first", 1.0) == 0
