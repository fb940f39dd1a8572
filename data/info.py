"""What a warehouse holds, as plain facts for operators and for health checks."""

from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select, text

from data.engine import saying_what_is_wrong
from data.errors import WarehouseNotBuilt
from data.migrations import current
from data.periods import Grain, Period
from data.records import Status
from data.schema import batch, current_value, entity, indicator, observation, target, warehouse_state


def info(engine: Engine) -> dict[str, Any]:
    """Counts, versions, span and size, ready for JSON.

    `figures` counts what is known now by status, `observations` the whole history. Raises `WarehouseNotBuilt`.
    """
    with saying_what_is_wrong(engine), engine.connect() as connection:
        state = connection.execute(select(warehouse_state)).first()
        if state is None:
            raise WarehouseNotBuilt("The database holds no built warehouse. Build one with: python -m data init")
        return {
            "schema": current(engine),
            "data_version": state.data_version,
            "built_at": f"{state.built_at.isoformat()}Z",
            "first_period": _period(connection, select(func.min(current_value.c.period_end))),
            "last_period": _period(connection, select(func.max(current_value.c.period_end))),
            "observations": _count(connection, observation),
            "figures": _by_status(connection),
            "indicators": _count(connection, indicator),
            "indicators_with_figures": _with_figures(connection),
            "entities": _count(connection, entity),
            "targets": _count(connection, target),
            "batches": _batches(connection),
            "size_bytes": _size(connection),
        }


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _by_status(connection: Connection) -> dict[str, int]:
    query = select(current_value.c.status, func.count()).group_by(current_value.c.status)
    counted = {str(status): int(number) for status, number in connection.execute(query)}
    return {status.value: counted.get(status.value, 0) for status in Status}


def _with_figures(connection: Connection) -> int:
    has_one = select(current_value.c.indicator_id).where(current_value.c.indicator_id == indicator.c.id).exists()
    return int(connection.execute(select(func.count()).select_from(indicator).where(has_one)).scalar_one())


def _period(connection: Connection, query: Select[Any]) -> str | None:
    """The longest of the periods that end on the first or last day; None for an empty warehouse."""
    day = query.scalar_subquery()
    found = connection.execute(
        select(current_value.c.grain, current_value.c.period_end).where(current_value.c.period_end == day).distinct()
    )
    periods = [Period(end, Grain(grain)) for grain, end in found]
    return str(min(periods, key=lambda one: one.start)) if periods else None


def _batches(connection: Connection) -> dict[str, int]:
    query = select(batch.c.state, func.count()).group_by(batch.c.state)
    counted = {str(state): int(number) for state, number in connection.execute(query)}
    return {state: counted.get(state, 0) for state in ("committed", "refused")}


def _size(connection: Connection) -> int:
    """Bytes of the database; for SQLite without what its log has yet to fold in."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(select(func.pg_database_size(func.current_database()))).scalar_one())
    pages = connection.execute(text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"))
    return int(pages.scalar_one())
