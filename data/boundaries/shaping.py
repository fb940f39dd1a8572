"""From surveyed shapes to drawn ones: fewer points, shared borders kept shared, rings wound the way charts want.

Neighbours are simplified together (a coverage), so that no gap opens between them. Coordinates keep four decimals,
about 11 m, and three on small maps: a fraction of a pixel on any wall. Rings are clockwise outside, the other way
round inside, as chart libraries draw them; standard GeoJSON is wound against that and would fill the rest of the
world.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from data.boundaries import POINTS

OUTLINE_POINTS = 1_500
DECIMALS, OUTLINE_DECIMALS = 4, 3
ROUGH = 0.0004
"""Degrees, about 45 m: what a first pass takes off files of millions of points."""
LEAST_PART = 1e-4
"""Square degrees, about 1.2 km²: smaller islands are left out, unless a unit has nothing else."""
COARSEST = 1.0
STEPS = 12


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape as it is kept: GeoJSON, fine and coarse, and where its label goes."""

    geometry: str
    outline: str
    longitude: float
    latitude: float
    room: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """The shapes of a file, with how many points there were, how many are left, and how many small parts went."""

    shapes: Mapping[str, Shape]
    points_read: int
    points_kept: int
    parts_dropped: int
    borders_shared: bool


def shaped(units: Mapping[str, BaseGeometry], islands: Mapping[str, BaseGeometry], points: int = POINTS) -> Shaped:
    """Simplify the shapes of a map to about `points` points, and again to a few for small maps."""
    codes, before = list(units), np.array(list(units.values()))
    parts = _without_specks(before)
    fine = simplified(parts, points)
    coarse = simplified(fine, min(OUTLINE_POINTS, points), OUTLINE_DECIMALS)
    spots = [_label_spot(shape) for shape in parts]
    shapes = {
        code: Shape(_geojson(shape), _geojson(small), *spot)
        for code, shape, small, spot in zip(codes, fine, coarse, spots, strict=True)
    }
    shapes |= {name: _archipelago(shape) for name, shape in islands.items()}
    return Shaped(
        shapes,
        points_read=_points(before) + _points(np.array(list(islands.values()))),
        points_kept=_points(fine),
        parts_dropped=int(shapely.get_num_geometries(before).sum() - shapely.get_num_geometries(parts).sum()),
        borders_shared=bool(shapely.coverage_is_valid(before, 0)),
    )


def simplified(shapes: np.ndarray, points: int, decimals: int = DECIMALS) -> np.ndarray:
    """The shapes with at most about `points` points together, borders shared, rounded and wound clockwise."""
    found = shapes if _points(shapes) <= points else _to_size(shapely.coverage_simplify(shapes, ROUGH), points)
    rounded = np.array([_rounded(shape, decimals) for shape in found])
    return np.asarray(shapely.orient_polygons(rounded, exterior_cw=True))


def _to_size(shapes: np.ndarray, points: int) -> np.ndarray:
    """Search for the finest tolerance that leaves few enough points."""
    if _points(shapes) <= points:
        return shapes
    low, high = np.log(ROUGH), np.log(COARSEST)
    best = shapely.coverage_simplify(shapes, COARSEST)
    for _step in range(STEPS):
        middle = (low + high) / 2
        tried = shapely.coverage_simplify(shapes, float(np.exp(middle)))
        if _points(tried) <= points:
            best, high = tried, middle
        else:
            low = middle
    return np.asarray(best)


def _rounded(shape: BaseGeometry, decimals: int) -> BaseGeometry:
    """Coordinates cut to so many decimals, each point for itself so that borders stay shared; specks that vanish go."""
    kept = []
    for part in shapely.get_parts(shape):
        rings = [_ring(ring, decimals) for ring in (part.exterior, *part.interiors)]
        if rings[0] is not None:
            kept.append(shapely.Polygon(rings[0], [ring for ring in rings[1:] if ring is not None]))
    found = shapely.MultiPolygon(kept)
    if kept and found.is_valid:
        return found
    whole = shapely.set_precision(shape, 10.0**-decimals)  # a sliver crossed itself, or all of it vanished
    return shapely.MultiPolygon([part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"])


def _ring(ring: BaseGeometry, decimals: int) -> np.ndarray | None:
    points = np.round(shapely.get_coordinates(ring), decimals) + 0.0
    moved = np.append(True, np.any(points[1:] != points[:-1], axis=1))
    points = points[moved]
    return points if len(points) >= 4 else None


def _without_specks(shapes: np.ndarray) -> np.ndarray:
    return np.array([_large_parts(shape) for shape in shapes])


def _large_parts(shape: BaseGeometry) -> BaseGeometry:
    parts = np.array(shapely.get_parts(shape))
    areas = shapely.area(parts)
    return shapely.MultiPolygon(parts[(areas >= LEAST_PART) | (areas == areas.max())])


def _label_spot(shape: BaseGeometry) -> tuple[float, float, float]:
    """The middle of the widest place of the largest part, and how wide it is."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    line = shapely.maximum_inscribed_circle(largest.simplify(0.005), 0.01)
    (x, y), _edge = shapely.get_coordinates(line)
    return round(float(x), DECIMALS), round(float(y), DECIMALS), round(float(line.length), DECIMALS)


def _archipelago(shape: BaseGeometry) -> Shape:
    """Its islands as they are: on a map of the country each is a dot at its middle."""
    middle = shape.centroid
    text = _geojson(shapely.orient_polygons(shapely.MultiPolygon(list(shapely.get_parts(shape))), exterior_cw=True))
    return Shape(text, text, round(middle.x, DECIMALS), round(middle.y, DECIMALS), 0.0)


def _points(shapes: np.ndarray) -> int:
    return int(shapely.get_num_coordinates(shapes).sum()) if len(shapes) else 0


def _geojson(shape: BaseGeometry) -> str:
    """The shape as text; whole numbers of thousandths, so that no coordinate has a long tail."""
    polygons = [
        [np.round(shapely.get_coordinates(ring), DECIMALS).tolist() for ring in (part.exterior, *part.interiors)]
        for part in shapely.get_parts(shape)
    ]
    return orjson.dumps({"type": "MultiPolygon", "coordinates": polygons}).decode()
