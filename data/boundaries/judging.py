"""Whether the features of a file are a map of an edition: every fault in one report, with feature and cure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from data.boundaries.naming import Edition, Matching, Unit, label, match, samples
from data.boundaries.reading import Feature

LEAST_MATCHED = 0.5
"""Of the features; below it, the property was not found rather than badly filled."""
FARTHEST = 1.5
"""Degrees between a shape and the middle of its province that no generalisation explains."""
MOST_OVERLAP = 0.05
"""Of the smaller of two neighbours."""
EAST = 110.0
"""Degrees east beyond which a part of a province is one of its archipelagos: the mainland ends at 109.5."""
WHERE = "degrees of WGS 84 (EPSG:4326), longitude first"
LISTED = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file holds where it is right: shapes by province code, archipelagos by HS and TS, and how it was read."""

    shapes: Mapping[str, BaseGeometry]
    archipelagos: Mapping[str, BaseGeometry]
    matching: Matching


def judge(
    features: Sequence[Feature], editions: Mapping[str, Edition], vintage: str, property_name: str = ""
) -> Judged | list[str]:
    """The shapes of the edition, or a sentence for each fault."""
    edition = editions[vintage]
    matching = match(features, edition, property_name)
    problems = list(_misnamed(features, edition, matching))
    if other := _other_edition(features, editions, vintage, property_name):
        problems = [_not_this_edition(editions, vintage, other)]
    if problems:
        return problems
    shapes: dict[int, BaseGeometry] = {}
    for feature in features:
        shape = shape_of(feature)
        if isinstance(shape, str):
            problems.append(f"{_say(feature, matching)} {shape}")
        else:
            shapes[feature.number] = shape
    if not problems:
        problems = [*_misplaced(features, shapes, matching), *_overlapping(features, shapes, matching)]
    return problems or _sorted_out(shapes, matching)


def _say(feature: Feature, matching: Matching) -> str:
    return "F" + label(feature, matching.property_name).removeprefix("f")


# --- names ------------------------------------------------------------------------------------------------------------


def _not_this_edition(editions: Mapping[str, Edition], vintage: str, other: str) -> str:
    return (
        f"The file holds the {len(editions[other].units)} provinces of edition {other}, "
        f"not the {len(editions[vintage].units)} of {vintage}. Load it by --vintage {other}."
    )


def _misnamed(features: Sequence[Feature], edition: Edition, matching: Matching) -> Iterator[str]:
    if len(matching.units) < LEAST_MATCHED * len(features):
        yield _no_property(features, matching)
        return
    yield from _contradictions(features, edition, matching)
    named: dict[str, list[Feature]] = {}
    for feature in features:
        if unit := matching.units.get(feature.number):
            named.setdefault(unit.code, []).append(feature)
        elif feature.number not in matching.archipelagos:
            yield (
                f"{_say(feature, matching)} is no province of edition {edition.vintage}. "
                "Mend its name or code, or take the feature out."
            )
    for code, same in named.items():
        if len(same) > 1:
            numbers = ", ".join(str(one.number) for one in same[:LISTED])
            yield (
                f"Features {numbers} are all {edition.by_code[code].name} ({code}). "
                "Join them into one feature (dissolve the layer by its code)."
            )
    for unit in edition.units:
        if unit.code not in named:
            yield f"{unit.name} ({unit.code}) is missing. Add a feature for it, or mend the name of the one that is it."


def _no_property(features: Sequence[Feature], matching: Matching) -> str:
    if matching.property_name and matching.property_name not in matching.candidates:
        said = f"No feature has a property '{matching.property_name}'."
    else:
        said = "No property of the features names the provinces."
    seen = samples(features, list(matching.candidates)[:LISTED])
    return f"{said} Seen: {seen or 'no property at all'}. Name the right one by --property, or fill one with codes."


def _other_edition(
    features: Sequence[Feature], editions: Mapping[str, Edition], vintage: str, property_name: str
) -> str:
    """The edition that the file fits whole, where it does not fit the one that was asked for."""
    if _fits(features, editions[vintage], property_name):
        return ""
    others = (name for name in editions if name != vintage)
    return next((name for name in others if _fits(features, editions[name], property_name)), "")


def _fits(features: Sequence[Feature], edition: Edition, property_name: str) -> bool:
    """Whether every feature is a province of the edition, or an archipelago, and every province has one."""
    found = match(features, edition, property_name)
    codes = {unit.code for unit in found.units.values()}
    return len(codes) == len(edition.units) == len(found.units) == len(features) - len(found.archipelagos)


def _contradictions(features: Sequence[Feature], edition: Edition, matching: Matching) -> Iterator[str]:
    """Features whose code and name are of two different provinces: a code of the other edition, most likely."""
    enough = LEAST_MATCHED * len(edition.units)
    others = [name for name, count in matching.candidates.items() if count >= enough and name != matching.property_name]
    for feature in features:
        unit = matching.units.get(feature.number)
        for name in others:
            said = edition.find(feature.properties.get(name))
            if unit is not None and said is not None and said.code != unit.code:
                yield (
                    f"{_say(feature, matching)} is {unit.name} by '{matching.property_name}' but {said.name} by "
                    f"'{name}' in edition {edition.vintage}. Correct one, or load the edition that the codes belong to."
                )
                break


