"""The past is cut from its future in one place, and nothing of the future gets through."""

import numpy as np
import pytest

from forecasting.batch import batch_of
from forecasting.engine import combined
from forecasting.rolling import origins_of
from tests.forecasting.families import figures


@pytest.mark.parametrize(
    ("length", "season", "horizon", "origins"),
    [(84, 12, 18, (24, 36, 48)), (84, 12, 12, (12, 24, 36)), (30, 12, 18, ()), (44, 12, 18, (12,)), (9, 1, 3, (3, 4))],
)
def test_origins_stand_at_the_same_place_of_the_season(
    length: int, season: int, horizon: int, origins: tuple[int, ...]
) -> None:
    assert origins_of(length, season, horizon) == origins


def test_a_poisoned_future_leaves_the_forecasts_of_the_past_as_they_were() -> None:
    rows = [figures(48, season=4, seed=seed) for seed in range(5)]
    poisoned = [np.concatenate([row[:40], row[40:] * 1e6]) for row in rows]
    for found in (batch_of(rows, 4, 8), batch_of(poisoned, 4, 8)):
        came = np.array([row[40:] for row in (rows if found.mean.max() < 1e4 else poisoned)])
        expected = combined([row[:40] for row in rows], 4, 8)
        np.testing.assert_allclose(found.rolled.errors[0], came - expected.mean, rtol=1e-6)
        np.testing.assert_allclose(found.rolled.spread[0], expected.spread, rtol=1e-6)


def test_what_loses_to_the_seasonal_naive_shares_its_place_with_it() -> None:
    season = np.tile([0.0, 50, 10, -40], 14)
    flips = (
        100
        + season
        + np.repeat([0.0, 30, 0, 30, 0, 30, 0, 30, 0, 30, 0, 30, 0, 30], 4)
        * np.random.default_rng(0).normal(1, 0.1, 56)
    )
    batch = batch_of([flips, figures(56, season=4)], 4, 4)
    own, naive = batch.rolled.absolute
    np.testing.assert_array_equal(batch.share, np.where(own > naive, 0.5, 0.0))
    mixed = (batch.combined.mean + batch.combined.naive) / 2
    np.testing.assert_allclose(batch.mean[own > naive], mixed[own > naive])
