"""Checked rows into the warehouse, with set-based SQL that is the same on both databases.

The history is append-only. A row that says what was known at its own moment changes nothing; another one is added to
the history, and becomes what is known now unless something newer is known already.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Float,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    case,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from data.counters import advance_counters
from data.ingest.bulk import insert_many, moment_text
from data.ingest.cells import Progress
from data.ingest.counting import count_load
from data.ingest.latest import refresh_latest, touched
from data.ingest.recasting import Change, Pair, Recasting
from data.ingest.rows import Rows
from data.records import Status
from data.schema import current_value, observation, source, warehouse_state
from data.sizes import learn_sizes

NEW, REVISED, REPLACED, UNCHANGED, CONFLICT = "new", "revised", "replaced", "unchanged", "conflict"
CHANGES = (NEW, REVISED, REPLACED)
KEY = ("indicator_id", "entity_id", "grain", "period_end")
FACTS = ("value", "status", "recorded_at", "source_id", "note")
SIMULATED = Status.SIMULATED.value
PAIRS_AT_ONCE = 50_000  # series of which the newest figures are made at once

stage = Table(
    "staged_row",
    MetaData(),
    Column("line", Integer),
    Column("indicator_id", Integer),
    Column("entity_id", Integer),
    Column("grain", String(1)),
    Column("period_end", Date),
    Column("recorded_at", DateTime),
    Column("value", Float),
    Column("status", String(1)),
    Column("source_id", Integer),
    Column("note", Text),
    Column("prior_at", DateTime),
    Column("same_as_prior", Boolean),
    Column("known_at", DateTime),
    Column("verdict", String(9)),
    prefixes=["TEMPORARY"],
)
STAGED = tuple(column.name for column in stage.columns)[:-2]


def lock(connection: Connection) -> None:
    """Wait for any other load to end, and keep the next one waiting until this transaction is over."""
    connection.execute(update(warehouse_state).values(data_version=warehouse_state.c.data_version))


def stage_rows(connection: Connection, rows: Rows, source_ids: dict[str, int]) -> Iterator[float]:
    """Put the rows into a temporary table, yielding the share that is done."""
    stage.drop(connection, checkfirst=True)
    stage.create(connection)
    done = 0
    for piece in rows.pieces():
        insert_many(connection, stage, STAGED, _tuples(piece, source_ids))
        done += len(piece)
        yield done / len(rows)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE {stage.name}")


def _tuples(rows: Rows, source_ids: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    words = rows.words
    ends = [period.end.isoformat() for period in words.periods]
    moments: list[str | None] = [*map(moment_text, words.moments), None]  # the last one is for a prior of -1
    columns = (
        rows.lines.tolist(),
        rows.indicators.tolist(),
        rows.units.tolist(),
        [words.periods[place].grain.value for place in rows.periods.tolist()],
        [ends[place] for place in rows.periods.tolist()],
        [moments[place] for place in rows.moments.tolist()],
        [value if value == value else None for value in rows.figures.tolist()],
        [words.statuses[place].value for place in rows.statuses.tolist()],
        [source_ids[words.sources[place]] for place in rows.sources.tolist()],
        [words.notes[place] or None for place in rows.notes.tolist()],
        [moments[place] for place in rows.prior.tolist()],
        rows.same_as_prior.tolist(),
    )
    return zip(*columns, strict=True)


def name_sources(connection: Connection, names: Mapping[str, str]) -> dict[str, int]:
    """Ids of the sources by name, adding those that are new; `names` maps each to its name in English.

    The caller holds the lock.
    """
    known: dict[str, int] = {name: number for number, name in connection.execute(select(source.c.id, source.c.name))}
    highest = max(known.values(), default=0)
    fresh = {name: highest + place for place, name in enumerate((n for n in names if n not in known), start=1)}
    if fresh:
        connection.execute(
            insert(source), [{"id": n, "name": name, "name_en": names[name]} for name, n in fresh.items()]
        )
        advance_counters(connection, source)
    return known | fresh


def judge(connection: Connection) -> dict[str, int]:
    """Give each staged row its verdict, and return how many there are of each."""
    known = select(func.max(observation.c.recorded_at)).where(
        *_same_key(observation), observation.c.recorded_at <= stage.c.recorded_at
    )
    connection.execute(update(stage).values(known_at=known.scalar_subquery()))
    connection.execute(update(stage).values(verdict=_verdict()))
    counted = connection.execute(select(stage.c.verdict, func.count()).group_by(stage.c.verdict))
    return {str(verdict): int(number) for verdict, number in counted}


def _same_key(table: Table) -> list[ColumnElement[bool]]:
    return [table.c[name] == stage.c[name] for name in KEY]


def _verdict() -> ColumnElement[str]:
    """Compare with the row before it in the file or in the history, whichever is the newer of the two."""
    compared = (
        select(
            case(
                (
                    and_(
                        observation.c.value.is_not_distinct_from(stage.c.value),
                        observation.c.status == stage.c.status,
                    ),
                    UNCHANGED,
                ),
                (observation.c.recorded_at == stage.c.recorded_at, CONFLICT),
                (and_(observation.c.status == SIMULATED, stage.c.status != SIMULATED), REPLACED),
                else_=REVISED,
            )
        )
        .where(*_same_key(observation), observation.c.recorded_at == stage.c.known_at)
        .scalar_subquery()
    )
    has_later = select(literal(1)).where(*_same_key(current_value)).exists()
    file_is_newer = and_(
        stage.c.prior_at.is_not(None), stage.c.known_at.is_(None) | (stage.c.known_at < stage.c.prior_at)
    )
    return case(
        (file_is_newer, case((stage.c.same_as_prior, UNCHANGED), else_=REVISED)),
        (stage.c.known_at.is_not(None), compared),
        (has_later, REVISED),
        else_=NEW,
    )


def conflicts(connection: Connection) -> list[tuple[int, float | None, float | None]]:
    """Lines that contradict what is recorded at the very same moment: line, value that came, value that is there."""
    rows = connection.execute(
        select(stage.c.line, stage.c.value, observation.c.value)
        .where(stage.c.verdict == CONFLICT, *_same_key(observation), observation.c.recorded_at == stage.c.recorded_at)
        .order_by(stage.c.line)
    )
    return [(line, value, there) for line, value, there in rows]


def add_to_history(connection: Connection, batch_id: int) -> None:
    """Append the rows that are new, revised or in the place of simulated ones to the history."""
    names = (*KEY, *FACTS, "batch_id")
    rows = select(*(stage.c[name] for name in (*KEY, *FACTS)), literal(batch_id)).where(_changes())
    connection.execute(insert(observation).from_select(names, rows))


def _changes() -> ColumnElement[bool]:
    return stage.c.verdict.in_(CHANGES)


def update_current(connection: Connection, batch_id: int) -> None:
    """Make the newest of the added rows what is known now, where nothing newer is known."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    names = ("indicator_id", "grain", "period_end", "entity_id", *FACTS, "batch_id")
    newest = _newest_of_each_key(connection)
    rows = select(*(newest.c[name] for name in names[:-1]), literal(batch_id))
    rows = rows.order_by(*(newest.c[name] for name in names[:4]))  # in the order of the key: full pages, each met once
    command = upsert(current_value).from_select(names, rows)
    came = command.excluded
    connection.execute(
        command.on_conflict_do_update(
            index_elements=list(current_value.primary_key.columns),
            set_={name: came[name] for name in (*FACTS, "batch_id")},
            where=came.recorded_at >= current_value.c.recorded_at,
        )
    )


