"""The plain methods: the last figure, the last season, the straight line between first and last. Members like
others.
"""

import numpy as np

from forecasting.filters import Block
from forecasting.members import Member, nothing
from forecasting.record import Floats


def last_figure(name: str, block: Block, horizon: int) -> Member:
    """Return the last figure carried on."""
    mean = np.repeat(block.tail(block.values, 1), horizon, axis=1)
    return Member(name, mean, _spread(block, 1)[:, None] * np.sqrt(np.arange(1.0, horizon + 1)), nothing)


def seasonal_naive(name: str, block: Block, season: int, horizon: int) -> Member:
    """Return the last season repeated; the last figure for rows shorter than a season."""
    ahead = np.arange(horizon)
    mean = block.tail(block.values, season)[:, ahead % season]
    short = block.lengths < season
    mean[short] = block.last[short, None]
    return Member(name, mean, _spread(block, season)[:, None] * np.sqrt(ahead // season + 1.0), nothing)


FADING = 0.9
"""What is left of a growth rate a period later: what grows in proportion to itself does not do so for ever."""


def drift(name: str, block: Block, horizon: int, fading: float = 1.0) -> Member:
    """Return the last figure with the mean change of the past going on, each period `fading` of the one before."""
    steps = np.maximum(block.lengths - 1, 1)[:, None]
    slope = (block.tail(block.values, 1) - block.values[:, :1]) / steps
    ahead = np.arange(1.0, horizon + 1)
    reach = np.cumsum(fading ** (ahead - 1))
    spread = _spread(block, 1)[:, None] * np.sqrt(ahead * (1 + ahead / steps))
    return Member(name, block.last[:, None] + slope * reach, spread, lambda row: {"slope": float(slope[row, 0])})


def fading_drift(name: str, block: Block, horizon: int) -> Member:
    """Return the drift that fades; of logarithms it is a growth rate that does."""
    return drift(name, block, horizon, FADING)


def _spread(block: Block, lag: int) -> Floats:
    """Root mean square of the changes over `lag` periods; over one period for rows that are too short."""
    if lag > 1 and (block.lengths <= lag + 1).any():
        return np.where(block.lengths <= lag + 1, _spread(block, 1), _lagged(block, lag))
    return _lagged(block, lag)


def _lagged(block: Block, lag: int) -> Floats:
    inside = block.inside[:, lag:]
    changes = np.where(inside, block.values[:, lag:] - block.values[:, :-lag], 0.0)
    spread: Floats = np.sqrt((changes**2).sum(axis=1) / np.maximum(inside.sum(axis=1), 1))
    return spread
