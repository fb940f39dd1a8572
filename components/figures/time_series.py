"""A series through time: what is official drawn firmly, what is simulated dashed and lighter, estimates hollow.

What was carried over from former units has a diamond, which answers a click with its parts; where figures cannot be
carried over, the line breaks at the day of the change.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from components.figures.parts import (
    Drawn,
    FigureDict,
    Point,
    hatched,
    hover_text,
    points_of,
    target_marks,
    time_ticks,
    value_ticks,
)
from components.figures.shapes import breaks_over, named, periods_of, series_over, targets_over, value_axis
from components.formatting import day
from components.language import _
from components.theme import Tokens, base_layout, tokens
from data.periods import Grain
from data.records import Indicator, Status, Target
from exports.content import Kind, Shape

FEW = 14
HOLLOW = (Status.ESTIMATED, Status.PROVISIONAL, Status.FORECAST)


def time_series(
    frame: pd.DataFrame,
    indicator: Indicator,
    targets: Sequence[Target] = (),
    *,
    name: str = "",
    breaks: Sequence[date] = (),
) -> FigureDict:
    """One series (the frame of a series, one grain) as a line, or as bars when it is a few years.

    `targets` that fall into the years shown become dashed lines or bands, the newest with its words. `breaks` are days
    across which figures must not be compared. The period of what was carried over stands in `customdata`.
    """
    points = points_of(frame)
    if not any(point.value is not None for point in points):
        return {"data": [], "layout": {}}
    look = tokens()
    bars = points[0].period.grain is Grain.YEAR and len(points) <= FEW
    shapes, notes, reached = target_marks(targets, points, indicator, look)
    traces = [_bars(points, indicator, look, name)] if bars else series_lines(points, indicator, look, name)
    values = [point.value for point in points] + reached
    axis = value_ticks(values, zero=bars)
    traces += _unfinished(points, indicator, look, name, float(axis["range"][0]))
    lines, words = break_marks(breaks, points, look)
    layout = base_layout(
        xaxis={"type": "date", **time_ticks(points), **({"range": _year_range(points)} if bars else {})},
        yaxis=axis,
        shapes=shapes + lines,
        annotations=notes + words,
        hovermode="x" if bars else "closest",
        hoverdistance=40,
        bargap=0.35,
    )
    return Drawn(traces, layout, lambda: _shape(points, indicator, targets, name, breaks, bars=bars))


def _shape(
    points: Sequence[Point],
    indicator: Indicator,
    targets: Sequence[Target],
    name: str,
    breaks: Sequence[date],
    *,
    bars: bool,
) -> Shape:
    periods = periods_of(points)
    return Shape(
        kind=Kind.COLUMNS if bars else Kind.LINES,
        categories=named(periods),
        category_word=_("Kỳ"),
        series=(series_over(points, periods, indicator, name, form="column" if bars else "line"),),
        marks=targets_over(targets, periods, indicator),
        breaks=breaks_over(breaks, periods, _("đổi địa giới {day}")),
        axes=value_axis(indicator),
    )


def _year_range(points: Sequence[Point]) -> list[str]:
    return [f"{points[0].period.year}-01-01", f"{points[-1].period.year}-12-31"]


def _bars(points: Sequence[Point], indicator: Indicator, look: Tokens, name: str) -> dict[str, Any]:
    """Bars; simulated ones hatched, estimated ones outlined."""
    return {
        "type": "bar",
        "x": [point.middle for point in points],
        "y": [point.value for point in points],
        "width": [200 * 86_400_000] * len(points),
        "hovertext": [hover_text(point, indicator, name) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": _carried(points),
        "marker": {
            "color": [look.accent_soft if point.status in HOLLOW else look.accent for point in points],
            "line": {"color": look.accent, "width": [1.5 if point.status in HOLLOW else 0 for point in points]},
            "pattern": hatched([point.simulated for point in points], look),
            "cornerradius": 3,
        },
    }


def series_lines(points: Sequence[Point], indicator: Indicator, look: Tokens, name: str) -> list[dict[str, Any]]:
    """The traces of a series: simulated stretches, official ones, and the dots that answer the pointer."""
    x = [point.middle for point in points]
    hover = [hover_text(point, indicator, name) for point in points]
    common = {"type": "scatter", "x": x, "hoverinfo": "skip", "showlegend": False}
    traces: list[dict[str, Any]] = []
    if any(point.simulated for point in points):
        dashes = {"color": look.accent_weak, "width": 1.6, "dash": "4px,3px"}
        traces.append({**common, "y": _simulated(points), "mode": "lines", "line": dashes})
    solid = [None if point.simulated else point.value for point in points]
    traces.append({**common, "y": solid, "mode": "lines", "line": {"color": look.accent, "width": 2}})
    traces.append(
        {
            **common,
            "y": [point.value for point in points],
            "mode": "markers",
            "hoverinfo": "text",
            "hovertext": hover,
            "hovertemplate": "%{hovertext}<extra></extra>",
            "customdata": _carried(points),
            "marker": _markers(points, look),
        }
    )
    return traces


def _simulated(points: Sequence[Point]) -> list[float | None]:
    """Simulated values, and official ones beside them so that the line joins; the official line covers the rest."""
    return [point.value if point.simulated or _touches(points, index) else None for index, point in enumerate(points)]


def _touches(points: Sequence[Point], index: int) -> bool:
    beside = points[max(index - 1, 0) : index + 2]
    return any(point.simulated and point.value is not None for point in beside)


def _markers(points: Sequence[Point], look: Tokens) -> dict[str, Any]:
    """Dots where the eye needs one: the newest point, estimates (hollow), and official points that stand alone."""
    few = len([point for point in points if point.value is not None]) <= FEW
    sizes, fills, edges = [], [], []
    for index, point in enumerate(points):
        last = index == len(points) - 1
        hollow = point.status in HOLLOW
        sizes.append(8 if last else 6 if few or hollow or point.recast or _alone(points, index) else 1)
        fills.append(look.panel if hollow or (last and point.simulated) else _ink(point, look))
        edges.append(1.6 if hollow or (last and point.simulated) else 0)
    symbols = ["diamond" if point.recast else "circle" for point in points]
    line = {"color": look.accent, "width": edges}
    return {"color": fills, "size": sizes, "symbol": symbols, "opacity": 1, "line": line}


def _carried(points: Sequence[Point]) -> list[str | None]:
    """The periods whose figure was carried over from former units, or would be if all of them had one."""
    return [str(point.period) if point.recast or point.incomplete else None for point in points]


def _unfinished(
    points: Sequence[Point], indicator: Indicator, look: Tokens, name: str, low: float
) -> list[dict[str, Any]]:
    """A sign at the foot of each period whose parts are not all there: it is no figure, and must not look like one."""
    lacking = [point for point in points if point.incomplete]
    if not lacking:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [point.middle for point in lacking],
            "y": [low] * len(lacking),
            "hovertext": [hover_text(point, indicator, name) for point in lacking],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "customdata": _carried(lacking),
            "marker": {"symbol": "triangle-up-open", "size": 8, "color": look.risk},
            "cliponaxis": False,
        }
    ]


def break_marks(
    breaks: Sequence[date], points: Sequence[Point], look: Tokens
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """An upright line at each day across which figures must not be compared, with its words: shapes and annotations."""
    if not points:
        return [], []
    shown = [one for one in breaks if points[0].period.start < one <= points[-1].period.end]
    lines = [
        {
            "type": "line",
            "x0": one.isoformat(),
            "x1": one.isoformat(),
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": look.muted, "width": 1.2, "dash": "dot"},
        }
        for one in shown
    ]
    words = [
        {
            "x": one.isoformat(),
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "text": _("đổi địa giới {day}").format(day=day(one)),
            "showarrow": False,
            "font": {"color": look.muted, "size": 10},
        }
        for one in shown
    ]
    return lines, words


def _alone(points: Sequence[Point], index: int) -> bool:
    if points[index].simulated or points[index].value is None:
        return False
    beside = [points[near] for near in (index - 1, index + 1) if 0 <= near < len(points)]
    return all(point.simulated or point.value is None for point in beside)


def _ink(point: Point, look: Tokens) -> str:
    return look.accent_weak if point.simulated else look.accent