def _newest_of_each_key(connection: Connection) -> FromClause:
    key = [stage.c[name] for name in ("indicator_id", "grain", "period_end", "entity_id")]
    facts = [stage.c[name] for name in FACTS]
    several = connection.execute(select(stage.c.line).where(stage.c.prior_at.is_not(None)).limit(1)).first()
    if several is None:
        return select(*key, *facts).where(_changes()).subquery()
    age = func.row_number().over(partition_by=key, order_by=stage.c.recorded_at.desc()).label("age")
    aged = select(*key, *facts, age).where(_changes()).subquery()
    return select(*(column for column in aged.c if column.name != "age")).where(aged.c.age == 1).subquery()


class Written:
    """One load under way: groups of staged rows are added one after another, and what follows from all is made last."""

    def __init__(self, connection: Connection, batch_id: int, progress: Progress) -> None:
        self._connection, self._batch, self._progress = connection, batch_id, progress
        self._recasting = Recasting(connection)
        self._changes: list[Change] = []
        self._pairs: set[Pair] = set()

    def add(self) -> None:
        """Write the changes that are staged now to the history and to what is known now."""
        self._progress("history", 0.0)
        add_to_history(self._connection, self._batch)
        self._progress("current", 0.0)
        update_current(self._connection, self._batch)
        rows = select(*(stage.c[name] for name in (*KEY, *FACTS))).where(_changes())
        count_load(self._connection, rows, self._batch)
        self._remember()

    def _remember(self) -> None:
        """Keep which units and indicators changed, and in which years where others are made of them."""
        key = (stage.c.entity_id, stage.c.indicator_id)
        ends = (func.min(stage.c.period_end), func.max(stage.c.period_end))
        parts = self._recasting.units
        for unit, number, first, last in self._connection.execute(select(*key, *ends).where(_changes()).group_by(*key)):
            self._pairs.add((unit, number))
            if unit in parts:
                self._changes.append((number, unit, first.year, last.year))

    def finish(self) -> None:
        """Make anew the figures on other maps and the newest figures that the load changed."""
        self._progress("other maps", 0.0)
        recast = self._recasting.after(self._changes) if self._changes else set()
        self._progress("latest", 0.0)
        pairs = sorted(self._pairs | recast, key=lambda pair: (pair[1], pair[0]))
        for start in range(0, len(pairs), PAIRS_AT_ONCE):
            with touched(self._connection, pairs[start : start + PAIRS_AT_ONCE]) as table:
                refresh_latest(self._connection, table)
        learn_sizes(self._connection)


def forget_stage(connection: Connection) -> None:
    """Drop the temporary table: its connection goes back to the pool."""
    stage.drop(connection, checkfirst=True)
