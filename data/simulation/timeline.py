"""The periods that are simulated, and the day on which each is released."""

import calendar
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from data.periods import Grain, Period

FIRST_SHOWN = 2016
FIRST_YEAR = 2015  # one year more than is shown, so that growth on the year before is there from the first month
MONTHS_BETWEEN = {"M": 1, "Q": 3, "A": 12}

# Month of the lunar new year, which moves between January and February.
TET_IN_JANUARY = {2017, 2020, 2023, 2025, 2028}

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Periods of one length from January 2015; `month` is the last month of each period, 1 to 12."""

    grain: str
    year: Ints
    month: Ints
    ends: NDArray[np.datetime64]
    released: NDArray[np.datetime64]

    def __len__(self) -> int:
        return len(self.year)

    @property
    def per_year(self) -> int:
        return 12 // MONTHS_BETWEEN[self.grain]

    @property
    def time(self) -> Floats:
        """Middle of each period in years."""
        half = MONTHS_BETWEEN[self.grain] / 2
        middle: Floats = self.year + (self.month - half) / 12
        return middle

    def months(self, index: int) -> range:
        """Months of the year that the period covers, 1 to 12."""
        last = int(self.month[index])
        return range(last - MONTHS_BETWEEN[self.grain] + 1, last + 1)

    def within(self, period: Period) -> Ints:
        """Places of the periods that lie in `period`, or that hold it when it is a day; none when it cuts one."""
        first, last = period.start.month, period.end.month
        begins = self.month - MONTHS_BETWEEN[self.grain] + 1
        if period.grain is Grain.DAY:
            return np.flatnonzero((self.year == period.year) & (begins <= first) & (self.month >= last))
        inside = (self.year == period.year) & (begins >= first) & (self.month <= last)
        whole = int(inside.sum()) * MONTHS_BETWEEN[self.grain] == last - first + 1
        return np.flatnonzero(inside) if whole else np.empty(0, dtype=np.int64)


def timeline(grain: str, until: Period) -> Timeline:
    """All periods of `grain` (M, Q or A) that are over at the end of `until`."""
    step = MONTHS_BETWEEN[grain]
    last = until.end.year * 12 + until.end.month
    spans = [
        (year, month)
        for year in range(FIRST_YEAR, until.end.year + 1)
        for month in range(step, 13, step)
        if year * 12 + month <= last
    ]
    ends = [month_end(year, month) for year, month in spans]
    return Timeline(
        grain=grain,
        year=np.array([year for year, _ in spans], dtype=np.int64),
        month=np.array([month for _, month in spans], dtype=np.int64),
        ends=np.array(ends, dtype="datetime64[D]"),
        released=np.array([released_on(end) for end in ends], dtype="datetime64[D]"),
    )


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def released_on(end: date) -> date:
    """When a figure came out: day 29 of the period's last month until 2023, day 6 of the next month since."""
    if end.year < 2024:
        return end.replace(day=min(29, end.day))
    return date(end.year + end.month // 12, end.month % 12 + 1, 6)


def tet_month(year: int) -> int:
    return 1 if year in TET_IN_JANUARY else 2
