"""One indicator through time: bars or a line, with its target in gold and what is expected of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from components.figures.parts import Point, value_text
from components.formatting import period as period_text
from components.formatting import target_text
from components.language import _
from components.wall.axes import LETTERS, Plot, plot_of, words
from components.wall.box import SMALLEST, Box
from components.wall.lettering import width
from components.wall.tags import tag
from components.wall.trend import path, strokes
from data.periods import Grain, Period
from data.records import Indicator, Target

MOST_LABELS, BELOW_IT = 4, 28.0


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of a period that has not come, and the middle 80 of 100 outcomes."""

    period: Period
    mean: float
    lower: float
    upper: float


def series_chart(
    points: Sequence[Point],
    indicator: Indicator,
    box: Box,
    *,
    form: str = "bars",
    target: Target | None = None,
    expected: Sequence[Expected] = (),
    label: str = "",
) -> Markup:
    """The chart of a series whose last points are known; `expected` follows on them."""
    count = len(points) + len(expected)
    reached = [one.value for one in points] + [edge for one in expected for edge in (one.lower, one.upper)]
    if target:
        reached += [target.value, target.value if target.value_high is None else target.value_high]
    right = _at_the_end(points, indicator) if form == "line" and points and not expected else 8.0
    plot = plot_of(box, reached, count, zero=form == "bars", right=right)
    drawn = _bars(points, indicator, plot) if form == "bars" else _line(points, indicator, plot)
    return plot.frame(
        _dates(points, expected, plot),
        _target(target, points, expected, indicator, plot),
        _fan(expected, indicator, plot, bars=form == "bars"),
        drawn,
        label=label,
    )


def _bars(points: Sequence[Point], indicator: Indicator, plot: Plot) -> list[Markup]:
    newest = points[-1].period.year
    wide = plot.step * 0.68
    parts = []
    for place, one in enumerate(points):
        if one.value is None:
            continue
        top, bottom = sorted((plot.y(one.value), plot.y(max(plot.low, 0.0))))
        look = "w-bar w-bar--now" if one.period.year == newest else "w-bar"
        look += " w-bar--sim" if one.simulated else ""
        x = plot.x(place) - wide / 2
        parts.append(tag("rect", class_=look, x=x, y=top, width=wide, height=max(bottom - top, 1.5), rx=4))
    labelled = _labelled(points, indicator, plot)
    parts += [
        words(
            value_text(one.value, indicator),
            plot.x(place),
            plot.y(max(one.value or 0.0, 0.0)) - 9,
            class_="w-num w-words--value",
        )
        for place, one in labelled
    ]
    return parts


def _labelled(points: Sequence[Point], indicator: Indicator, plot: Plot) -> list[tuple[int, Point]]:
    """The last bars whose figures fit beside each other; at least the newest."""
    known = [(place, one) for place, one in enumerate(points) if one.value is not None]
    room = all(width(value_text(one.value, indicator), LETTERS) < plot.step - 4 for _place, one in known[-MOST_LABELS:])
    return known[-MOST_LABELS:] if room else known[-1:]


def _at_the_end(points: Sequence[Point], indicator: Indicator) -> float:
    """The room that the last figure of a line takes, and its period under it."""
    last = points[-1]
    return 14 + max(width(value_text(last.value, indicator), 26), width(period_text(last.period, short=True), SMALLEST))


def _line(points: Sequence[Point], indicator: Indicator, plot: Plot) -> list[Markup]:
    places = [None if one.value is None else (plot.x(at), plot.y(one.value)) for at, one in enumerate(points)]
    shown = [one for one in places if one]
    if not shown:
        return []
    area = path(shown) + f"L{shown[-1][0]:.1f} {plot.bottom}L{shown[0][0]:.1f} {plot.bottom}Z"
    x, y = shown[-1]
    last = next(one for one in reversed(points) if one.value is not None)
    ways = strokes(places, [one.status for one in points])
    return [
        tag("path", class_="w-area", d=area),
        *(tag("path", class_=f"w-line w-line--wide{dash}", d=way) for dash, way in ways),
        tag("circle", class_="w-dot w-dot--open" if last.simulated else "w-dot", cx=x, cy=y, r=7),
        words(value_text(last.value, indicator), x + 14, y + 9, anchor="start", size=26, class_="w-num w-words--value"),
        words(period_text(last.period, short=True), x + 14, y + 9 + BELOW_IT, anchor="start", muted=True),
    ]


