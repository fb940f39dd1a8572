"""Figures far off everything around them: a comma in the wrong place, not a bad month."""

import numpy as np
from numpy.typing import NDArray

from forecasting.bridges import without_season
from forecasting.record import Floats

FAR = 12.0  # robust standard deviations; at this size few real figures are met (docs/forecasting.md)
UNBELIEVABLE = 120.0  # at this size even the last figure is taken for a slip
AROUND = 2  # neighbours on each side
FEWEST = 8
TO_SIGMA = 1.4826  # median absolute deviation of the normal distribution


def far_off(figures: Floats, season: int) -> NDArray[np.bool_]:
    """Return which figures, the last one excepted, are far from the middle of their neighbours.

    A step or a new level is not far off: half of the neighbours share it. The last figure is never set aside, for what
    is new looks like that at first.
    """
    none = np.zeros(len(figures), dtype=bool)
    if len(figures) < FEWEST:
        return none
    gaps = np.abs(_gaps(figures, season))
    found: NDArray[np.bool_] = gaps > FAR * _size(gaps)
    found[-1] = False
    return found if found.sum() <= max(1, len(figures) // 20) else none


def last_leap(figures: Floats, season: int) -> float:
    """Return how far the last figure is from the ones before it, in usual sizes."""
    if len(figures) < FEWEST:
        return 0.0
    plain = without_season(figures, season)
    windows = np.lib.stride_tricks.sliding_window_view(plain, 2 * AROUND + 1)
    steps = np.abs(windows[:, -1] - np.median(windows[:, :-1], axis=1))
    size = _size(steps[:-1])
    return float(steps[-1] / size) if size > 0 else 0.0


def _gaps(figures: Floats, season: int) -> Floats:
    """Distance of each figure from the median of its neighbours, itself left out."""
    plain = without_season(figures, season)
    padded = np.pad(plain, AROUND, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * AROUND + 1)
    gaps: Floats = plain - np.median(np.delete(windows, AROUND, axis=1), axis=1)
    return gaps


def _size(gaps: Floats) -> float:
    """The usual size; where most do not differ at all, only a single figure can be far off."""
    usual = TO_SIGMA * float(np.median(gaps))
    if usual > 0:
        return usual
    return 0.0 if (gaps > 0).sum() <= 2 * AROUND + 1 and gaps.max() > 0 else float("inf")
