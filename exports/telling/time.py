"""What lines and columns say: the newest figure, how it moved, records, what is expected, and what was aimed at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from components.formatting import as_period
from components.language import _
from data.periods import Grain, Period
from data.records import Status
from exports.content import Kind, Mark, Series, Shape
from exports.telling.several import LISTED, beside_said
from exports.telling.words import (
    NEWEST_MONTHS,
    Said,
    amount,
    beside,
    ground,
    moved_from,
    reference,
    said,
)
from sentences.reading import extreme_of
from sentences.records import Figure

SUBJECTLESS = ("Việt Nam", "Viet Nam", "Vietnam")


@dataclass(frozen=True, slots=True)
class Point:
    """A known value of a series: its place among the categories, and its period, if the categories are periods."""

    place: int
    value: float
    status: str
    period: Period | None


def time_said(shape: Shape) -> Iterator[Said]:
    """What is said of series over periods, or over other categories in order."""
    if shape.kind is Kind.COMBINED:
        yield from _each_said(shape)
        return
    own = [one for one in shape.series if one.role == "own"]
    peers = [one for one in shape.series if one.role in ("own", "peer", "earlier", "reference")]
    if len(own) == 1:
        yield from _own_said(shape, own[0], alone=len(peers) == 1)
    if len(peers) > 1 and not any(one.role == "forecast" for one in shape.series):
        yield from beside_said(shape, own[0] if len(own) == 1 else None, peers)
    yield from _ahead_said(shape)


# --- one series -------------------------------------------------------------------------------------------------------


def _own_said(shape: Shape, series: Series, *, alone: bool) -> Iterator[Said]:
    found = _now_and_alike(shape, series)
    if found is None or found[0].period is None:
        return
    now, alike = found
    yield _now_said(shape, series, now, alike, alone=alone)
    if (record := _record_said(shape, series, now, alike)) is not None:
        yield record
    for mark in shape.marks:
        if mark.role == "target" and mark.first <= now.place <= mark.last:
            yield _aimed_said(shape, series, now, mark)


def _each_said(shape: Shape) -> Iterator[Said]:
    """The newest figure of each of a few series that are measured or drawn otherwise."""
    for series in shape.series[:LISTED]:
        found = _now_and_alike(shape, series)
        if found is not None and found[0].period is not None:
            yield _now_said(shape, series, *found, alone=False)


def _now_and_alike(shape: Shape, series: Series) -> tuple[Point, list[Point]] | None:
    """The newest point, and those that it may be held against: a published one against published ones alone."""
    known = _points(shape, series)
    now = _newest(known)
    if now is None:
        return None
    return now, [one for one in known if now.status == Status.SIMULATED or one.status != Status.SIMULATED]


def _points(shape: Shape, series: Series) -> list[Point]:
    periods = [as_period(one.code or None) for one in shape.categories]
    return [
        Point(place, value, series.status(place), periods[place])
        for place, value in enumerate(series.values)
        if value is not None and series.status(place) not in (Status.FORECAST, Status.MISSING)
    ]


def _newest(known: Sequence[Point]) -> Point | None:
    """The newest, or a published one that is hardly older than a simulated one."""
    if not known:
        return None
    last = known[-1]
    published = next((one for one in reversed(known) if one.status != Status.SIMULATED), None)
    if published is None or published is last or last.period is None or published.period is None:
        return last
    here, there = last.period.end, published.period.end
    return published if (here.year - there.year) * 12 + here.month - there.month <= NEWEST_MONTHS else last


def _now_said(shape: Shape, series: Series, now: Point, alike: Sequence[Point], *, alone: bool) -> Said:
    by_period = {one.period: one for one in alike if one.period is not None}
    relative = all(one.value >= 0 for one in alike)
    clauses, figures = [], [ground(series, now.place, shape.categories, _subject(shape, series, alone=alone))]
    for before in _befores(now, alike):
        if (other := by_period.get(before)) is not None and now.period is not None:
            than = reference(now.period, before)
            clauses.append(moved_from(now.value, other.value, series.unit, series.decimals, than, relative=relative))
            figures.append(ground(series, other.place, shape.categories, figures[0].of))
    head = _("{subject}, {when}: {value}").format(subject=figures[0].of, when=figures[0].at, value=figures[0].shown)
    return said(", ".join([head, _and(clauses)] if clauses else [head]), figures)


def _and(clauses: Sequence[str]) -> str:
    return _(" và ").join(clauses)


def _subject(shape: Shape, series: Series, *, alone: bool) -> str:
    measure = shape.axes[0].name if shape.axes else ""
    if not measure or measure == series.name or shape.kind is Kind.COMBINED:
        return series.name
    plain = (alone and series.name in SUBJECTLESS) or series.name == _("số đã biết")
    return measure if plain else _("{measure} ({name})").format(measure=measure, name=series.name)


def _befores(now: Point, alike: Sequence[Point]) -> list[Period]:
    """The periods that it is held against: the one before, unless each year begins anew, and that of a year ago."""
    if now.period is None:
        return []
    if now.period.grain is Grain.YEAR:
        return [now.period.previous()]
    before = [] if now.period.grain is Grain.CUMULATIVE or begins_anew(alike) else [now.period.previous()]
    return [*before, now.period.year_before()]


def begins_anew(points: Sequence[Point]) -> bool:
    """Whether the values are sums since January: they never fall within a year, and do at each turn of one."""
    turns = within = falls = 0
    for one, other in pairwise(points):
        if one.period is None or other.period is None:
            return False
        if one.period.year == other.period.year:
            within, falls = within + 1, falls + (other.value < one.value)
        elif other.value < 0.6 * one.value:
            turns += 1
        else:
            return False
    return turns >= 2 and within > 0 and falls <= 0.1 * within


def _record_said(shape: Shape, series: Series, now: Point, alike: Sequence[Point]) -> Said | None:
    """The highest or lowest for long enough, by the same rules as in briefings; of what the chart shows alone."""
    if begins_anew(alike):
        return None
    found = [Figure("", 0, one.period, one.value) for one in alike if one.period is not None]
    past = [one for one in found if now.period is not None and one.period.end <= now.period.end]
    same = [one for one in past if now.period is not None and one.period.grain is now.period.grain]
    extreme = extreme_of(same[-1], same) if same else None
    if extreme is None:
        return None
    places = {one.period: one.place for one in alike}
    other = extreme.since or extreme.first
    figures = [ground(series, now.place, shape.categories), ground(series, places[other.period], shape.categories)]
    if extreme.since is not None:
        words = _("đây là mức cao nhất kể từ {when}") if extreme.highest else _("đây là mức thấp nhất kể từ {when}")
    elif extreme.highest:
        words = _("đây là mức cao nhất trong hình, từ {when}")
    else:
        words = _("đây là mức thấp nhất trong hình, từ {when}")
    return said(words.format(when=figures[1].at), figures)


def _aimed_said(shape: Shape, series: Series, now: Point, mark: Mark) -> Said:
    """Where the figure lies to a target's line or band; whether that is good the target's own words say."""
    here = ground(series, now.place, shape.categories)
    if mark.low < mark.high and mark.low <= now.value <= mark.high:
        told = _("nằm trong khoảng")
    else:
        edge = mark.low if now.value < mark.low else mark.high
        told = beside(now.value, edge, series.unit, series.decimals, _("mức này"))
    words = _("{mark}; {when} là {value}, {told}")
    return said(words.format(mark=mark.name, when=here.at, value=here.shown, told=told), [here])


# --- what is expected -------------------------------------------------------------------------------------------------


def _ahead_said(shape: Shape) -> Iterator[Said]:
    """The next period that is expected, with its interval, and the last one."""
    line = next((one for one in shape.series if one.role == "forecast"), None)
    if line is None:
        return
    known = [one for one in shape.series if one.role == "own"]
    last = max((place for one in known for place, value in enumerate(one.values) if value is not None), default=-1)
    ahead = [place for place, value in enumerate(line.values) if value is not None and place > last]
    band = next((one for one in reversed(shape.bands) if one.level == 80), None)
    for place in dict.fromkeys([*ahead[:1], *ahead[-1:]]):
        here = ground(line, place, shape.categories)
        text = _("dự báo {when}: {value}").format(when=here.at, value=here.shown)
        if band is not None and band.lower[place] is not None and band.upper[place] is not None:
            low, high = (
                amount(one[place] or 0.0, unit, line.decimals)
                for one, unit in ((band.lower, ""), (band.upper, line.unit))
            )
            text += _(", với xác suất 80% nằm trong khoảng {low}–{high}").format(low=low, high=high)
        yield said(text, [here])
