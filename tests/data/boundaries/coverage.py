"""An artificial map: the cells around the middles of the provinces, with wavy borders. It is no real boundary."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
import shapely
from shapely import affinity
from sqlalchemy import Engine, select

from data.schema import entity

MARK = "artificial: cells around centre points, made for tests"
REACH, STEP, WAVE = 0.55, 0.02, 0.02  # degrees
ISLANDS = {"2025": {"91": (103.95, 10.25), "79": (106.6, 8.7)}, "2024": {"91": (103.95, 10.25), "77": (106.6, 8.7)}}


def provinces(engine: Engine, vintage: str) -> list[Any]:
    """Rows of the provinces of an edition: code, name_vi, longitude, latitude."""
    wanted = (entity.c.kind == "province", entity.c.vintage == vintage)
    columns = (entity.c.code, entity.c.name_vi, entity.c.longitude, entity.c.latitude)
    with engine.connect() as connection:
        return list(connection.execute(select(*columns).where(*wanted).order_by(entity.c.sort_order)))


def collection(units: Sequence[Any], vintage: str) -> dict[str, Any]:
    """A FeatureCollection of one cell a province, wound as the standard wants; the code and the name as properties."""
    middles = [shapely.Point(unit.longitude, unit.latitude) for unit in units]
    land = shapely.union_all([point.buffer(REACH) for point in middles])
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(middles)))
    tree = shapely.STRtree(cells)
    features = []
    for unit, point in zip(units, middles, strict=True):
        cell = shapely.intersection(cells[tree.query(point, predicate="within")[0]], land)
        shape = shapely.transform(cell.segmentize(STEP), _waved)
        if unit.code in ISLANDS[vintage]:
            island = affinity.scale(shapely.Point(ISLANDS[vintage][unit.code]).buffer(0.1), 1.0, 1.6)
            shape = shapely.MultiPolygon([*shapely.get_parts(shape), island])
        features.append(feature(shapely.orient_polygons(shape), ma_tinh=unit.code, ten_tinh=unit.name_vi))
    return {"type": "FeatureCollection", "name": MARK, "features": features}


def feature(shape: Any, **properties: Any) -> dict[str, Any]:
    geometry = None if shape is None else orjson.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write(collected: dict[str, Any], path: Path) -> Path:
    path.write_bytes(orjson.dumps(collected))
    return path


def _waved(points: Any) -> Any:
    """Move each point by a smooth function of where it is, so that shared borders remain shared."""
    import numpy as np

    x, y = points[:, 0], points[:, 1]
    return np.round(np.column_stack([x + WAVE * np.sin(31 * y), y + WAVE * np.sin(29 * x)]), 6)
