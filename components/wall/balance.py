"""What goes out and what comes in as two lines, and the difference below as bars with their sign."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from components.figures.parts import Point, value_text
from components.formatting import MINUS
from components.formatting import period as period_text
from components.language import _
from components.wall.axes import Plot, plot_of, words
from components.wall.box import SMALLEST, Box
from components.wall.lettering import width
from components.wall.tags import tag
from components.wall.trend import strokes
from data.records import Indicator

UPPER = 0.62
TITLE = 40.0
APART = 30.0


def balance_chart(
    exports: Sequence[Point],
    imports: Sequence[Point],
    balance: Sequence[Point],
    indicator: Indicator,
    box: Box,
    *,
    label: str,
) -> Markup:
    """Three series of the same periods, oldest first; `indicator` is that of the difference."""
    named = (_ended(_("Xuất khẩu"), exports, indicator), _ended(_("Nhập khẩu"), imports, indicator))
    right = max(width(text, 22) for text in named) + 24
    values = [one.value for line in (exports, imports) for one in line]
    upper = Box(box.wide, box.high * UPPER)
    above = plot_of(upper, values, len(exports), top=12, right=right, below=10, room=3)
    lower = replace(upper, high=box.high - upper.high)
    below = plot_of(lower, [one.value for one in balance], len(balance), zero=True, top=TITLE, right=right, room=2)
    left = max(above.left, below.left)
    above, below = replace(above, left=left), replace(below, left=left)
    return tag(
        "svg",
        above.lines(),
        [_line(line, above, look) for line, look in ((exports, "first"), (imports, "second"))],
        _names(named, (exports, imports), above),
        tag("g", below.lines(), _bars(balance, indicator, below), transform=f"translate(0 {upper.high:.0f})"),
        class_="w-chart",
        viewBox=f"0 0 {box.wide:.0f} {box.high:.0f}",
        role="img",
        aria_label=label,
    )


def _ended(name: str, line: Sequence[Point], indicator: Indicator) -> str:
    """The name of a line with its newest figure."""
    last = next((one.value for one in reversed(line) if one.value is not None), None)
    return f"{name} {value_text(last, indicator)}"


def _line(line: Sequence[Point], plot: Plot, look: str) -> Markup:
    places = [None if one.value is None else (plot.x(at), plot.y(one.value)) for at, one in enumerate(line)]
    ways = strokes(places, [one.status for one in line])
    dot = next((one for one in reversed(places) if one), None)
    return tag(
        "g",
        [tag("path", class_=f"w-line w-line--wide{dash}", d=way) for dash, way in ways],
        tag("circle", class_="w-dot", cx=dot[0], cy=dot[1], r=6) if dot else None,
        class_=f"w-pair w-pair--{look}",
    )


def _names(texts: Sequence[str], lines: Sequence[Sequence[Point]], plot: Plot) -> list[Markup]:
    """The names at the right ends of their lines, kept apart."""
    ends = []
    for text, line, look in zip(texts, lines, ("first", "second"), strict=True):
        last = next((one.value for one in reversed(line) if one.value is not None), None)
        if last is not None:
            ends.append((plot.y(last), text, look))
    parts, at = [], float("-inf")
    for height, text, look in sorted(ends):
        at = max(height + 8, at + APART)
        parts.append(words(text, plot.right + 12, at, anchor="start", size=22, class_=f"w-num w-words--{look}"))
    return parts


def _bars(balance: Sequence[Point], indicator: Indicator, plot: Plot) -> list[Markup]:
    known = [one for one in balance if one.value is not None]
    if not known:
        return []
    zero, wide = plot.y(0.0), plot.step * 0.66
    parts = [words(_("Cán cân: trên 0 là xuất siêu, dưới 0 là nhập siêu"), plot.left, 20, anchor="start", muted=True)]
    for at, one in enumerate(balance):
        if one.value is None:
            continue
        y = plot.y(one.value)
        look = "w-sign w-sign--minus" if one.value < 0 else "w-sign"
        look += " w-bar--sim" if one.simulated else ""
        height = max(abs(y - zero), 1.5)
        parts.append(tag("rect", class_=look, x=plot.x(at) - wide / 2, y=min(y, zero), width=wide, height=height, rx=3))
    last = known[-1]
    text = value_text(last.value, indicator)
    signed = text if text.startswith(MINUS) else f"+{text}"
    y = plot.y(last.value or 0.0) + 7
    parts.append(words(signed, plot.right + 12, y, anchor="start", size=24, class_="w-num w-words--value"))
    return parts + _dates(balance, plot)


def _dates(balance: Sequence[Point], plot: Plot) -> list[Markup]:
    y, parts, edge = plot.bottom + 30, [], float("-inf")
    for at, one in enumerate(balance):
        if one.period.end.month % 3 == 0 or at == len(balance) - 1:
            text = period_text(one.period, short=True)
            wide = width(text, SMALLEST)
            if plot.x(at) - wide / 2 > edge + 14:
                parts.append(words(text, plot.x(at), y, size=SMALLEST, muted=True))
                edge = plot.x(at) + wide / 2
    return parts
