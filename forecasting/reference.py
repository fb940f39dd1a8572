"""How far forecasts err where there is no pool to learn it from: measured once, on public series.

Ratios of the pooled quantiles of |error| / spread to those of the normal distribution, at rolling origins within the
training parts of a sample of the M3 competition (Makridakis, Hibon 2000; 200 yearly, 300 quarterly, 300 monthly
series); see docs/forecasting.md for how, and for what was measured elsewhere. Weeks and days take the values of
quarters.
"""

import numpy as np
from scipy.special import ndtri

from forecasting.record import Floats

LEVELS = np.array([0.5, 0.8, 0.95, 0.99])
# Rows: horizons of the knots. Columns: the levels above.
_YEARS = (
    (1, 2, 4, 6),
    ((1.36, 1.40, 1.58, 1.90), (1.85, 1.88, 2.15, 2.60), (2.05, 2.35, 2.40, 3.00), (2.40, 2.70, 3.00, 4.20)),
)
_QUARTERS = ((1, 4, 8), ((1.03, 1.05, 1.18, 1.24), (1.05, 1.17, 1.28, 1.40), (1.15, 1.20, 1.36, 1.60)))
_MONTHS = (
    (1, 6, 12, 18),
    ((1.00, 1.06, 1.28, 1.38), (0.88, 0.97, 1.30, 1.48), (0.76, 0.83, 0.98, 1.30), (0.74, 0.78, 0.93, 1.28)),
)
_TABLES = {1: _YEARS, 12: _MONTHS}
PSEUDO = 30.0  # scores that the reference counts for beside a pool
SIZE = {1: 6.0, 4: 1.5, 12: 1.0}  # usual mean square of error / spread


def normal(level: Floats) -> Floats:
    """Half the width of the central interval of the standard normal distribution."""
    return np.asarray(ndtri(0.5 + np.asarray(level) / 2))


def quantiles(levels: Floats, season: int, horizon: int) -> Floats:
    """Return the quantiles of |error| / spread, levels by horizons; beyond the last knot its ratio stays."""
    knots, ratios = _TABLES.get(season, _QUARTERS)
    ahead = np.arange(1, horizon + 1)
    at_levels = np.array([np.interp(ahead, knots, column) for column in zip(*ratios, strict=True)])
    scores = normal(np.asarray(levels))
    ratio = np.array([np.interp(scores, normal(LEVELS), at_levels[:, h]) for h in range(horizon)]).T
    return np.asarray(scores[:, None] * ratio)
