"""Simulated futures that agree with the intervals: period by period the pooled errors, over periods their memory."""

import numpy as np
from scipy.signal import lfilter
from scipy.special import ndtr

from forecasting.calibrate import GRID
from forecasting.record import Floats
from forecasting.sums import psi_of


def simulated(mean: Floats, spread: Floats, curve: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Return `count` futures of one row, of shape (count, horizon).

    A normal error of each period lives on through psi; what has gathered by period h is then given the size that the
    pooled scores have there (`curve`, quantiles on `GRID`), keeping its sign and its rank. Half the futures mirror the
    others, so that the mean stays what it is.
    """
    horizon = len(mean)
    half = rng.standard_normal((-(-count // 2), horizon))
    psi = psi_of(spread[None, :])[0]
    gathered = lfilter(psi, [1.0], half, axis=1) / np.sqrt(np.cumsum(psi**2))
    level = 2 * ndtr(np.abs(gathered)) - 1
    size = np.column_stack([np.interp(level[:, h], GRID, curve[:, h], left=0.0) for h in range(horizon)])
    error = np.sign(gathered) * size * spread
    return np.asarray(mean + np.concatenate([error, -error])[:count])
