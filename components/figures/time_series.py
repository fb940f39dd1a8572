"""A series through time: what is official drawn firmly, what is simulated dashed and lighter, estimates hollow."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.figures.parts import (
    FigureDict,
    Point,
    hatched,
    hover_text,
    points_of,
    target_marks,
    time_ticks,
    value_ticks,
)
from components.theme import Tokens, base_layout, tokens
from data.periods import Grain
from data.records import Indicator, Status, Target

FEW = 14
HOLLOW = (Status.ESTIMATED, Status.PROVISIONAL, Status.FORECAST)


def time_series(
    frame: pd.DataFrame, indicator: Indicator, targets: Sequence[Target] = (), *, name: str = ""
) -> FigureDict:
    """One series (the frame of a series, one grain) as a line, or as bars when it is a few years.

    `targets` that fall into the years shown become dashed lines or bands, the newest with its words.
    """
    points = points_of(frame)
    if not any(point.value is not None for point in points):
        return {"data": [], "layout": {}}
    look = tokens()
    bars = points[0].period.grain is Grain.YEAR and len(points) <= FEW
    shapes, notes, reached = target_marks(targets, points, indicator, look)
    traces = [_bars(points, indicator, look, name)] if bars else _lines(points, indicator, look, name)
    values = [point.value for point in points] + reached
    layout = base_layout(
        xaxis={"type": "date", **time_ticks(points), **({"range": _year_range(points)} if bars else {})},
        yaxis=value_ticks(values, zero=bars),
        shapes=shapes,
        annotations=notes,
        hovermode="x" if bars else "closest",
        hoverdistance=40,
        bargap=0.35,
    )
    return {"data": traces, "layout": layout}


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
        "marker": {
            "color": [look.accent_soft if point.status in HOLLOW else look.accent for point in points],
            "line": {"color": look.accent, "width": [1.5 if point.status in HOLLOW else 0 for point in points]},
            "pattern": hatched([point.simulated for point in points], look),
            "cornerradius": 3,
        },
    }


def _lines(points: Sequence[Point], indicator: Indicator, look: Tokens, name: str) -> list[dict[str, Any]]:
    x = [point.middle for point in points]
    hover = [hover_text(point, indicator, name) for point in points]
    common = {"type": "scatter", "x": x, "hoverinfo": "skip"}
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
        sizes.append(8 if last else 6 if few or hollow or _alone(points, index) else 1)
        fills.append(look.panel if hollow or (last and point.simulated) else _ink(point, look))
        edges.append(1.6 if hollow or (last and point.simulated) else 0)
    return {"color": fills, "size": sizes, "opacity": 1, "line": {"color": look.accent, "width": edges}}


def _alone(points: Sequence[Point], index: int) -> bool:
    if points[index].simulated or points[index].value is None:
        return False
    beside = [points[near] for near in (index - 1, index + 1) if 0 <= near < len(points)]
    return all(point.simulated or point.value is None for point in beside)


def _ink(point: Point, look: Tokens) -> str:
    return look.accent_weak if point.simulated else look.accent
