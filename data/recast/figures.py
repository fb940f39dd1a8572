"""Every version of an indicator's figures as columns, looked up by the thousand: what a cell said at a moment."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from data.periods import Grain, Period

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SEVERITY = "AEPFMS"  # a sum is as uncertain as its least certain part
GRAINS = tuple(Grain)
DAY_BITS, GRAIN_BITS = 17, 3
STEP_BITS = DAY_BITS + GRAIN_BITS
FIRST_DAY = date(1850, 1, 1)
NOWHERE = -1
"""A step that no period has: what is looked up there is never found."""


def step_of(period: Period) -> int:
    """A number for the grain and the last day of a period."""
    return GRAINS.index(period.grain) << DAY_BITS | (period.end - FIRST_DAY).days


def period_of(step: int) -> Period:
    return Period(FIRST_DAY + timedelta(days=step & ((1 << DAY_BITS) - 1)), GRAINS[step >> DAY_BITS])


def days_of(steps: Ints) -> Ints:
    """Days from the first one to the ends of the periods."""
    return steps & ((1 << DAY_BITS) - 1)


def years_of(steps: Ints) -> Ints:
    dates = np.datetime64(FIRST_DAY, "D") + days_of(steps).astype("timedelta64[D]")
    years: Ints = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    return years


def cells(units: Ints, steps: Ints) -> Ints:
    """Numbers of the pairs (unit, period); negative where there is no period."""
    return np.where(steps < 0, NOWHERE, units << STEP_BITS | steps)


@dataclass(frozen=True)
class Figures:
    """Versions of figures, sorted by cell (unit and period) and then by the moment at which they came to be known.

    `moment` is microseconds since 1970, `status` a place in `SEVERITY`; a missing value is NaN.
    """

    cell: Ints
    moment: Ints
    value: Floats
    status: Ints
    source: Ints

    @classmethod
    def sorted(cls, cell: Ints, moment: Ints, value: Floats, status: Ints, source: Ints) -> "Figures":
        order = np.lexsort((moment, cell))
        return cls(cell[order], moment[order], value[order], status[order], source[order])

    @classmethod
    def none(cls) -> "Figures":
        whole = np.empty(0, dtype=np.int64)
        return cls(whole, whole, np.empty(0), whole, whole)

    @cached_property
    def grains(self) -> frozenset[Grain]:
        """Grains at which there is any figure."""
        places = np.unique((self.cell >> DAY_BITS) & ((1 << GRAIN_BITS) - 1))
        return frozenset(GRAINS[place] for place in places)

    def steps_of(self, unit: int) -> Ints:
        """Periods for which a unit has a figure, each once."""
        first, end = np.searchsorted(self.cell, [unit << STEP_BITS, (unit + 1) << STEP_BITS])
        found: Ints = np.unique(self.cell[first:end]) & ((1 << STEP_BITS) - 1)
        return found

    def versions(self, cell: Ints) -> tuple[Ints, Ints]:
        """Where the versions of each cell begin and end."""
        return np.searchsorted(self.cell, cell), np.searchsorted(self.cell, cell, side="right")

    def at(self, cell: Ints, moment: Ints) -> Ints:
        """Place of the newest version of each cell that was known at its moment; `NOWHERE` where there was none."""
        first, end = self.versions(cell)
        place = end - 1
        while True:
            later = np.flatnonzero(place >= first)
            later = later[self.moment[place[later]] > moment[later]]
            if not len(later):
                break
            place[later] -= 1
        return np.where(place >= first, place, NOWHERE)

    def taken(self, place: Ints) -> tuple[Floats, Ints]:
        """Value and status of these versions; NaN and 0 for `NOWHERE` and for a value that is missing."""
        if not len(self.cell):
            return np.full(len(place), np.nan), np.zeros(len(place), dtype=np.int64)
        value = np.where(place == NOWHERE, np.nan, self.value[place])
        return value, np.where(np.isnan(value), 0, self.status[place])


def moments_of(figures: Figures, cell: Ints, owner: Ints) -> tuple[Ints, Ints]:
    """Every moment at which any of the cells changed, as pairs (owner of the cell, moment)."""
    first, end = figures.versions(cell)
    count = end - first
    place = np.repeat(first - np.concatenate(([0], np.cumsum(count)[:-1])), count) + np.arange(count.sum())
    return np.repeat(owner, count), figures.moment[place]
