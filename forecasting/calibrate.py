"""Intervals from what went wrong before: errors of all series of a group, pooled (split-conformal prediction).

The score of an error is |error| / (spread * scale): the spread is the models' own, the scale says how much worse than
its group a series has done. A quantile of the scores times spread and scale is half the width of the interval. Scores
of several series of one kind say more than those of one series ever could (Vovk, Gammerman, Shafer 2005; Lei et al.
2018).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from forecasting import reference
from forecasting.record import Floats
from forecasting.rolling import Rolled
from forecasting.sums import sum_spread

RECENT = 2  # origins whose scores are pooled: older ones were made from much shorter histories
STEADY = 5.0  # origins that the group counts for in the scale of a single series
WILD = 20.0  # a mean square of this many times the usual says no more than itself
# Levels at which quantiles are kept; between them they are read off a straight line, so every interval nests in a
# wider one.
GRID = np.concatenate([np.linspace(0.0, 0.9, 46), np.linspace(0.91, 0.99, 9), [0.995, 0.999, 0.9999]])


@dataclass(frozen=True, eq=False)
class Pool:
    """The scores of a group, and the scale of each of its rows."""

    season: int
    horizon: int
    scores: Floats
    sum_scores: Floats
    scale: Floats

    @property
    def size(self) -> int:
        """How many scores there are at the first period ahead."""
        return int(np.isfinite(self.scores[:, 0]).sum())

    @cached_property
    def curve(self) -> Floats:
        """Quantiles of the scores of single periods on `GRID`: levels by horizons."""
        return _blended(self.scores, self.season)

    @cached_property
    def sum_curve(self) -> Floats:
        """The same for running totals."""
        return _blended(self.sum_scores, self.season)


def pool_of(rolled: Rolled, season: int) -> Pool:
    """Return what the errors of a group say of its intervals."""
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = np.where(rolled.spread > 0, rolled.errors / rolled.spread, np.nan)
    squares = _mean_square(scores)
    usual = _usual(squares, season)
    capped = np.minimum(squares / usual, WILD)
    scale = _scale(capped)
    # Each origin is scored with the scale that the other origins give: no error judges itself.
    others = np.array([_scale(np.delete(capped, k, axis=0)) for k in range(len(capped))])
    totals = np.cumsum(rolled.errors, axis=2) / _positive(np.array([sum_spread(each) for each in rolled.spread]))
    recent = slice(0, RECENT)
    return Pool(
        season,
        scores.shape[2],
        _flat(np.abs(scores[recent]) / others[recent, :, None]),
        _flat(np.abs(totals[recent]) / others[recent, :, None]),
        scale,
    )


def _positive(values: Floats) -> Floats:
    return np.where(values > 0, values, np.nan)


def _flat(scores: Floats) -> Floats:
    return scores.reshape(-1, scores.shape[2])


def _mean_square(scores: Floats) -> Floats:
    known = np.isfinite(scores)
    count = known.sum(axis=2)
    return np.where(count > 0, np.where(known, scores**2, 0.0).sum(axis=2) / np.maximum(count, 1), np.nan)


def _usual(squares: Floats, season: int) -> float:
    """The mean square of a group, its wildest twentieth cut, drawn to the reference when the group is small."""
    known = squares[np.isfinite(squares)]
    expected = reference.SIZE.get(season, reference.SIZE[4])
    cut = np.minimum(known, np.quantile(known, 0.95)) if len(known) else known
    return float((cut.sum() + reference.PSEUDO * expected) / (len(cut) + reference.PSEUDO))


def _scale(squares: Floats) -> Floats:
    known = np.isfinite(squares)
    total = np.where(known, squares, 0.0).sum(axis=0)
    scale: Floats = np.sqrt((total + STEADY) / (known.sum(axis=0) + STEADY))
    return scale


def _blended(scores: Floats, season: int) -> Floats:
    """Quantiles of the pool and of the reference, weighted by the number of scores behind each."""
    levels = GRID
    expected = reference.quantiles(levels, season, scores.shape[1])
    blended = expected.copy()
    for ahead in range(scores.shape[1]):
        known = np.sort(scores[np.isfinite(scores[:, ahead]), ahead])
        if len(known):
            # The finite-sample rank of split-conformal prediction, between the order statistics.
            rank = np.clip(levels * (len(known) + 1) - 1, 0, len(known) - 1)
            found = np.interp(rank, np.arange(len(known)), known)
            share = len(known) / (len(known) + reference.PSEUDO)
            blended[:, ahead] = share * found + (1 - share) * expected[:, ahead]
    return blended
