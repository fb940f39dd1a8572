import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records import Target
from data.targets import Reading, bounds, favourable, meets, read

OPERATORS = (">=", ">", "<=", "<", "between", "about", "=")
NUMBERS = st.floats(-1e6, 1e6)


def target(operator: str, value: float, high: float | None = None) -> Target:
    return Target(1, "GRO01", 1, "QH", 2026, 2026, operator, value, high, "%", "NQ", None, None, None, "high", "law")


@pytest.mark.parametrize(
    ("operator", "value", "high", "met", "missed"),
    [
        (">=", 10, None, 10, 9.99),
        (">", 10, None, 10.01, 10),
        ("<=", 4.5, None, 4.5, 4.51),
        ("<", 4.5, None, 4.49, 4.5),
        ("between", 8.3, 8.5, 8.5, 8.51),
        ("between", 8.3, 8.5, 8.3, 8.29),
        ("about", 100, None, 105, 105.1),
        ("about", -2, None, -2.1, -2.11),
        ("=", 3, None, 3, 3.01),
    ],
)
def test_a_figure_meets_a_target_up_to_its_bounds(
    operator: str, value: float, high: float | None, met: float, missed: float
) -> None:
    assert meets(target(operator, value, high), met)
    assert not meets(target(operator, value, high), missed)


@pytest.mark.parametrize(
    ("value", "year_over", "higher", "reading"),
    [
        (8.4, True, True, Reading.MET),
        (9.0, True, True, Reading.EXCEEDED),
        (8.0, True, True, Reading.NOT_MET),
        (8.0, False, True, Reading.BEHIND),
        (9.0, False, True, Reading.ON_TRACK),
        (9.0, True, None, Reading.NOT_MET),
        (8.0, True, False, Reading.EXCEEDED),
        (None, True, True, Reading.NO_DATA),
        (float("nan"), False, True, Reading.NO_DATA),
    ],
)
def test_a_figure_reads_by_its_target_and_by_the_year(
    value: float | None, year_over: bool, higher: bool | None, reading: Reading
) -> None:
    asked = target("between", 8.3, 8.5)
    assert read(asked, value, year_over=year_over, higher_is_better=higher) is reading


@given(st.sampled_from(OPERATORS), NUMBERS, NUMBERS, NUMBERS)
def test_what_meets_a_target_lies_within_its_bounds(operator: str, one: float, other: float, value: float) -> None:
    asked = target(operator, min(one, other), max(one, other))
    low, high = bounds(asked)
    assert low <= high
    if meets(asked, value):
        assert low <= value <= high
    if low < value < high:
        assert meets(asked, value)


@given(st.sampled_from(OPERATORS), NUMBERS, NUMBERS, NUMBERS, st.sampled_from([True, False, None]))
def test_what_meets_a_target_is_favourable_too(
    operator: str, one: float, other: float, value: float, higher: bool | None
) -> None:
    asked = target(operator, min(one, other), max(one, other))
    if meets(asked, value):
        assert favourable(asked, value, higher)
