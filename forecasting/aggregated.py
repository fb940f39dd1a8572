"""Models on coarser periods: a monthly series seen by quarters or half-years shows its course with less noise.

Temporal aggregation as in Kourentzes, Petropoulos, Trapero (2014): the figures are averaged in blocks that end with
the last one, a model forecasts the blocks, and the course between the middles of the blocks is a straight line.
"""

from collections.abc import Callable, Mapping

import numpy as np

from forecasting.filters import Block, Ints
from forecasting.members import Member
from forecasting.record import Floats

Model = Callable[[Block, int], Member]
FEWEST = 4  # blocks


def aggregated(block: Block, every: int, horizon: int, model: Model) -> Member:
    """Return the model on blocks of `every` periods; rows too short for that are seen by single periods.

    The spread is that of the mean of a block: of single periods blocks say little.
    """
    enough = block.lengths >= FEWEST * every
    mean, spread = (np.empty((len(enough), horizon)) for _ in range(2))
    found: dict[bool, Member] = {}
    for is_enough in sorted(set(enough.tolist())):
        rows = enough == is_enough
        part = _coarse(block.values[rows], block.lengths[rows], every if is_enough else 1)
        one = found[is_enough] = model(part, -(-horizon // every) if is_enough else horizon)
        mean[rows] = _fine(part.last, one.mean, every, horizon) if is_enough else one.mean
        spread[rows] = np.repeat(one.spread, every, axis=1)[:, :horizon] if is_enough else one.spread
    place = np.where(enough, np.cumsum(enough), np.cumsum(~enough)) - 1

    def parameters(row: int) -> Mapping[str, float]:
        return found[bool(enough[row])].parameters(int(place[row]))

    return Member(one.name, mean, spread, parameters)


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
