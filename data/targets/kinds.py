"""What a target asks, and whether a figure meets it: pure arithmetic, no database.

A target compares a figure (`operator`) that is taken of its years in one of several ways (`measure`). What binds
(`standing`), and which side of a band is a breach (`side`), are said by the document or by the catalogue.
"""

import math
from decimal import Decimal
from enum import StrEnum

from data.records import Target

WRITTEN = 0.5
"""'About 4.5%' is met by what rounds to 4.5: within this part of the last digit that is written ..."""
ABOUT_MOST = 0.02
"""... but never farther off than this part of the value, for the zeros of 'about 70%' may be digits or not."""


class Operator(StrEnum):
    """How a figure is compared; the words of resolutions are `data.targets.wording`."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    BETWEEN = "between"
    ABOUT = "about"
    EQUAL = "="


class Measure(StrEnum):
    """Which figure is held against the target."""

    YEAR = "year"  # the figure of the year, as the indicator gives it
    CUMULATIVE = "cumulative"  # the total of the year
    AVERAGE = "average"  # the mean of the year
    EVERY = "every"  # each period of the year must do
    CHANGE = "change"  # how far the figure moved from a base
    YEARS_AVERAGE = "years_average"  # the mean of the years of a span
    UNITS = "units"  # the share, in percent, of units whose own figure keeps a limit


class Standing(StrEnum):
    """Whether a target binds."""

    ASSIGNED = "assigned"
    OWN = "own"  # set by the unit for itself
    PROJECTION = "projection"  # foreseen in a document, assigned to nobody


class Side(StrEnum):
    """On which side of what is asked a breach lies, where the catalogue says so; else the polarity does."""

    CEILING = "ceiling"
    FLOOR = "floor"


def tolerance(target: Target) -> float:
    """How far off 'about' may be: as the document states, else as it rounds."""
    if target.tolerance is not None:
        return target.tolerance
    exponent = Decimal(repr(target.value)).normalize().as_tuple().exponent
    step = 10.0**exponent if isinstance(exponent, int) and target.value else math.inf
    return min(step * WRITTEN, abs(target.value) * ABOUT_MOST)


def bounds(target: Target) -> tuple[float, float]:
    """The range that meets the target, infinite where it is open; the end of a strict limit is outside."""
    value = target.value
    match Operator(target.operator):
        case Operator.AT_LEAST | Operator.ABOVE:
            return value, math.inf
        case Operator.AT_MOST | Operator.BELOW:
            return -math.inf, value
        case Operator.BETWEEN:
            return value, value if target.value_high is None else target.value_high
        case Operator.ABOUT:
            off = tolerance(target)
            return value - off, value + off
    return value, value


def meets(target: Target, value: float) -> bool:
    """Whether `value` fulfils the target to the letter; strict limits are strict."""
    low, high = bounds(target)
    if target.operator in (Operator.ABOVE, Operator.BELOW):
        return value != target.value and low <= value <= high
    slack = 1e-9 * max(abs(value), 1.0)  # 4.5 + 0.05 is no more than 4.55
    return low - slack <= value <= high + slack


def wanted(target: Target, higher_is_better: bool | None) -> tuple[float, float]:
    """The range that is as good as asked or better; one side is open where that side is no breach."""
    low, high = bounds(target)
    if math.isinf(low) or math.isinf(high):
        return low, high
    match target.side:
        case Side.CEILING:
            return -math.inf, high
        case Side.FLOOR:
            return low, math.inf
    if higher_is_better is None:
        return low, high
    return (low, math.inf) if higher_is_better else (-math.inf, high)


def favourable(target: Target, value: float, higher_is_better: bool | None) -> bool:
    """Whether `value` fulfils the target or is better than asked, where one direction is better."""
    if meets(target, value):
        return True
    if target.operator in (Operator.ABOVE, Operator.BELOW):
        return False
    low, high = wanted(target, higher_is_better)
    return low <= value <= high
