"""What a frequency means for a forecast: the season's length, and how far ahead an answer is honest."""

from dataclasses import dataclass
from numbers import Integral

import pandas as pd

from forecasting.errors import InvalidFrequency, InvalidHorizon


@dataclass(frozen=True, slots=True)
class Frequency:
    """A frequency; `season` counts the periods until the pattern repeats.

    `furthest` is the longest horizon, `memory` how far back is looked: older figures say nothing of today's pattern.
    """

    code: str
    season: int
    furthest: int
    memory: int


# A day repeats by the week: a few years of days do not carry a yearly pattern of 365 free states.
FREQUENCIES = {
    "Y": Frequency("Y", 1, 30, 100),
    "Q": Frequency("Q", 4, 60, 160),
    "M": Frequency("M", 12, 120, 480),
    "W": Frequency("W", 52, 260, 520),
    "D": Frequency("D", 7, 730, 1095),
}


def of_index(index: pd.Index) -> Frequency:
    """Return the frequency of a series' periods.

    Raises:
        InvalidFrequency: it is no index of periods, or of hours, business days, half-years.
    """
    if not isinstance(index, pd.PeriodIndex):
        raise InvalidFrequency(
            f"The history is indexed by {type(index).__name__}; a PeriodIndex is needed, for example "
            "series.to_period('M'), so that the forecast knows which period comes next."
        )
    code = str(index.freqstr).split("-")[0]  # "Q-DEC", "W-SUN"; two days at a time are "2D", which is not forecast
    if code not in FREQUENCIES:
        raise InvalidFrequency(
            f"Periods of frequency {index.freqstr!r} are not forecast; years (Y), quarters (Q), months (M), weeks (W) "
            "and days (D) are. Add the figures up to one of these first."
        )
    return FREQUENCIES[code]


def checked_horizon(horizon: int, frequency: Frequency) -> int:
    """Return the horizon when it is a whole number of periods that can be answered honestly.

    Raises:
        InvalidHorizon: it is none, not positive, or beyond the furthest of its frequency.
    """
    if isinstance(horizon, bool) or not isinstance(horizon, Integral) or not 1 <= horizon <= frequency.furthest:
        raise InvalidHorizon(
            f"A horizon of {horizon!r} periods was asked of a series of frequency {frequency.code}; a whole number "
            f"from 1 to {frequency.furthest} is needed. Further ahead an interval would say nothing; add the figures "
            "up to a coarser frequency to look further."
        )
    return int(horizon)
