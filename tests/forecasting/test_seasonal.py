import numpy as np
import pytest
from statsmodels.tsa.seasonal import seasonal_decompose

from forecasting.filters import block_of
from forecasting.seasonal import Indices, indices_of, season_of
from tests.forecasting.families import figures


@pytest.mark.parametrize(("length", "season"), [(48, 12), (50, 12), (22, 4), (40, 7)])
def test_indices_are_those_of_statsmodels(length: int, season: int) -> None:
    y = figures(length, season=season)
    reference = seasonal_decompose(y, model="multiplicative", period=season).seasonal[:season]
    found = indices_of(block_of([y, y[:-3]]), season, np.array([[True], [True]]))
    np.testing.assert_allclose(1 + found.means[0], reference, rtol=1e-9)


def test_figures_that_are_not_all_positive_have_steps_instead_of_factors() -> None:
    y = figures(40, season=4) - 100
    reference = seasonal_decompose(y, model="additive", period=4).seasonal[:4]
    found = indices_of(block_of([y]), 4, np.array([[False]]))
    np.testing.assert_allclose(found.means[0], reference, atol=1e-9)
    np.testing.assert_allclose(season_of(block_of([y]), 4).steps[0], found.shrunk()[0])
    np.testing.assert_allclose(season_of(block_of([y]), 4).factors, 1.0)


def test_off_and_on_again_is_the_series_itself() -> None:
    y = figures(48, season=12)
    indices = season_of(block_of([y]), 12)
    before = block_of([y[:36]])
    back, _ = indices.on(before, indices.off(block_of([y])).values[:, 36:], np.ones((1, 12)))
    np.testing.assert_allclose(back[0], y[36:])


def test_a_clear_season_is_kept_and_noise_is_drawn_to_none() -> None:
    clear = season_of(block_of([figures(48, season=12)]), 12).factors
    assert clear.max() - clear.min() == pytest.approx(0.2, abs=0.03)
    noise = 100 + np.random.default_rng(3).normal(size=(40, 60))
    raw = indices_of(block_of(noise), 12, np.ones((40, 1), dtype=bool)).means
    kept = season_of(block_of(noise), 12).factors - 1
    assert (kept**2).sum() < 0.15 * (raw**2).sum()
    assert Indices(np.ones((1, 4)), np.zeros(1)).shrunk().tolist() == [[0, 0, 0, 0]]


def test_rows_too_short_and_rows_without_change_have_no_season() -> None:
    found = season_of(block_of([figures(29, season=12), np.full(60, 2.0)]), 12)
    np.testing.assert_array_equal(found.factors, 1.0)


def test_a_row_is_judged_alone_whatever_stands_beside_it() -> None:
    rows = [figures(length, season=4, seed=length) for length in (16, 25, 40)]
    together = season_of(block_of(rows), 4).factors
    for place, row in enumerate(rows):
        np.testing.assert_allclose(together[place], season_of(block_of([row]), 4).factors[0])
