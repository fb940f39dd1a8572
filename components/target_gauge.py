"""Where a year is expected to end, beside what is asked of it: a band, an interval and a point on one line."""

import math
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from components.markup import attrs

ROOM = 0.12
"""Part of the line that is left free on either side."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """What is asked (`low` to `high`, infinite where it is open), and where the year stands.

    `point` is the figure that was reached or is expected, between `lower` and `upper` with 8 in 10 chances; `so_far` is
    what was up to now. All in one unit. The texts stand at the band and at the point.
    """

    low: float
    high: float
    point: float
    lower: float | None
    upper: float | None
    so_far: float | None
    asked_text: str
    point_text: str


def gauge(one: Gauge, *, caption: str) -> Component:
    """The line, with a caption for readers who cannot see it."""
    start, end = _reach(one)
    left, right = max(one.low, start), min(one.high, end)
    edge = one.low if math.isfinite(one.low) else one.high
    parts = [
        html.Span(className="tc-gauge__band", style=_stretch(left, right, start, end)),
        html.Span(className="tc-gauge__edge", style=_at(edge, start, end)) if math.isfinite(edge) else None,
        _span(one, start, end),
        html.Span(className="tc-gauge__tick", style=_at(one.so_far, start, end)) if one.so_far is not None else None,
        html.Span(className="tc-gauge__point", style=_at(one.point, start, end)),
    ]
    words = [
        _word(one.asked_text, edge if math.isfinite(edge) else one.point, start, end, "asked"),
        _word(one.point_text, one.point, start, end, "said"),
    ]
    return html.Div(
        [words[0], html.Div(parts, className="tc-gauge__line"), words[1]],
        className="tc-gauge",
        **attrs(role="img", aria_label=caption),
    )


def _span(one: Gauge, start: float, end: float) -> Component | None:
    if one.lower is None or one.upper is None:
        return None
    return html.Span(className="tc-gauge__span", style=_stretch(one.lower, one.upper, start, end))


def _reach(one: Gauge) -> tuple[float, float]:
    """Both ends of the line: everything that stands on it, with room on either side."""
    given = (one.low, one.high, one.point, one.lower, one.upper, one.so_far)
    known = [value for value in given if value is not None and math.isfinite(value)]
    low, high = min(known), max(known)
    room = (high - low or abs(high) or 1.0) * ROOM
    return low - room, high + room


def _part(value: float, start: float, end: float) -> float:
    return min(max((value - start) / (end - start), 0.0), 1.0)


def _at(value: float, start: float, end: float) -> dict[str, str]:
    return {"left": f"{_part(value, start, end):.2%}"}


def _stretch(low: float, high: float, start: float, end: float) -> dict[str, str]:
    return {"left": f"{_part(low, start, end):.2%}", "right": f"{1 - _part(high, start, end):.2%}"}


def _word(text: str, value: float, start: float, end: float, name: str) -> Component:
    """Words stand at their place, turned inwards near both ends so that nothing is cut off."""
    part = _part(value, start, end)
    side = "start" if part < 0.2 else "end" if part > 0.8 else "middle"
    return html.Div(
        html.Span(text, className=f"tc-gauge__word tc-gauge__word--{side}", style={"left": f"{part:.2%}"}),
        className=f"tc-gauge__words tc-gauge__words--{name}",
    )
