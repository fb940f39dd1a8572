import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records import Target
from data.targets import Operator, State, Thresholds, bounds, favourable, final, meets, so_far, tolerance

OPERATORS = tuple(Operator)
NUMBERS = st.floats(-1e6, 1e6)


def target(
    operator: str, value: float, high: float | None = None, *, side: str = "", off: float | None = None
) -> Target:
    return Target(
        1, "GRO01", 1, "QH", 2026, 2026, operator, value, high, "%", "NQ", None, None, None, "high", "law",
        side=side, tolerance=off,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("operator", "value", "high", "met", "missed"),
    [
        (">=", 10, None, 10, 9.99),
        (">", 10, None, 10.01, 10),
        ("<=", 4.5, None, 4.5, 4.51),
        ("<", 4.5, None, 4.49, 4.5),
        ("between", 8.3, 8.5, 8.5, 8.51),
        ("between", 8.3, 8.5, 8.3, 8.29),
        ("about", 4.5, None, 4.55, 4.56),
        ("about", 4400, None, 4350, 4323),
        ("about", 70, None, 71.4, 71.5),
        ("about", -2.1, None, -2.06, -2.05),
        ("=", 3, None, 3, 3.01),
    ],
)
def test_a_figure_meets_a_target_up_to_its_bounds(
    operator: str, value: float, high: float | None, met: float, missed: float
) -> None:
    assert meets(target(operator, value, high), met)
    assert not meets(target(operator, value, high), missed)


def test_a_stated_tolerance_goes_before_that_of_rounding() -> None:
    assert tolerance(target("about", 4.5)) == pytest.approx(0.05)
    assert tolerance(target("about", 4.5, off=0.5)) == 0.5
    assert tolerance(target("about", 0)) == 0


@pytest.mark.parametrize(
    ("value", "higher", "state"),
    [
        (8.4, True, State.MET),
        (9.0, True, State.EXCEEDED),
        (8.0, True, State.MISSED),
        (9.0, None, State.MISSED),
        (8.0, False, State.EXCEEDED),
        (None, True, State.NO_DATA),
        (float("nan"), True, State.NO_DATA),
    ],
)
def test_the_figure_of_the_year_reads_by_its_target(value: float | None, higher: bool | None, state: State) -> None:
    assert final(target("between", 8.3, 8.5), value, higher_is_better=higher) is state


def test_without_a_chance_a_rate_so_far_is_on_its_way_or_behind() -> None:
    asked = target("between", 8.3, 8.5)
    assert so_far(asked, 8.0, higher_is_better=True) is State.BEHIND
    assert so_far(asked, 9.0, higher_is_better=True) is State.ON_TRACK
    assert so_far(asked, None, higher_is_better=True) is State.NO_DATA


def test_a_ceiling_is_met_and_not_exceeded_by_less() -> None:
    prices = target("between", 4.0, 4.5, side="ceiling")
    assert final(prices, 3.63, higher_is_better=None) is State.MET
    assert final(prices, 4.51, higher_is_better=None) is State.MISSED


@pytest.mark.parametrize(
    ("probability", "state"),
    [(0.8, State.ON_TRACK), (0.79, State.AT_RISK), (0.5, State.AT_RISK), (0.49, State.OFF_TRACK)],
)
def test_a_chance_becomes_a_state_at_the_thresholds(probability: float, state: State) -> None:
    assert Thresholds().state(probability) is state


@given(st.sampled_from(OPERATORS), NUMBERS, NUMBERS, NUMBERS)
def test_what_meets_a_target_lies_within_its_bounds(operator: str, one: float, other: float, value: float) -> None:
    asked = target(operator, min(one, other), max(one, other))
    low, high = bounds(asked)
    slack = 1e-9 * max(abs(value), 1.0)
    assert low <= high
    if meets(asked, value):
        assert low - slack <= value <= high + slack
    if low < value < high:
        assert meets(asked, value)


@given(st.sampled_from(OPERATORS), NUMBERS, NUMBERS, NUMBERS, st.sampled_from([True, False, None]))
def test_what_meets_a_target_is_favourable_too(
    operator: str, one: float, other: float, value: float, higher: bool | None
) -> None:
    asked = target(operator, min(one, other), max(one, other))
    if meets(asked, value):
        assert favourable(asked, value, higher)
