import math

import numpy as np
import pandas as pd
import pytest

import forecasting
from forecasting import COUNT, PERCENT, Bounds, Flag
from forecasting.errors import InvalidBounds


def share(near: float) -> pd.Series:
    noise = np.random.default_rng(2).normal(0, 1.5, 60)
    return pd.Series(np.clip(near + noise, 0, 100), index=pd.period_range("2010-01", periods=60, freq="M"))


@pytest.mark.parametrize("near", [0.5, 99.5])
def test_a_share_stays_a_share_in_points_totals_and_futures(near: float) -> None:
    found = forecasting.forecast(share(near), 12, bounds=PERCENT, level=(0.8, 0.99))
    assert Flag.CLIPPED in found.how.flags
    for values in (found.mean, found.lower, found.upper, found.paths(200)):
        assert values.min() >= 0
        assert values.max() <= 100
    assert (found.sum_upper <= 100 * np.arange(1, 13)).all()
    assert (found.sum_lower >= 0).all()


def test_a_count_never_falls_below_nil() -> None:
    falling = pd.Series(np.linspace(50, 1, 40), index=pd.period_range("1985", periods=40, freq="Y"))
    found = forecasting.forecast(falling, 10, bounds=COUNT)
    assert found.lower.min() >= 0
    assert found.chance(-5, ahead=10) == 0.999


def test_bounds_of_one_key_are_its_own() -> None:
    found = forecasting.forecast_many({"a": share(99.5), "b": share(99.5)}, 6, bounds={"a": PERCENT})
    assert found["a"].upper.max() <= 100 < found["b"].upper.max()


def test_figures_beyond_the_bounds_are_said() -> None:
    found = forecasting.forecast(share(50) + 60, 3, bounds=PERCENT)
    assert Flag.OUT_OF_BOUNDS in found.how.flags


@pytest.mark.parametrize("limits", [(1, 1), (2, 1), (math.nan, 1)])
def test_bounds_without_room_are_refused(limits: tuple[float, float]) -> None:
    with pytest.raises(InvalidBounds, match="leave no room"):
        Bounds(*limits)
