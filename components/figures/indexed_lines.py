"""Several series in one chart: in their common unit, or each as an index that is 100 at one period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.figures.map_parts import RECAST, is_recast
from components.figures.map_parts import SYMBOLS as MARKS
from components.figures.parts import Drawn, FigureDict, Point, hover_text, points_of, rows_of, time_ticks, value_ticks
from components.figures.shapes import named, periods_of, series_over, value_axis
from components.formatting import is_missing, number, period
from components.language import _
from components.theme import CATEGORIES, base_layout, current_theme, tokens
from data.records import Indicator
from exports.content import Axis, Kind, Shape

SYMBOLS = ("circle", "square", "triangle-up", "pentagon", "star", "hexagon", "triangle-down", "cross")
HUNDRED = 100.0


@dataclass(frozen=True, slots=True)
class Line:
    """One series: its name, the frame of a series (with `address` where a click leads), and what it measures."""

    name: str
    frame: pd.DataFrame
    indicator: Indicator
    strong: bool = False


def value_lines(lines: Sequence[Line]) -> FigureDict:
    """The lines in their common unit."""
    return _drawn(lines, [points_of(line.frame) for line in lines], indexed_from=None)


def indexed_lines(lines: Sequence[Line], base: str) -> FigureDict:
    """Each line as an index, 100 at the period `base`; a line without a value above nothing there is left out."""
    kept = [line for line in lines if value_at(line.frame, base) > 0]
    return _drawn(kept, [_indexed(points_of(line.frame), value_at(line.frame, base)) for line in kept], base)


def value_at(frame: pd.DataFrame, when: str) -> float:
    """The value of a period; nothing (0) where there is none."""
    found = frame.loc[frame["period"] == when, "value"]
    return float(found.iloc[0]) if len(found) and not is_missing(found.iloc[0]) else 0.0


def _indexed(points: Sequence[Point], base: float) -> list[Point]:
    return [Point(one.period, None if one.value is None else one.value / base * HUNDRED, one.status) for one in points]


def _drawn(lines: Sequence[Line], many: Sequence[Sequence[Point]], indexed_from: str | None) -> FigureDict:
    shown = [(line, points) for line, points in zip(lines, many, strict=True) if _known(points)]
    if not shown:
        return {"data": [], "layout": {}}
    every = sorted((point for _line, points in shown for point in points), key=lambda one: one.period)
    values = [point.value for point in every]
    layout = base_layout(
        xaxis={"type": "date", **time_ticks(every)},
        yaxis=value_ticks([*values, HUNDRED] if indexed_from else values),
        showlegend=True,
        margin={"t": 30, "r": 16},
        hoverdistance=40,
        shapes=[_hundred()] if indexed_from else [],
    )
    colours = CATEGORIES[current_theme()]
    traces = [
        trace
        for index, (line, points) in enumerate(shown)
        for trace in _traces(line, points, colours[index % len(colours)], SYMBOLS[index % len(SYMBOLS)], indexed_from)
    ]
    return Drawn(traces, layout, lambda: _shape(shown, indexed_from))


def _shape(shown: Sequence[tuple[Line, Sequence[Point]]], indexed_from: str | None) -> Shape:
    """The lines over all their periods, as values or as an index."""
    periods = periods_of(*(points for _line, points in shown))
    series = [series_over(points, periods, line.indicator, line.name, role="peer") for line, points in shown]
    first = shown[0][0].indicator
    if indexed_from is None:
        axes = value_axis(first)
    else:
        told = _("{base} = 100").format(base=period(indexed_from, short=True))
        series = [replace(one, unit=told, decimals=1) for one in series]
        axes = (Axis(_("Chỉ số"), told, 1),)
    return Shape(
        kind=Kind.LINES,
        categories=named(periods),
        category_word=_("Kỳ"),
        series=tuple(series),
        axes=axes,
        strong=frozenset(index for index, (line, _points) in enumerate(shown) if line.strong),
    )


def _known(points: Sequence[Point]) -> bool:
    return any(point.value is not None for point in points)


def _hundred() -> dict[str, Any]:
    line = {"color": tokens().muted, "width": 1, "dash": "dot"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": HUNDRED, "y1": HUNDRED, "line": line}


def _traces(
    line: Line, points: Sequence[Point], ink: str, symbol: str, indexed_from: str | None
) -> list[dict[str, Any]]:
    """The line, dashed where any of it is simulated, and firm over that what was published."""
    whole = _trace(line, points, ink, symbol, indexed_from)
    published = [None if point.simulated else point.value for point in points]
    if whole["line"]["dash"] == "solid" or not any(value is not None for value in published):
        return [whole]
    firm = {
        "type": "scatter",
        "mode": "lines",
        "x": whole["x"],
        "y": published,
        "hoverinfo": "skip",
        "showlegend": False,
        "legendgroup": line.name,
        "line": {**whole["line"], "dash": "solid"},
    }
    return [whole, firm]


def _trace(line: Line, points: Sequence[Point], ink: str, symbol: str, indexed_from: str | None) -> dict[str, Any]:
    rows = {str(row.period): row for row in rows_of(line.frame)}
    recast = [is_recast(rows.get(str(point.period))) for point in points]
    simulated = any(point.simulated for point in points if point.value is not None)
    few = len(points) <= 12
    last = max(index for index, point in enumerate(points) if point.value is not None)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": line.name,
        "legendgroup": line.name,
        "x": [point.middle for point in points],
        "y": [point.value for point in points],
        "customdata": [getattr(rows.get(str(point.period)), "address", None) for point in points],
        "hovertext": [_hover(line, point, rows, indexed_from) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": ink, "width": 3 if line.strong else 1.8, "dash": "4px,3px" if simulated else "solid"},
        "marker": {
            "color": ink,
            "symbol": [MARKS[RECAST] if one else symbol for one in recast],
            "size": [7 if one or few or index == last else 1 for index, one in enumerate(recast)],
        },
    }


def recast_words(row: Any) -> str:
    """A line of a hover text that says from how many former units a figure was put together, or how many it lacks."""
    if is_recast(row) and not is_missing(row.value):
        return "<br>" + _("tính lại từ {count} đơn vị cũ").format(count=number(row.parts))
    expected = getattr(row, "expected", 0)
    if is_missing(getattr(row, "value", None)) and not is_missing(expected) and expected > 0:
        words = _("chưa đủ: mới có {parts} trong {expected} đơn vị cũ")
        return "<br>" + words.format(parts=number(row.parts), expected=number(expected))
    return ""


def _hover(line: Line, point: Point, rows: Mapping[str, Any], indexed_from: str | None) -> str:
    row = rows.get(str(point.period))
    own = Point(point.period, None if row is None or is_missing(row.value) else float(row.value), point.status)
    text = hover_text(own, line.indicator, line.name)
    if indexed_from and point.value is not None:
        text += "<br>" + _("{index} ({base} = 100)").format(
            index=number(point.value, 1), base=period(indexed_from, short=True)
        )
    return text if row is None else text + recast_words(row)
