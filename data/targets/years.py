"""The figure that is held against a target: taken of its years by measure and rule, or the reason why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.periods import Grain, Period, month
from data.records import Target
from data.targets.kinds import Measure, favourable
from data.targets.rules import Derived, TargetRule, YearRule

Figures = Mapping[Period, float]
PERIODS = {Grain.MONTH: 12, Grain.QUARTER: 4}


class Why(StrEnum):
    """Why a target cannot be held against a figure."""

    NEVER_REPORTED = "never_reported"  # the unit has no figure of the indicator at all
    NOT_YET = "not_yet"  # none of these years
    BASE_NOT_POSITIVE = "base_not_positive"  # growth over nothing, or over less than nothing
    CROSSES_ZERO = "crosses_zero"  # a balance changed its sign: no growth leads from one to the other
    MEMBERS_MISSING = "members_missing"  # not every unit that must keep a limit has a figure

    @property
    def measurable(self) -> bool:
        """Whether a figure may still come."""
        return self in (Why.NOT_YET, Why.MEMBERS_MISSING)


@dataclass(frozen=True, slots=True)
class Taken:
    """A figure, or why there is none."""

    value: float | None
    why: Why | None = None


def taken(
    target: Target,
    rule: TargetRule,
    figures: Figures,
    others: Mapping[str, Figures] | None = None,
    members: Sequence[Figures] = (),
) -> Taken:
    """The figure of the target's years.

    Args:
        target: What is asked.
        rule: How a year of the indicator is read.
        figures: All figures of the unit, by period.
        others: Those of the indicators that a derived figure is made of, by code.
        members: Those of the units below, for a share of units that must keep a limit.
    """
    made = others or {}
    if target.measure == Measure.UNITS and target.unit_limit is not None:
        return _share(target, rule, members)
    if not figures and not any(made.get(code) for code in rule.sources):
        return Taken(None, Why.NEVER_REPORTED)
    match Measure(target.measure):
        case Measure.YEARS_AVERAGE:
            return _mean_of_years(target, rule, figures, made)
        case Measure.CHANGE if target.base_value is not None:
            year = of_year(target.year_to, rule, figures, made)
            return year if year.value is None else Taken(year.value - target.base_value)
        case Measure.EVERY:
            return _worst(target, figures)
        case Measure.CUMULATIVE:
            return of_year(target.year_to, TargetRule(YearRule.SUM), figures, made)
    return of_year(target.year_to, rule, figures, made)


def of_year(year: int, rule: TargetRule, figures: Figures, others: Mapping[str, Figures]) -> Taken:
    """The figure of a year: as published, else by the rule of its periods, else made of other indicators."""
    published = figures.get(Period.parse(str(year)))
    if published is not None:
        return Taken(published)
    value = _of_periods(year, rule.year, figures)
    if value is not None or rule.derived is None:
        return Taken(value, None if value is not None else Why.NOT_YET)
    return _derived(year, rule, others)


def _of_periods(year: int, rule: YearRule, figures: Figures) -> float | None:
    """By the finest grain of which the year is whole; the last one needs only itself."""
    for grain, count in PERIODS.items():
        have = {one: value for one, value in figures.items() if one.grain is grain and one.year == year}
        last = [value for one, value in have.items() if one.end.month == 12]
        if rule is YearRule.LAST and last:
            return last[0]
        if len(have) == count and rule in (YearRule.SUM, YearRule.MEAN, YearRule.MAX):
            values = list(have.values())
            return max(values) if rule is YearRule.MAX else sum(values) / (count if rule is YearRule.MEAN else 1)
    return None


def _derived(year: int, rule: TargetRule, others: Mapping[str, Figures]) -> Taken:
    amounts = [others.get(code, {}) for code in rule.sources]
    if rule.derived is Derived.MEAN:
        value = _of_periods(year, YearRule.MEAN, amounts[0])
        return Taken(value, None if value is not None else Why.NOT_YET)
    plain = TargetRule(YearRule.SUM)
    now = [of_year(year, plain, one, {}).value for one in amounts]
    if rule.derived is Derived.GROWTH:
        before = of_year(year - 1, plain, amounts[0], {}).value
        return Taken(None, Why.NOT_YET) if now[0] is None or before is None else growth(before, now[0])
    exports, imports = now
    if exports is None or imports is None:
        return Taken(None, Why.NOT_YET)
    return Taken((imports - exports) / exports * 100) if exports > 0 else Taken(None, Why.BASE_NOT_POSITIVE)


def months_of(figures: Figures, months: Figures, year: int) -> dict[Period, float]:
    """The months that a running mean is made of; those of a year up to its newest figure are set to that mean.

    So their sum is what was published, whatever months are missing; later months stay as they are known.

    Args:
        figures: The running mean: what its months and spans say is the mean since January.
        months: The months themselves, as far as they are known.
        year: The year that is not over.
    """
    running = [one for one in figures if one.year == year and (one.grain is Grain.MONTH or one.start.month == 1)]
    newest = max((one for one in running if one.grain is not Grain.YEAR), key=lambda one: one.end, default=None)
    known = {one: value for one, value in months.items() if one.grain is Grain.MONTH}
    if newest is None:
        return known
    return known | {month(year, place): figures[newest] for place in range(1, newest.end.month + 1)}


def growth(before: float, now: float) -> Taken:
    """Percent from one amount to the next; none over nothing, and none through zero."""
    if before * now < 0:
        return Taken(None, Why.CROSSES_ZERO)
    return Taken((now - before) / before * 100) if before > 0 else Taken(None, Why.BASE_NOT_POSITIVE)


def _mean_of_years(target: Target, rule: TargetRule, figures: Figures, others: Mapping[str, Figures]) -> Taken:
    years = range(target.year_from, target.year_to + 1)
    values = [of_year(year, rule, figures, others).value for year in years]
    known = [value for value in values if value is not None]
    return Taken(sum(known) / len(known)) if len(known) == len(values) else Taken(None, Why.NOT_YET)


def _share(target: Target, rule: TargetRule, members: Sequence[Figures]) -> Taken:
    """Percent of the units whose figure of the year reaches the limit; none while one is missing."""
    values = [of_year(target.year_to, rule, one, {}).value for one in members]
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return Taken(None, Why.MEMBERS_MISSING)
    limit = target.unit_limit or 0.0
    return Taken(100 * sum(value >= limit for value in known) / len(known))


def _worst(target: Target, figures: Figures) -> Taken:
    """One figure speaks for all: the first that breaks what is asked, else the last. The year must be whole."""
    for grain, count in PERIODS.items():
        have = sorted(
            (one for one in figures if one.grain is grain and one.year == target.year_to), key=lambda p: p.end
        )
        broken = [figures[one] for one in have if not favourable(target, figures[one], None)]
        if broken or len(have) == count:
            return Taken(broken[0] if broken else figures[have[-1]])
    return Taken(None, Why.NOT_YET)
