"""Pooled intervals hold what they say, on series they have not seen."""

import numpy as np
import pytest

from forecasting import reference
from forecasting.batch import batch_of
from forecasting.calibrate import GRID
from tests.forecasting.families import figures

LEVELS = np.array([0.8, 0.95])


@pytest.mark.parametrize(("season", "length", "horizon"), [(1, 24, 6), (4, 44, 8)])
def test_intervals_of_points_and_of_totals_cover_their_share(season: int, length: int, horizon: int) -> None:
    rows = [figures(length + horizon, season=season, seed=seed, noise=3.0) for seed in range(300)]
    batch = batch_of([row[:length] for row in rows], season, horizon)
    for total in (False, True):
        errors = np.array([row[length:] for row in rows]) - batch.mean
        errors = np.cumsum(errors, axis=1) if total else errors
        halves = np.array([batch.law(row).half_widths(LEVELS, total=total) for row in range(len(rows))])
        covered = (np.abs(errors)[:, None, :] <= halves).mean(axis=(0, 2))
        np.testing.assert_allclose(covered, LEVELS, atol=0.05)


def test_a_wilder_series_than_its_group_has_a_wider_interval() -> None:
    rows = [figures(40, seed=seed) for seed in range(40)]
    leaping = rows[0] + np.where(np.arange(40) > 33, 40.0, 0.0)
    pool = batch_of([*rows, leaping], 1, 4).pool
    assert pool.scale[-1] > pool.scale[:-1].max()


def test_without_a_pool_the_reference_speaks_and_with_a_large_one_it_is_hardly_heard() -> None:
    alone = batch_of([figures(30)], 1, 4).pool.curve[np.searchsorted(GRID, 0.95)]
    alone_expected = reference.quantiles(np.array([0.95]), 1, 4)[0]
    assert (np.abs(alone / alone_expected - 1) < 0.15).all()
    many = batch_of([figures(30, seed=seed) for seed in range(400)], 1, 4).pool
    scores = np.sort(many.scores[np.isfinite(many.scores[:, 0]), 0])
    assert many.curve[np.searchsorted(GRID, 0.8), 0] == pytest.approx(np.quantile(scores, 0.8), rel=0.1)


def test_quantiles_never_fall_from_level_to_level() -> None:
    for season in (1, 4, 12, 52):
        assert (np.diff(reference.quantiles(GRID, season, 30), axis=0) >= 0).all()
    pool = batch_of([figures(30, seed=seed) for seed in range(9)], 1, 4).pool
    assert (np.diff(pool.curve, axis=0) >= -1e-12).all()
    assert (np.diff(pool.sum_curve, axis=0) >= -1e-12).all()
