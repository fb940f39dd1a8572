"""What is to be said of a figure: found in the history of its series by arithmetic alone.

A published figure is held against published figures alone; a simulated one against all, and it is said to be simulated.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from data.periods import MONTHS_IN, Grain, Period
from data.records import Entity, Indicator, Status
from sentences.records import (
    Against,
    Compared,
    Extreme,
    Figure,
    Form,
    Reading,
    Saying,
    Span,
    Streak,
    Total,
)

STALE_MONTHS = 11
"""A published figure goes before a simulated one unless it is more than so much older: as on every card."""

FEWEST_HELD = {Grain.MONTH: 11, Grain.QUARTER: 7, Grain.YEAR: 4}
"""Fewer figures than these between now and the last as high are no news."""

LEAST_RARITY = 1.5
"""A record that every third figure breaks is none: what always grows is always at its highest."""

KNOWN_SHARE = 0.9
"""Part of the periods in between that must be known before 'the highest since' can be said."""

FEWEST_CHANGES, SHORTEST_STREAK, RAREST_STREAK = 5, 4, 3.0
FINENESS = (Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.CUMULATIVE, Grain.YEAR)

History = Sequence[Figure]


def read(
    indicator: Indicator, entity: Entity, saying: Saying, history: History, until: Period | None = None
) -> Reading | None:
    """What is to be said of the newest figure (that ends by `until`); None where there is none."""
    known = [one for one in history if until is None or one.period.end <= until.end]
    now = newest(known, indicator)
    if now is None:
        return None
    alike = {one.period: one for one in known if now.simulated or not one.simulated}
    same = [one for one in sorted(alike.values(), key=lambda one: one.period) if one.period.grain is now.period.grain]
    told = Reading(indicator, entity, saying, now, _compared(now, alike, saying))
    moved, usual = _movement(told, alike, same)
    return replace(
        told,
        total=_total(told, alike),
        extreme=extreme_of(now, same) if saying.span is not Span.SINCE_JANUARY else None,
        streak=_streak(told, same),
        moved=moved,
        usual=usual,
    )


def newest(known: History, indicator: Indicator) -> Figure | None:
    """The newest figure, or a published one that is hardly older than a simulated one; of one day, the finest."""
    plain = [one for one in known if one.status not in (Status.FORECAST, Status.MISSING)]

    def order(one: Figure) -> tuple[int, int, int]:
        grain = one.period.grain
        place = FINENESS.index(grain) if grain in FINENESS else len(FINENESS)
        return one.period.end.toordinal(), grain is indicator.frequency, -place

    last = max(plain, key=order, default=None)
    if last is None or not last.simulated:
        return last
    published = max((one for one in plain if not one.simulated), key=order, default=None)
    if published is None or _months(published.period, last.period) > STALE_MONTHS:
        return last
    return published


def _months(first: Period, last: Period) -> int:
    return (last.end.year - first.end.year) * 12 + last.end.month - first.end.month


# --- comparisons ------------------------------------------------------------------------------------------------------


def _compared(now: Figure, alike: Mapping[Period, Figure], saying: Saying) -> tuple[Compared, ...]:
    found = []
    if says_previous(now, saying) and (before := alike.get(now.period.previous())) is not None:
        found.append(Compared(Against.PREVIOUS, before))
    if now.period.grain is not Grain.YEAR and (ago := _year_ago(now, alike)) is not None:
        found.append(Compared(Against.YEAR_AGO, ago))
    return tuple(found)


def says_previous(now: Figure, saying: Saying) -> bool:
    """Whether the period before is worth a word: not where each year begins anew, nor through a season."""
    if now.period.grain is Grain.YEAR:
        return True
    if saying.span is Span.SINCE_JANUARY or now.period.grain is Grain.CUMULATIVE:
        return False
    return not (saying.form is Form.AMOUNT and now.period.grain in (Grain.QUARTER, Grain.HALF))


def _year_ago(now: Figure, alike: Mapping[Period, Figure]) -> Figure | None:
    then = now.period.year_before()
    found = alike.get(then)
    if found is None and then.grain is Grain.CUMULATIVE:
        return _summed(then, now, alike)
    return found


def _summed(span: Period, now: Figure, alike: Mapping[Period, Figure]) -> Figure | None:
    parts = _parts(span, alike)
    return None if parts is None else _sum(span, now, parts)


def _sum(span: Period, now: Figure, parts: Sequence[Figure]) -> Figure:
    return Figure(now.indicator, now.unit, span, math.fsum(one.value for one in parts), _worst(parts))


def _worst(parts: Sequence[Figure]) -> Status:
    """The status that a sum has: that of its least certain part."""
    found = {one.status for one in parts}
    order = (Status.SIMULATED, Status.ESTIMATED, Status.PROVISIONAL)
    return next((one for one in order if one in found), Status.NORMAL)


def _parts(span: Period, alike: Mapping[Period, Figure]) -> tuple[Figure, ...] | None:
    """The months, or the quarters, that make up a span since January; None unless all are known."""
    for grain in (Grain.MONTH, Grain.QUARTER):
        count, rest = divmod(span.end.month, MONTHS_IN[grain])
        if rest:
            continue
        last = Period(span.end, grain)
        found = [alike.get(last.shift(-back)) for back in range(count)]
        if all(one is not None for one in found):
            return tuple(one for one in reversed(found) if one is not None)
    return None


def _total(told: Reading, alike: Mapping[Period, Figure]) -> Total | None:
    """The sum since January beside the figure of a month or quarter; None in January, and where parts are missing."""
    now = told.now
    summed = told.saying.form in (Form.AMOUNT, Form.BALANCE) and told.indicator.rule_time == "sum"
    if not summed or now.period.grain not in (Grain.MONTH, Grain.QUARTER) or now.period.end.month <= 3:
        return None
    span = _span_of(now.period)
    parts = _parts(span, alike)
    figure = alike.get(span) or (None if parts is None else _sum(span, now, parts))
    if figure is None:
        return None
    before = span.year_before()
    return Total(figure, alike.get(before) or _summed(before, now, alike), parts or ())


def _span_of(period: Period) -> Period:
    """The span from 1 January to the end of a period."""
    whole = period.end.month == 12
    return Period(period.end, Grain.YEAR if whole else Grain.CUMULATIVE)


# --- how far it moved, and how far it usually does --------------------------------------------------------------------


def _movement(told: Reading, alike: Mapping[Period, Figure], same: History) -> tuple[float | None, float | None]:
    """The change that tells most, and the median size of such changes before."""
    against = Against.YEAR_AGO if told.against(Against.YEAR_AGO) is not None else Against.PREVIOUS
    other = told.against(against)
    if other is None:
        return None, None
    moved = _change(told, told.now.value, other.value)
    before = []
    for one in same[:-1]:
        then = one.period.year_before() if against is Against.YEAR_AGO else one.period.previous()
        if (ago := alike.get(then)) is not None and (change := _change(told, one.value, ago.value)) is not None:
            before.append(abs(change))
    return moved, median(before) if len(before) >= FEWEST_CHANGES else None


def _change(told: Reading, value: float, other: float) -> float | None:
    """In points for what is a percentage or has a sign, else in per cent."""
    relative = told.saying.form in (Form.AMOUNT, Form.LEVEL) and value > 0 and other > 0
    return (value / other - 1) * 100 if relative else value - other


# --- records and streaks ----------------------------------------------------------------------------------------------


def extreme_of(now: Figure, same: History) -> Extreme | None:
    """Whether the figure is the highest or lowest for long enough, in a history without holes."""
    fewest = FEWEST_HELD.get(now.period.grain)
    if fewest is None or len(same) <= fewest or same[-1] != now:
        return None
    earlier = same[:-1]
    for highest in (True, False):
        since = next((one for one in reversed(earlier) if not _beats(now.value, one.value, highest=highest)), None)
        held = earlier[earlier.index(since) + 1 :] if since is not None else earlier
        first = held[0] if held else now
        rarity = _rarity(same, highest=highest)
        if len(held) >= fewest and rarity >= LEAST_RARITY and _whole(first, now, len(held) + 1):
            return Extreme(highest, since, earlier[0], len(held), rarity)
    return None


def _beats(value: float, other: float, *, highest: bool) -> bool:
    return value > other if highest else value < other


def _whole(first: Figure, last: Figure, count: int) -> bool:
    """Whether so many figures are nearly all of the periods from one to the other."""
    every = _months(first.period, last.period) // MONTHS_IN[last.period.grain] + 1
    return count >= KNOWN_SHARE * every


def _rarity(same: History, *, highest: bool) -> float:
    """How seldom a figure beats all before it: 1 where every second does, 3 where one in eight does."""
    best, records = same[0].value, 1
    for one in same[1:]:
        if _beats(one.value, best, highest=highest):
            best, records = one.value, records + 1
    return -math.log2((records + 1) / (len(same) + 1))


def _streak(told: Reading, same: History) -> Streak | None:
    """So many figures in a row that rose (fell); of growth, that were below zero. Seldom enough to be told."""
    if told.saying.span is Span.SINCE_JANUARY or told.saying.form in (Form.AMOUNT, Form.BALANCE):
        return None
    run = _run(same)
    if told.saying.form is Form.GROWTH:
        ways, begins = [-1 if one.value < 0 else 1 for one in same], 0
    else:
        ways, begins = [_way(one, other) for one, other in pairwise(same)], 1
    count = next((place for place, way in enumerate(reversed(ways)) if way != ways[-1]), len(ways))
    count = min(count, len(run) - begins)
    if count < SHORTEST_STREAK or ways[-1] == 0 or (begins == 0 and ways[-1] > 0):
        return None
    rarity = -count * math.log2((ways.count(ways[-1]) + 1) / (len(ways) + 2))
    return Streak(ways[-1] > 0, count, run[-count - begins], rarity) if rarity >= RAREST_STREAK else None


def _way(one: Figure, other: Figure) -> int:
    return (other.value > one.value) - (other.value < one.value)


def _run(same: History) -> History:
    """The newest figures without a hole between them, oldest first."""
    start = len(same) - 1
    while start > 0 and same[start].period.previous() == same[start - 1].period:
        start -= 1
    return same[start:]
