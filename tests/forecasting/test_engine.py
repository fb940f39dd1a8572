import numpy as np
import pytest

from forecasting.engine import combined
from forecasting.recipes import recipe
from tests.forecasting.families import figures


@pytest.mark.parametrize("season", [1, 4, 7, 12, 52])
def test_the_weights_of_a_recipe_add_up_to_one(season: int) -> None:
    assert sum(recipe(season).weights.values()) == pytest.approx(1)


@pytest.mark.parametrize("season", [1, 4, 12])
def test_a_row_gets_the_same_forecast_in_any_company(season: int) -> None:
    rows = [figures(length, season=season, seed=length) for length in (14, 70, 35, 16, 110, 36, 52)]
    together = combined(rows, season, 6)
    for place, row in enumerate(rows):
        alone = combined([row], season, 6)
        np.testing.assert_allclose(together.mean[place], alone.mean[0], rtol=1e-6)
        np.testing.assert_allclose(together.spread[place], alone.spread[0], rtol=1e-5)
        assert [one.model for one in together.used(place)] == [one.model for one in alone.used(0)]


@pytest.mark.parametrize("season", [4, 12])
def test_a_plain_season_with_a_slope_goes_on(season: int) -> None:
    t = np.arange(10 * season + season)
    truth = (50 + 0.2 * t) * (1 + 0.3 * np.sin(2 * np.pi * t / season))
    found = combined([truth[:-season]], season, season).mean[0]
    np.testing.assert_allclose(found, truth[-season:], rtol=0.05)


def test_logarithms_do_not_run_away_over_many_periods() -> None:
    growing = np.exp(0.15 * np.arange(40)) * figures(40, season=4)
    assert combined([growing], 4, 60).mean.max() < 1e9 * growing[-1]
    assert np.isfinite(combined([growing], 4, 60).mean).all()
