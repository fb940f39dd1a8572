"""What went together in two histories: how much one indicator changed, on average, for one percent of another."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from forecasting.record import Floats

FEWEST = 20
"""Common changes below which no effect is estimated."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Percent (or points, of a rate) of the target for one percent of the driver, as estimated from both histories.

    `effective` is how many independent changes the `observations` are worth: changes over a year overlap.
    """

    size: float
    error: float
    observations: int
    effective: float

    @property
    def clear(self) -> bool:
        """Whether it is told from none, with a chance of error of about one in twenty."""
        return bool(abs(self.size) > stdtrit(max(self.effective - 2, 1), 0.975) * self.error)


def estimated(target: "pd.Series[float]", driver: "pd.Series[float]", *, in_points: bool, season: int) -> Effect | None:
    """Least squares of the target's changes on the year before on the driver's, in percent; None on too few.

    Of a rate (`in_points`) the change is in points. The standard error counts as many observations as the overlapping
    changes are worth (Bartlett's formula, from the autocorrelations of the driver and of what is left). It is what went
    together, not what made what.
    """
    own = target.diff(season) if in_points else target.pct_change(season) * 100
    both = pd.DataFrame({"own": own, "driver": driver.pct_change(season) * 100})
    both = both.replace([np.inf, -np.inf], np.nan).dropna()
    x, y = (column - column.mean() for column in (both["driver"].to_numpy(), both["own"].to_numpy()))
    if len(both) < FEWEST or not x.any():
        return None
    size = float(x @ y / (x @ x))
    left = y - size * x
    effective = max(_effective(x, left, 2 * season), 3.0)
    error = float(np.sqrt(left @ left / (x @ x) / (effective - 2)))
    return Effect(size, error, len(both), effective)


def _effective(x: Floats, left: Floats, lags: int) -> float:
    """How many independent pairs a series and its residuals are worth."""
    count = len(x)
    if not left.any():
        return float(count)
    lags = min(lags, count - 1)
    together = sum((1 - lag / count) * _autocorrelation(x, lag) * _autocorrelation(left, lag) for lag in range(1, lags))
    return count / max(1.0, 1 + 2 * together)


def _autocorrelation(values: Floats, lag: int) -> float:
    return float(values[lag:] @ values[:-lag] / (values @ values))
