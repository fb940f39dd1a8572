"""From a series as it was read to figures without gaps, and what a reader must be told of them.

Nothing is made up silently: each bridge over a gap, each figure set aside has its flag, and only the fitting sees it.
The last figure, the span and the number of observations are those of the series as it came.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecasting.breaks import COVID, levelled
from forecasting.bridges import bridged
from forecasting.errors import InvalidHistory
from forecasting.frequency import Frequency, of_index
from forecasting.outliers import FAR, UNBELIEVABLE, far_off, last_leap
from forecasting.plain import FEWEST, can_be_fitted
from forecasting.record import Flag, Floats

SEASONS = 40  # how far back is looked: older figures say nothing of today's pattern
LONGEST_GAP = 4  # periods without season; a season at the most where there is one


@dataclass(frozen=True, eq=False)
class Clean:
    """Figures of consecutive periods up to the last known one, for fitting; the rest is as it came."""

    figures: Floats
    frequency: Frequency
    first: pd.Period
    last: pd.Period
    last_value: float
    observations: int
    flags: tuple[Flag, ...]
    breaks: tuple[str, ...]


def cleaned(history: pd.Series, breaks: tuple[str, ...] = ()) -> Clean:
    """Return the figures ready for the models.

    Raises:
        InvalidHistory: not a series, not numbers, periods twice, or no figure at all.
        InvalidFrequency: not years, quarters, months, weeks or days.
    """
    if not isinstance(history, pd.Series):
        raise InvalidHistory(
            f"The history is a {type(history).__name__}; a pandas Series with a PeriodIndex is needed."
        )
    frequency = of_index(history.index)
    flags: list[Flag] = []
    known = _known(history, flags)
    first, last = known.index[0], known.index[-1]
    periods = pd.period_range(first, last, freq=known.index.freq)  # type: ignore[attr-defined]
    figures = known.reindex(periods).to_numpy(dtype=float)
    start = _usable_from(figures, frequency)
    figures, periods = figures[start:], periods[start:]
    if start or np.isnan(figures).any():
        flags.append(Flag.GAP)
    figures, moved = _mended(figures, periods, frequency, breaks, flags)
    return Clean(figures, frequency, first, last, float(known.iloc[-1]), len(known), tuple(flags), moved)


def _known(history: pd.Series, flags: list[Flag]) -> pd.Series:
    """The figures that are there, in order."""
    twice = history.index[history.index.duplicated()]
    if len(twice):
        raise InvalidHistory(
            f"The period {twice[0]} stands {int((history.index == twice[0]).sum())} times in the history; one figure "
            "for each period is needed. Choose one, or add them up, before forecasting."
        )
    try:
        values = history.astype(float)
    except (TypeError, ValueError) as cause:
        raise InvalidHistory(f"The history holds something that is not a number: {cause}.") from cause
    if not values.index.is_monotonic_increasing:
        flags.append(Flag.UNSORTED)
        values = values.sort_index()
    if np.isinf(values.to_numpy()).any():
        flags.append(Flag.INFINITE)
        values = values.where(np.isfinite(values))
    known = values.dropna()
    if known.empty:
        raise InvalidHistory(
            f"None of the {len(history)} periods of the history holds a figure; one is needed at least."
        )
    if known.index[-1] < values.index[-1]:
        flags.append(Flag.STALE)
    return known


def _usable_from(figures: Floats, frequency: Frequency) -> int:
    """Where to begin: after a gap too long to be bridged when enough follows it, and not before the memory ends."""
    known = np.flatnonzero(~np.isnan(figures))
    gaps = np.diff(known)
    enough = max(FEWEST, 2 * frequency.season)
    long = [place for place in np.flatnonzero(gaps > max(frequency.season, LONGEST_GAP)) if len(known) - place > enough]
    after_gap = int(known[long[-1] + 1]) if long else 0
    memory = max(SEASONS * frequency.season, 100) if frequency.code != "D" else 3 * 365
    return max(after_gap, len(figures) - memory)


def _mended(
    figures: Floats, periods: pd.PeriodIndex, frequency: Frequency, breaks: tuple[str, ...], flags: list[Flag]
) -> tuple[Floats, tuple[str, ...]]:
    """Bridge gaps, lift what came before a break to today's level, set aside what is far off."""
    season = frequency.season
    figures = bridged(figures, season)
    if not can_be_fitted(figures):
        return figures, ()
    figures, moved = levelled(figures, periods, season, breaks)
    if moved:
        flags.append(Flag.BREAK)
    figures = without_outliers(figures, season, flags)
    figures = _set_aside(figures, COVID.out_of_line(figures, periods, frequency), season, Flag.COVID, flags)
    return figures, moved


def without_outliers(figures: Floats, season: int, flags: list[Flag]) -> Floats:
    """Bridge single figures far off everything; the last one only when no real series would leap like that."""
    figures = _set_aside(figures, far_off(figures, season), season, Flag.OUTLIER, flags)
    leap = last_leap(figures, season)
    if leap > FAR:
        flags.append(Flag.LAST_FIGURE_FAR_OFF)
    if leap > UNBELIEVABLE:
        figures = bridged(np.append(figures[:-1], np.nan), season)
    return figures


def _set_aside(figures: Floats, off: NDArray[np.bool_], season: int, flag: Flag, flags: list[Flag]) -> Floats:
    if not off.any():
        return figures
    flags.append(flag)
    return bridged(np.where(off, np.nan, figures), season)
