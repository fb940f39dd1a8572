"""Two indicators against each other: a dot a unit, its size by a third, its colour by region."""

from collections.abc import Collection, Sequence
from math import sqrt
from typing import Any

import pandas as pd

from components.figures.parts import Drawn, FigureDict, local_name, rows_of, value_text, value_ticks
from components.formatting import is_missing, status_word, with_unit
from components.language import _, language
from components.theme import CATEGORIES, base_layout, current_theme, tokens
from data.records import Indicator, Status
from exports.content import Axis, Dot, Kind, Shape

SMALLEST, LARGEST = 7.0, 34.0
SYMBOLS = ("circle", "square", "triangle-up", "pentagon", "diamond", "star", "hexagon", "triangle-down")


def scatter(
    frame: pd.DataFrame,
    across: Indicator,
    up: Indicator,
    size: Indicator | None = None,
    chosen: Collection[str] = (),
) -> FigureDict:
    """Frame: entity, name_vi, name_en, x, y, status, region (a name), address, and size where there is one.

    Dotted lines stand at the medians; the `chosen` codes are named beside their dots.
    """
    rows = [row for row in rows_of(frame) if not (is_missing(row.x) or is_missing(row.y))]
    if not rows:
        return {"data": [], "layout": {}}
    look, ends = tokens(), frame.dropna(subset=["x", "y"])
    layout = base_layout(
        xaxis={**_padded([row.x for row in rows]), "title": _title(across), "showgrid": True},
        yaxis={**_padded([row.y for row in rows]), "title": _title(up)},
        showlegend=any(row.region for row in rows),
        margin={"t": 48, "r": 16},
        shapes=_medians(float(ends["x"].median()), float(ends["y"].median()), look.muted),
    )
    regions = list(dict.fromkeys(row.region for row in rows))
    most = max((float(row.size) for row in rows if size and not is_missing(row.size)), default=0.0)
    traces = [
        _dots([row for row in rows if row.region == region], (across, up, size), index, most, chosen)
        for index, region in enumerate(regions)
    ]
    return Drawn(traces, layout, lambda: _shape(rows, (across, up, size), chosen))


def _shape(
    rows: Sequence[Any], measures: tuple[Indicator, Indicator, Indicator | None], chosen: Collection[str]
) -> Shape:
    """A dot a unit, in groups by region."""
    said = language()
    axes = [Axis(one.short(said), one.unit(said), one.decimals) for one in measures if one is not None]
    dots = [
        Dot(
            name=local_name(row),
            code=str(row.entity),
            group=str(row.region),
            x=float(row.x),
            y=float(row.y),
            size=float(row.size) if measures[2] is not None and not is_missing(row.size) else None,
            status=str(row.status),
            strong=row.entity in chosen,
        )
        for row in rows
    ]
    return Shape(kind=Kind.SCATTER, dots=tuple(dots), axes=tuple(axes), category_word=_("Địa phương"))


def _padded(values: Sequence[float]) -> dict[str, Any]:
    """An axis around the values with room for the largest dots."""
    axis = value_ticks([float(one) for one in values])
    room = (axis["range"][1] - axis["range"][0]) * 0.05
    return {**axis, "range": [axis["range"][0] - room, axis["range"][1] + room], "zeroline": False}


def _title(indicator: Indicator) -> dict[str, Any]:
    text = f"{indicator.short(language())} ({indicator.unit(language())})"
    return {"text": text, "font": {"size": 12, "color": tokens().muted}, "standoff": 6}


def _medians(x: float, y: float, ink: str) -> list[dict[str, Any]]:
    line = {"color": ink, "width": 1, "dash": "dot"}
    base = {"type": "line", "line": line, "layer": "below"}
    return [
        {**base, "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1},
        {**base, "y0": y, "y1": y, "xref": "paper", "x0": 0, "x1": 1},
    ]


def _dots(
    rows: Sequence[Any],
    measures: tuple[Indicator, Indicator, Indicator | None],
    index: int,
    most: float,
    chosen: Collection[str],
) -> dict[str, Any]:
    look, colours = tokens(), CATEGORIES[current_theme()]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": str(rows[0].region),
        "x": [float(row.x) for row in rows],
        "y": [float(row.y) for row in rows],
        "text": [local_name(row) if row.entity in chosen else "" for row in rows],
        "textposition": "top center",
        "textfont": {"size": 11, "color": look.fg},
        "customdata": [row.address for row in rows],
        "hovertext": [_hover(row, measures) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "color": colours[index % len(colours)],
            "symbol": SYMBOLS[index % len(SYMBOLS)],
            "opacity": 0.8,
            "size": [_size(row, most) for row in rows],
            "line": {"width": [2 if row.entity in chosen else 0.5 for row in rows], "color": look.fg},
        },
    }


def _size(row: Any, most: float) -> float:
    """The area of a dot goes with the size; without one all are alike."""
    if not most or is_missing(row.size):
        return SMALLEST + 3
    return max(SMALLEST, LARGEST * sqrt(max(float(row.size), 0.0) / most))


def _hover(row: Any, measures: tuple[Indicator, Indicator, Indicator | None]) -> str:
    across, up, size = measures
    said = language()
    lines = [f"<b>{local_name(row)}</b>{f' · {row.region}' if row.region else ''}"]
    lines += [f"{one.short(said)}: {with_unit(float(value), one)}" for one, value in ((across, row.x), (up, row.y))]
    if size is not None and not is_missing(row.size):
        lines.append(f"{size.short(said)}: {value_text(float(row.size), size)} {size.unit(said)}")
    if row.status != Status.NORMAL:
        lines.append(_("có số {words}").format(words=status_word(row.status)))
    return "<br>".join(lines)
