"""From a file to its features, with what a file can be that is no GeoJSON of degrees told in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from data.boundaries import MAX_MB
from data.errors import BoundariesRefused

DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG::4979", "EPSG::4756", "EPSG:4756")
"""Names of systems whose coordinates are degrees and differ by less than a map of provinces shows."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature as it stands in the file; `number` counts from 1."""

    number: int
    properties: Mapping[str, object]
    geometry: Mapping[str, Any] | None


def read_bytes(path: Path, max_mb: int = MAX_MB) -> bytes:
    """The content of the file; raise `BoundariesRefused` for one that is empty or larger than allowed, unread."""
    size = path.stat().st_size
    if size > max_mb * 1_000_000:
        raise BoundariesRefused(
            f"{path.name} has {size / 1e6:,.0f} MB; at most {max_mb} MB are read. A map of provinces needs far less: "
            f"simplify the file first (tolerance 50 m), or allow it by --max-mb {-(-size // 1_000_000)}."
        )
    content = path.read_bytes().removeprefix(BYTE_ORDER_MARK)
    if not content.strip():
        raise BoundariesRefused(f"{path.name} is empty. Export the boundaries again as GeoJSON in WGS 84.")
    if content.startswith(b"PK"):
        raise BoundariesRefused(
            f"{path.name} is a ZIP archive, perhaps a shapefile. Export it as GeoJSON in WGS 84 (EPSG:4326)."
        )
    return content


def features_of(name: str, content: bytes) -> list[Feature]:
    """The features of a GeoJSON text; raise `BoundariesRefused` where it is none, or says that it is not in degrees."""
    document = _document(name, content)
    kind = document.get("type")
    if kind == "Topology":
        raise BoundariesRefused(f"{name} is TopoJSON. Export it as GeoJSON, which has a list of features.")
    if kind != "FeatureCollection" or not isinstance(document.get("features"), list):
        raise BoundariesRefused(
            f"{name} is no GeoJSON FeatureCollection: its type is {str(kind)[:SHOWN]!r}. "
            "Export the whole layer of provinces, one feature each."
        )
    _insist_on_degrees(name, document.get("crs"))
    if not document["features"]:
        raise BoundariesRefused(f"{name} has no feature. Export the layer of provinces, one feature each.")
    return [_feature(name, number, one) for number, one in enumerate(document["features"], start=1)]


def _document(name: str, content: bytes) -> dict[str, Any]:
    try:
        document = orjson.loads(content)
    except json.JSONDecodeError as problem:
        raise BoundariesRefused(
            f"{name} is no GeoJSON: line {problem.lineno}, column {problem.colno}: {problem.msg}. "
            "Export the boundaries again as GeoJSON in WGS 84."
        ) from None
    if not isinstance(document, dict):
        raise BoundariesRefused(f"{name} is no GeoJSON: it holds no object with features.")
    return document


def _insist_on_degrees(name: str, crs: object) -> None:
    """Refuse a file that names another coordinate system; without a name, GeoJSON is in degrees (RFC 7946)."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    named = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if named and not named.upper().endswith(DEGREES):
        raise BoundariesRefused(
            f"{name} says that its coordinates are in {named[:SHOWN]}. Export it in WGS 84 (EPSG:4326), in degrees."
        )


def _feature(name: str, number: int, one: object) -> Feature:
    if not isinstance(one, dict) or one.get("type") != "Feature":
        raise BoundariesRefused(
            f"Entry {number} of the features in {name} is no GeoJSON feature. Export the file again."
        )
    properties, geometry = one.get("properties"), one.get("geometry")
    return Feature(
        number,
        properties if isinstance(properties, dict) else {},
        geometry if isinstance(geometry, dict) else None,
    )
