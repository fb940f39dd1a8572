import numpy as np
import pytest

from bench.bench_forecast_measures import chances, questions, simple
from bench.bench_forecast_series import Series
from forecasting import bench
from forecasting.errors import InvalidHistory, InvalidHorizon
from tests.forecasting.families import figures

AWKWARD = {
    "missing": np.where(np.arange(40) == 7, np.nan, figures(40, season=4)),
    "four": np.array([3.0, 4, 4, 5]),
    "one": np.array([3.0]),
    "constant": np.full(30, 4.0),
    "zeros": np.zeros(30),
    "negative": -figures(40, season=4),
    "slip": np.where(np.arange(40) == 7, 1e9, figures(40, season=4)),
}


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize("season", [1, 4, 12])
def test_awkward_figures_are_answered_with_finite_ones(name: str, season: int) -> None:
    mean, lower, upper = bench.point_and_interval(AWKWARD[name], season, 6, 0.95)
    assert np.isfinite([mean, lower, upper]).all()
    assert (lower <= mean).all()
    assert (mean <= upper).all()
    assert np.isfinite(bench.paths(AWKWARD[name], season, 3, 20, 1)).all()


def test_a_batch_forecasts_what_one_series_alone_is_forecast() -> None:
    ys = [figures(length, season=4, seed=length) for length in (30, 44, 60)]
    together = bench.point_and_interval.batch(ys, 4, 8, 0.8)
    for y, (mean, _, _) in zip(ys, together, strict=True):
        np.testing.assert_allclose(mean, bench.point_and_interval(y, 4, 8, 0.8)[0], rtol=1e-6)
    assert [one.shape for one in bench.paths.batch(ys, 4, 3, 50, 1)] == [(50, 3)] * 3


@pytest.mark.parametrize(("season", "horizon"), [(12, 0), (12, -3), (12, 10_000), (12, 2.5), (0, 6), (True, 6)])
def test_a_season_or_a_horizon_that_is_none_is_refused_in_words(season: int, horizon: int) -> None:
    for asked in (bench.point_and_interval, bench.paths):
        with pytest.raises(InvalidHorizon, match="a whole number from 1 to"):
            asked(figures(40), season, horizon, *((0.95,) if asked is bench.point_and_interval else (10, 1)))


def test_no_figure_at_all_is_refused() -> None:
    with pytest.raises(InvalidHistory, match="None of the 3 figures"):
        bench.point_and_interval(np.full(3, np.nan), 1, 2, 0.95)


def test_the_two_simple_ways_hold_one_end_of_the_year_for_certain() -> None:
    whole = np.tile(np.array([10.0, 20.0, 30.0, 40.0]), 5)
    one = Series("quarters", 4, whole[:16], whole[16:] + np.array([0.0, 0, 0, 60]))
    asked = questions([one])
    found = simple(asked)
    for way, totals in (("last year's outcome", [100.0] * 3), ("pace so far", [40.0, 60.0, 80.0])):
        ends = [moment.known + futures.sum(axis=1) for moment, futures in zip(asked, found[way], strict=True)]
        assert sorted(float(end[0]) for end in ends) == pytest.approx(totals)
        assert all(np.ptp(end) == 0 for end in ends)
    brier = float(chances(asked, found["last year's outcome"])[0])
    assert brier == pytest.approx(3 / 7, abs=0.01), "a tenth more, a twentieth more and two hundredths more came too"
