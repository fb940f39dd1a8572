"""Models on coarser periods: a monthly series seen by quarters or half-years shows its course with less noise.

Temporal aggregation as in Kourentzes, Petropoulos, Trapero (2014): the figures are averaged in blocks that end with
the last one, a model forecasts the blocks, and the course between the middles of the blocks is a straight line.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from forecasting.filters import Block, Ints
from forecasting.members import Member
from forecasting.record import Floats

Model = Callable[[Block, int], Member]
FEWEST = 4  # blocks


def aggregated(block: Block, every: int, horizon: int, model: Model, otherwise: Member) -> Member:
    """Return the model on blocks of `every` periods; `otherwise` for rows that are too short for it.

    The spread is that of `otherwise`: blocks say little about single periods.
    """
    enough = block.lengths >= FEWEST * every
    mean = otherwise.mean.copy()
    if not enough.any():
        return otherwise
    coarse = _coarse(block.values[enough], block.lengths[enough], every)
    found = model(coarse, -(-horizon // every))
    mean[enough] = _fine(coarse.last, found.mean, every, horizon)
    row_of = np.cumsum(enough) - 1
    return replace(
        otherwise,
        name=found.name,
        mean=mean,
        parameters=lambda row: found.parameters(row_of[row]) if enough[row] else otherwise.parameters(row),
    )


def _coarse(values: Floats, lengths: Ints, every: int) -> Block:
    counts = (lengths // every).astype(np.int64)
    first = lengths - counts * every  # the oldest few are left out: blocks end with the last figure
    places = first[:, None] + np.arange(counts.max() * every)
    taken = np.take_along_axis(values, places.clip(0, values.shape[1] - 1).astype(np.int64), axis=1)
    means = taken.reshape(len(values), -1, every).mean(axis=2)
    return Block(np.where(np.arange(means.shape[1]) < counts[:, None], means, 0.0), counts)


def _fine(last: Floats, blocks: Floats, every: int, horizon: int) -> Floats:
    """Read the line through the middles of the blocks at each single period; beyond the last middle it goes on."""
    knots = np.column_stack([last, blocks])
    middles = np.arange(knots.shape[1]) * every - (every + 1) / 2  # the first forecast period stands at 0
    ahead = np.arange(horizon)
    left = np.clip((ahead - middles[0]) // every, 0, knots.shape[1] - 2).astype(int)
    share = (ahead - middles[left]) / every
    fine: Floats = knots[:, left] * (1 - share) + knots[:, left + 1] * share
    return fine
