"""One unit against those it is measured by: its own line strong, the others quiet, each named at its end."""

from collections.abc import Sequence
from itertools import pairwise
from textwrap import wrap
from typing import Any

import pandas as pd

from components.figures.parts import Drawn, FigureDict, Point, hover_text, points_of, time_ticks, value_ticks
from components.figures.shapes import named, periods_of, series_over, value_axis
from components.language import _
from components.theme import base_layout, tokens
from data.records import Indicator
from exports.content import Kind, Shape

Named = tuple[str, pd.DataFrame]
WIDTH = 20
LEAST_GAP = 0.085
"""Least distance between two names, as a part of the axis."""


def comparison_lines(lines: Sequence[Named], indicator: Indicator) -> FigureDict:
    """Named frames of a series of one grain: the unit itself first, then what it is compared with (at most three)."""
    known = [(name, points_of(frame)) for name, frame in lines]
    known = [(name, points) for name, points in known if any(point.value is not None for point in points)]
    if not known:
        return {"data": [], "layout": {}}
    look = tokens()
    inks = (look.accent, look.gold, look.muted, look.accent_weak)
    every = [point for _name, points in known for point in points]
    axis = value_ticks([point.value for point in every])
    layout = base_layout(
        xaxis={"type": "date", **time_ticks(sorted(every, key=lambda point: point.period))},
        yaxis=axis,
        margin={"r": 130},
        hoverdistance=40,
        annotations=_names(known, inks, axis["range"]),
    )
    # The unit itself is drawn last, above the others.
    traces = [_line(points, indicator, name, inks[index], own=index == 0) for index, (name, points) in enumerate(known)]
    return Drawn(traces[::-1], layout, lambda: _shape(known, indicator))


def _shape(known: Sequence[tuple[str, list[Point]]], indicator: Indicator) -> Shape:
    """The unit itself first, then what it is compared with."""
    periods = periods_of(*(points for _name, points in known))
    return Shape(
        kind=Kind.LINES,
        categories=named(periods),
        category_word=_("Kỳ"),
        series=tuple(
            series_over(points, periods, indicator, name, role="own" if index == 0 else "peer")
            for index, (name, points) in enumerate(known)
        ),
        axes=value_axis(indicator),
        strong=frozenset({0}),
    )


def _line(points: Sequence[Point], indicator: Indicator, name: str, ink: str, *, own: bool) -> dict[str, Any]:
    simulated = all(point.simulated for point in points)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [point.middle for point in points],
        "y": [point.value for point in points],
        "hovertext": [hover_text(point, indicator, name) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": ink, "width": 2.4 if own else 1.5, "dash": "4px,3px" if simulated else "solid"},
        "marker": {"color": ink, "size": _sizes(points, own)},
    }


def _sizes(points: Sequence[Point], own: bool) -> list[int]:
    """A dot at the end of each line; all dots where a line has only a few."""
    few = len(points) <= 3
    return [7 if few or (own and index == len(points) - 1) else 1 for index in range(len(points))]


def _names(
    known: Sequence[tuple[str, list[Point]]], inks: Sequence[str], span: Sequence[float]
) -> list[dict[str, Any]]:
    """Each line's name beside its end, moved apart where lines end close together."""
    ends = [next(point for point in reversed(points) if point.value is not None) for _name, points in known]
    heights = [((end.value or 0.0) - span[0]) / ((span[1] - span[0]) or 1) for end in ends]
    places = _apart(heights)
    return [
        {
            "text": f"<b>{_folded(name)}</b>" if index == 0 else _folded(name),
            "xref": "paper",
            "yref": "paper",
            "x": 1,
            "xshift": 6,
            "y": places[index],
            "xanchor": "left",
            "yanchor": "middle",
            "showarrow": False,
            "align": "left",
            "font": {"size": 11, "color": inks[index]},
        }
        for index, (name, _points) in enumerate(known)
    ]


def _folded(name: str) -> str:
    """A long name on several lines, so that it stays in the margin."""
    return "<br>".join(wrap(name, WIDTH))


def _apart(heights: Sequence[float]) -> list[float]:
    """The same heights in the same order, none closer than `LEAST_GAP` to the next, inside the axis."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    placed = list(heights)
    for lower, upper in pairwise(order):
        placed[upper] = max(placed[upper], placed[lower] + LEAST_GAP)
    over = max(0.0, placed[order[-1]] - 1.0)
    return [one - over for one in placed]
