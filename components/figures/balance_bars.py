"""Exports and imports side by side, and the balance between them."""

from typing import Any

import pandas as pd

from components.figures.parts import Drawn, FigureDict, Point, hatched, hover_text, points_of, time_ticks, value_ticks
from components.figures.shapes import named, periods_of, series_over, value_axis
from components.language import _
from components.theme import base_layout, tokens
from data.records import Indicator
from exports.content import Kind, Shape


def balance_bars(
    exports: pd.DataFrame, imports: pd.DataFrame, balance: pd.DataFrame, indicator: Indicator, *, last: int = 24
) -> FigureDict:
    """Three series of the same grain: exports up, imports down, the balance as a line; the `last` periods.

    `indicator` gives unit and decimals, which the three share.
    """
    out, into, net = (_newest(frame, last) for frame in (exports, imports, balance))
    if not (out or into or net):
        return {"data": [], "layout": {}}
    look = tokens()
    traces = [
        _bars(out, indicator, _("Xuất khẩu"), look.accent, 1),
        _bars(into, indicator, _("Nhập khẩu"), look.accent_weak, -1),
        _line(net, indicator, _("Cán cân"), look.gold),
    ]
    reached = [point.value for point in out + net] + [-(point.value or 0) for point in into]
    longest = max((out, into, net), key=len)
    layout = base_layout(
        xaxis={"type": "date", **time_ticks(longest, room=5)},
        yaxis=_without_signs(value_ticks(reached, zero=True)),
        barmode="relative",
        bargap=0.3,
        showlegend=True,
        margin={"t": 28},
        hovermode="x unified",
    )
    return Drawn([trace for trace in traces if trace["x"]], layout, lambda: _shape(out, into, net, indicator))


def _shape(out: list[Point], into: list[Point], net: list[Point], indicator: Indicator) -> Shape:
    """Both amounts as columns side by side, as positive as they are, and the balance as a line."""
    periods = periods_of(out, into, net)
    return Shape(
        kind=Kind.COMBINED,
        categories=named(periods),
        category_word=_("Kỳ"),
        series=(
            series_over(out, periods, indicator, _("Xuất khẩu"), form="column"),
            series_over(into, periods, indicator, _("Nhập khẩu"), role="earlier", form="column"),
            series_over(net, periods, indicator, _("Cán cân"), role="reference"),
        ),
        axes=value_axis(indicator),
    )


def _newest(frame: pd.DataFrame, last: int) -> list[Point]:
    return [point for point in points_of(frame.tail(last)) if point.value is not None]


def _without_signs(axis: dict[str, Any]) -> dict[str, Any]:
    """Imports hang below the line for the eye; they are not negative amounts."""
    return {**axis, "ticktext": [text.lstrip("−") for text in axis.get("ticktext", [])]}


def _bars(points: list[Point], indicator: Indicator, name: str, colour: str, sign: int) -> dict[str, Any]:
    look = tokens()
    return {
        "type": "bar",
        "name": name,
        "x": [point.middle for point in points],
        "y": [sign * (point.value or 0) for point in points],
        "hovertext": [hover_text(point, indicator, name) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": colour,
            "cornerradius": 2,
            "pattern": {**hatched([point.simulated for point in points], look), "fgcolor": colour},
        },
    }


def _line(points: list[Point], indicator: Indicator, name: str, colour: str) -> dict[str, Any]:
    simulated = [point.simulated for point in points]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [point.middle for point in points],
        "y": [point.value for point in points],
        "hovertext": [hover_text(point, indicator, name) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": colour, "width": 2},
        "marker": {
            "color": [tokens().panel if one else colour for one in simulated],
            "size": 5,
            "line": {"color": colour, "width": 1.2},
        },
    }
