"""The same series for several units in small panels with one scale, so that shapes can be compared."""

from typing import Any

import pandas as pd

from components.figures.parts import (
    Drawn,
    FigureDict,
    Point,
    hover_text,
    local_name,
    points_of,
    rows_of,
    time_ticks,
    value_ticks,
)
from components.figures.shapes import named, periods_of, series_over, value_axis
from components.language import _
from components.theme import base_layout, tokens
from data.records import Indicator
from exports.content import Kind, Shape

PANEL, FOOT = 96, 26
GAP_X, TITLE = 0.03, 0.24


def multiples_height(frame: pd.DataFrame, columns: int = 4) -> int:
    """The height that gives each panel its room, in px."""
    return PANEL * -(-int(frame["entity"].nunique()) // columns) + FOOT


def small_multiples(
    frame: pd.DataFrame, indicator: Indicator, *, columns: int = 4, reference: pd.DataFrame | None = None
) -> FigureDict:
    """A panel (entity, name_vi, name_en and the frame of a series) as one small chart a unit, in the frame's order.

    `reference` (the frame of a series, such as the nation's) is a pale line in every panel.
    """
    units = [(points_of(rows), local_name(rows_of(rows)[0])) for _code, rows in frame.groupby("entity", sort=False)]
    units = [(points, name) for points, name in units if any(point.value is not None for point in points)]
    if not units:
        return {"data": [], "layout": {}}
    shared = points_of(reference) if reference is not None and not reference.empty else []
    count = -(-len(units) // columns)
    ticks = value_ticks([point.value for points, _name in units for point in points + shared], room=3)
    layout = base_layout(margin={"t": 4, "l": 8, "r": 8, "b": 4})
    base_x, base_y = layout.pop("xaxis"), layout.pop("yaxis")
    traces: list[dict[str, Any]] = []
    layout["annotations"] = []
    for index, (points, name) in enumerate(units):
        left, right, low, high = _place(index, columns, count)
        mark = "" if index == 0 else str(index + 1)
        first_column = index % columns == 0
        layout[f"xaxis{mark}"] = {
            **base_x,
            **time_ticks(points, room=2),
            "type": "date",
            "domain": [left, right],
            "anchor": f"y{mark}",
            "showticklabels": index + columns >= len(units),
            "ticks": "",
        }
        layout[f"yaxis{mark}"] = {
            **base_y,
            **ticks,
            "domain": [low, high],
            "anchor": f"x{mark}",
            "showticklabels": first_column,
        }
        layout["annotations"].append(_title(name, left, high))
        traces += [_line(shared, indicator, mark, "", own=False)] if shared else []
        traces.append(_line(points, indicator, mark, name, own=True))
    return Drawn(traces, layout, lambda: _shape(units, shared, indicator))


def _shape(units: list[tuple[list[Point], str]], shared: list[Point], indicator: Indicator) -> Shape:
    """A series a unit; what all are held against, where there is such, comes last."""
    periods = periods_of(shared, *(points for points, _name in units))
    series = [series_over(points, periods, indicator, name, role="peer") for points, name in units]
    if shared:
        series.append(series_over(shared, periods, indicator, _("Cả nước"), role="reference"))
    return Shape(
        kind=Kind.MULTIPLES,
        categories=named(periods),
        category_word=_("Kỳ"),
        series=tuple(series),
        axes=value_axis(indicator),
    )


def _place(index: int, columns: int, rows: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a panel, as parts of the whole."""
    row, column = divmod(index, columns)
    width, height = (1 + GAP_X) / columns, 1 / rows
    left, top = column * width, 1 - row * height
    return left, left + width - GAP_X, top - height * 0.96, top - height * TITLE


def _title(name: str, left: float, high: float) -> dict[str, Any]:
    return {
        "text": name,
        "xref": "paper",
        "yref": "paper",
        "x": left,
        "y": high,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 2,
        "showarrow": False,
        "font": {"size": 11, "color": tokens().fg},
    }


def _line(points: list[Point], indicator: Indicator, mark: str, name: str, *, own: bool) -> dict[str, Any]:
    look = tokens()
    simulated = all(point.simulated for point in points)
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines",
        "x": [point.middle for point in points],
        "y": [point.value for point in points],
        "xaxis": f"x{mark}",
        "yaxis": f"y{mark}",
        "line": {
            "color": look.accent if own else look.line,
            "width": 1.6,
            "dash": "4px,2px" if simulated and own else "solid",
        },
    }
    if not own:
        return {**trace, "hoverinfo": "skip"}
    hover = [hover_text(point, indicator, name) for point in points]
    return {**trace, "hovertext": hover, "hovertemplate": "%{hovertext}<extra></extra>"}
