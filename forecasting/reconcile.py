"""Parts and whole that agree: forecasts of units and of the nation, moved as little as may be until they add up.

With y the nation above its n units and w the weights (ones for a sum, shares for a weighted mean), the constraint is
U y = 0 with U = [1, -w]. The least change, measured by a covariance W of the errors, is

    y' = y - W U' (U W U')^-1 U y

(Wickramasuriya, Athanasopoulos, Hyndman 2019, eq. 9 in the form that inverts one number a period). The methods are
choices of W: equal variances (OLS), the forecasts' own (WLS), with shrunk correlations (MinT), none for the nation, so
that units follow it (to_nation), or the sum of the units alone (bottom_up).
"""

from enum import StrEnum

import numpy as np

from forecasting.bounds import FREE, Bounds
from forecasting.record import Floats

PASSES = 20
TOLERANCE = 1e-9


class Method(StrEnum):
    """How the parts and the whole are made to agree."""

    BOTTOM_UP = "bottom_up"
    OLS = "ols"
    WLS = "wls"
    MINT = "mint"
    TO_NATION = "to_nation"


def reconciled(
    whole: Floats,
    units: Floats,
    weights: Floats,
    method: Method,
    *,
    spread: Floats,
    correlation: Floats | None = None,
    bounds: Bounds = FREE,
) -> tuple[Floats, Floats]:
    """Return the whole (periods) and the units (units by periods), coherent: whole = sum of weights x units.

    Args:
        whole: Forecast of the nation.
        units: Forecasts of its units.
        weights: One for each unit, the same in every period: ones for a sum, shares for a weighted mean.
        method: See the head of this module.
        spread: Standard deviations of the errors, the nation's first: (1 + units) by periods.
        correlation: Of the errors, the nation's first; needed by MinT, see `shrunk_correlation`.
        bounds: What a unit can be; a unit at its bound stays there, and the others bear what is left.
    """
    both = np.vstack([whole, units])
    if method is Method.BOTTOM_UP:
        both[1:] = bounds.clip(both[1:])
        both[0] = weights @ both[1:]
        return both[0], both[1:]
    row = np.concatenate([[1.0], -weights])
    for ahead in range(both.shape[1]):
        covariance = _covariance(method, spread[:, ahead], correlation)
        both[:, ahead] = _moved(both[:, ahead], row, covariance, bounds)
    if method is not Method.TO_NATION:
        both[0] = weights @ both[1:]  # to the last digit
    return both[0], both[1:]


def _covariance(method: Method, spread: Floats, correlation: Floats | None) -> Floats:
    if method is Method.OLS:
        return np.eye(len(spread))
    sizes = np.where(spread > 0, spread, _least(spread))
    if method is Method.MINT:
        if correlation is None:
            raise ValueError("MinT needs the correlation of the errors.")
        return np.asarray(correlation * np.outer(sizes, sizes))
    if method is Method.TO_NATION:
        sizes = np.concatenate([[0.0], sizes[1:]])
    return np.diag(sizes**2)


def _least(spread: Floats) -> float:
    """A series that never changed is moved last, but it can be moved."""
    positive = spread[spread > 0]
    return float(positive.min()) * 1e-3 if len(positive) else 1.0


def _moved(values: Floats, row: Floats, covariance: Floats, bounds: Bounds) -> Floats:
    """One period: move, cut the units at their bounds, and let the others bear what that leaves open."""
    free = np.ones(len(values), dtype=bool)
    found = values.copy()
    found[1:] = bounds.clip(found[1:])
    for _ in range(PASSES):
        gap = float(row @ found)
        if abs(gap) <= TOLERANCE * max(1.0, float(np.abs(row * found).sum())):
            break
        part = np.where(free, row, 0.0)
        direction = np.where(free, covariance @ part, 0.0)
        norm = float(part @ direction)
        if norm <= 0:
            break
        moved = found - direction * (gap / norm)
        clipped = moved.copy()
        clipped[1:] = bounds.clip(moved[1:])
        free[1:] &= clipped[1:] == moved[1:]
        found = clipped
    return found


def shrunk_correlation(errors: Floats) -> Floats:
    """Correlations of rows of errors (series by times), drawn towards none by Schaefer and Strimmer (2005).

    Few times against many series leave little of the correlations; series without errors have none.
    """
    count, times = errors.shape
    centred = errors - errors.mean(axis=1, keepdims=True)
    size = np.sqrt((centred**2).mean(axis=1, keepdims=True))
    standard = np.divide(centred, size, out=np.zeros_like(centred), where=size > 0)
    correlation = standard @ standard.T / times
    squares = (standard**2) @ (standard**2).T / times
    off = ~np.eye(count, dtype=bool)
    noise = ((squares - correlation**2) / max(times - 1, 1))[off].sum()
    signal = (correlation[off] ** 2).sum()
    shrink = float(np.clip(noise / signal, 0.0, 1.0)) if signal > 0 else 1.0
    found = (1 - shrink) * correlation
    np.fill_diagonal(found, 1.0)
    return np.asarray(found)
