"""The newest figure of each indicator and unit with what it is compared with, computed by the database itself."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    case,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)

from data.ingest.bulk import insert_many
from data.periods import Grain, Period
from data.records import Status
from data.schema import current_value, indicator, latest_value, recast_value

# Of figures that end on the same day, the one of the indicator's own frequency is shown, else the finest.
FINEST_FIRST = (Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.CUMULATIVE, Grain.YEAR)

_temporary = MetaData()
touched_pair = Table(
    "touched_pair",
    _temporary,
    Column("entity_id", Integer, primary_key=True),
    Column("indicator_id", Integer, primary_key=True),
    prefixes=["TEMPORARY"],
)
picked = Table(
    "picked_value",
    _temporary,
    Column("entity_id", Integer, primary_key=True),
    Column("indicator_id", Integer, primary_key=True),
    Column("grain", String(1)),
    Column("period_end", Date),
    prefixes=["TEMPORARY"],
)
step = Table(
    "period_step",
    _temporary,
    Column("grain", String(1), primary_key=True),
    Column("period_end", Date, primary_key=True),
    Column("previous_end", Date),
    Column("year_ago_end", Date),
    prefixes=["TEMPORARY"],
)


@contextmanager
def touched(connection: Connection, pairs: Iterable[tuple[int, int]]) -> Iterator[Table]:
    """A temporary table of pairs (entity_id, indicator_id)."""
    with _made(connection, touched_pair):
        insert_many(connection, touched_pair, ("entity_id", "indicator_id"), pairs)
        yield touched_pair


@contextmanager
def _made(connection: Connection, table: Table) -> Iterator[Table]:
    """A temporary table, empty at first and gone afterwards: the connection goes back to the pool."""
    table.drop(connection, checkfirst=True)
    table.create(connection)
    yield table
    table.drop(connection)


def refresh_latest(connection: Connection, pairs: Table | None = None) -> None:
    """Compute `latest_value` anew, for all or for the pairs (entity_id, indicator_id) of a table.

    The newest period with a value that is no forecast; compared with the same grain a step and a year before, which
    for a unit that others became is what `recast_value` makes of these.
    """
    gone = delete(latest_value)
    if pairs is not None:
        pair = tuple_(latest_value.c.entity_id, latest_value.c.indicator_id)
        gone = gone.where(pair.in_(select(pairs.c.entity_id, pairs.c.indicator_id)))
    connection.execute(gone)
    with _made(connection, picked), _made(connection, step):
        _pick(connection, pairs)
        _steps(connection)
        _fill(connection)


def _pick(connection: Connection, pairs: Table | None) -> None:
    """The newest period of each pair.

    Asked pair by pair: a database that is left to choose may walk through every figure there is for a few of them.
    """
    now = current_value.c
    asked = select(now.entity_id, now.indicator_id).distinct().subquery("every_pair") if pairs is None else pairs
    known = (now.value.is_not(None), now.status != Status.FORECAST.value)
    mine = (now.entity_id == asked.c.entity_id, now.indicator_id == asked.c.indicator_id)
    newest = select(func.max(now.period_end)).where(*mine, *known).scalar_subquery()
    names = ("entity_id", "indicator_id", "period_end")
    rows = select(asked.c.entity_id, asked.c.indicator_id, newest)
    connection.execute(insert(picked).from_select(names, rows))
    connection.execute(delete(picked).where(picked.c.period_end.is_(None)))
    order = case(
        (now.grain == indicator.c.frequency, -1),
        *((now.grain == grain.value, place) for place, grain in enumerate(FINEST_FIRST)),
        else_=len(FINEST_FIRST),
    )
    same = (now[name] == picked.c[name] for name in names)
    shown = select(now.grain).join(indicator, indicator.c.id == now.indicator_id).where(*same, *known)
    connection.execute(update(picked).values(grain=shown.order_by(order).limit(1).scalar_subquery()))


def _steps(connection: Connection) -> None:
    """The steps back in time, worked out by `Period`: databases count days differently."""
    periods = [
        Period(end, Grain(grain))
        for grain, end in connection.execute(select(picked.c.grain, picked.c.period_end).distinct())
    ]
    rows = (
        (one.grain.value, one.end.isoformat(), one.previous().end.isoformat(), one.year_before().end.isoformat())
        for one in periods
    )
    insert_many(connection, step, ("grain", "period_end", "previous_end", "year_ago_end"), rows)


def _fill(connection: Connection) -> None:
    now = current_value.alias("now")
    before, before_recast = current_value.alias("before"), recast_value.alias("before_recast")
    year_ago, year_ago_recast = current_value.alias("year_ago"), recast_value.alias("year_ago_recast")
    rows = (
        select(
            picked.c.entity_id,
            picked.c.indicator_id,
            picked.c.grain,
            picked.c.period_end,
            now.c.value,
            now.c.status,
            now.c.recorded_at,
            now.c.source_id,
            *_first_known(before, before_recast),
            *_first_known(year_ago, year_ago_recast),
        )
        .join(step, and_(step.c.grain == picked.c.grain, step.c.period_end == picked.c.period_end))
        .outerjoin(now, _at(now, picked.c.period_end))  # it is there: outer, so that nobody begins with all figures
        .outerjoin(before, _at(before, step.c.previous_end))
        .outerjoin(year_ago, _at(year_ago, step.c.year_ago_end))
        .outerjoin(before_recast, _recast_at(before_recast, step.c.previous_end))
        .outerjoin(year_ago_recast, _recast_at(year_ago_recast, step.c.year_ago_end))
    )
    names = [column.name for column in latest_value.columns]
    connection.execute(insert(latest_value).from_select(names, rows))


def _at(table: Any, end: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(
        table.c.indicator_id == picked.c.indicator_id,
        table.c.entity_id == picked.c.entity_id,
        table.c.grain == picked.c.grain,
        table.c.period_end == end,
    )


def _recast_at(table: Any, end: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(_at(table, end), table.c.superseded_at.is_(None), table.c.value.is_not(None))


def _first_known(own: Any, recast: Any) -> Sequence[ColumnElement[Any]]:
    """Value and status as the unit itself reported them, else as they are made of the units before it."""
    return (
        func.coalesce(own.c.value, recast.c.value),
        case((own.c.value.is_not(None), own.c.status), else_=recast.c.status),
    )
