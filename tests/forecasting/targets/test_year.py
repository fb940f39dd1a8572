"""A year that is not over: what is known enters exactly, and chances agree with the arithmetic of the rest."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import Period, month
from data.targets.rules import YearRule
from forecasting.calibrate import GRID
from forecasting.law import Law
from forecasting.targets.year import shares, year_of

NINE = {month(2026, place): 10.0 for place in range(1, 10)}
QUARTERS = {Period.parse(f"2026-Q{place}"): value for place, value in enumerate((7.94, 8.39, 9.95), start=1)}
SEPTEMBER, Q3 = Period.parse("2026-09"), Period.parse("2026-Q3")


def law(mean: float, spread: float = 1.0, horizon: int = 18) -> Law:
    """Means that stay, and intervals of 80 % that are one spread to each side."""
    steps = np.arange(1, horizon + 1)
    curve = np.repeat((GRID / 0.8)[:, None], horizon, axis=1)
    return Law(np.full(horizon, mean), np.full(horizon, spread), curve, spread * np.sqrt(steps), curve)


@pytest.mark.parametrize(("rule", "mean"), [(YearRule.SUM, 90 + 36.0), (YearRule.MEAN, 10.5), (YearRule.LAST, 12.0)])
def test_what_is_known_enters_exactly(rule: YearRule, mean: float) -> None:
    year = year_of(law(12.0), SEPTEMBER, 2026, rule, NINE)
    assert year is not None
    assert (year.mean, year.so_far, year.ahead) == (pytest.approx(mean), pytest.approx(10.0), 3)


def test_the_interval_of_a_total_is_that_of_its_rest() -> None:
    year = year_of(law(12.0), SEPTEMBER, 2026, YearRule.SUM, NINE)
    assert year is not None
    assert year.interval() == pytest.approx((126 - 3**0.5, 126 + 3**0.5))
    assert year.probability(126, float("inf")) == pytest.approx(0.5, abs=0.02)
    assert year.needed(150) == pytest.approx(20.0)


def test_growth_of_the_year_takes_growth_since_january_as_published() -> None:
    figures = QUARTERS | {Period.parse("2026-9M"): 9.01}
    year = year_of(law(9.5, horizon=6), Q3, 2026, YearRule.GROWTH, figures)
    assert year is not None
    assert year.mean == pytest.approx(0.75 * 9.01 + 0.25 * 9.5)
    assert year.so_far == pytest.approx(9.01)
    assert year.needed(10.0) == pytest.approx((10 - 0.75 * 9.01) / 0.25)


def test_quarters_weigh_by_what_the_years_before_show() -> None:
    figures: dict[Period, float] = {}
    rng = np.random.default_rng(7)
    for year in range(1990, 2026):
        growth = rng.normal(7, 3, 4)
        figures |= {Period.parse(f"{year}-Q{place}"): float(value) for place, value in enumerate(growth, start=1)}
        figures[Period.parse(str(year))] = float(growth @ [0.20, 0.24, 0.26, 0.30])
    assert shares(figures, 4) == pytest.approx([0.20, 0.24, 0.26, 0.30], abs=0.02)
    assert shares({}, 4) == pytest.approx([0.25] * 4)


@pytest.mark.parametrize(
    ("year", "rule", "figures"),
    [
        (2025, YearRule.SUM, NINE),  # it is over
        (2029, YearRule.SUM, NINE),  # nothing is forecast so far ahead
        (2026, YearRule.NONE, NINE),
        (2026, YearRule.SUM, {SEPTEMBER: 10.0}),  # eight months are missing
    ],
)
def test_where_no_year_follows_nothing_is_said(year: int, rule: YearRule, figures: dict[Period, float]) -> None:
    assert year_of(law(12.0), SEPTEMBER, year, rule, figures) is None


def test_a_year_that_has_not_begun_rests_on_the_forecast_alone() -> None:
    year = year_of(law(12.0), SEPTEMBER, 2027, YearRule.SUM, NINE)
    assert year is not None
    assert (year.mean, year.so_far, year.left) == (pytest.approx(144.0), None, 12)
    low, high = year.interval()
    assert low < 144 < high


@given(st.floats(0, 250), st.floats(0, 50), st.sampled_from([YearRule.SUM, YearRule.MEAN, YearRule.LAST]))
def test_chances_of_a_band_and_of_what_lies_beside_it_make_one(low: float, width: float, rule: YearRule) -> None:
    year = year_of(law(12.0), SEPTEMBER, 2026, rule, NINE)
    assert year is not None
    ends = (float("-inf"), low, low + width, float("inf"))
    parts = [year.probability(*pair) for pair in pairwise(ends)]
    assert sum(parts) == pytest.approx(1.0, abs=0.004)
    assert all(0 < one < 1 for one in parts)
