"""Breaks that are known beforehand: a new way of counting lifts or lowers a series, an epidemic bends it for a
while.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecasting.bridges import bridged, without_season
from forecasting.errors import InvalidHistory
from forecasting.frequency import Frequency
from forecasting.record import Floats

CLEAR = 4.0  # robust standard deviations by which a figure or a level must differ
TO_SIGMA = 1.4826


@dataclass(frozen=True, slots=True)
class Window:
    """A span of periods whose figures are set aside for fitting when they fell out of line."""

    first: str
    last: str
    frequencies: frozenset[str]

    def out_of_line(self, figures: Floats, last: pd.Period, frequency: Frequency) -> NDArray[np.bool_]:
        """Return which figures lie within the span and clearly off the bridge over it; `last` is the last one's period.

        A season is needed after it and two before: at its own time nobody knew where it would lead.
        """
        off = np.zeros(len(figures), dtype=bool)
        season = frequency.season
        begin, end = (len(figures) - 1 - back for back in self._back(last))
        if frequency.code not in self.frequencies or begin < max(2 * season, 4) or len(figures) - 1 - end < season:
            return off
        off[begin : end + 1] = True
        bridge = bridged(np.where(off, np.nan, figures), season)
        plain = without_season(bridge, season)
        changes = np.abs(np.diff(plain))[~off[1:]]
        usual = max(TO_SIGMA * float(np.median(changes)), 1e-9 * float(np.abs(plain).max()))
        return off & (np.abs(figures - bridge) > CLEAR * usual)

    def _back(self, last: pd.Period) -> tuple[int, int]:
        """How many periods before the last one the span begins and ends."""
        begin = pd.Period(pd.Period(self.first, "M").start_time, freq=last.freqstr)
        end = pd.Period(pd.Period(self.last, "M").end_time, freq=last.freqstr)
        return last.ordinal - begin.ordinal, last.ordinal - end.ordinal


COVID = Window("2020-04", "2021-12", frozenset({"M", "Q", "W"}))


def levelled(
    figures: Floats, periods: pd.PeriodIndex, season: int, breaks: Sequence[str]
) -> tuple[Floats, tuple[str, ...]]:
    """Return the figures with all that came before a break lifted to the level after it, and the breaks that moved
    them.

    The step is the median change over one season across the break less the median change of seasons before it: a ratio
    where all figures are positive, a difference elsewhere. A step that is not clear against those changes is left
    alone.
    """
    moved = []
    for name in sorted(breaks):
        place = int((periods.start_time < _start(name)).sum())
        if not max(season + 1, 3) <= place < len(figures):
            continue
        positive = bool(figures.min() > 0)
        scale = np.log(figures) if positive else figures
        step, noise = _step(scale, place, season)
        if abs(step) > CLEAR * noise and abs(step) > 1e-12:
            figures = figures.copy()
            figures[:place] = np.exp(scale[:place] + step) if positive else scale[:place] + step
            moved.append(name)
    return figures, tuple(moved)


def _start(name: str) -> pd.Timestamp:
    try:
        return pd.Period(name).start_time
    except ValueError as cause:
        raise InvalidHistory(f"The break {name!r} names no period; write it as 2025-07 or 2025-Q3.") from cause


def _step(scale: Floats, place: int, season: int) -> tuple[float, float]:
    across = scale[place : place + season] - scale[place - season : place][: len(scale) - place]
    before = scale[season:place] - scale[: place - season]
    usual = float(np.median(before)) if len(before) else 0.0
    noise = TO_SIGMA * float(np.median(np.abs(before - usual))) if len(before) > 1 else 0.0
    return float(np.median(across)) - usual, noise
