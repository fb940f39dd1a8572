"""Classical seasonal indices of many series at once: taken off before a model without seasons, put on after it.

Multiplicative where every figure is positive, additive elsewhere; only where the autocorrelation at the season's lag is
significant (the test of the M competitions: Makridakis, Spiliotis, Assimakopoulos 2020).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forecasting.filters import Block
from forecasting.record import Floats

SIGNIFICANT = 1.645  # 90 % on both sides


@dataclass(frozen=True, slots=True)
class Season:
    """Seasonal indices of each row: `factors` to divide by and `steps` to take off; 1 and 0 where there is no
    season.
    """

    length: int
    factors: Floats
    steps: Floats

    def off(self, block: Block) -> Block:
        """Return the block without its season."""
        places = np.arange(block.values.shape[1]) % self.length
        return block.having(block.values / self.factors[:, places] - self.steps[:, places])

    def on(self, block: Block, mean: Floats, spread: Floats) -> tuple[Floats, Floats]:
        """Return a forecast after the end of the block with its season, and its spread likewise."""
        places = (block.lengths[:, None] + np.arange(mean.shape[1])) % self.length
        factors, steps = (np.take_along_axis(each, places, axis=1) for each in (self.factors, self.steps))
        return (mean + steps) * factors, spread * factors


def season_of(block: Block, length: int) -> Season:
    """Return the indices of each row that has a significant season and three of them to see it in."""
    rows = len(block.lengths)
    factors, steps = np.ones((rows, length)), np.zeros((rows, length))
    seasonal = is_seasonal(block, length)
    if seasonal.any():
        some = Block(block.values[seasonal], block.lengths[seasonal])
        positive = np.where(some.inside, some.values, np.inf).min(axis=1) > 0
        trend, seen = _trend(some, length)
        ratios = np.where(seen, some.values / np.where(seen & positive[:, None], trend, 1.0), 0.0)
        gaps = np.where(seen, some.values - trend, 0.0)
        factors[seasonal] = np.where(positive[:, None], _by_place(ratios, seen, length, divide=True), 1.0)
        steps[seasonal] = np.where(positive[:, None], 0.0, _by_place(gaps, seen, length, divide=False))
    return Season(length, factors, steps)


def is_seasonal(block: Block, length: int) -> NDArray[np.bool_]:
    """Return whether the autocorrelation at the season's lag is significant."""
    counts = block.lengths
    centred = block.having(block.values - (block.values.sum(axis=1) / counts)[:, None]).values
    power = np.einsum("sn,sn->s", centred, centred)
    some = np.where(power > 0, power, 1.0)
    lags = range(1, min(length, centred.shape[1] - 1) + 1)
    found = np.array([np.einsum("sn,sn->s", centred[:, lag:], centred[:, :-lag]) / some for lag in lags])
    if length == 1 or len(found) < length:
        return np.zeros(len(counts), dtype=bool)
    limit = SIGNIFICANT * np.sqrt((1 + 2 * (found[:-1] ** 2).sum(axis=0)) / counts)
    significant: NDArray[np.bool_] = (np.abs(found[-1]) > limit) & (counts >= 3 * length) & (power > 0)
    return significant


def _trend(block: Block, length: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Centred moving average over one season, and where it is known."""
    kernel = np.ones(length) if length % 2 else np.concatenate([[0.5], np.ones(length - 1), [0.5]])
    half = len(kernel) // 2
    places = np.arange(block.values.shape[1])
    seen = (places >= half) & (places < block.lengths[:, None] - half)
    padded = np.pad(block.values, ((0, 0), (half, half)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, len(kernel), axis=1)
    return windows @ kernel / length, seen


def _by_place(values: Floats, seen: NDArray[np.bool_], length: int, *, divide: bool) -> Floats:
    """Mean of the values at each place of the season, centred on 1 or on 0."""
    missing = -values.shape[1] % length
    folded = np.pad(values, ((0, 0), (0, missing))).reshape(len(values), -1, length).sum(axis=1)
    counted = np.pad(seen, ((0, 0), (0, missing))).reshape(len(values), -1, length).sum(axis=1)
    means: Floats = folded / np.maximum(counted, 1)
    centre = means.mean(axis=1, keepdims=True)
    return np.asarray(means / centre if divide else means - centre)
