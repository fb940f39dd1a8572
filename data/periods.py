"""Reporting periods: how they are written, ordered, and stepped through.

A period is written ``2025``, ``2025-H1``, ``2025-Q3``, ``2025-09``, ``2025-09-30``, or ``2025-9M`` for a span counted
from 1 January. The warehouse stores a period as its grain and its last day, which order and filter well in any
database; together they give the text back exactly.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from data.errors import InvalidPeriod

EARLIEST, LATEST = 1900, 2100


class Grain(StrEnum):
    """Length of a period. ``CUMULATIVE`` spans start on 1 January and last 1 to 11 months."""

    DAY = "D"
    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    CUMULATIVE = "C"
    YEAR = "A"


MONTHS_IN = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}
STEPS_IN_YEAR = {Grain.DAY: 365, Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2, Grain.CUMULATIVE: 1, Grain.YEAR: 1}
FORMS = "2025, 2025-H1, 2025-Q3, 2025-09, 2025-09-30, 2025-9M"

_PATTERN = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<span>1[01]|[1-9])M"
    r"|(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting period, ordered by its last day and then by its grain."""

    end: date
    grain: Grain

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a period from its text; raise `InvalidPeriod` that says what came and what is expected."""
        return _parse(text.strip())

    @property
    def year(self) -> int:
        return self.end.year

    @property
    def start(self) -> date:
        """First day of the period."""
        if self.grain is Grain.DAY:
            return self.end
        if self.grain is Grain.CUMULATIVE:
            return date(self.end.year, 1, 1)
        return date(self.end.year, self.end.month - MONTHS_IN[self.grain] + 1, 1)

    @property
    def months(self) -> int:
        """Whole months in the period; 0 for a day."""
        return 0 if self.grain is Grain.DAY else self.end.month - self.start.month + 1

    def __str__(self) -> str:
        year, month = self.end.year, self.end.month
        match self.grain:
            case Grain.YEAR:
                return f"{year:04d}"
            case Grain.HALF:
                return f"{year:04d}-H{month // 6}"
            case Grain.QUARTER:
                return f"{year:04d}-Q{month // 3}"
            case Grain.MONTH:
                return f"{year:04d}-{month:02d}"
            case Grain.CUMULATIVE:
                return f"{year:04d}-{month}M"
        return self.end.isoformat()

    def year_before(self) -> "Period":
        """The same period of the previous year (28 February for 29 February)."""
        return self.years_back(1)

    def years_back(self, years: int) -> "Period":
        year, month = self.end.year - years, self.end.month
        last = calendar.monthrange(year, month)[1]
        day = min(self.end.day, last) if self.grain is Grain.DAY else last
        return Period(date(year, month, day), self.grain)

    def previous(self) -> "Period":
        """The period of the same grain just before this one; a cumulative span steps to one month less."""
        return self.shift(-1)

    def shift(self, steps: int) -> "Period":
        """The period `steps` of the same grain later (earlier when negative)."""
        if self.grain is Grain.DAY:
            return Period(self.end + timedelta(days=steps), self.grain)
        width = 1 if self.grain is Grain.CUMULATIVE else MONTHS_IN[self.grain]
        index = self.end.year * 12 + (self.end.month - 1) + steps * width
        return Period(_month_end(index // 12, index % 12 + 1), self.grain)


def month(year: int, number: int) -> Period:
    return Period(_month_end(year, number), Grain.MONTH)


def quarter(year: int, number: int) -> Period:
    return Period(_month_end(year, number * 3), Grain.QUARTER)


def year(number: int) -> Period:
    return Period(date(number, 12, 31), Grain.YEAR)


def last_complete_month(today: date) -> Period:
    """The last month that is over on the day `today`."""
    return month(today.year, today.month).shift(-1)


def _month_end(year: int, number: int) -> date:
    return date(year, number, calendar.monthrange(year, number)[1])


@lru_cache(maxsize=20_000)
def _parse(text: str) -> Period:
    found = _PATTERN.fullmatch(text)
    if found is None or not EARLIEST <= int(found["year"]) <= LATEST:
        raise InvalidPeriod(
            f"'{text}' is not a period; expected one of the forms {FORMS}, in years {EARLIEST}-{LATEST}."
        )
    year = int(found["year"])
    if found["half"]:
        return Period(_month_end(year, int(found["half"]) * 6), Grain.HALF)
    if found["quarter"]:
        return Period(_month_end(year, int(found["quarter"]) * 3), Grain.QUARTER)
    if found["span"]:
        return Period(_month_end(year, int(found["span"])), Grain.CUMULATIVE)
    if found["day"]:
        return _day(text)
    if found["month"]:
        return Period(_month_end(year, int(found["month"])), Grain.MONTH)
    return Period(date(year, 12, 31), Grain.YEAR)


def _day(text: str) -> Period:
    try:
        return Period(date.fromisoformat(text), Grain.DAY)
    except ValueError:
        raise InvalidPeriod(f"'{text}' is not a day of the calendar; expected a form like 2025-09-30.") from None
