"""A forecast as everybody reads it: a tidy table, the totals, and how it was made. Codes, not sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

if TYPE_CHECKING:
    from forecasting.law import Law


class Choice(StrEnum):
    """Why the forecast is what it is."""

    COMBINATION = "combination"  # the mean of the models did at least as well as the seasonal naive
    SHARED = "shared"  # it did not, so the seasonal naive stands beside it with the same weight
    UNTRIED = "untried"  # the mean of the models; the history is too short to try it against the naive
    TOO_SHORT = "too_short"  # too few figures for any model: the last one goes on
    CONSTANT = "constant"  # the figure never changed: it goes on


class Flag(StrEnum):
    """What a reader must know about the history before believing the forecast."""

    TOO_SHORT = "too_short"  # fewer than five figures
    NO_SEASON = "no_season"  # fewer than two seasons: its pattern is not known
    CONSTANT = "constant"
    GAP = "gap"  # periods without a figure were bridged for fitting
    UNSORTED = "unsorted"
    INFINITE = "infinite"  # endless figures were taken as missing
    OUTLIER = "outlier"  # single figures far off everything were bridged for fitting
    LAST_FIGURE_FAR_OFF = "last_figure_far_off"
    COVID = "covid"  # figures of 2020-Q2 to 2021-Q4 that fell out of line were bridged for fitting
    BREAK = "break"  # a known break lies within the history; `Provenance.breaks` says where
    CLIPPED = "clipped"  # the interval was cut at the bounds of the indicator
    OUT_OF_BOUNDS = "out_of_bounds"  # figures of the history itself lie beyond the bounds
    SMALL_POOL = "small_pool"  # few series of its kind: the interval rests on reference quantiles for the larger part
    STALE = "stale"  # the latest periods have no figure: the forecast starts after the last one that does


@dataclass(frozen=True, slots=True)
class Used:
    """A model that took part, with its weight (they add up to 1) and its parameters as fitted."""

    model: str
    weight: float
    parameters: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Backtest:
    """Mean absolute errors over rolling origins, of the combination and of the seasonal naive beside it."""

    origins: int
    error: float
    naive_error: float

    @property
    def ratio(self) -> float:
        """Error over the naive's; below 1 is better than the naive. NaN when both are exact."""
        return self.error / self.naive_error if self.naive_error > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a forecast was made."""

    used: tuple[Used, ...]
    choice: Choice
    backtest: Backtest | None
    first: pd.Period
    last: pd.Period
    last_value: float
    observations: int
    group: str
    pooled: int
    seed: int
    data_version: int | None = None
    flags: tuple[Flag, ...] = ()
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Forecast:
    """A forecast of one series: `mean[h]` and, for each level, `lower[level, h]` and `upper[level, h]`.

    The `sum_` arrays say the same of running totals: place k holds the total of the periods 0..k. They are not the
    sums of the bounds, for errors of neighbouring periods go together. `law` is the whole distribution.
    """

    periods: pd.PeriodIndex
    levels: tuple[float, ...]
    mean: Floats
    lower: Floats
    upper: Floats
    sum_mean: Floats
    sum_lower: Floats
    sum_upper: Floats
    law: "Law"
    how: Provenance

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per period and level: period, mean, level, lower, upper."""
        return self._long(self.mean, self.lower, self.upper)

    @cached_property
    def sums(self) -> pd.DataFrame:
        """The same of the total from the first forecast period to this one."""
        return self._long(self.sum_mean, self.sum_lower, self.sum_upper)

    def paths(self, count: int, seed: int | None = None) -> Floats:
        """Return simulated futures, of shape (count, horizon); the seed is the forecast's own when none is given."""
        return self.law.paths(count, np.random.default_rng(self.how.seed if seed is None else seed))

    def chance(self, at_least: float, *, ahead: int, total: bool = False) -> float:
        """Return the probability that the figure `ahead` periods on reaches a value, or the total of all until then.

        Never 0 nor 1: what has not been seen may still come.
        """
        return self.law.chance(at_least, ahead, total=total)

    def _long(self, mean: Floats, lower: Floats, upper: Floats) -> pd.DataFrame:
        count = len(self.levels)
        return pd.DataFrame(
            {
                "period": self.periods.repeat(count),
                "mean": np.repeat(mean, count),
                "level": np.tile(self.levels, len(self.periods)),
                "lower": lower.T.ravel(),
                "upper": upper.T.ravel(),
            }
        )
