"""Scenarios: the arithmetic of assumptions, and how an address writes them."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import Grain, Period, month
from forecasting.assumptions import Assumption, FaultKind, Kind, parse, written
from forecasting.scenarios import Outcome, Part, Path, scenario

START = month(2026, 11)
HISTORY = {month(2025, 11).shift(step): 100.0 + step for step in range(12)}


def path_of(means: list[float], lower: float | None = None, upper: float | None = None) -> Path:
    points = pd.DataFrame({"period": [str(START.shift(step)) for step in range(len(means))], "mean": means})
    for name, far in {"lower_80": -5, "upper_80": 5, "lower_95": -9, "upper_95": 9}.items():
        points[name] = points["mean"] + far
    return Path(HISTORY, points, lower, upper)


FLAT = path_of([100.0] * 18)


def outcome(text: str, whole: Path = FLAT, parts: dict[str, Part] | None = None) -> Outcome:
    assumptions, faults = parse(text, Grain.MONTH)
    assert faults == ()
    return scenario(whole, assumptions, parts)


def test_without_assumptions_the_forecast_stays_as_it_is() -> None:
    found = outcome("").points
    assert list(found["mean"]) == list(FLAT.points["mean"])
    assert list(found["lower_95"]) == list(FLAT.points["lower_95"])


def test_a_shock_fades_by_its_share_and_leaves_what_came_before() -> None:
    found = outcome("shock:2026-12:-10%~0.5").points
    assert list(found["difference"].head(5)) == [0, -10, -5, -2.5, -1.25]


def test_a_shock_that_does_not_last_changes_its_own_periods_alone() -> None:
    found = outcome("shock:2026-12..2027-01:7").points
    assert list(found["difference"].head(4)) == [0, 7, 7, 0]


def test_growth_is_on_the_year_before_also_where_that_is_assumed_itself() -> None:
    found = outcome("growth:2026-11..2027-11:10%").points
    assert found["mean"].iloc[0] == pytest.approx(100 * 1.1)
    assert found["mean"].iloc[12] == pytest.approx(100 * 1.1 * 1.1)


def test_growth_of_what_is_negative_makes_it_larger() -> None:
    below = Path({one: -value for one, value in HISTORY.items()}, FLAT.points)
    assert outcome("growth:2026-11:10%", below).points["mean"].iloc[0] == pytest.approx(-90)


def test_what_is_fixed_is_certain_and_nothing_else_is() -> None:
    found = outcome("fixed:2026-12:123.5").points
    row = found.iloc[1]
    assert row["mean"] == row["lower_95"] == row["upper_80"] == 123.5
    assert found["upper_95"].iloc[2] == 109


def test_a_part_moves_the_whole_by_its_sign_and_leaves_it_uncertain() -> None:
    parts = {"TRD02": Part(path_of([40.0] * 18), -1)}
    row = outcome("fixed:2026-11:50@TRD02", parts=parts).points.iloc[0]
    assert (row["difference"], row["upper_80"] - row["lower_80"]) == (-10, 10)


def test_assumptions_act_in_their_order() -> None:
    assert outcome("fixed:2026-11:50,shock:2026-11:10%").points["mean"].iloc[0] == pytest.approx(55)
    assert outcome("shock:2026-11:10%,fixed:2026-11:50").points["mean"].iloc[0] == 50


def test_no_assumption_leads_beyond_what_the_figure_can_be() -> None:
    share = path_of([95.0] * 3, 0.0, 100.0)
    row = outcome("shock:2026-11:20", share).points.iloc[0]
    assert (row["mean"], row["upper_95"]) == (100, 100)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("tăng mạnh", FaultKind.FORM),
        ("boost:2026-11:5", FaultKind.FORM),
        ("shock:2026-11:nan", FaultKind.FORM),
        ("shock:2026-11:5~1.5", FaultKind.FORM),
        ("shock:2026-Q4:5", FaultKind.PERIOD),
        ("shock:2026-13:5", FaultKind.PERIOD),
        ("shock:2027-02..2026-12:5", FaultKind.PERIOD),
        ("fixed:2026-11:5%", FaultKind.AMOUNT),
        ("growth:2026-11:5", FaultKind.AMOUNT),
        ("shock:2026-11:9999999999999", FaultKind.AMOUNT),
        ("shock:2026-11:-101%", FaultKind.AMOUNT),
    ],
)
def test_what_is_not_understood_is_left_out_and_told(text: str, fault: FaultKind) -> None:
    assumptions, faults = parse(text, Grain.MONTH)
    assert assumptions == ()
    assert [(one.kind, one.text) for one in faults] == [(fault, text)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("shock:2026-10:5", FaultKind.OUTSIDE),
        ("shock:2028-06:5", FaultKind.OUTSIDE),
        ("shock:2026-11:5@XYZ", FaultKind.DRIVER),
    ],
)
def test_what_cannot_be_assumed_here_is_left_out_and_told(text: str, fault: FaultKind) -> None:
    found = outcome(text)
    assert [one.kind for one in found.faults] == [fault]
    assert set(found.points["difference"]) == {0.0}


def test_growth_needs_the_year_before() -> None:
    bare = Path({}, FLAT.points)
    assert [one.kind for one in outcome("growth:2026-12:5%", bare).faults] == [FaultKind.BASE]


def test_too_many_assumptions_are_cut() -> None:
    _assumptions, faults = parse(",".join(["shock:2026-11:1"] * 10), Grain.MONTH)
    assert [one.kind for one in faults] == [FaultKind.MANY] * 2


AMOUNTS = st.floats(-99, 1e6, allow_nan=False).map(lambda value: round(value, 3))


@given(
    st.lists(
        st.builds(
            lambda kind, first, more, amount, percent, lasting, driver: Assumption(
                kind,
                START.shift(first),
                START.shift(first + more),
                amount + 0.0,
                kind is Kind.GROWTH or (percent and kind is Kind.SHOCK),
                lasting,
                driver,
            ),
            st.sampled_from(Kind),
            st.integers(0, 8),
            st.integers(0, 8),
            AMOUNTS,
            st.booleans(),
            st.sampled_from((0.0, 0.25, 0.9, 1.0)),
            st.sampled_from(("", "TRD02", "01")),
        ),
        max_size=8,
    )
)
def test_what_is_written_is_read_back(assumptions: list[Assumption]) -> None:
    assert parse(written(assumptions), Grain.MONTH) == (tuple(assumptions), ())


@given(st.floats(-50, 50).map(lambda value: round(value, 2)), st.integers(0, 17))
def test_intervals_keep_their_width_and_their_order(amount: float, at: int) -> None:
    when: Period = START.shift(at)
    found = outcome(f"shock:{when}:{amount:.2f}~0.5").points
    widths = found["upper_95"] - found["lower_95"]
    assert widths.tolist() == pytest.approx([18.0] * 18)
    assert (found["lower_95"] <= found["lower_80"]).all()
