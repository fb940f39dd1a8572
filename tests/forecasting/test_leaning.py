import numpy as np
import pytest

from forecasting.leaning import FEWEST_SERIES, leaning
from forecasting.record import Floats
from forecasting.rolling import Rolled


def rolled(means: list[float], *, series: int = 40, horizon: int = 2) -> Rolled:
    """Errors of so many series, of these means at three origins, in spreads of 5."""
    rng = np.random.default_rng(1)
    errors = 5 * (np.array(means)[:, None, None] + rng.normal(0, 1, (len(means), series, horizon)))
    return Rolled(errors, errors, np.full(errors.shape, 5.0))


def test_what_every_origin_missed_by_is_believed() -> None:
    found = leaning(rolled([0.6, 0.5, 0.7]), 1)
    np.testing.assert_allclose(found, 0.6, atol=0.2)
    np.testing.assert_allclose(leaning(rolled([-0.6, -0.5, -0.7]), 1), -0.6, atol=0.2)


def test_what_went_up_at_one_origin_and_down_at_the_next_is_not() -> None:
    assert leaning(rolled([0.8, -0.6, 0.5]), 1).tolist() == [0.0, 0.0]


def test_the_same_differences_are_believed_less_further_ahead() -> None:
    near, far = leaning(rolled([0.3, 0.5, 0.7], series=4000), 1)
    assert 0 < far < near


@pytest.mark.parametrize(("season", "series", "origins"), [(4, 40, 3), (1, FEWEST_SERIES - 1, 3), (1, 40, 2)])
def test_seasons_few_series_and_few_origins_teach_nothing(season: int, series: int, origins: int) -> None:
    assert not leaning(rolled([0.6, 0.5, 0.7][:origins], series=series), season).any()


def test_one_wild_series_does_not_lead_the_others() -> None:
    past = rolled([0.0, 0.0, 0.0])
    wild: Floats = past.errors.copy()
    wild[:, 0] = 1e9
    assert np.abs(leaning(Rolled(wild, wild, past.spread), 1)).max() < 0.2
