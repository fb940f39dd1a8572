"""How well forecasts did, by how far ahead: their error beside that of the seasonal naive."""

from typing import Any

import pandas as pd

from components.figures.parts import Drawn, FigureDict, value_ticks
from components.formatting import is_missing, number
from components.language import _
from components.theme import Tokens, base_layout, tokens
from exports.content import Axis, Category, Kind, Role, Series, Shape

MOST_TICKS = 9


def accuracy_lines(frame: pd.DataFrame) -> FigureDict:
    """Rows by `step` (periods ahead) with `mase` and `naive_mase`: two lines, the lower the better."""
    rows = frame[frame["mase"].notna()]
    if rows.empty:
        return {"data": [], "layout": {}}
    look = tokens()
    steps = [int(step) for step in rows["step"]]
    naive = _line(
        steps, rows["naive_mase"], _("lặp lại mùa trước"), {"color": look.muted, "width": 1.6, "dash": "4px,3px"}
    )
    own = _line(steps, rows["mase"], _("dự báo"), {"color": look.accent, "width": 2.2})
    values = [None if is_missing(value) else float(value) for name in ("mase", "naive_mase") for value in rows[name]]
    layout = ahead_layout(steps, value_ticks(values, zero=True), look)
    return Drawn([naive, own], layout, lambda: _shape(rows, steps))


def _shape(rows: pd.DataFrame, steps: list[int]) -> Shape:
    """Both errors by steps ahead."""
    lines: list[tuple[str, str, Role]] = [
        ("naive_mase", _("lặp lại mùa trước"), "earlier"),
        ("mase", _("dự báo"), "own"),
    ]
    return Shape(
        kind=Kind.LINES,
        categories=ahead(steps),
        category_word=_("số kỳ phía trước"),
        series=tuple(Series(name, measured(rows[key]), decimals=2, role=role) for key, name, role in lines),
        axes=(Axis(_("Sai số (MASE)"), "", 2),),
    )


def ahead(steps: list[int]) -> tuple[Category, ...]:
    """Steps ahead as places on an axis."""
    return tuple(Category(number(step), str(step)) for step in steps)


def measured(values: "pd.Series[float]") -> tuple[float | None, ...]:
    """Values of a column, None where there is none."""
    return tuple(None if is_missing(value) else float(value) for value in values)


def ahead_layout(steps: list[int], axis: dict[str, Any], look: Tokens) -> dict[str, Any]:
    """The layout of a figure over steps ahead, which are whole numbers."""
    every = -(-len(steps) // MOST_TICKS)
    shown = steps[::every]
    return base_layout(
        xaxis={
            "tickvals": shown,
            "ticktext": [number(step) for step in shown],
            "title": {"text": _("số kỳ phía trước"), "font": {"color": look.muted, "size": 11}},
        },
        yaxis=axis,
        hovermode="x unified",
        showlegend=True,
    )


def _line(steps: list[int], values: "pd.Series[float]", name: str, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(steps) < MOST_TICKS else "lines",
        "x": steps,
        "y": [None if is_missing(value) else float(value) for value in values],
        "hovertext": [f"{name}: {number(value, 2)}" for value in values],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": line,
        "marker": {"color": line["color"], "size": 6},
        "name": name,
    }
