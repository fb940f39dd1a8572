"""The distribution of a forecast: intervals of any level, chances and simulated futures, all from one place."""

from dataclasses import dataclass

import numpy as np

from forecasting.bounds import FREE, Bounds
from forecasting.calibrate import GRID
from forecasting.futures import simulated
from forecasting.record import Floats

LEAST = 0.001  # no chance is nil, none is certain


@dataclass(frozen=True, eq=False)
class Law:
    """Means and spreads of one series, and the pooled quantiles (on `GRID`) that give the spreads their meaning."""

    mean: Floats
    spread: Floats
    curve: Floats
    sum_spread: Floats
    sum_curve: Floats
    bounds: Bounds = FREE

    def half_widths(self, levels: Floats, *, total: bool = False) -> Floats:
        """Return half the width of the central intervals, levels by periods; of the running totals when asked."""
        spread, curve = (self.sum_spread, self.sum_curve) if total else (self.spread, self.curve)
        scores = np.array([np.interp(levels, GRID, column) for column in curve.T]).T
        return np.asarray(scores * spread)

    def chance(self, at_least: float, ahead: int, *, total: bool) -> float:
        """Return the probability that the figure, or the running total, at `ahead` (from 1) reaches a value."""
        place = ahead - 1
        mean = self.bounds.clip(self.mean)
        middle = mean[: place + 1].sum() if total else mean[place]
        spread, curve = (self.sum_spread, self.sum_curve) if total else (self.spread, self.curve)
        bounds = self.bounds.sums(ahead) if total else self.bounds
        if not bounds.lower < at_least <= bounds.upper:
            return LEAST if at_least > bounds.upper else 1 - LEAST
        if spread[place] <= 0:
            return 1 - LEAST if middle >= at_least else LEAST
        score = (at_least - middle) / spread[place]
        beyond = (1 - float(np.interp(abs(score), curve[:, place], GRID, left=0.0))) / 2
        return float(np.clip(beyond if score > 0 else 1 - beyond, LEAST, 1 - LEAST))

    def paths(self, count: int, rng: np.random.Generator) -> Floats:
        """Return simulated futures within the bounds, of shape (count, horizon)."""
        return self.bounds.clip(simulated(self, count, rng))
