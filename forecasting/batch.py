"""Many rows of one season: forecast, tried against the naive at past origins, and calibrated on what went wrong there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.calibrate import Pool, pool_of
from forecasting.engine import Combined, combined
from forecasting.paths import simulated
from forecasting.record import Backtest, Floats
from forecasting.rolling import Rolled, rolled
from forecasting.sums import sum_spread

HALF = 0.5


@dataclass(frozen=True, eq=False)
class Batch:
    """Rows by periods: `mean`, `spread`; `share` is what the seasonal naive has in each row's mean."""

    mean: Floats
    spread: Floats
    share: Floats
    combined: Combined
    rolled: Rolled
    pool: Pool

    def half_widths(self, levels: Floats) -> Floats:
        """Return half the width of the intervals: levels by rows by periods."""
        return self.pool.quantiles(levels)[:, None, :] * (self.spread * self.pool.scale[:, None])

    def sum_half_widths(self, levels: Floats) -> Floats:
        """Return the same for running totals."""
        return self.pool.sum_quantiles(levels)[:, None, :] * (sum_spread(self.spread) * self.pool.scale[:, None])

    def paths(self, row: int, count: int, rng: np.random.Generator) -> Floats:
        """Return `count` simulated futures of a row."""
        return simulated(self.mean[row], self.spread[row] * self.pool.scale[row], self.pool.curve, count, rng)

    def backtest(self, row: int) -> Backtest | None:
        """What the rolling origins of a row said of the combination and of the naive."""
        origins = int(self.rolled.counts[row])
        error, naive = (each[row] for each in self.rolled.absolute())
        return Backtest(origins, float(error), float(naive)) if origins else None


def batch_of(rows: Sequence[Floats], season: int, horizon: int) -> Batch:
    """Return the forecasts of rows of one season (at least two figures each), calibrated together."""
    now = combined(rows, season, horizon)
    past = rolled(rows, season, horizon)
    error, naive = past.absolute()
    # What does not beat the seasonal naive is not preferred to it: the two stand side by side with the same weight.
    share = np.where(np.isfinite(error) & (error > naive), HALF, 0.0)
    mean = (1 - share[:, None]) * now.mean + share[:, None] * now.naive
    return Batch(mean, now.spread, share, now, past, pool_of(past.shared(share), season))
