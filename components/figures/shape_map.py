"""The map of provinces in their true shapes, from an office's own boundaries; the archipelagos in frames off the coast.

Shapes are filled lines on plain axes of degrees: no base map, no request, sharp in every picture. Hoàng Sa and Trường
Sa are always there, under their names, with the colour of their province; true islands of a few hundred metres cannot
be seen at this scale, so each is a dot, where the file says, or as a symbol.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.figures.archipelagos import FRAMES, island_places
from components.figures.map_areas import Rings, map_shape, with_rings
from components.figures.map_parts import (
    SIGNS,
    Known,
    Place,
    Scale,
    ink_on,
    known_of,
    legend,
    mark_legend,
    nothing,
    scale_of,
    tile_decimals,
    tile_number,
    two_lines,
    unit_name,
)
from components.figures.parts import Drawn, FigureDict, rows_of
from components.language import _
from components.theme import Tokens, base_layout, tokens
from data.records import Indicator
from exports.content import Kind

WEST, EAST, SOUTH, NORTH = 102.0, 112.7, 8.1, 23.6
RATIO = 1.045
"""Length of a degree of latitude in degrees of longitude at 17° north."""
FULL_LABEL, FIGURE_ONLY = 0.32, 0.15
"""Degrees of room that a name with its figure, or a figure alone, needs."""
TYPE = 0.2
"""Height of the type of labels, in degrees."""


def shape_map(
    shapes: pd.DataFrame,
    tiles: pd.DataFrame,
    frame: pd.DataFrame,
    indicator: Indicator,
    *,
    highlight: str | None = None,
    scale: Scale | None = None,
    small: bool = False,
) -> FigureDict:
    """The shapes of an edition, coloured as the tiles of `tile_map` are; `tiles` tell whose the archipelagos are.

    One trace a province, in the order of `shapes`, its code in `customdata`; then one for each archipelago.
    """
    known = known_of(frame, indicator) if not frame.empty else None
    if shapes.empty or known is None or not (known.rows or known.incomplete):
        return nothing()
    values = [float(row.value) for row in known.rows.values()]
    scale = scale or (scale_of(values) if values else Scale((), 0.0, 0.0))
    look, places = tokens(), places_of(shapes, tiles)
    fills = [known.fill(place, scale, look) for place in places]
    outlines = _outlines(shapes, "outline" if small else "geometry")
    traces = [
        _area(place, fill, known, outlines[place.id], look, marked=_is(place, highlight))
        if not place.archipelago
        else _dots(place, fill, known, outlines.get(place.id), look)
        for place, fill in zip(places, fills, strict=True)
    ]
    keys, notes = legend(scale, indicator, look) if values and not small else ([], [])
    if not small:
        rooms = {str(row.shape_id): float(row.label_room) for row in rows_of(shapes)}
        marks = [known.mark(place) for place in places]
        inks = [ink_on(fill, look) for fill in fills]
        decimals = tile_decimals(values, indicator) if values else 0
        traces += [
            _labels(places, rooms, known, decimals, inks),
            mark_legend(marks, (WEST + 0.2, 15.6), -0.55, look),
        ]
        notes = [*notes, *_names_at_sea(places, look)]
    else:
        notes = _short_names_at_sea(places, look)
    layout = _layout() | {"shapes": [*_frames(look), *keys], "annotations": notes}
    layout["meta"] = {"tcMap": {"form": "shapes", "places": len(places)}}
    return Drawn(
        traces,
        layout,
        lambda: with_rings(
            map_shape(Kind.SHAPES, places, known, scale, indicator, highlight),
            _rings(shapes, "outline" if small else "geometry"),
            {one: island_places(one, outlines.get(one)) for one in FRAMES},
        ),
    )


def _rings(shapes: pd.DataFrame, column: str) -> dict[str, Rings]:
    """The rings of each province, and the frames of the archipelagos."""
    found = {
        str(row.shape_id): tuple(tuple((float(x), float(y)) for x, y in ring) for ring in getattr(row, column))
        for row in rows_of(shapes)
        if row.shape_id not in FRAMES
    }
    for name, (west, south, east, north) in FRAMES.items():
        found[name] = (((west, south), (east, south), (east, north), (west, north), (west, south)),)
    return found


def places_of(shapes: pd.DataFrame, tiles: pd.DataFrame) -> list[Place]:
    """The provinces that have a shape, then both archipelagos, whether the file had them or not."""
    provinces = [
        Place(
            id=str(row.shape_id),
            unit=str(row.unit_code),
            name=unit_name(row),
            owner=unit_name(row),
            x=float(row.label_longitude),
            y=float(row.label_latitude),
        )
        for row in rows_of(shapes)
        if row.shape_id not in FRAMES
    ]
    islands = [
        Place(
            id=str(row.tile_id),
            unit=str(row.unit_code),
            name=str(row.name_vi),
            owner=unit_name(row),
            x=(FRAMES[row.tile_id][0] + FRAMES[row.tile_id][2]) / 2,
            y=(FRAMES[row.tile_id][1] + FRAMES[row.tile_id][3]) / 2,
            archipelago=True,
        )
        for row in rows_of(tiles)
        if row.tile_id in FRAMES
    ]
    return provinces + islands


def label_head(place: Place, room: float) -> str | None:
    """The lines of a label above its figure; nothing above it where room is short, None where there is none at all."""
    if room < FIGURE_ONLY:
        return None
    return "<br>".join(two_lines(place.name)) if room >= FULL_LABEL else ""


def _is(place: Place, code: str | None) -> bool:
    return place.unit == code and not place.archipelago


def _outlines(shapes: pd.DataFrame, column: str) -> dict[str, tuple[list[Any], list[Any]]]:
    """The rings of each shape as one line with gaps, longitudes and latitudes."""
    found = {}
    for row in rows_of(shapes):
        points = [point for ring in getattr(row, column) for point in (*ring, (None, None))][:-1]
        found[str(row.shape_id)] = ([point[0] for point in points], [point[1] for point in points])
    return found


def _area(
    place: Place, fill: str, known: Known, outline: tuple[list[Any], list[Any]], look: Tokens, *, marked: bool
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": outline[0],
        "y": outline[1],
        "fill": "toself",
        "fillcolor": fill,
        "line": {"color": look.gold if marked else look.panel, "width": 2.5 if marked else 0.7},
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": known.hover(place),
        "customdata": [place.unit],
        "zorder": 2 if marked else 1,
        "cliponaxis": False,
    }


def _dots(
    place: Place, fill: str, known: Known, outline: tuple[list[Any], list[Any]] | None, look: Tokens
) -> dict[str, Any]:
    """The islands of an archipelago as dots inside its frame."""
    dots = island_places(place.id, outline)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot[0] for dot in dots],
        "y": [dot[1] for dot in dots],
        "marker": {"color": fill, "size": 5, "line": {"color": look.muted, "width": 1}},
        "hoverinfo": "text",
        "text": [known.hover(place)] * len(dots),
        "customdata": [place.unit] * len(dots),
        "cliponaxis": False,
    }


def _labels(
    places: Sequence[Place], rooms: dict[str, float], known: Known, decimals: int, inks: Sequence[str]
) -> dict[str, Any]:
    """Names and figures where there is room. The browser fits the type to the map (`meta`)."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [place.x for place in places],
        "y": [place.y for place in places],
        "text": [_label(place, rooms.get(place.id, 0.0), known, decimals) for place in places],
        "textposition": "middle center",
        "textfont": {"color": list(inks), "size": 8},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "zorder": 3,
        "meta": {"tcTiles": True, "tcType": TYPE},
    }


