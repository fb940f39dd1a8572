"""The engine as the public scorer asks for it: bare figures in, bare figures out.

The scorer knows no calendar: `season` is 1, 4, 12 and so on. One series alone is calibrated by the reference; a list
of series of one frequency pools their errors. Gaps and single figures far off are bridged as everywhere.
"""

from collections.abc import Sequence
from numbers import Integral

import numpy as np

from forecasting.batch import batch_of
from forecasting.bridges import bridged
from forecasting.cleaning import refuse_beyond_reckoning
from forecasting.door import checked_levels
from forecasting.errors import InvalidHistory, InvalidHorizon
from forecasting.law import Law
from forecasting.outliers import without_outliers
from forecasting.plain import can_be_fitted, plain_law
from forecasting.record import Floats

LONGEST_SEASON, FURTHEST = 366, 730
Triple = tuple[Floats, Floats, Floats]


def point_and_interval(y: Floats, season: int, horizon: int, level: float) -> Triple:
    """Return mean, lower and upper of the next `horizon` figures."""
    return _many_intervals([y], season, horizon, level)[0]


def paths(y: Floats, season: int, horizon: int, n: int, seed: int) -> Floats:
    """Return `n` simulated futures, of shape (n, horizon)."""
    return _many_paths([y], season, horizon, n, seed)[0]


def _many_intervals(ys: Sequence[Floats], season: int, horizon: int, level: float) -> list[Triple]:
    levels = np.array(checked_levels(level))
    laws = _laws(ys, season, horizon)
    halves = [law.half_widths(levels)[0] for law in laws]
    return [(law.mean, law.mean - half, law.mean + half) for law, half in zip(laws, halves, strict=True)]


def _many_paths(ys: Sequence[Floats], season: int, horizon: int, n: int, seed: int) -> list[Floats]:
    laws = _laws(ys, season, horizon)
    return [law.paths(n, np.random.default_rng((seed, row))) for row, law in enumerate(laws)]


def _laws(ys: Sequence[Floats], season: int, horizon: int) -> list[Law]:
    _check("season", season, 1, LONGEST_SEASON)
    _check("horizon", horizon, 1, FURTHEST)
    rows = [each.figures for each in without_outliers([_clean(y, season) for y in ys], season)]
    usual = [place for place, row in enumerate(rows) if can_be_fitted(row)]
    batch = batch_of([rows[place] for place in usual], season, horizon) if usual else None
    fitted = {place: batch.law(row) for row, place in enumerate(usual)} if batch else {}
    return [fitted.get(place) or plain_law(row, season, horizon) for place, row in enumerate(rows)]


def _check(name: str, value: int, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, Integral) or not least <= value <= most:
        raise InvalidHorizon(f"The {name} is {value!r}; a whole number from {least} to {most} is needed.")


def _clean(y: Floats, season: int) -> Floats:
    figures = np.where(np.isfinite(y), np.asarray(y, dtype=float), np.nan)
    refuse_beyond_reckoning(figures[np.isfinite(figures)])
    if np.isnan(figures).all():
        raise InvalidHistory(f"None of the {len(figures)} figures of the series is a number; one is needed at least.")
    return bridged(figures, season)


point_and_interval.batch = _many_intervals  # type: ignore[attr-defined]
paths.batch = _many_paths  # type: ignore[attr-defined]
