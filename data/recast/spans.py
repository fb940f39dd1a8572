"""Where the weight, numerator or level of a figure is read: its own period, or one built from others.

An option is a list of periods that together make a span: one of its own length, its quarters, its months. Options are
tried in order, and one is taken only when every part of a unit has it: a quarter's weight is none beside a year's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.periods import MONTHS_IN, Grain, Period, month
from data.recast.rules import RecastRule, Rule, Span

TILES = (Grain.HALF, Grain.QUARTER, Grain.MONTH)
ADDED, AVERAGED = "sum", "mean"


@dataclass(frozen=True, slots=True)
class Option:
    """Periods whose figures together stand for `period`: their sum, or their mean."""

    period: Period
    tiles: tuple[Period, ...]
    averaged: bool = False
    proxy: bool = False


def options(rule: Rule, rule_time: str, period: Period) -> tuple[Option, ...]:
    """Where the other indicator of `rule` is read for a figure of `period`, the best first.

    `rule_time` says how periods of the other indicator add up. A weight may also come from a longer period around the
    figure's own, and at last from the year before that (a proxy); a numerator or a level is of the very same span.
    """
    wanted = period.years_back(rule.lag) if rule.lag else period
    if rule.span is Span.YEAR_TO_DATE:
        wanted = to_date(wanted)
    return _options(wanted, rule_time, is_weight=rule.kind is RecastRule.WMEAN)


@lru_cache(maxsize=20_000)
def _options(wanted: Period, rule_time: str, *, is_weight: bool) -> tuple[Option, ...]:
    found = [*_of(wanted, rule_time)]
    if is_weight:
        around = list(_around(wanted))
        for one in around:
            found += _of(one, rule_time)
        year = around[-1] if around else wanted
        found += (Option(one.period, one.tiles, one.averaged, proxy=True) for one in _of(year.year_before(), rule_time))
    return tuple(found)


def to_date(period: Period) -> Period:
    """The span from 1 January to the end of the period."""
    return Period(period.end, Grain.YEAR if period.end.month == 12 else Grain.CUMULATIVE)


def _around(period: Period) -> Iterator[Period]:
    """Longer periods that hold this one, the shortest first; the last is its year."""
    year, number = period.end.year, period.end.month
    if period.months < 1:
        yield month(year, number)
    if period.grain in (Grain.DAY, Grain.MONTH):
        yield Period(month(year, -(-number // 3) * 3).end, Grain.QUARTER)
    if period.grain is not Grain.YEAR:
        yield Period(date(year, 12, 31), Grain.YEAR)


def _of(period: Period, rule_time: str) -> Iterator[Option]:
    """The figure of the period itself, then what can be built of shorter ones."""
    yield from (Option(period, (same,)) for same in _same_span(period))
    for grain in TILES:
        tiles = tuple(_tiles(period, grain))
        if len(tiles) < 2:
            continue
        if rule_time in (ADDED, AVERAGED):
            yield Option(period, tiles, averaged=rule_time == AVERAGED)
        elif rule_time == "last":
            yield Option(period, tiles[-1:])


def _same_span(period: Period) -> Iterator[Period]:
    """The period, and the same span under its other names: January to June is also the first half."""
    yield period
    for grain in Grain:
        if grain is Grain.DAY or grain is period.grain or not period.months:
            continue
        if grain is Grain.CUMULATIVE and period.months == 12:
            continue
        other = Period(period.end, grain)
        if period.end.month % MONTHS_IN.get(grain, 1) == 0 and other.start == period.start:
            yield other


def _tiles(period: Period, grain: Grain) -> Iterator[Period]:
    """Periods of `grain` that fill this one without rest; none where they do not fit."""
    width = MONTHS_IN[grain]
    if not period.months or period.months % width or (period.start.month - 1) % width:
        return
    for last in range(period.start.month + width - 1, period.end.month + 1, width):
        yield Period(month(period.end.year, last).end, grain)
