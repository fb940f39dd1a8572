"""Figures far off everything around them: a comma in the wrong place, not a bad month.

Distances are measured on the figures without their season, in robust standard deviations of such distances. A step to a
new level is not far off, for the neighbours on one side share it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forecasting.bridges import bridged
from forecasting.filters import Block
from forecasting.record import Flag, Floats
from forecasting.seasonal import season_of

FAR = 12.0  # robust standard deviations; so far off, real figures are hardly ever met (docs/forecasting.md)
UNBELIEVABLE = 120.0  # at this size even the last figure is taken for a slip
AROUND = 3  # neighbours on each side
FEWEST = 8
TO_SIGMA = 1.4826  # median absolute deviation to standard deviation, of the normal distribution


@dataclass(frozen=True, slots=True)
class Mended:
    """Figures with what was far off bridged over, and the flags that say so."""

    figures: Floats
    flags: tuple[Flag, ...] = ()


def without_outliers(rows: Sequence[Floats], season: int) -> list[Mended]:
    """Bridge figures far off; the last one only when no real series would leap like that, for news look so at first."""
    mended = [Mended(row) for row in rows]
    lengths = np.array([len(row) for row in rows])
    for length in np.unique(lengths[lengths >= FEWEST]):
        places = [int(place) for place in np.flatnonzero(lengths == length)]
        for place, off, leap in zip(places, *_searched(np.stack([rows[p] for p in places]), season), strict=True):
            if off.any() or leap > FAR:
                mended[place] = _mended(rows[place], season, off, float(leap))
    return mended


def _mended(figures: Floats, season: int, off: NDArray[np.bool_], leap: float) -> Mended:
    flags: tuple[Flag, ...] = (Flag.OUTLIER,) if off.any() else ()
    aside = off.copy()
    if leap > FAR:
        flags += (Flag.LAST_FIGURE_FAR_OFF,)
        aside[-1] = leap > UNBELIEVABLE
    return Mended(bridged(np.where(aside, np.nan, figures), season), flags)


def _searched(rows: Floats, season: int) -> tuple[NDArray[np.bool_], Floats]:
    """Return, for rows of one length, which figures but the last are far off, and how far the last one leaps."""
    lengths = np.full(len(rows), rows.shape[1])
    block = Block(rows, lengths)
    plain = season_of(block, season).off(block).values
    gaps = _gaps(plain)
    off = gaps > FAR * _size(gaps)[:, None]
    off[:, -1] = False
    off[off.sum(axis=1) > max(1, rows.shape[1] // 20)] = False  # so many are no slips: that is how the series is
    windows = np.lib.stride_tricks.sliding_window_view(plain, 2 * AROUND + 1, axis=1)
    leaps = np.abs(windows[:, :, -1] - np.median(windows[:, :, :-1], axis=2))
    return off, leaps[:, -1] / _size(leaps[:, :-1])


def _gaps(plain: Floats) -> Floats:
    """Distance of each figure from the middle of its neighbours on the side that is nearer to it."""
    padded = np.pad(plain, ((0, 0), (AROUND, AROUND)), mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * AROUND + 1, axis=1)
    sides = (windows[:, :, :AROUND], windows[:, :, AROUND + 1 :])
    before, after = (np.abs(plain - np.median(side, axis=2)) for side in sides)
    return np.minimum(before, after)


def _size(gaps: Floats) -> Floats:
    """The usual size of each row; endless where most do not differ at all, unless a single figure does."""
    usual = TO_SIGMA * np.median(gaps, axis=1)
    largest = gaps.max(axis=1)
    alone = (gaps > 0).sum(axis=1) <= 2 * AROUND + 1
    return np.where(usual > 0, usual, np.where(alone & (largest > 0), largest / (2 * UNBELIEVABLE), np.inf))
