"""Growth by quarter as bars: the current year strong, the newest bar labelled, the target a band or line."""

from collections.abc import Sequence
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
    value_text,
    value_ticks,
)
from components.figures.shapes import named, periods_of, series_over, targets_over, value_axis
from components.language import _
from components.theme import base_layout, tokens
from data.records import Indicator, Status, Target
from exports.content import Kind, Shape


def growth_bars(frame: pd.DataFrame, indicator: Indicator, targets: Sequence[Target] = ()) -> FigureDict:
    """The frame of a series (quarters, or months) as bars, with the targets of the years shown."""
    points = [point for point in points_of(frame) if point.value is not None]
    if not points:
        return {"data": [], "layout": {}}
    look = tokens()
    shapes, notes, reached = target_marks(targets, points, indicator, look)
    layout = base_layout(
        xaxis={"type": "date", **_year_ticks(points), "ticks": ""},
        yaxis=value_ticks([point.value for point in points] + reached, zero=True),
        shapes=shapes,
        annotations=notes,
        bargap=0.34,
        hovermode="x",
    )
    return Drawn([_trace(points, indicator)], layout, lambda: _shape(points, indicator, targets))


def _shape(points: Sequence[Point], indicator: Indicator, targets: Sequence[Target]) -> Shape:
    """The periods, those of the newest year standing out, and the targets of their years."""
    periods = periods_of(points)
    return Shape(
        kind=Kind.COLUMNS,
        categories=named(periods),
        category_word=_("Kỳ"),
        series=(series_over(points, periods, indicator, form="column"),),
        marks=targets_over(targets, periods, indicator),
        axes=value_axis(indicator),
        strong=frozenset(index for index, one in enumerate(periods) if one.year == periods[-1].year),
    )


def _year_ticks(points: Sequence[Point]) -> dict[str, Any]:
    years = sorted({point.period.year for point in points})
    starts = [next(point.middle for point in points if point.period.year == year) for year in years]
    return {"tickvals": starts, "ticktext": [str(year) for year in years]}


def _trace(points: Sequence[Point], indicator: Indicator) -> dict[str, Any]:
    look = tokens()
    newest = points[-1].period.year
    strong = [point.period.year == newest for point in points]
    return {
        "type": "bar",
        "x": [point.middle for point in points],
        "y": [point.value for point in points],
        "text": ["" for _point in points[:-1]] + [value_text(points[-1].value, indicator)],
        "textposition": "outside",
        "textfont": {"color": look.fg, "size": 11},
        "textangle": 0,
        "cliponaxis": False,
        "constraintext": "none",
        "hovertext": [hover_text(point, indicator) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": [look.accent if now else look.accent_weak for now in strong],
            "cornerradius": 3,
            "line": {"color": look.accent, "width": [1.2 if _soft(point) else 0 for point in points]},
            "pattern": hatched([point.simulated for point in points], look),
        },
    }


def _soft(point: Point) -> bool:
    return point.status in (Status.ESTIMATED, Status.PROVISIONAL, Status.FORECAST)
