"""Questions about where units lie on a map, and what they were called on a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

import orjson
import pandas as pd
from sqlalchemy import Select, Table, and_, select

from data.questions.asking import Asking
from data.records import Entity
from data.schema import entity, entity_name, tile
from data.schema_boundaries import boundary_file, boundary_shape

Ring = list[list[float]]
Names = dict[int, list[tuple[date, dict[str, str]]]]
NAMED = ("name_vi", "name_en", "full_name_vi", "full_name_en", "unit_type")


def tiles(asking: Asking, vintage: str) -> pd.DataFrame:
    """The built-in tiles of an edition with the names of their provinces."""
    names = ("tile_id", "name_vi", "column_no", "row_no", "kind", "unit_code")
    return asking.read(_of_edition(tile, names, vintage))


def shapes(asking: Asking, vintage: str) -> pd.DataFrame:
    """The true shapes of an edition: one row for each province, and for each archipelago that the file had."""
    names = ("shape_id", "geometry", "outline", "label_longitude", "label_latitude", "label_room", "unit_code")
    frame = asking.read(_of_edition(boundary_shape, names, vintage).order_by(entity.c.sort_order))
    return frame.assign(**{name: frame[name].map(_rings).astype(object) for name in ("geometry", "outline")})


def _of_edition(table: Table, names: Sequence[str], vintage: str) -> Select[Any]:
    """These columns of an edition's rows, and what the province is called that each belongs to."""
    unit = and_(entity.c.code == table.c.unit_code, entity.c.vintage == vintage, entity.c.kind == "province")
    owner = (entity.c.name_vi.label("unit_vi"), entity.c.name_en.label("unit_en"))
    return select(*(table.c[name] for name in names), *owner).join(entity, unit).where(table.c.vintage == vintage)


def _rings(geometry: str) -> list[Ring]:
    """Every ring of a GeoJSON MultiPolygon, outer and inner alike: a chart fills them by how they are wound."""
    return [ring for polygon in orjson.loads(geometry)["coordinates"] for ring in polygon]


def shaped_editions(asking: Asking) -> tuple[str, ...]:
    """Editions that an office loaded boundaries for."""
    return tuple(str(row[0]) for row in asking.rows(select(boundary_file.c.vintage).order_by(boundary_file.c.vintage)))


def names_by_date(asking: Asking) -> Names:
    """What units that changed their name or kind were called, from which day on, oldest first."""
    columns = (entity_name.c.entity_id, entity_name.c.valid_from, *(entity_name.c[name] for name in NAMED))
    query = select(*columns).order_by(entity_name.c.entity_id, entity_name.c.valid_from)
    rows = asking.connection.execute(query)
    return {
        id: [(row.valid_from, {name: getattr(row, name) for name in NAMED}) for row in same]
        for id, same in groupby(rows, key=attrgetter("entity_id"))
    }


def called(unit: Entity, names: Names, day: date) -> Entity:
    """The unit as it was called on a day; on its last day where it had ended by then."""
    when = min(day, unit.valid_to) if unit.valid_to else day
    known = [fields for since, fields in names.get(unit.id, ()) if since <= when]
    return replace(unit, **known[-1]) if known else unit  # type: ignore[arg-type]  # these fields are texts
