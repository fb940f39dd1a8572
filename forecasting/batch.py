"""Many rows of one season: forecast, tried against the naive at past origins, and calibrated on what went wrong
there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.bounds import FREE, Bounds
from forecasting.calibrate import Pool, pool_of
from forecasting.engine import Combined, combined
from forecasting.law import Law
from forecasting.leaning import leaning
from forecasting.record import Backtest, Floats
from forecasting.rolling import Rolled, cuts_of, rolled
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

    def law(self, row: int, bounds: Bounds = FREE) -> Law:
        """Return the distribution of a row."""
        spread = self.spread[row] * self.pool.scale[row]
        total = sum_spread(spread[None, :])[0]
        return Law(self.mean[row], spread, self.pool.curve, total, self.pool.sum_curve, bounds)

    def backtest(self, row: int) -> Backtest | None:
        """What the rolling origins of a row said of the combination and of the naive."""
        origins = int(self.rolled.counts[row])
        error, naive = self.rolled.absolute
        return Backtest(origins, float(error[row]), float(naive[row])) if origins else None


def batch_of(rows: Sequence[Floats], season: int, horizon: int) -> Batch:
    """Return the forecasts of rows of one season (at least two figures each), calibrated together."""
    cuts = cuts_of(rows, season, horizon)
    # Today and the past origins in one go: a few long blocks cost less than many short ones.
    everything = combined([*rows, *(cut.past(rows) for cut in cuts)], season, horizon)
    now, past = everything.first(len(rows)), rolled(rows, cuts, everything.after(len(rows)))
    error, naive = past.absolute
    # What does not beat the seasonal naive is not preferred to it: the two stand side by side with the same weight.
    share = np.where(np.isfinite(error) & (error > naive), HALF, 0.0)
    mean = (1 - share[:, None]) * now.mean + share[:, None] * now.naive
    told = past.shared(share)
    lean = leaning(told, season)
    return Batch(mean + lean * now.spread, now.spread, share, now, past, pool_of(told.leaning(lean), season))
