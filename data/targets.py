"""What a target asks, and whether a figure meets it: pure arithmetic, no database."""

from enum import StrEnum

from data.records import Target

ABOUT_TOLERANCE = 0.05
"""'About 4.5%' is met within this part of the value, where the document states no tolerance of its own."""


class Reading(StrEnum):
    """How a figure stands to a target. While the year is open, a figure so far is only on track or behind."""

    EXCEEDED = "exceeded"
    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    NOT_MET = "not_met"
    NO_DATA = "no_data"


def bounds(target: Target) -> tuple[float, float]:
    """The closed range that meets the target; infinite where it is open."""
    value = target.value
    match target.operator:
        case ">=" | ">":
            return value, float("inf")
        case "<=" | "<":
            return float("-inf"), value
        case "between":
            return value, value if target.value_high is None else target.value_high
        case "about":
            return value - abs(value) * ABOUT_TOLERANCE, value + abs(value) * ABOUT_TOLERANCE
    return value, value


def meets(target: Target, value: float) -> bool:
    """Whether `value` fulfils the target; strict limits are strict."""
    low, high = bounds(target)
    if target.operator in (">", "<"):
        return value != target.value and low <= value <= high
    return low <= value <= high


def favourable(target: Target, value: float, higher_is_better: bool | None) -> bool:
    """Whether `value` fulfils the target or is better than asked, where one direction is better."""
    low, high = bounds(target)
    if higher_is_better is None or target.operator in ("<", "<=", ">", ">="):
        return meets(target, value)
    return value >= low if higher_is_better else value <= high


def read(target: Target, value: float | None, *, year_over: bool, higher_is_better: bool | None) -> Reading:
    """How `value` stands to `target`; `year_over` says whether it is the figure of the whole year."""
    if value is None or value != value:
        return Reading.NO_DATA
    good = favourable(target, value, higher_is_better)
    if not year_over:
        return Reading.ON_TRACK if good else Reading.BEHIND
    if not good:
        return Reading.NOT_MET
    beyond = not meets(target, value)
    return Reading.EXCEEDED if beyond else Reading.MET
