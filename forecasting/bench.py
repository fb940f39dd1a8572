"""The engine as the public scorer asks for it: bare figures in, bare figures out.

The scorer knows no calendar: `season` is 1, 4, 12 and so on. One series alone is calibrated by the reference; a list of series
of one frequency pools their errors.
"""

from collections.abc import Sequence

import numpy as np

from forecasting.batch import batch_of
from forecasting.record import Floats

Triple = tuple[Floats, Floats, Floats]


def point_and_interval(y: Floats, season: int, horizon: int, level: float) -> Triple:
    """Return mean, lower and upper of the next `horizon` figures."""
    return _batch_point_and_interval([y], season, horizon, level)[0]


def _batch_point_and_interval(ys: Sequence[Floats], season: int, horizon: int, level: float) -> list[Triple]:
    batch = batch_of(ys, season, horizon)
    half = batch.half_widths(np.array([level]))[0]
    return [(mean, mean - width, mean + width) for mean, width in zip(batch.mean, half, strict=True)]


def paths(y: Floats, season: int, horizon: int, n: int, seed: int) -> Floats:
    """Return `n` simulated futures, of shape (n, horizon)."""
    return _batch_paths([y], season, horizon, n, seed)[0]


def _batch_paths(ys: Sequence[Floats], season: int, horizon: int, n: int, seed: int) -> list[Floats]:
    batch = batch_of(ys, season, horizon)
    return [batch.paths(row, n, np.random.default_rng((seed, row))) for row in range(len(ys))]


point_and_interval.batch = _batch_point_and_interval  # type: ignore[attr-defined]
paths.batch = _batch_paths  # type: ignore[attr-defined]
