"""The map of provinces as tiles: deeper is more; the two archipelagos stand in their place, by name."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.figures.map_areas import map_shape
from components.figures.map_parts import (
    CLEAR,
    Known,
    Place,
    Scale,
    ink_on,
    known_of,
    legend,
    mark_legend,
    mark_trace,
    nothing,
    scale_of,
    tile_decimals,
    tile_number,
    two_lines,
    unit_name,
)
from components.figures.parts import Drawn, FigureDict, rows_of
from components.theme import Tokens, base_layout, tokens
from data.records import Indicator
from exports.content import Kind

HALF, ROUND = 0.46, 0.09
RATIO = 0.92
CORNER = (0.34, -0.34)
LEGEND_ROW = 0.42
"""Part of the map's height at which the left side is free in both editions: the sea is on the other."""


def tile_map(
    tiles: pd.DataFrame,
    frame: pd.DataFrame,
    indicator: Indicator,
    *,
    highlight: str | None = None,
    scale: Scale | None = None,
    small: bool = False,
) -> FigureDict:
    """The tiles of an edition, coloured by a frame (entity, value, status, and where known rank, parts and expected).

    Colours are five equal-sized groups, or those of `scale`. Tiles of units without a figure are blank and say so; an
    archipelago has the colour of its province and no figure of its own. Clicks find the unit's code in `customdata`.
    A `small` map has colours only.
    """
    known = known_of(frame, indicator) if not frame.empty else None
    if tiles.empty or known is None or not (known.rows or known.incomplete):
        return nothing()
    values = [float(row.value) for row in known.rows.values()]
    scale = scale or (scale_of(values) if values else Scale((), 0.0, 0.0))
    look, places = tokens(), places_of(tiles)
    fills = [known.fill(place, scale, look) for place in places]
    shapes = [_tile(*pair, look, marked=_is(pair[0], highlight)) for pair in zip(places, fills, strict=True)]
    keys, notes = legend(scale, indicator, look) if values else ([], [])
    words = _names_of_archipelagos(places, look) if small else notes
    layout = _layout(tiles) | {"shapes": shapes + ([] if small else keys), "annotations": words}
    traces = [_targets(places, known)]
    if not small:
        marks = [known.mark(place) for place in places]
        inks = [ink_on(fill, look) for fill in fills]
        decimals = tile_decimals(values, indicator) if values else 0
        corner = (-0.4, float(tiles["row_no"].max()) * LEGEND_ROW)
        traces += [
            _labels(places, known, decimals, inks),
            mark_trace(places, marks, inks, CORNER),
            mark_legend(marks, corner, 0.55, look),
        ]
    layout["meta"] = {"tcMap": {"form": "tiles", "places": len(places)}}
    return Drawn(traces, layout, lambda: map_shape(Kind.TILES, places, known, scale, indicator, highlight))


def tile_map_height(tiles: pd.DataFrame, width: int = 368) -> int:
    """The height that a map `width` px wide fills without blank margins, in px."""
    across, down = float(tiles["column_no"].max()) + 1.2, float(tiles["row_no"].max()) + 1.2
    return round(width / across * RATIO * down)


def places_of(tiles: pd.DataFrame) -> list[Place]:
    """The tiles in their order, each with the province that it is or belongs to."""
    return [
        Place(
            id=str(row.tile_id),
            unit=str(row.unit_code),
            name=str(row.name_vi) if row.kind == "archipelago" else unit_name(row),
            owner=unit_name(row),
            x=float(row.column_no),
            y=float(row.row_no),
            archipelago=row.kind == "archipelago",
        )
        for row in rows_of(tiles)
    ]


def _names_of_archipelagos(places: Sequence[Place], look: Tokens) -> list[dict[str, Any]]:
    """On a small map, where no other tile has a name."""
    return [
        {
            "x": place.x,
            "y": place.y + HALF,
            "yanchor": "top",
            "text": label_head(place),
            "showarrow": False,
            "font": {"color": look.muted, "size": 9},
        }
        for place in places
        if place.archipelago
    ]


def label_head(place: Place) -> str:
    """The lines of a tile's label above its figure."""
    return "<br>".join(two_lines(place.name))


def _is(place: Place, code: str | None) -> bool:
    return place.unit == code and not place.archipelago


def _tile(place: Place, fill: str, look: Tokens, *, marked: bool) -> dict[str, Any]:
    left, right, top, bottom = place.x - HALF, place.x + HALF, place.y - HALF, place.y + HALF
    path = (
        f"M{left + ROUND:.2f},{top:.2f}L{right - ROUND:.2f},{top:.2f}"
        f"Q{right:.2f},{top:.2f},{right:.2f},{top + ROUND:.2f}"
        f"L{right:.2f},{bottom - ROUND:.2f}Q{right:.2f},{bottom:.2f},{right - ROUND:.2f},{bottom:.2f}"
        f"L{left + ROUND:.2f},{bottom:.2f}Q{left:.2f},{bottom:.2f},{left:.2f},{bottom - ROUND:.2f}"
        f"L{left:.2f},{top + ROUND:.2f}Q{left:.2f},{top:.2f},{left + ROUND:.2f},{top:.2f}Z"
    )
    line = {"color": look.muted, "width": 1, "dash": "3px,2px"} if place.archipelago else {"width": 0}
    if marked:
        line = {"color": look.gold, "width": 2.5}
    return {"type": "path", "path": path, "fillcolor": fill, "line": line, "layer": "below"}


def _targets(places: Sequence[Place], known: Known) -> dict[str, Any]:
    """An invisible square under each tile, which answers the pointer over the whole tile."""
    return {
        "type": "heatmap",
        "x": [int(place.x) for place in places],
        "y": [int(place.y) for place in places],
        "z": [0] * len(places),
        "customdata": [place.unit for place in places],
        "text": [known.hover(place) for place in places],
        "hovertemplate": "%{text}<extra></extra>",
        "hoverongaps": False,
        "showscale": False,
        "colorscale": [[0, CLEAR], [1, CLEAR]],
        "meta": {"tcTargets": True},
    }


def _labels(places: Sequence[Place], known: Known, decimals: int, inks: Sequence[str]) -> dict[str, Any]:
    """Name and figure of each tile, in an ink that reads on it. The browser fits the type to the tiles (`meta`)."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [int(place.x) for place in places],
        "y": [int(place.y) for place in places],
        "text": [_label(place, known, decimals) for place in places],
        "textposition": "middle center",
        "textfont": {"color": list(inks), "size": 9},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "meta": {"tcTiles": True},
    }


def _label(place: Place, known: Known, decimals: int) -> str:
    row = known.rows.get(place.unit)
    if place.archipelago:
        return label_head(place)
    figure = "…" if row is None else f"<b>{tile_number(float(row.value), decimals)}</b>"
    return f"{label_head(place)}<br>{figure}"


def _layout(tiles: pd.DataFrame) -> dict[str, Any]:
    hidden = {"visible": False, "zeroline": False, "fixedrange": True, "automargin": False}
    return base_layout(
        xaxis={**hidden, "range": [-0.6, float(tiles["column_no"].max()) + 0.6], "constrain": "domain"},
        yaxis={
            **hidden,
            "range": [float(tiles["row_no"].max()) + 0.6, -0.6],
            "scaleanchor": "x",
            "scaleratio": RATIO,
            "constrain": "domain",
            "constraintoward": "top",
        },
        margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
    )