# --- shapes -----------------------------------------------------------------------------------------------------------


def shape_of(feature: Feature) -> BaseGeometry | str:
    """The feature's polygons, or what is wrong with them."""
    if feature.geometry is None:
        return "has no geometry. Draw it, or take the feature out."
    kind = feature.geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        return f"is a {str(kind)[:40]}, not a polygon. Export the areas of the provinces, not lines or points."
    try:
        shape = shapely.from_geojson(orjson.dumps(feature.geometry))
    except shapely.GEOSException as problem:
        return (
            f"cannot be read as polygons ({_brief(problem)}). A ring needs four points or more and ends where it began."
        )
    if shape.is_empty:
        return "has no points. Draw it, or take the feature out."
    return _in_degrees(shape) or _crossing(shape) or shapely.force_2d(shape)


def _brief(problem: Exception) -> str:
    return str(problem).split("\n")[0].removeprefix("ParseException: ").removeprefix("IllegalArgumentException: ")[:80]


def _in_degrees(shape: BaseGeometry) -> str:
    west, south, east, north = shape.bounds
    if not np.isfinite([west, south, east, north]).all():
        return "has coordinates that are no numbers. Export the file again."
    if south > 100 and north < 120 and west > 5 and east < 25:
        return f"lies at {west:.1f}; {south:.1f}: latitude and longitude are swapped. Export it in {WHERE}."
    if west < -180 or east > 180 or south < -90 or north > 90:
        return (
            f"has coordinates such as {west:,.0f}; {south:,.0f}, which are no degrees: the layer is projected "
            f"(VN-2000 or UTM, in metres). Export it in {WHERE}."
        )
    return ""


def _crossing(shape: BaseGeometry) -> str:
    if shape.is_valid:
        return ""
    reason = re.sub(r"\d+\.\d+", lambda number: f"{float(number[0]):.4f}", shapely.is_valid_reason(shape))
    return f"is no proper area: {reason}. Mend the layer (in QGIS: Fix geometries) and export it again."


def _misplaced(features: Sequence[Feature], shapes: Mapping[int, BaseGeometry], matching: Matching) -> Iterator[str]:
    """Shapes far from their province: swapped names, or coordinates of another place."""
    for feature in features:
        unit = matching.units.get(feature.number)
        if unit is None:
            continue
        distance = shapes[feature.number].distance(shapely.Point(unit.longitude, unit.latitude))
        if distance > FARTHEST:
            yield (
                f"{_say(feature, matching)} lies {distance * 111:,.0f} km away from {unit.name} ({unit.code}). "
                f"Check that its name is right and that coordinates are {WHERE}."
            )


def _overlapping(features: Sequence[Feature], shapes: Mapping[int, BaseGeometry], matching: Matching) -> Iterator[str]:
    """Pairs of provinces that cover the same ground."""
    chosen = [one for one in features if one.number in matching.units]
    areas = np.array([shapes[one.number] for one in chosen])
    pairs = shapely.STRtree(areas).query(areas, predicate="intersects").T
    for first, second in pairs[pairs[:, 0] < pairs[:, 1]]:
        common = shapely.intersection(areas[first], areas[second]).area
        if common > MOST_OVERLAP * min(areas[first].area, areas[second].area):
            yield (
                f"{_say(chosen[first], matching)} and {label(chosen[second], matching.property_name)} cover the same "
                "ground. Take the older of the two shapes out."
            )


def _sorted_out(shapes: Mapping[int, BaseGeometry], matching: Matching) -> Judged:
    """Provinces without their archipelagos, and the archipelagos, which are drawn in a place of their own."""
    units: dict[str, BaseGeometry] = {}
    islands: dict[str, list[Any]] = {}  # polygons; the library's types do not tell parts from wholes
    for number, shape_id in matching.archipelagos.items():
        islands.setdefault(shape_id, []).extend(shapely.get_parts(shapes[number]))
    for number, unit in matching.units.items():
        near, far = _parted(shapes[number])
        units[unit.code] = shapely.MultiPolygon(near)
        for part in far:
            islands.setdefault("HS" if part.bounds[1] > 14 else "TS", []).append(part)
    return Judged(units, {name: shapely.MultiPolygon(parts) for name, parts in islands.items()}, matching)


def _parted(shape: BaseGeometry) -> tuple[list[Any], list[Any]]:
    """The parts of a province on and near the mainland, and those far out at sea."""
    parts = list(shapely.get_parts(shape))
    near = [one for one in parts if one.bounds[0] < EAST]
    return (near, [one for one in parts if one.bounds[0] >= EAST]) if near else (parts, [])


def known_units(rows: Sequence[Sequence[Any]]) -> dict[str, Edition]:
    """Editions by name, of rows (vintage, code, name_vi, name_en, longitude, latitude)."""
    units: dict[str, list[Unit]] = {}
    for vintage, *rest in rows:
        units.setdefault(vintage, []).append(Unit(*rest))
    return {vintage: Edition(vintage, found) for vintage, found in units.items()}
