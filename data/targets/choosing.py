"""Which target stands for a year, and what the newest figure says of it where no chance is known."""

from collections.abc import Iterable

from data.periods import Grain, Period
from data.records import Indicator, Polarity, Target
from data.targets.states import State, final, so_far

AUTHORITIES = ("QH", "CP")
"""Who assigns, highest first; everyone else comes after."""


def find_target(indicator: Indicator, year: int, targets: Iterable[Target]) -> Target | None:
    """The target that stands for `year`: one of that year before one of a span, then by who assigned it."""
    standing = [one for one in targets if one.indicator == indicator.code and one.year_from <= year <= one.year_to]
    return min(standing, key=_precedence, default=None)


def _precedence(target: Target) -> tuple[int, int, int]:
    order = AUTHORITIES.index(target.assigned_by) if target.assigned_by in AUTHORITIES else len(AUTHORITIES)
    return target.year_to - target.year_from, order, -target.id


def state_of(
    indicator: Indicator, period: Period, value: float | None, targets: Iterable[Target]
) -> tuple[State, Target] | None:
    """How the figure of a period stands to the target of its year; None where no target was assigned.

    A figure of part of the year says nothing of a yearly sum, so there it is NO_DATA; of a rate it says whether the
    unit is on the way.
    """
    target = find_target(indicator, period.year, targets)
    if target is None:
        return None
    whole = is_whole_year(indicator, period)
    if indicator.rule_time == "sum" and not whole:
        return State.NO_DATA, target
    better = None if indicator.polarity is Polarity.BAND else indicator.polarity is Polarity.HIGHER
    judge = final if whole and target.year_to == period.year else so_far
    return judge(target, value, higher_is_better=better), target


def is_whole_year(indicator: Indicator, period: Period) -> bool:
    """Whether the figure speaks for the year: a yearly one, or the last of the year where the last one counts."""
    last_of_year = period.end.month == 12 and (period.grain is not Grain.DAY or period.end.day == 31)
    return period.grain is Grain.YEAR or (indicator.rule_time == "last" and last_of_year)
