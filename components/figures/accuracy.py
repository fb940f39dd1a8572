"""How well forecasts did, by how far ahead: their error beside that of the seasonal naive."""

from typing import Any

import pandas as pd

from components.figures.parts import FigureDict, value_ticks
from components.formatting import is_missing, number
from components.language import _
from components.theme import Tokens, base_layout, tokens

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
    return {"data": [naive, own], "layout": ahead_layout(steps, value_ticks(values, zero=True), look)}


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
