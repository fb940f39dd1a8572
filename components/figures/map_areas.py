"""What maps show, area by area, for files: the same classes, labels and signs as on the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from components.figures.map_parts import SIGNS, Known, Place, Scale, class_of, tile_decimals, tile_number, two_lines
from components.figures.shapes import value_axis
from data.records import Indicator
from exports.content import Area, Kind, Shape

Places = tuple[tuple[float, float], ...]
"""Longitudes and latitudes."""

Rings = tuple[Places, ...]


def map_shape(
    kind: Kind, places: Sequence[Place], known: Known, scale: Scale, indicator: Indicator, highlight: str | None
) -> Shape:
    """A map as areas; `classes` and `reach` are empty where no unit has a figure."""
    values = [float(row.value) for row in known.rows.values()]
    decimals = tile_decimals(values, indicator) if values else 0
    return Shape(
        kind=kind,
        areas=tuple(_area(place, known, scale, decimals, highlight) for place in places),
        axes=value_axis(indicator),
        classes=scale.limits,
        reach=(scale.least, scale.most) if values else (),
    )


def with_rings(shape: Shape, rings: Mapping[str, Rings], islands: Mapping[str, Places]) -> Shape:
    """The areas with their true shapes, by the place on the map."""
    areas = [replace(one, rings=rings.get(one.place, ()), islands=islands.get(one.place, ())) for one in shape.areas]
    return replace(shape, areas=tuple(areas))


def _area(place: Place, known: Known, scale: Scale, decimals: int, highlight: str | None) -> Area:
    row = known.rows.get(place.unit)
    value = None if row is None else float(row.value)
    return Area(
        place=place.id,
        code=place.unit,
        name=place.name if place.archipelago else place.owner,
        label="\n".join(two_lines(place.name)),
        value=None if place.archipelago else value,
        status="" if row is None or place.archipelago else str(row.status),
        group=None if value is None else class_of(value, scale.limits),
        column=place.x,
        row=place.y,
        archipelago=place.archipelago,
        owner=place.owner,
        sign=SIGNS.get(known.mark(place), ""),
        strong=place.unit == highlight and not place.archipelago,
        text="" if place.archipelago else "…" if value is None else tile_number(value, decimals),
    )
