"""Simulated futures that agree with the intervals: period by period, and of the running totals as well."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from forecasting.calibrate import GRID
from forecasting.record import Floats
from forecasting.sums import psi_of

if TYPE_CHECKING:
    from forecasting.law import Law

USUAL = 0.8
"""Level whose widths say how large an error and a total are."""
MOST = 0.99
"""Correlation of an error with the total before it, at most."""
REHEARSALS, REHEARSED = 2, 1024


def simulated(law: "Law", count: int, rng: np.random.Generator) -> Floats:
    """Return `count` futures of one row, of shape (count, horizon).

    A normal error of each period lives on through psi, turned so that running totals spread as their own pooled scores
    say; what has gathered by period h is then given the size that the pooled scores have there (`law.curve`, quantiles
    on `GRID`), keeping its sign and its rank. Half the futures mirror the others, so that the mean stays what it is.
    """
    half = rng.standard_normal((-(-count // 2), len(law.mean)))
    error = _errors(law, half @ directions(law).T)
    return np.asarray(law.mean + np.concatenate([error, -error])[:count])


def directions(law: "Law") -> Floats:
    """What the error at each period (rows, of length 1) is made of, in independent errors of each period (columns).

    The rows that psi makes are turned until totals have their size. Sums of errors are nearer to normal than errors
    are, so totals are rehearsed, and aimed at by what they missed.
    """
    sizes, totals = (law.half_widths(np.array([USUAL]), total=total)[0] / _Z for total in (False, True))
    psi, aim = _through_psi(law.spread), totals
    drawn = _stratified(len(psi))
    for _ in range(REHEARSALS):
        errors = _errors(law, drawn @ _turned(psi, sizes, aim).T)
        reached = np.quantile(np.abs(np.cumsum(errors, axis=1)), USUAL, axis=0) / _Z
        aim = aim * np.divide(totals, reached, out=np.ones_like(totals), where=reached > 0)
    return _turned(psi, sizes, aim)


_Z = float(ndtri(0.5 + USUAL / 2))


@lru_cache(maxsize=8)
def _stratified(horizon: int) -> Floats:
    """Normal figures, each column the same ones in another order: few of them show a quantile well."""
    even = ndtri((np.arange(REHEARSED) + 0.5) / REHEARSED)
    return np.random.default_rng(0).permuted(np.tile(even[:, None], horizon), axis=0)


def _errors(law: "Law", gathered: Floats) -> Floats:
    """Errors of the sizes that the pooled scores have, from normal ones of variance 1."""
    level = 2 * ndtr(np.abs(gathered)) - 1
    size = np.column_stack([np.interp(level[:, h], GRID, curve, left=0.0) for h, curve in enumerate(law.curve.T)])
    return np.asarray(np.sign(gathered) * size * law.spread)


def _through_psi(spread: Floats) -> Floats:
    """Row h is psi_h, .., psi_1, psi_0, brought to the length 1."""
    psi = psi_of(spread[None, :])[0]
    back = np.subtract.outer(np.arange(len(psi)), np.arange(len(psi)))
    rows = np.where(back >= 0, psi[back.clip(0)], 0.0)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def _turned(rows: Floats, sizes: Floats, totals: Floats) -> Floats:
    """Turn each row towards the total before it, or away from it; what it says of the rest stays.

    With s_h and S_h the sizes of an error and of a total, S_h^2 = S_(h-1)^2 + s_h^2 + 2 c_h s_h S_(h-1) says how an
    error goes together with the total before it.
    """
    made = rows.copy()
    total = sizes[0] * made[0]
    for place in range(1, len(made)):
        length = float(np.linalg.norm(total))
        if length > 0 and sizes[place] > 0:
            towards = total / length
            together = (totals[place] ** 2 - length**2 - sizes[place] ** 2) / (2 * length * sizes[place])
            together = float(np.clip(together, -MOST, MOST))
            rest = made[place] - (made[place] @ towards) * towards
            made[place] = together * towards + np.sqrt(1 - together**2) * rest / np.linalg.norm(rest)
        total = total + sizes[place] * made[place]
    return made
