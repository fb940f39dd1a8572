"""A figure that grows through the year: this year strong, the years before it pale, each named at its end."""

from collections.abc import Sequence

from markupsafe import Markup

from components.figures.parts import Point, value_text
from components.language import _
from components.wall.axes import Plot, plot_of, words
from components.wall.box import SMALLEST, Box
from components.wall.lettering import width
from components.wall.tags import tag
from components.wall.trend import path, strokes
from data.records import Indicator

MONTHS = 12
APART = 26.0


def years_chart(points: Sequence[Point], indicator: Indicator, box: Box, *, years: int, label: str) -> Markup:
    """Months from January to December, a line a year, the last `years` of them."""
    known = [one for one in points if one.value is not None]
    by_year: dict[int, list[Point]] = {}
    for one in known:
        by_year.setdefault(one.period.year, []).append(one)
    shown = dict(sorted(by_year.items())[-years:])
    if not shown:
        return Markup("")
    values = [one.value for line in shown.values() for one in line]
    newest = max(shown)
    ends = {year: f"{year}: {value_text(line[-1].value, indicator)}" for year, line in shown.items()}
    right = max(width(text, 24) for text in ends.values()) + 22
    plot = plot_of(box, values, MONTHS, zero=True, top=18, right=right)
    lines = [_line(line, plot, strong=year == newest) for year, line in shown.items()]
    return plot.frame(_months(plot), lines, _ends(shown, ends, newest, plot), label=label)


def _line(line: Sequence[Point], plot: Plot, *, strong: bool) -> Markup:
    places = [(plot.x(one.period.end.month - 1), plot.y(one.value or 0.0)) for one in line]
    look = "w-line w-line--wide" if strong else "w-line w-line--past"
    ways = [tag("path", class_=f"{look}{dash}", d=way) for dash, way in strokes(places, [one.status for one in line])]
    if len(places) == 1:
        ways = [tag("path", class_=look, d=path(places))]
    x, y = places[-1]
    open_ = " w-dot--open" if line[-1].simulated else ""
    dot = tag("circle", class_=f"w-dot{open_}", cx=x, cy=y, r=7) if strong else None
    return tag("g", ways, dot)


def _ends(shown: dict[int, list[Point]], ends: dict[int, str], newest: int, plot: Plot) -> list[Markup]:
    """The name and last figure of each line: this year's at its dot, the others at the right, kept apart."""
    parts = []
    last = shown[newest][-1]
    x, y = plot.x(last.period.end.month - 1), plot.y(last.value or 0.0)
    whole = last.period.end.month == MONTHS
    if not whole:
        parts.append(words(ends[newest], x - 4, y - 20, anchor="end", size=26, class_="w-num w-words--value"))
    others = sorted(((plot.y(line[-1].value or 0.0), year) for year, line in shown.items() if whole or year != newest))
    at = float("-inf")
    for height, year in others:
        at = max(height + 8, at + APART)
        look = "w-num w-words--value" if year == newest else "w-num"
        parts.append(words(ends[year], plot.right + 10, at, anchor="start", size=22, muted=year != newest, class_=look))
    return parts


def _months(plot: Plot) -> list[Markup]:
    y = plot.bottom + 29
    return [
        words(_("T{month}").format(month=month + 1), plot.x(month), y, size=SMALLEST, muted=True)
        for month in range(MONTHS)
    ] + [tag("line", class_="w-grid", x1=plot.left, x2=plot.right, y1=plot.bottom, y2=plot.bottom)]
