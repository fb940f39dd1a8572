"""The answer where nothing can be fitted: too few figures, or figures that never change. The last one goes on."""

import numpy as np

from forecasting import reference
from forecasting.bounds import FREE, Bounds
from forecasting.calibrate import GRID
from forecasting.law import Law
from forecasting.record import Floats
from forecasting.sums import sum_spread

FEWEST = 5  # figures that a model needs
UNSEEN_CHANGE = 0.1  # of the figure itself: the spread of a period where a short history shows no change


def can_be_fitted(figures: Floats) -> bool:
    """Return whether there are enough figures, and any change in them."""
    return len(figures) >= FEWEST and bool(np.ptp(figures) > 0)


def plain_law(figures: Floats, season: int, horizon: int, bounds: Bounds = FREE) -> Law:
    """Return the last figure carried on, as uncertain as the changes seen; a long constant stays what it is."""
    changes = np.diff(figures)
    size = float(np.sqrt(np.mean(changes**2))) if changes.any() else 0.0
    if size == 0 and len(figures) < FEWEST:
        size = UNSEEN_CHANGE * abs(float(figures[-1]))
    spread = size * np.sqrt(np.arange(1.0, horizon + 1))
    curve = reference.quantiles(GRID, season, horizon)
    return Law(np.full(horizon, figures[-1]), spread, curve, sum_spread(spread[None, :])[0], curve, bounds)
