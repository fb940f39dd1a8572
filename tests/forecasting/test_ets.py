"""The filters say what statsmodels' models say, at the same parameters."""

import numpy as np
import pytest

from forecasting.ets import Point, at_point, plain_grid, seasonal_grid, smoothed
from forecasting.filters import block_of
from forecasting.record import Floats
from tests.forecasting.families import figures

POINTS = {
    "ANN": Point(0.3),
    "AAN": Point(0.4, 0.1),
    "AAdN": Point(0.6, 0.2, 0.85),
    "ANA": Point(0.3, gamma=0.1, season=4),
    "AAA": Point(0.4, 0.1, 1.0, 0.2, 4),
    "AAdA": Point(0.5, 0.1, 0.9, 0.05, 12),
}


def theirs(y: Floats, point: Point, states: Floats) -> object:
    """statsmodels' model at these parameters and these initial states."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    trend, season = point.beta is not None, point.gamma is not None
    model = ETSModel(
        y,
        trend="add" if trend else None,
        damped_trend=point.phi < 1,
        seasonal="add" if season else None,
        seasonal_periods=point.season if season else None,
        initialization_method="known",
        initial_level=states[0],
        initial_trend=states[1] if trend else None,
        initial_seasonal=states[1 + trend :] if season else None,
    )
    named = point.smoothing
    return model.smooth([named[name] for name in model.param_names if name in named])


def best_states(y: Floats, point: Point) -> Floats:
    """The initial states of least squared error, by statsmodels' own errors, which are linear in them."""
    count = 1 + (point.beta is not None) + (point.season if point.gamma is not None else 0)
    nil = theirs(y, point, np.zeros(count)).resid
    columns = np.stack([theirs(y, point, unit).resid - nil for unit in np.eye(count)], axis=1)
    # The level and the mean of the season stand for each other: of all equal answers, the smallest.
    return np.linalg.lstsq(columns, -nil, rcond=1e-10)[0]


@pytest.mark.parametrize("name", POINTS)
def test_a_model_has_the_likelihood_and_the_forecasts_of_statsmodels(name: str) -> None:
    point, y = POINTS[name], figures(60, season=POINTS[name].season)
    reference = theirs(y, point, best_states(y, point))
    errors = point.filter.errors(block_of([y]))[0]
    likelihood = -len(y) / 2 * (np.log(2 * np.pi * np.mean(errors**2)) + 1)
    assert likelihood == pytest.approx(reference.llf, abs=1e-6)
    _, mean, variance = at_point(block_of([y]), point, 18)
    np.testing.assert_allclose(mean[0], reference.forecast(18), rtol=1e-6)
    np.testing.assert_allclose(variance[0], reference.mse * variance[0] / variance[0, 0], rtol=1e-6)


def test_the_spread_grows_as_statsmodels_has_it() -> None:
    import pandas as pd

    point, y = POINTS["AAA"], pd.Series(figures(60, season=4))
    reference = theirs(y, point, best_states(y.to_numpy(), point))
    interval = reference.get_prediction(start=60, end=67).summary_frame(alpha=0.05)
    _, _, variance = at_point(block_of([y.to_numpy()]), point, 8)
    half = (interval["pi_upper"] - interval["pi_lower"]).to_numpy() / 2
    np.testing.assert_allclose(1.959963985 * np.sqrt(variance[0]), half, rtol=1e-6)


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
