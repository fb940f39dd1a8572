"""A year that is not over, as one distribution: figures so far enter as they are, the rest as the forecast says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isinf

import numpy as np

from data.periods import STEPS_IN_YEAR, Grain, Period
from data.targets.rules import YearRule
from forecasting.law import LEAST, Law
from forecasting.record import Floats

PATHS = 4000
SEED = 1945
LEVEL = 0.8
QUARTERS = 4
SHRINK = 8.0
"""How many years of even quarters the estimated sizes of quarters are pulled towards."""


@dataclass(frozen=True, eq=False)
class Year:
    """The figure of a year as `fixed + sum(weights * periods that still count)`; `first` counts steps of the forecast.

    `so_far` is the mean of the year's periods that are known (their last where only the last one counts), `ahead` how
    many are still to come.
    """

    law: Law
    fixed: float
    weights: Floats
    first: int
    ahead: int
    so_far: float | None = None
    count: int = 1
    """Periods in a year."""

    @property
    def left(self) -> int:
        """Periods to come that enter the figure."""
        return len(self.weights)

    @property
    def mean(self) -> float:
        means = self.law.bounds.clip(self.law.mean)[self.first - 1 : self.first - 1 + self.left]
        return float(self.fixed + self.weights @ means)

    def probability(self, low: float, high: float) -> float:
        """How likely the year lies from `low` to `high`; never 0 nor 1."""
        above_low = 1.0 if isinf(low) else self._at_least(low)
        above_high = 0.0 if isinf(high) else self._at_least(high)
        return float(np.clip(above_low - above_high, LEAST, 1 - LEAST))

    def interval(self) -> tuple[float, float]:
        """Where the year lies with 8 in 10 chances."""
        if self._exact:
            half = self.law.half_widths(np.array([LEVEL]), total=self.left > 1)[0, self._last - 1]
            spread = float(half * self.weights[-1])
            return self.mean - spread, self.mean + spread
        low, high = np.quantile(self._years(), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return float(low), float(high)

    def needed(self, goal: float) -> float:
        """What each period still to come must show on average for the year to reach `goal`."""
        return float((goal - self.fixed) / self.weights.sum())

    @property
    def _last(self) -> int:
        return self.first + self.left - 1

    @property
    def _exact(self) -> bool:
        """Whether the rest is one figure, or one running total, whose own distribution the forecast keeps."""
        even = bool(np.allclose(self.weights, self.weights[0]))
        return self.left == 1 or (even and self.first == 1)

    def _at_least(self, value: float) -> float:
        if not self._exact:
            return float(np.mean(self._years() >= value))
        rest = (value - self.fixed) / self.weights[0]
        return self.law.chance(rest, self._last, total=self.left > 1)

    def _years(self) -> Floats:
        futures = self.law.paths(PATHS, np.random.default_rng(SEED))[:, self.first - 1 : self._last]
        return np.asarray(self.fixed + futures @ self.weights)


def year_of(law: Law, origin: Period, year: int, rule: YearRule, figures: Mapping[Period, float]) -> Year | None:
    """The year as a forecast sees it; None where it is over, beyond the forecast, or a figure so far is missing.

    Args:
        law: The distribution of the periods after the origin.
        origin: The newest period that the forecast knew; its grain is that of all.
        year: Which year.
        rule: How a year follows from its periods; a yearly forecast needs none.
        figures: What is known, by period; figures after the origin are left out.
    """
    grain, count = origin.grain, STEPS_IN_YEAR[origin.grain]
    ahead = _steps(origin, year)
    if not 0 < ahead <= len(law.mean):
        return None
    left = min(ahead, count)
    known = _known(origin, left, count, figures)
    if grain is Grain.YEAR or rule is YearRule.LAST:
        return Year(law, 0.0, np.ones(1), ahead, ahead, known[-1] if known else None, count)
    if len(known) < count - left or rule not in (YearRule.SUM, YearRule.MEAN, YearRule.GROWTH):
        return None
    sizes = np.ones(count) if rule is YearRule.SUM else np.full(count, 1 / count)
    if rule is YearRule.GROWTH:
        sizes = shares(figures, count)
    fixed = _fixed(known, sizes, rule, origin, figures)
    weight = float(sizes[: len(known)].sum())
    return Year(law, fixed, sizes[count - left :], ahead - left + 1, left, fixed / weight if known else None, count)


def shares(figures: Mapping[Period, float], count: int) -> Floats:
    """How much each quarter weighs in the growth of its year, by the years of which all is known; else evenly.

    Least squares of the year's growth on that of its quarters, pulled towards even shares; the shares add up to 1.
    """
    even = np.full(count, 1 / count)
    years = sorted({one.year for one in figures if one.grain is Grain.YEAR})
    rows = [[figures.get(Period.parse(f"{year}-Q{place}")) for place in range(1, count + 1)] for year in years]
    whole = [(row, figures[Period.parse(str(year))]) for row, year in zip(rows, years, strict=True) if None not in row]
    if count != QUARTERS or not whole:
        return even
    growth = np.array([row for row, _ in whole], dtype=float)
    off = growth - growth.mean(axis=1, keepdims=True)
    miss = np.array([value for _, value in whole]) - growth @ even
    pull = SHRINK * float(np.mean(off**2)) + 1e-9
    found = even + np.linalg.solve(off.T @ off + pull * np.eye(count), off.T @ miss)
    found = found.clip(0.05, None)
    return np.asarray(found / found.sum())


def _fixed(
    known: Sequence[float], sizes: Floats, rule: YearRule, origin: Period, figures: Mapping[Period, float]
) -> float:
    """What the figures so far give; growth since January enters as published where it is."""
    if rule is YearRule.GROWTH and known:
        published = figures.get(_since_january(origin))
        if published is not None:
            return float(sizes[: len(known)].sum() * published)
    return float(sizes[: len(known)] @ np.array(known)) if known else 0.0


def _since_january(origin: Period) -> Period:
    month = origin.end.month
    texts = {3: f"{origin.year}-Q1", 6: f"{origin.year}-H1"}
    return Period.parse(texts.get(month, f"{origin.year}-{month}M"))


def _known(origin: Period, left: int, count: int, figures: Mapping[Period, float]) -> tuple[float, ...]:
    periods = [origin.shift(-back) for back in range(count - left - 1, -1, -1)]
    values = [figures.get(one) for one in periods]
    return tuple(one for one in values if one is not None)


def _steps(origin: Period, year: int) -> int:
    months = (year - origin.end.year) * 12 + 12 - origin.end.month
    return months // (12 // STEPS_IN_YEAR[origin.grain])
