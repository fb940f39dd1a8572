"""What forecasts are made from: the figures of every unit of today's map, and which of them a load has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Connection, String, cast, select, type_coerce

from data.recast import on_map
from data.recast.held import read_rules
from data.records import Boundary
from data.schema import batch, entity, indicator, warehouse_state
from data.schema_counts import batch_count

KINDS = ("nation", "region", "province", "commune")
EDITION = "2025"
HISTORY_COLUMNS = ("entity_id", "grain", "period_end", "value", "status", "rule")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that is forecast."""

    id: int
    kind: str
    code: str
    parent_id: int | None


def read_version(connection: Connection) -> int:
    """The data version now."""
    return int(connection.execute(select(warehouse_state.c.data_version)).scalar_one())


def read_units(connection: Connection) -> tuple[Unit, ...]:
    """The nation, and the regions, provinces and communes of today."""
    table = entity.c
    query = (
        select(table.id, table.kind, table.code, table.parent_id)
        .where(table.kind.in_(KINDS), table.vintage.in_(("", EDITION)))
        .order_by(table.id)
    )
    return tuple(Unit(*row) for row in connection.execute(query))


def read_history(
    connection: Connection, indicator_id: int, grain: str, units: Sequence[int], *, as_of: date | None = None
) -> pd.DataFrame:
    """The figures of some units on today's map: `HISTORY_COLUMNS`, period_end as ISO text, by unit, then by period.

    With `as_of`, as they were known at the end of that day.
    """
    fact = on_map(Boundary.MAP_2025, as_of, lambda t: [t.c.indicator_id == indicator_id, t.c.grain == grain], units).c
    # The same few days come again and again: as text they cost a tenth of what dates do.
    lite = connection.dialect.name == "sqlite"
    end = type_coerce(fact.period_end, String) if lite else cast(fact.period_end, String)
    query = select(fact.entity_id, fact.grain, end.label("period_end"), fact.value, fact.status, fact.rule)
    rows = [tuple(row) for row in connection.execute(query.where(fact.value.is_not(None)))]
    frame = pd.DataFrame.from_records(rows, columns=list(HISTORY_COLUMNS))
    return frame.sort_values(["entity_id", "period_end"], ignore_index=True)


def touched_since(connection: Connection, version: int) -> set[int]:
    """Ids of the indicators of which a load after `version` may have changed a figure, or the weight of one."""
    loads = select(batch.c.id).where(batch.c.data_version > version)  # counted by load: figures are not kept by it
    query = select(batch_count.c.indicator_id).where(batch_count.c.batch_id.in_(loads)).distinct()
    direct = {int(one) for one in connection.execute(query).scalars()}
    codes = select(indicator.c.code).where(indicator.c.id.in_(direct))
    weighed = select(indicator.c.id).where(indicator.c.weight_code.in_(codes))
    needing = read_rules(connection).needed_by()
    return direct | set(connection.execute(weighed).scalars()) | {one for id in direct for one in needing.get(id, ())}
