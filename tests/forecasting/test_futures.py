import numpy as np
import pytest

import forecasting
from tests.forecasting.families import panel, series


@pytest.fixture(scope="module")
def found() -> forecasting.Forecast:
    return forecasting.forecast_many(panel(40, 72), 12, level=(0.5, 0.8, 0.95))[0]


def test_futures_fall_into_the_intervals_as_often_as_these_say(found: forecasting.Forecast) -> None:
    futures = found.paths(20_000)
    for level, lower, upper in zip(found.levels, found.lower, found.upper, strict=True):
        np.testing.assert_allclose(((futures >= lower) & (futures <= upper)).mean(axis=0), level, atol=0.015)
    np.testing.assert_allclose(futures.mean(axis=0), found.mean, rtol=1e-3)


def test_totals_of_futures_agree_with_the_intervals_of_totals(found: forecasting.Forecast) -> None:
    totals = np.cumsum(found.paths(20_000), axis=1)
    half = (np.quantile(totals, 0.9, axis=0) - np.quantile(totals, 0.1, axis=0)) / 2
    stated = (found.sum_upper - found.sum_lower)[1] / 2
    np.testing.assert_allclose(half, stated, rtol=0.06)


def test_neighbouring_periods_of_a_wandering_series_err_together(found: forecasting.Forecast) -> None:
    futures = found.paths(4_000) - found.mean
    assert np.corrcoef(futures[:, 4], futures[:, 5])[0, 1] > 0.3


def test_chances_agree_with_futures_and_are_never_certain(found: forecasting.Forecast) -> None:
    futures = found.paths(20_000)
    for ahead in (1, 12):
        value = found.mean[ahead - 1] * 1.02
        assert found.chance(value, ahead=ahead) == pytest.approx((futures[:, ahead - 1] >= value).mean(), abs=0.02)
    assert found.chance(-1e9, ahead=3) == 0.999
    assert found.chance(1e9, ahead=3, total=True) == 0.001
    assert found.chance(found.sum_mean[5], ahead=6, total=True) == pytest.approx(0.5, abs=0.01)


def test_one_seed_gives_the_same_bytes_and_another_does_not() -> None:
    one, again = (forecasting.paths(series(60), 12, 50, seed=7) for _ in range(2))
    assert one.tobytes() == again.tobytes()
    assert one.tobytes() != forecasting.paths(series(60), 12, 50, seed=8).tobytes()


def test_futures_of_a_key_do_not_depend_on_what_stands_beside_it_in_order() -> None:
    some = panel(4, 48)
    forward = forecasting.paths_many(some, 6, 20)
    backward = forecasting.paths_many(dict(reversed(some.items())), 6, 20)
    np.testing.assert_allclose(forward[2], backward[2], rtol=1e-9)
    assert not np.allclose(forward[1] - forward[1].mean(), forward[2] - forward[2].mean())
