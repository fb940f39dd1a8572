"""What a group of yearly series misses by in the same direction, origin after origin, is taken into its means.

Means of models lean towards no change, and so do years: growth goes on for longer than short histories can tell. The
pool can tell. What it missed by, in spreads, is averaged over its series; only what stands out from the differences
between origins is believed (positive-part James-Stein, at twice their variance). Errors several years ahead share
years, so neighbouring origins count for less than one there. Months and quarters are left alone: what their series
missed together at three origins was the turn of business, and it went the other way next (docs/forecasting.md).
"""

import numpy as np

from forecasting.record import Floats
from forecasting.rolling import Rolled

YEARLY = 1
FEWEST_SERIES, FEWEST_ORIGINS = 10, 3
FURTHEST = 3.0
"""Spreads that a single error counts for at most."""
STRICT = 2.0


def leaning(past: Rolled, season: int) -> Floats:
    """Return what is added to the means of a group at each period ahead, in spreads: nil where nothing is believed."""
    horizon = past.errors.shape[2]
    if season != YEARLY:
        return np.zeros(horizon)
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = np.where(past.spread > 0, past.errors / past.spread, np.nan).clip(-FURTHEST, FURTHEST)
    return np.array([_believed(scores[:, :, ahead], ahead + 1) for ahead in range(horizon)])


def _believed(scores: Floats, ahead: int) -> float:
    """The mean of some scores (origins by series), drawn to nil by what the origins differ."""
    known = [row[np.isfinite(row)] for row in scores]
    known = [row for row in known if len(row) >= FEWEST_SERIES]
    if len(known) < FEWEST_ORIGINS:
        return 0.0
    means = np.array([row.mean() for row in known])
    apart = 1 + (len(means) - 1) / ahead
    variance = (means.var(ddof=1) + np.mean([row.var() / len(row) for row in known])) / apart
    mean = float(means.mean())
    return mean * max(0.0, 1.0 - STRICT * variance / mean**2) if mean else 0.0
