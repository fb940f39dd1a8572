"""Filling `current_value` and `latest_value` anew from the whole history, by sets.

For a warehouse that has just been built; a load keeps the two tables up row by row in its own way.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column as SqlColumn
from sqlalchemy import Connection, Date, MetaData, String, Table, and_, case, func, insert, select, update
from sqlalchemy.sql.selectable import Subquery

from data.periods import Grain, Period
from data.schema import current_value, indicator, latest_value, observation, succession

FINEST_FIRST = "DMQHCA"
SEVERITY = "AEPFMS"  # a sum is as uncertain as its least certain part

step = Table(
    "period_step",
    MetaData(),
    SqlColumn("grain", String(1), primary_key=True),
    SqlColumn("period_end", Date, primary_key=True),
    SqlColumn("previous_end", Date, nullable=False),
    SqlColumn("year_ago_end", Date, nullable=False),
    prefixes=["TEMPORARY"],
)
"""For each period that occurs: the ends of the one before it and of the one a year before it."""


def rebuild_current(connection: Connection) -> None:
    """Fill `current_value` with the newest row of each key of `observation`."""
    key = ("indicator_id", "entity_id", "grain", "period_end")
    names = [column.name for column in current_value.columns]
    newest = func.row_number().over(
        partition_by=[observation.c[name] for name in key], order_by=observation.c.recorded_at.desc()
    )
    history = select(*(observation.c[name] for name in names), newest.label("age")).subquery()
    rows = (
        select(*(history.c[name] for name in names))
        .where(history.c.age == 1)
        .order_by(*(history.c[column.name] for column in current_value.primary_key))
    )
    connection.execute(current_value.delete())
    with _without_indexes(connection, current_value):
        connection.execute(insert(current_value).from_select(names, rows))


@contextmanager
def _without_indexes(connection: Connection, table: Table) -> Iterator[None]:
    """Make the indexes after the rows: one sort is cheaper than a million insertions."""
    for index in table.indexes:
        index.drop(connection)
    yield
    for index in table.indexes:
        index.create(connection)


def rebuild_latest(connection: Connection) -> None:
    """Fill `latest_value`: the newest period of each indicator and unit, and what it is compared with."""
    step.create(connection)
    try:
        _write_steps(connection)
        connection.execute(latest_value.delete())
        _insert_latest(connection)
        _compare_with_predecessors(connection)
    finally:
        step.drop(connection)


def _write_steps(connection: Connection) -> None:
    seen = connection.execute(select(current_value.c.grain, current_value.c.period_end).distinct()).all()
    rows = []
    for grain, end in seen:
        period = Period(end, Grain(grain))
        compared = {"previous_end": period.previous().end, "year_ago_end": period.year_before().end}
        rows.append({"grain": grain, "period_end": end, **compared})
    if rows:
        connection.execute(insert(step), rows)


def _insert_latest(connection: Connection) -> None:
    chosen = _newest()
    previous, year_ago = current_value.alias("previous"), current_value.alias("year_ago")
    rows = select(
        *(chosen.c[name] for name in ("entity_id", "indicator_id", "grain", "period_end", "value", "status")),
        chosen.c.recorded_at,
        chosen.c.source_id,
        previous.c.value,
        case((previous.c.value.is_not(None), previous.c.status)),
        year_ago.c.value,
        case((year_ago.c.value.is_not(None), year_ago.c.status)),
    ).join(step, and_(step.c.grain == chosen.c.grain, step.c.period_end == chosen.c.period_end))
    for table, end in ((previous, step.c.previous_end), (year_ago, step.c.year_ago_end)):
        same = and_(
            table.c.indicator_id == chosen.c.indicator_id,
            table.c.entity_id == chosen.c.entity_id,
            table.c.grain == chosen.c.grain,
            table.c.period_end == end,
        )
        rows = rows.outerjoin(table, same)
    names = [column.name for column in latest_value.columns]
    connection.execute(insert(latest_value).from_select(names, rows.where(chosen.c.place == 1)))


def _newest() -> Subquery:
    """Current rows with a value that is no forecast, placed: newest first, then the indicator's own frequency."""
    table = current_value.c
    own = case((table.grain == indicator.c.frequency, 0), else_=1)
    width = case(*((table.grain == grain, place) for place, grain in enumerate(FINEST_FIRST)))
    place = func.row_number().over(
        partition_by=(table.indicator_id, table.entity_id), order_by=(table.period_end.desc(), own, width)
    )
    return (
        select(current_value, place.label("place"))
        .join(indicator, indicator.c.id == table.indicator_id)
        .where(table.value.is_not(None), table.status != "F")
        .subquery("chosen")
    )


def _compare_with_predecessors(connection: Connection) -> None:
    """Where a unit did not exist yet, compare with what it was made of: a sum of all parts, or its one part."""
    pairs = (("previous", step.c.previous_end), ("year_ago", step.c.year_ago_end))
    for name, end in pairs:
        value, status = latest_value.c[f"{name}_value"], latest_value.c[f"{name}_status"]
        expected = (
            select(succession.c.successor_id, func.count().label("parts"))
            .group_by(succession.c.successor_id)
            .subquery("expected")
        )
        severity = func.max(case(*((current_value.c.status == s, i) for i, s in enumerate(SEVERITY)), else_=0))
        query = (
            select(
                latest_value.c.entity_id,
                latest_value.c.indicator_id,
                func.sum(current_value.c.value * succession.c.share),
                severity,
            )
            .join(step, and_(step.c.grain == latest_value.c.grain, step.c.period_end == latest_value.c.period_end))
            .join(succession, succession.c.successor_id == latest_value.c.entity_id)
            .join(expected, expected.c.successor_id == latest_value.c.entity_id)
            .join(indicator, indicator.c.id == latest_value.c.indicator_id)
            .join(
                current_value,
                and_(
                    current_value.c.indicator_id == latest_value.c.indicator_id,
                    current_value.c.entity_id == succession.c.predecessor_id,
                    current_value.c.grain == latest_value.c.grain,
                    current_value.c.period_end == end,
                    current_value.c.value.is_not(None),
                ),
            )
            .where(value.is_(None), (expected.c.parts == 1) | (indicator.c.rule_space == "sum"))
            .group_by(latest_value.c.entity_id, latest_value.c.indicator_id, expected.c.parts)
            .having(func.count() == expected.c.parts)
        )
        for entity_id, indicator_id, total, rank in connection.execute(query).all():
            same = and_(latest_value.c.entity_id == entity_id, latest_value.c.indicator_id == indicator_id)
            connection.execute(update(latest_value).where(same).values({value: total, status: SEVERITY[rank]}))
