"""The filters say what statsmodels' models say, at the same parameters."""

import numpy as np
import pandas as pd
import pytest

from forecasting.ets import Point, at_point, plain_grid, seasonal_grid, smoothed
from forecasting.filters import block_of
from forecasting.inspection import in_statsmodels
from tests.forecasting.families import figures

POINTS = {
    "ANN": Point(0.3),
    "AAN": Point(0.4, 0.1),
    "AAdN": Point(0.6, 0.2, 0.85),
    "ANA": Point(0.3, gamma=0.1, season=4),
    "AAA": Point(0.4, 0.1, 1.0, 0.2, 4),
    "AAdA": Point(0.5, 0.1, 0.9, 0.05, 12),
}


@pytest.mark.parametrize("name", POINTS)
def test_a_model_has_the_likelihood_and_the_forecasts_of_statsmodels(name: str) -> None:
    point, y = POINTS[name], figures(60, season=POINTS[name].season)
    reference = in_statsmodels(y, point.smoothing, point.season)
    errors = point.filter.errors(block_of([y]))[0]
    likelihood = -len(y) / 2 * (np.log(2 * np.pi * np.mean(errors**2)) + 1)
    assert likelihood == pytest.approx(reference.llf, abs=1e-6)
    _, mean, variance = at_point(block_of([y]), point, 18)
    np.testing.assert_allclose(mean[0], reference.forecast(18), rtol=1e-6)
    np.testing.assert_allclose(variance[0], reference.mse * variance[0] / variance[0, 0], rtol=1e-6)


def test_the_spread_grows_as_statsmodels_has_it() -> None:
    point, y = POINTS["AAA"], pd.Series(figures(60, season=4))
    reference = in_statsmodels(y, point.smoothing, 4)
    interval = reference.get_prediction(start=60, end=67).summary_frame(alpha=0.05)
    _, _, variance = at_point(block_of([y.to_numpy()]), point, 8)
    half = (interval["pi_upper"] - interval["pi_lower"]).to_numpy() / 2
    np.testing.assert_allclose(1.959963985 * np.sqrt(variance[0]), half, rtol=1e-6)


def test_no_other_initial_states_fit_better() -> None:
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    y = figures(60, season=4)
    theirs = ETSModel(y, trend="add", seasonal="add", seasonal_periods=4, initialization_method="estimated")
    names = POINTS["AAA"].smoothing
    with theirs.fix_params({name: names[name] for name in names}):
        searched = theirs.fit(disp=False)
    assert in_statsmodels(y, names, 4).llf >= searched.llf - 1e-6


def test_rows_of_other_lengths_beside_it_do_not_change_a_forecast() -> None:
    rows = [figures(length, season=4, seed=length) for length in (20, 33, 47, 60)]
    points = plain_grid() + seasonal_grid(4)
    together = smoothed("ets", block_of(rows), points, 8).mean
    for place, row in enumerate(rows):
        np.testing.assert_allclose(together[place], smoothed("ets", block_of([row]), points, 8).mean[0], rtol=1e-7)


def test_a_straight_line_goes_on() -> None:
    line = 3.0 + 2.0 * np.arange(30)
    mean = smoothed("ets", block_of([line]), plain_grid(), 4).mean[0]
    np.testing.assert_allclose(mean, [63, 65, 67, 69], rtol=1e-3)


def test_weights_lean_to_the_model_that_made_the_figures() -> None:
    wandering = np.cumsum(np.random.default_rng(1).normal(0, 1, 200))
    assert smoothed("ets", block_of([wandering]), plain_grid(), 1).parameters(0)["smoothing_level"] >= 0.85
    steady = np.random.default_rng(1).normal(0, 1, 200)
    assert smoothed("ets", block_of([steady]), plain_grid(), 1).parameters(0)["smoothing_level"] <= 0.1
