"""Whether intervals keep what they promise: the share of figures that came within them, by how far ahead."""

from typing import Any

import pandas as pd

from components.figures.accuracy import ahead, ahead_layout
from components.figures.parts import Drawn, FigureDict, value_ticks
from components.formatting import number
from components.language import _
from components.theme import CATEGORIES, current_theme, tokens
from exports.content import Axis, Kind, Mark, Series, Shape

LEVELS = (95, 80)
LEAST_SHOWN = 50.0


def coverage_lines(frame: pd.DataFrame) -> FigureDict:
    """Rows by `step` with `coverage_80` and `coverage_95` (shares): a line each, dashed where it should be."""
    if frame.empty:
        return {"data": [], "layout": {}}
    look, inks = tokens(), CATEGORIES[current_theme()]
    steps = [int(step) for step in frame["step"]]
    shares = {level: [100 * float(share) for share in frame[f"coverage_{level}"]] for level in LEVELS}
    traces = [_line(steps, shares[level], level, inks[place]) for place, level in enumerate(LEVELS)]
    values = [LEAST_SHOWN, 100.0, *(share for one in shares.values() for share in one)]
    layout = ahead_layout(steps, value_ticks(values), look)
    layout["shapes"] = [_promise(level, inks[place]) for place, level in enumerate(LEVELS)]
    return Drawn(traces, layout, lambda: _shape(steps, shares))


def _shape(steps: list[int], shares: dict[int, list[float]]) -> Shape:
    """The share that came within each interval, and what it promises."""
    names = {level: _("khoảng {level}%").format(level=level) for level in LEVELS}
    last = len(steps) - 1
    return Shape(
        kind=Kind.LINES,
        categories=ahead(steps),
        category_word=_("số kỳ phía trước"),
        series=tuple(Series(names[level], tuple(shares[level]), unit="%", decimals=0, role="peer") for level in LEVELS),
        marks=tuple(Mark(f"{level}%", level, level, 0, last, "reference") for level in LEVELS),
        axes=(Axis(_("Số thật nằm trong khoảng"), "%", 0),),
    )


def _line(steps: list[int], shares: list[float], level: int, ink: str) -> dict[str, Any]:
    name = _("khoảng {level}%").format(level=level)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": steps,
        "y": shares,
        "hovertext": [
            _("{name}: {share}% số thật nằm trong").format(name=name, share=number(one, 0)) for one in shares
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": ink, "width": 2},
        "marker": {"color": ink, "size": 6},
        "cliponaxis": False,
        "name": name,
    }


def _promise(level: int, ink: str) -> dict[str, Any]:
    line = {"color": ink, "width": 1.2, "dash": "4px,4px"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": level, "y1": level, "line": line, "layer": "below"}