def _fan(expected: Sequence[Expected], indicator: Indicator, plot: Plot, *, bars: bool) -> list[Markup]:
    """What is expected: a pale span for 80 of 100 outcomes, and a mark in its middle."""
    parts = []
    first = plot.count - len(expected)
    wide = plot.step * (0.68 if bars else 0.9)
    for at, one in enumerate(expected):
        x, top, bottom = plot.x(first + at), plot.y(one.upper), plot.y(one.lower)
        middle = plot.y(one.mean)
        parts.append(
            tag("rect", class_="w-span", x=x - wide / 2, y=top, width=wide, height=max(bottom - top, 2.0), rx=4)
        )
        parts.append(tag("line", class_="w-mean", x1=x - wide / 2, x2=x + wide / 2, y1=middle, y2=middle))
    if expected:
        text = value_text(expected[0].mean, indicator)
        x, y = plot.x(first), plot.y(expected[0].upper) - 9
        if width(text, LETTERS) < plot.step + 26:
            parts.append(words(text, x, y, muted=True, class_="w-num"))
    return parts


def _target(
    target: Target | None, points: Sequence[Point], expected: Sequence[Expected], indicator: Indicator, plot: Plot
) -> list[Markup]:
    """The target over its years, with its words at the free left."""
    if target is None:
        return []
    periods = [one.period for one in points] + [one.period for one in expected]
    inside = [at for at, one in enumerate(periods) if target.year_from <= one.year <= target.year_to]
    if not inside:
        return []
    left, right = plot.x(inside[0]) - plot.step / 2, plot.x(inside[-1]) + plot.step / 2
    high = target.value if target.value_high is None else target.value_high
    top, bottom = plot.y(max(high, target.value)), plot.y(min(high, target.value))
    shape = (
        tag("line", class_="w-target", x1=left, x2=right, y1=top, y2=top)
        if bottom - top < 1
        else tag("rect", class_="w-target-band", x=left, y=top, width=right - left, height=bottom - top)
    )
    text = _("Mục tiêu {year}: {asked}").format(year=target.year_to, asked=target_text(target, indicator))
    room = left - plot.left
    if width(text, LETTERS) < room - 16:
        at = words(text, left - 10, (top + bottom) / 2 + 7, anchor="end", class_="w-words--gold")
    else:
        at = words(text, right, top - 9, anchor="end", class_="w-words--gold")
    return [shape, at]


def _dates(points: Sequence[Point], expected: Sequence[Expected], plot: Plot) -> list[Markup]:
    """Labels below: years where they change, or the periods themselves where there are few."""
    periods = [one.period for one in points] + [one.period for one in expected]
    y = plot.bottom + 29
    if periods and periods[0].grain is not Grain.YEAR and len(periods) > 8:
        starts = [at for at, one in enumerate(periods) if at == 0 or one.year != periods[at - 1].year]
        close = len(starts) > 1 and (starts[1] - starts[0]) * plot.step < width("2026", SMALLEST) + 12
        texts = [(at, str(periods[at].year)) for at in starts[int(close) :]]
    else:
        texts = [(at, period_text(one, short=True)) for at, one in enumerate(periods)]
    parts, edge = [], float("-inf")
    for at, text in texts:
        wide = width(text, SMALLEST)
        middle = min(plot.x(at), plot.box.wide - wide / 2)
        if middle - wide / 2 > edge + 10:
            parts.append(words(text, middle, y, size=SMALLEST, muted=True))
            edge = middle + wide / 2
    return parts
