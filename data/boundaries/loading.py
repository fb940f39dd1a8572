"""Keeping the boundaries of an edition: all in one transaction or nothing, and then the map that was there stays."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select

from data.boundaries import MAX_MB, POINTS
from data.boundaries.judging import Judged, judge, known_units
from data.boundaries.naming import Edition
from data.boundaries.reading import features_of, read_bytes
from data.boundaries.shaping import Shaped, shaped
from data.engine import saying_what_is_wrong
from data.errors import BoundariesRefused, WarehouseNotBuilt
from data.schema import entity, tile
from data.schema_boundaries import boundary_file, boundary_shape
from data.versions import raise_version

FEWEST_POINTS = 1_000
NAMES = {"HS": "Hoàng Sa", "TS": "Trường Sa"}


@dataclass(frozen=True, slots=True)
class BoundaryReport:
    """What a file gave; `candidates` counts the units that each property of the features names."""

    vintage: str
    property_name: str
    candidates: Mapping[str, int]
    units: int
    archipelagos: tuple[str, ...]
    points_read: int
    points_kept: int
    parts_dropped: int
    borders_shared: bool
    data_version: int

    def sentences(self) -> Iterator[str]:
        """What an operator is told, a line each."""
        tried = ", ".join(f"{name} {count}" for name, count in self.candidates.items() if count) or "none"
        yield f"Provinces were found by '{self.property_name}' (units named by each property: {tried})."
        yield (
            f"Loaded: {self.units} provinces of edition {self.vintage}, {self.points_read:,} points simplified to "
            f"{self.points_kept:,}; {self.parts_dropped:,} islands under 1 km² left out."
        )
        for shape_id, name in NAMES.items():
            there = "drawn from the file" if shape_id in self.archipelagos else "not in the file, drawn as a symbol"
            yield f"Archipelago {name}: {there}, in its own frame beside the coast."
        if not self.borders_shared:
            yield "Note: some borders of neighbours do not meet exactly in the file; thin gaps may show."
        yield f"The data version is now {self.data_version}."


def load_boundaries(
    engine: Engine,
    path: Path,
    vintage: str,
    *,
    property_name: str = "",
    points: int = POINTS,
    max_mb: int = MAX_MB,
) -> BoundaryReport:
    """Check a GeoJSON file against an edition of the list of provinces, and keep its shapes for every map.

    Args:
        engine: The warehouse.
        path: The file; coordinates in degrees of WGS 84.
        vintage: Edition whose provinces the features are: 2024 or 2025.
        property_name: Property that names the provinces by code or name; found by trying without it.
        points: About how many points may be left of all shapes together.
        max_mb: Largest file that is read.

    Raises:
        BoundariesRefused: Anything is wrong; `problems` names each feature and the cure, and nothing was changed.
        WarehouseNotBuilt: There is no warehouse.
    """
    content = read_bytes(path, max_mb)
    with saying_what_is_wrong(engine):
        with engine.connect() as connection:
            editions = _editions(connection)
        _insist_on(vintage, editions, points)
        judged = judge(features_of(path.name, content), editions, vintage, property_name)
        if isinstance(judged, list):
            raise BoundariesRefused(_in_one_sentence(path.name, judged), tuple(judged))
        found = shaped(judged.shapes, judged.archipelagos, points)
        with engine.begin() as connection:
            version = _keep(connection, vintage, path.name, content, judged, found)
    return BoundaryReport(
        vintage=vintage,
        property_name=judged.matching.property_name,
        candidates=judged.matching.candidates,
        units=len(judged.shapes),
        archipelagos=tuple(sorted(judged.archipelagos)),
        points_read=found.points_read,
        points_kept=found.points_kept,
        parts_dropped=found.parts_dropped,
        borders_shared=found.borders_shared,
        data_version=version,
    )


def remove_boundaries(engine: Engine, vintage: str) -> bool:
    """Take the shapes of an edition out, so that its maps are tiles again; whether there were any."""
    with saying_what_is_wrong(engine), engine.begin() as connection:
        _insist_on(vintage, _editions(connection))
        there = _clear(connection, vintage)
        if there:
            raise_version(connection)
    return there


def _editions(connection: Connection) -> dict[str, Edition]:
    columns = (entity.c[name] for name in ("vintage", "code", "name_vi", "name_en", "longitude", "latitude"))
    rows = connection.execute(select(*columns).where(entity.c.kind == "province").order_by(entity.c.sort_order)).all()
    if not rows:
        raise WarehouseNotBuilt("The database holds no warehouse. Build one with: python -m data init")
    return known_units([tuple(row) for row in rows])


def _insist_on(vintage: str, editions: Mapping[str, Edition], points: int = POINTS) -> None:
    if vintage not in editions:
        known = " or ".join(sorted(editions))
        raise BoundariesRefused(f"There is no edition '{vintage}' of the list of provinces; expected {known}.")
    if points < FEWEST_POINTS:
        raise BoundariesRefused(f"{points} points are too few for a map of provinces; allow {FEWEST_POINTS} or more.")


def _in_one_sentence(name: str, problems: list[str]) -> str:
    count = "one fault" if len(problems) == 1 else f"{len(problems)} faults"
    return f"{name} was refused for {count}; the map that was there stays."


def _keep(connection: Connection, vintage: str, name: str, content: bytes, judged: Judged, found: Shaped) -> int:
    owners = select(tile.c.tile_id, tile.c.unit_code).where(tile.c.vintage == vintage, tile.c.kind == "archipelago")
    owner = {str(row.tile_id): str(row.unit_code) for row in connection.execute(owners)}
    version = raise_version(connection)  # first: it keeps any other writer waiting
    _clear(connection, vintage)
    connection.execute(
        insert(boundary_file).values(
            vintage=vintage,
            file_name=name,
            sha256=hashlib.sha256(content).hexdigest(),
            loaded_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            property_name=judged.matching.property_name,
            points_read=found.points_read,
            points_kept=found.points_kept,
        )
    )
    rows = [
        {
            "vintage": vintage,
            "shape_id": shape_id,
            "unit_code": owner.get(shape_id, shape_id),
            "geometry": shape.geometry,
            "outline": shape.outline,
            "label_longitude": shape.longitude,
            "label_latitude": shape.latitude,
            "label_room": shape.room,
        }
        for shape_id, shape in found.shapes.items()
    ]
    connection.execute(insert(boundary_shape), rows)
    return version


def _clear(connection: Connection, vintage: str) -> bool:
    connection.execute(delete(boundary_shape).where(boundary_shape.c.vintage == vintage))
    return connection.execute(delete(boundary_file).where(boundary_file.c.vintage == vintage)).rowcount > 0
