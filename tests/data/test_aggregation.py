import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.aggregation import within_year
from data.periods import month, quarter
from data.recast import SEVERITY

VALUES = st.lists(st.integers(-1000, 1000).map(float), min_size=1, max_size=12)


def months(values: list[float], *, first: int = 1, year: int = 2025, status: str = "A") -> pd.DataFrame:
    periods = [month(year, first + place) for place in range(len(values))]
    return pd.DataFrame({"period": [str(one) for one in periods], "value": values, "status": status})


@pytest.mark.parametrize(
    ("rule", "expected"), [("sum", [3, 4, 9]), ("mean", [3, 2, 3]), ("max", [3, 3, 5]), ("last", [3, 1, 5])]
)
def test_a_year_is_counted_by_the_rule_of_the_indicator(rule: str, expected: list[float]) -> None:
    assert list(within_year(months([3.0, 1.0, 5.0]), rule)["value"]) == expected


@pytest.mark.parametrize("rule", ["none", "wmean"])
def test_what_cannot_be_counted_up_is_an_empty_frame_with_its_columns(rule: str) -> None:
    found = within_year(months([1.0]), rule)
    assert found.empty
    assert list(found.columns) == ["period", "value", "status"]


def test_a_new_year_begins_anew() -> None:
    both = pd.concat([months([1.0] * 12, year=2024), months([5.0, 5.0])], ignore_index=True)
    assert list(within_year(both, "sum")["value"].tail(3)) == [12, 5, 10]


def test_a_year_that_does_not_begin_in_january_is_left_out() -> None:
    assert within_year(months([1.0, 1.0], first=2), "sum").empty


def test_nothing_is_counted_over_a_value_that_is_not_there() -> None:
    assert list(within_year(months([1.0, float("nan"), 3.0]), "sum")["period"]) == ["2025-01"]


def test_quarters_are_counted_too() -> None:
    frame = pd.DataFrame({"period": [str(quarter(2025, n)) for n in (1, 2)], "value": [1.0, 2.0], "status": "A"})
    assert list(within_year(frame, "sum")["value"]) == [1, 3]


def test_days_are_never_counted_up() -> None:
    frame = pd.DataFrame({"period": ["2025-01-01", "2025-01-02"], "value": [1.0, 2.0], "status": "A"})
    assert within_year(frame, "sum").empty


@given(VALUES)
def test_the_last_of_a_whole_span_is_its_plain_sum(values: list[float]) -> None:
    found = within_year(months(values), "sum")
    assert len(found) == len(values)
    assert found["value"].iloc[-1] == sum(values)


@given(VALUES, st.sets(st.integers(0, 11)))
def test_no_period_after_a_gap_is_ever_counted(values: list[float], gaps: set[int]) -> None:
    frame = months(values).drop(index=[gap for gap in gaps if gap < len(values)])
    first_gap = min([gap for gap in gaps if gap < len(values)], default=len(values))
    assert len(within_year(frame, "sum")) == first_gap


@given(st.lists(st.integers(0, 1000).map(float), min_size=1, max_size=12))
def test_sums_of_what_is_never_negative_never_fall(values: list[float]) -> None:
    assert within_year(months(values), "sum")["value"].is_monotonic_increasing


@given(st.lists(st.sampled_from(SEVERITY.replace("M", "")), min_size=1, max_size=12))
def test_a_sum_is_as_uncertain_as_its_least_certain_part(statuses: list[str]) -> None:
    frame = months([1.0] * len(statuses)).assign(status=statuses)
    expected = [max(statuses[: place + 1], key=SEVERITY.index) for place in range(len(statuses))]
    assert list(within_year(frame, "sum")["status"]) == expected
