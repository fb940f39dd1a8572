"""What a forecast says of a whole year: known figures exactly, the rest with its own uncertainty."""

import json
from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.forecasts.records import Basis, KeptForecast, Quantiles
from data.periods import Period, month, quarter, year
from forecasting.calibrate import GRID
from forecasting.yearly import year_said, years_of

ORIGIN = month(2026, 9)
FIGURES = {month(2026, 1).shift(step): 10.0 + step for step in range(9)}


def kept_of(means: Sequence[float], origin: Period = ORIGIN, lower_bound: float | None = None) -> KeptForecast:
    """A forecast whose 80 % interval is one spread to each side, and its total's one total spread."""
    steps = np.arange(1, len(means) + 1)
    curve = np.repeat((GRID / 0.8)[:, None], len(means), axis=1).tolist()
    points = pd.DataFrame({"period": [str(origin.shift(int(step))) for step in steps], "mean": means})
    points = points.assign(spread=1.0, sum_spread=np.sqrt(steps))
    for level, width in ((80, 1.0), (95, 0.95 / 0.8)):
        points[f"lower_{level}"], points[f"upper_{level}"] = points["mean"] - width, points["mean"] + width
    return KeptForecast(
        indicator_id=1,
        entity_id=1,
        origin=origin,
        data_version=1,
        made_at=datetime(2026, 10, 6),
        retrospective=False,
        basis=Basis.PUBLISHED,
        first=origin.shift(-60),
        observations=60,
        published=60,
        last_value=18.0,
        choice="combination",
        models=(),
        origins=3,
        error=1.0,
        naive_error=2.0,
        flags=(),
        breaks=(),
        lower_bound=lower_bound,
        upper_bound=None,
        coherence=None,
        quantiles=Quantiles("x", 10, json.dumps(curve), json.dumps(curve)),
        points=points,
    )


def test_a_sum_takes_what_is_known_exactly_and_the_rest_as_one_total() -> None:
    said = year_said(kept_of([20.0] * 18), FIGURES, "sum")
    assert said is not None
    assert (said.year, said.known, said.periods) == (2026, 9, 12)
    assert said.mean == pytest.approx(sum(FIGURES.values()) + 60)
    assert said.upper_80 - said.lower_80 == pytest.approx(2 * np.sqrt(3))
    assert said.upper_95 - said.lower_95 == pytest.approx(2 * np.sqrt(3) * 0.95 / 0.8)


def test_a_mean_is_the_sum_over_its_periods() -> None:
    total, mean = (year_said(kept_of([20.0] * 18), FIGURES, rule) for rule in ("sum", "mean"))
    assert total is not None
    assert mean is not None
    assert (mean.mean, mean.lower_80) == pytest.approx((total.mean / 12, total.lower_80 / 12))


def test_the_last_figure_of_a_year_is_that_of_its_last_period() -> None:
    said = year_said(kept_of([1.0, 2.0, 3.0, 4.0]), FIGURES, "last")
    assert said is not None
    assert (said.mean, said.lower_80, said.upper_80) == (3.0, 2.0, 4.0)


def test_the_highest_figure_of_a_year_is_never_below_what_has_been() -> None:
    said = year_said(kept_of([5.0] * 18), FIGURES, "max")
    assert said is not None
    assert said.lower_95 == said.mean == max(FIGURES.values())


def test_a_year_that_begins_with_the_forecast_has_nothing_known() -> None:
    said = year_said(kept_of([20.0] * 18, month(2026, 12)), {}, "sum")
    assert said is not None
    assert (said.year, said.known, said.mean) == (2027, 0, 240)


def test_a_total_stays_within_what_the_figure_can_be() -> None:
    said = year_said(kept_of([0.5] * 3, lower_bound=0.0), FIGURES, "sum")
    assert said is not None
    assert said.lower_95 == sum(FIGURES.values())


@pytest.mark.parametrize(
    ("kept", "figures", "rule"),
    [
        (kept_of([20.0] * 18), FIGURES, "none"),
        (kept_of([20.0] * 18), {**FIGURES, month(2026, 4): None}, "sum"),
        (kept_of([20.0] * 2), FIGURES, "sum"),
        (kept_of([20.0] * 5, year(2025)), {}, "sum"),
    ],
    ids=["no rule", "a figure is missing", "it ends before the year", "years have no year"],
)
def test_no_year_is_made_up(kept: KeptForecast, figures: dict[Period, float], rule: str) -> None:
    assert year_said(kept, {when: value for when, value in figures.items() if value is not None}, rule) is None


def test_quarters_make_a_year_too() -> None:
    figures = {quarter(2026, 1): 1.0, quarter(2026, 2): 2.0}
    said = year_said(kept_of([3.0, 4.0], quarter(2026, 2)), figures, "sum")
    assert said is not None
    assert (said.mean, said.periods) == (10.0, 4)


# --- two paths --------------------------------------------------------------------------------------------------------


def paths(base: Sequence[float], other: Sequence[float]) -> pd.DataFrame:
    periods = [str(ORIGIN.shift(step)) for step in range(1, len(base) + 1)]
    return pd.DataFrame({"period": periods, "base": base, "scenario": other})


def test_only_years_that_are_completed_are_told() -> None:
    found = years_of(FIGURES, paths([20.0] * 18, [21.0] * 18), "sum")
    assert list(found["year"]) == [2026, 2027]
    assert list(found["difference"]) == [3, 12]
    assert years_of({}, paths([20.0] * 18, [21.0] * 18), "sum")["year"].tolist() == [2027]
    assert years_of(FIGURES, paths([20.0] * 18, [21.0] * 18), "none").empty


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), st.sampled_from(("sum", "mean", "max", "last")))
def test_equal_paths_make_equal_years(means: list[float], rule: str) -> None:
    (row,) = years_of(FIGURES, paths(means, means), rule).to_dict("records")
    assert row["base"] == row["scenario"]
    assert row["difference"] == 0
