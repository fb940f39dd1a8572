"""What a kept forecast says of a whole year: figures so far enter as they are, the rest as one total.

Errors of neighbouring periods go together, so intervals of single periods never add up to that of the year: the
forecast keeps the distribution of its running totals for this.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.aggregation import RULES
from data.forecasts.records import KeptForecast
from data.periods import STEPS_IN_YEAR, Grain, Period

if TYPE_CHECKING:
    from forecasting.law import Law

LEVELS = np.array([0.8, 0.95])
PATHS = 2000
Bounds = tuple[float, float, float, float, float]
"""Mean, then the lower and upper bounds of both levels."""


@dataclass(frozen=True, slots=True)
class YearSaid:
    """A year as a forecast sees it; `known` of its `periods` have figures. Bounds hold 80 and 95 of 100 outcomes."""

    year: int
    mean: float
    lower_80: float
    upper_80: float
    lower_95: float
    upper_95: float
    known: int
    periods: int


def year_said(kept: KeptForecast, figures: Mapping[Period, float], rule: str) -> YearSaid | None:
    """The year in which the forecast begins, by the indicator's own rule over time: sum, mean, max or last.

    None where the rule makes no figure of a year, a figure of the year so far is missing, or the forecast ends earlier.

    Args:
        kept: of months or quarters.
        figures: what is known of the year, by period.
        rule: of the indicator; any other gives None.
    """
    grain, first = kept.origin.grain, kept.origin.shift(1)
    if grain not in (Grain.MONTH, Grain.QUARTER):
        return None
    whole = STEPS_IN_YEAR[grain]
    left = _places_left(first, whole)
    before = [figures.get(kept.origin.shift(-back)) for back in range(whole - left)]
    so_far = [one for one in before if one is not None]
    if len(so_far) < len(before) or left > len(kept.points):
        return None
    said = _by_rule(kept, so_far, left, whole, rule)
    return None if said is None else YearSaid(first.year, *said, len(so_far), whole)


def _places_left(first: Period, whole: int) -> int:
    place = first.end.month // (12 // whole)
    return whole - place + 1


def _by_rule(kept: KeptForecast, so_far: list[float], left: int, whole: int, rule: str) -> Bounds | None:
    if rule == "last":
        row = kept.points.iloc[left - 1]
        return _five(row[name] for name in ("mean", "lower_80", "upper_80", "lower_95", "upper_95"))
    if rule == "max":
        return _of_paths(kept, max(so_far, default=-np.inf), left)
    if rule not in ("sum", "mean"):
        return None
    divisor = whole if rule == "mean" else 1
    law = _law(kept)
    total = float(kept.points["mean"].iloc[:left].sum())
    room = law.bounds.sums(left)
    halves = law.half_widths(LEVELS, total=True)[:, left - 1]
    ends = [float(end) for half in halves for end in room.clip(np.array([total - half, total + half]))]
    return _five((sum(so_far) + one) / divisor for one in (total, *ends))


def _of_paths(kept: KeptForecast, highest: float, left: int) -> Bounds:
    """The greatest figure of a year follows from whole futures, not from single periods."""
    paths = _law(kept).paths(PATHS, np.random.default_rng(0))[:, :left]
    tops = np.maximum(paths.max(axis=1), highest)
    ends = np.quantile(tops, [0.1, 0.9, 0.025, 0.975])
    return _five((tops.mean(), *ends))


def _law(kept: KeptForecast) -> "Law":
    """The distribution of a forecast; it brings SciPy along, which a start need not wait for."""
    from forecasting.kept import law_of

    return law_of(kept)


def _five(values: Iterable[float]) -> Bounds:
    mean, low_80, up_80, low_95, up_95 = (float(one) for one in values)
    return mean, low_80, up_80, low_95, up_95


def years_of(figures: Mapping[Period, float], paths: pd.DataFrame, rule: str) -> pd.DataFrame:
    """What two paths make of the years that they complete: year, base, scenario and difference.

    Args:
        figures: what is known, by period; of a year that has begun it enters as it is.
        paths: period, base and scenario, one row a period of months or quarters.
        rule: sum, mean, max or last over time; any other makes no figure of a year.
    """
    over, rows = RULES.get(rule), []
    periods = [Period.parse(text) for text in paths["period"]]
    for year in sorted({when.year for when in periods}) if over else ():
        known = [value for when, value in sorted(figures.items()) if when.year == year and when < periods[0]]
        places = [place for place, when in enumerate(periods) if when.year == year]
        if over is not None and len(known) + len(places) == STEPS_IN_YEAR[periods[0].grain]:
            base, other = (over([*known, *paths[name].iloc[places]]) for name in ("base", "scenario"))
            rows.append((year, base, other, other - base))
    return pd.DataFrame(rows, columns=["year", "base", "scenario", "difference"])
