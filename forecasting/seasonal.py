"""Classical seasonal indices of many series at once: taken off before a model without seasons, put on after it.

Multiplicative where every figure is positive, additive elsewhere. There is no test for a season: each set of indices is
drawn towards none at all by as much as its own noise would explain of it (positive-part James-Stein; for seasonal
indices Miller, Williams 2003). A test at a fixed level misses smooth seasons of short series and lets noise through.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forecasting.filters import Block
from forecasting.record import Floats


@dataclass(frozen=True, slots=True)
class Season:
    """Seasonal indices of each row: `factors` to divide by, `steps` to take off; 1 and 0 where there is no season."""

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


@dataclass(frozen=True, slots=True)
class Indices:
    """Mean deviation from the trend at each place of the season, centred on 0, and the variance of its own error."""

    means: Floats
    noise: Floats

    def shrunk(self) -> Floats:
        """Return the indices without what noise alone would show."""
        seen = self.means.var(axis=1, ddof=1)
        real = np.maximum(seen - self.noise, 0.0)
        share = real / np.where(real + self.noise > 0, real + self.noise, 1.0)
        return np.asarray(self.means * share[:, None])


def fewest(length: int) -> int:
    """How many figures show a season: two of them, and enough more to tell the noise of the indices."""
    return 2 * length + max(4, length // 2)


def season_of(block: Block, length: int) -> Season:
    """Return the indices of each row that is long enough to show a season."""
    rows = len(block.lengths)
    factors, steps = np.ones((rows, length)), np.zeros((rows, length))
    seasonal = block.lengths >= fewest(length)
    if length > 1 and seasonal.any():
        some = Block(block.values[seasonal], block.lengths[seasonal])
        positive = (np.where(some.inside, some.values, np.inf).min(axis=1) > 0)[:, None]
        indices = indices_of(some, length, positive).shrunk()
        factors[seasonal] = np.where(positive, 1 + indices, 1.0)
        steps[seasonal] = np.where(positive, 0.0, indices)
    return Season(length, factors, steps)


def indices_of(block: Block, length: int, positive: NDArray[np.bool_]) -> Indices:
    """Return the indices as classical decomposition has them: shares of the trend where positive, else differences."""
    trend, seen = _trend(block, length)
    shares = block.values / np.where(seen & positive, trend, 1.0) - 1
    deviations = np.where(seen, np.where(positive, shares, block.values - trend), 0.0)
    places = np.arange(deviations.shape[1]) % length
    counts = _folded(seen, length)
    means = _folded(deviations, length) / np.maximum(counts, 1)
    centre = means.mean(axis=1, keepdims=True)
    rest = np.where(seen, deviations - means[:, places], 0.0)
    total = seen.sum(axis=1)
    variance = (rest**2).sum(axis=1) / np.maximum(total - length, 1)
    return Indices(np.where(positive, (1 + means) / (1 + centre) - 1, means - centre), variance * length / total)


def _trend(block: Block, length: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Centred moving average over one season, and where it is known."""
    kernel = np.ones(length) if length % 2 else np.concatenate([[0.5], np.ones(length - 1), [0.5]])
    half = len(kernel) // 2
    places = np.arange(block.values.shape[1])
    seen = (places >= half) & (places < block.lengths[:, None] - half)
    padded = np.pad(block.values, ((0, 0), (half, half)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, len(kernel), axis=1)
    return windows @ kernel / length, seen


def _folded(values: Floats | NDArray[np.bool_], length: int) -> Floats:
    """Sum of the values at each place of the season."""
    missing = -values.shape[1] % length
    padded = np.pad(values, ((0, 0), (0, missing))).reshape(len(values), -1, length)
    return np.asarray(padded.sum(axis=1), dtype=np.float64)
