"""How much of a surprise stays: one share, read off how the spreads of a forecast grow.

A level that takes up the share a of every error (exponential smoothing) has the variance sigma^2 (1 + (h - 1) a^2) at h
periods ahead. Spreads go up and down with the season, so each is compared with that of the same place a season earlier:
of q = variance(h + m) / variance(h) follows a^2 = (q - 1) / (h + m - 1 - q (h - 1)). The median over h is the share.
"""

import numpy as np

from forecasting.record import Floats


def share_that_stays(spread: Floats, season: int) -> float:
    """Return the share of a surprise that later periods keep, from 0 (it is over at once) to 1 (all of it stays)."""
    horizon = len(spread)
    apart = season if horizon > season else 1
    variance = spread**2
    near, far = variance[: horizon - apart], variance[apart:]
    ahead = np.arange(1.0, len(near) + 1)
    known = near > 1e-9 * variance.max()
    if not known.any():
        return 1.0
    grown = far[known] / near[known]
    room = ahead[known] + apart - 1 - grown * (ahead[known] - 1)
    # So fast a growth as leaves no room is more than all of it staying.
    squares = np.where(room > 0, np.divide(grown - 1, room, out=np.ones_like(grown), where=room > 0), 1.0)
    return float(np.sqrt(np.median(squares.clip(0.0, 1.0))))


def memory(spread: Floats, season: int) -> Floats:
    """Return what is left of a surprise 0, 1, ... periods later: all of it, then the share that stays."""
    psi = np.full(len(spread), share_that_stays(spread, season))
    psi[0] = 1.0
    return psi
