"""Open SDG's measure of progress, by its published method, beside our own reading for analysts who compare.

Formula: https://github.com/open-sdg/sdg-build, `docs/progress-methodology.md` and `sdg/ProgressMeasure.py`: the yearly
rate of growth since the base year over the rate that the target needs. It knows neither bands nor parts of a year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

BASE_YEAR, TARGET_YEAR = 2015, 2030
SUBSTANTIAL, MODERATE = 0.95, 0.60
FEWEST_YEARS = 2


class Progress(StrEnum):
    """What Open SDG calls the pace towards a target."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    MODERATE = "moderate"
    LIMITED = "limited"
    DETERIORATION = "deterioration"
    NOT_AVAILABLE = "not_available"


class Refusal(StrEnum):
    """Why the measure says nothing."""

    TOO_FEW_YEARS = "too_few_years"
    ZERO_BASE = "zero_base"
    ZERO_TARGET = "zero_target"
    SIGNS_DIFFER = "signs_differ"
    BASE_IS_TARGET = "base_is_target"


@dataclass(frozen=True, slots=True)
class OpenSdg:
    """The measure of one series; `ratio` and `score` are None where it says nothing, and `refusal` tells why."""

    progress: Progress
    ratio: float | None = None
    score: float | None = None
    refusal: Refusal | None = None


def open_sdg(
    values: Mapping[int, float],
    target: float,
    *,
    higher_is_better: bool,
    base_year: int = BASE_YEAR,
    target_year: int = TARGET_YEAR,
) -> OpenSdg:
    """Progress of yearly values towards a target.

    Where Open SDG itself would divide by zero or put 0.001 for zero, this refuses with the reason.
    """
    years = sorted(year for year in values if year >= base_year)
    if len(years) < FEWEST_YEARS or years[0] >= target_year:
        return _refused(Refusal.TOO_FEW_YEARS)
    first, last = years[0], years[-1]
    base, now = values[first], values[last]
    if (now >= target) if higher_is_better else (now <= target):
        return OpenSdg(Progress.ACHIEVED, score=5.0)
    why = _refusal(base, now, target)
    if why is not None:
        return _refused(why)
    sign = -1.0 if base < 0 else 1.0
    observed = (now / base) ** (1 / (last - first)) - 1
    needed = (target / base) ** (1 / (target_year - first)) - 1
    ratio = sign * (1.0 if higher_is_better else -1.0) * observed / abs(needed)
    return OpenSdg(_category(ratio), ratio, _score(ratio))


def _refusal(base: float, now: float, target: float) -> Refusal | None:
    if base == 0 or now == 0:
        return Refusal.ZERO_BASE
    if target == 0:
        return Refusal.ZERO_TARGET
    if base * now < 0 or base * target < 0:
        return Refusal.SIGNS_DIFFER
    return Refusal.BASE_IS_TARGET if base == target else None


def _refused(why: Refusal) -> OpenSdg:
    return OpenSdg(Progress.NOT_AVAILABLE, refusal=why)


def _category(ratio: float) -> Progress:
    if ratio >= SUBSTANTIAL:
        return Progress.ON_TRACK
    if ratio >= MODERATE:
        return Progress.MODERATE
    return Progress.LIMITED if ratio >= 0 else Progress.DETERIORATION


def _score(ratio: float) -> float:
    """Piecewise linear through (-0.6, -5), (0.6, 0), (0.95, 2.5), (1.3, 5)."""
    points = ((-MODERATE, -5.0), (MODERATE, 0.0), (SUBSTANTIAL, 2.5), (1.3, 5.0))
    if ratio <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if ratio <= x1:
            return y0 + (ratio - x0) / (x1 - x0) * (y1 - y0)
    return points[-1][1]