def _label(place: Place, room: float, known: Known, decimals: int) -> str:
    head, row = label_head(place, room), known.rows.get(place.unit)
    if place.archipelago or head is None:
        return ""
    figure = "…" if row is None else f"<b>{tile_number(float(row.value), decimals)}</b>"
    figure += SIGNS.get(known.mark(place), "")
    return f"{head}<br>{figure}" if head else figure


def _frames(look: Tokens) -> list[dict[str, Any]]:
    line = {"color": look.muted, "width": 1, "dash": "3px,2px"}
    return [
        {"type": "rect", "x0": west, "y0": south, "x1": east, "y1": north, "line": line, "layer": "below"}
        for west, south, east, north in FRAMES.values()
    ]


def _names_at_sea(places: Sequence[Place], look: Tokens) -> list[dict[str, Any]]:
    """The names of the archipelagos and whose they are above their frames, and the name of the sea."""
    font = {"color": look.muted, "size": 10}
    notes = [
        {
            "x": (FRAMES[place.id][0] + FRAMES[place.id][2]) / 2,
            "y": FRAMES[place.id][3],
            "yanchor": "bottom",
            "text": _("Quần đảo<br>{name}<br>({owner})").format(name=place.name, owner=place.owner),
            "showarrow": False,
            "font": font,
        }
        for place in places
        if place.archipelago
    ]
    sea = {"x": 111.4, "y": 14.4, "text": f"<i>{_('Biển Đông')}</i>", "showarrow": False, "font": {**font, "size": 11}}
    return [*notes, sea]


def _short_names_at_sea(places: Sequence[Place], look: Tokens) -> list[dict[str, Any]]:
    """On a small map, too, both archipelagos have their names."""
    return [
        {
            "x": (FRAMES[place.id][0] + FRAMES[place.id][2]) / 2,
            "y": FRAMES[place.id][3],
            "yanchor": "bottom",
            "text": "<br>".join(two_lines(place.name)),
            "showarrow": False,
            "font": {"color": look.muted, "size": 9},
        }
        for place in places
        if place.archipelago
    ]


def _layout() -> dict[str, Any]:
    hidden = {"visible": False, "zeroline": False, "fixedrange": True, "automargin": False, "showgrid": False}
    return base_layout(
        xaxis={**hidden, "range": [WEST, EAST], "constrain": "domain"},
        yaxis={
            **hidden,
            "range": [SOUTH, NORTH],
            "scaleanchor": "x",
            "scaleratio": RATIO,
            "constrain": "domain",
            "constraintoward": "top",
        },
        margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        hovermode="closest",
    )
