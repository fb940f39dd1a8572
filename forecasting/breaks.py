"""Breaks that are known beforehand: a new way of counting lifts or lowers a series, an epidemic bends it for a
while.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecasting.bridges import bridged_together, without_season
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

    def beside(self, rows: Floats, last: pd.Period, frequency: Frequency) -> tuple[Floats, NDArray[np.bool_]]:
        """Return rows whose figures within the span follow the bridge over it where they were clearly off it, and which
        figures those were: for rows of one length, all with their last figure at `last`.

        A season is needed after it and two before: at its own time nobody knew where it would lead.
        """
        off, count = np.zeros(rows.shape, dtype=bool), rows.shape[1]
        season = frequency.season
        if frequency.code not in self.frequencies:
            return rows, off
        begin, end = (count - 1 - back for back in self._back(last))
        if begin < max(2 * season, 4) or count - 1 - end < season:
            return rows, off
        off[:, begin : end + 1] = True
        bridge = bridged_together(np.where(off, np.nan, rows), season)
        plain = without_season(bridge, season)
        changes = np.abs(np.diff(plain, axis=1))[:, ~off[0, 1:]]
        usual = np.maximum(TO_SIGMA * np.median(changes, axis=1), 1e-9 * np.abs(plain).max(axis=1))
        off &= np.abs(rows - bridge) > CLEAR * usual[:, None]
        return np.where(off, bridge, rows), off

    def _back(self, last: pd.Period) -> tuple[int, int]:
        """How many periods before the last one the span begins and ends."""
        begin = pd.Period(pd.Period(self.first, "M").start_time, freq=last.freqstr)
        end = pd.Period(pd.Period(self.last, "M").end_time, freq=last.freqstr)
        return last.ordinal - begin.ordinal, last.ordinal - end.ordinal


COVID = Window("2020-04", "2021-12", frozenset({"M", "Q", "W"}))


def levelled(figures: Floats, last: pd.Period, season: int, breaks: Sequence[str]) -> tuple[Floats, tuple[str, ...]]:
    """Return the figures (the last one of period `last`) with all that came before a break lifted to the level after
    it, and the breaks that moved them.

    The step is the median change over one season across the break less the median change of seasons before it: a ratio
    where all figures are positive, a difference elsewhere. A step that is not clear against those changes is left
    alone, and so is a bend: a step is there from the first period on.
    """
    moved = []
    for name in sorted(breaks):
        place = len(figures) - 1 - (last.ordinal - _first_of(name, last.freqstr))
        if not max(season + 1, 3) <= place < len(figures):
            continue
        positive = bool(figures.min() > 0)
        scale = np.log(figures) if positive else figures
        if _is_clear(step := _step(scale, place, season)):
            figures = figures.copy()
            figures[:place] = np.exp(scale[:place] + step.size) if positive else scale[:place] + step.size
            moved.append(name)
    return figures, tuple(moved)


@lru_cache(maxsize=256)
def _first_of(name: str, frequency: str) -> int:
    """The ordinal of the first period of a frequency that begins with the break or after it."""
    try:
        start = pd.Period(name).start_time
    except ValueError as cause:
        raise InvalidHistory(f"The break {name!r} names no period; write it as 2025-07 or 2025-Q3.") from cause
    period = pd.Period(start, freq=frequency)
    return int(period.ordinal) + (period.start_time < start)


@dataclass(frozen=True, slots=True)
class _Step:
    """What changed across a break: in the median over a season, and at once; `usual` and `noise` are of other years."""

    size: float
    at_once: float
    usual: float
    noise: float


def _is_clear(step: _Step) -> bool:
    least = max(CLEAR * step.noise, abs(step.usual), 1e-12)
    return abs(step.size) > least and step.at_once * step.size > 0 and abs(step.at_once) > abs(step.size) / 2


def _step(scale: Floats, place: int, season: int) -> _Step:
    across = scale[place : place + season] - scale[place - season : place][: len(scale) - place]
    before = scale[season:place] - scale[: place - season]
    usual = float(np.median(before)) if len(before) else 0.0
    noise = TO_SIGMA * float(np.median(np.abs(before - usual))) if len(before) > 1 else 0.0
    at_once = across[0] - (before[-1] if len(before) else 0.0)
    return _Step(float(np.median(across)) - usual, float(at_once), usual, noise)
