"""Totals over several periods: errors of neighbouring periods go together, so their spreads do not simply add.

With an error of today living on as psi_0 = 1, psi_1, ..., the total of the next k periods has the variance
sigma^2 * sum over i < k of (psi_0 + .. + psi_i)^2. The psi of a combination of models is read off its own spreads:
spread_h^2 = sigma^2 * (psi_0^2 + .. + psi_(h-1)^2).
"""

import numpy as np

from forecasting.record import Floats


def psi_of(spread: Floats) -> Floats:
    """Return psi_0, psi_1, ... of each row of spreads; where the spread shrinks, nothing of the error is left."""
    variance = np.maximum.accumulate(spread**2, axis=1)
    first = np.where(variance[:, :1] > 0, variance[:, :1], 1.0)
    steps = np.diff(variance, axis=1, prepend=0.0)
    psi: Floats = np.sqrt(steps / first)
    psi[:, 0] = 1.0
    return psi


def sum_spread(spread: Floats) -> Floats:
    """Return the standard deviations of the running totals of each row."""
    reach = np.cumsum(psi_of(spread), axis=1)
    total: Floats = spread[:, :1] * np.sqrt(np.cumsum(reach**2, axis=1))
    return total
