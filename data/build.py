"""Building a new warehouse: the tables, the facts of the catalogue, and the simulated history around them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Engine, Table, func, insert, inspect, select, text

from data.catalogue import DEFAULT, Catalogue, read_catalogue
from data.errors import WarehouseError
from data.ingest.bulk import insert_many
from data.migrations import upgrade_on
from data.periods import Period, last_complete_month
from data.rebuild import rebuild_current, rebuild_latest
from data.schema import (
    adjacency,
    batch,
    correction,
    entity,
    indicator,
    metadata,
    observation,
    source,
    succession,
    target,
    tile,
    warehouse_state,
)
from data.simulation import SOURCE, simulate

Progress = Callable[[str, float], None]

OBSERVATION_COLUMNS = (
    "indicator_id", "entity_id", "grain", "period_end", "recorded_at", "value", "status", "source_id", "batch_id",
    "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build put into the warehouse."""

    indicators: int
    entities: int
    targets: int
    published: int
    simulated: int
    data_version: int
    until: Period | None


@dataclass(frozen=True, slots=True)
class _Ids:
    """Numbers given to codes and keys while building."""

    entities: dict[str, int]
    indicators: dict[str, int]
    sources: dict[str, int]


def build_warehouse(
    engine: Engine,
    *,
    simulated: bool = True,
    until: Period | None = None,
    progress: Progress | None = None,
    replace: bool = False,
    folder: Path = DEFAULT,
) -> BuildReport:
    """Make the tables and fill them, all in one transaction.

    Args:
        engine: A database that is empty, or holds a warehouse and `replace` is given.
        simulated: Also fill a simulated history (status S) where nothing was published.
        until: Last month that is simulated; by default the last one that is over.
        progress: Called with what is being done and the part of the work that is done, 0 to 1.
        replace: Drop the warehouse that is there.
        folder: The catalogue's CSV files.

    Raises:
        CatalogueError: A file of the catalogue breaks a rule, or a declared correction no longer fits.
        WarehouseError: A warehouse is there already.
    """
    tell = progress or (lambda _what, _part: None)
    tell("catalogue", 0.0)
    catalogue = read_catalogue(folder)
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    last = (until or last_complete_month(now.date())) if simulated else None
    with _one_transaction(engine) as connection:
        _clear_the_ground(connection, engine, replace=replace)
        upgrade_on(connection)
        ids = _write_facts(connection, catalogue)
        _advance_counters(connection)
        tell("published figures", 0.05)
        published = _load_published(connection, catalogue, ids, now, folder)
        filled = _load_simulated(connection, catalogue, ids, last, now, tell) if last else 0
        tell("current values", 0.7)
        rebuild_current(connection)
        tell("latest values", 0.9)
        rebuild_latest(connection)
        version = 2 if last else 1
        connection.execute(insert(warehouse_state).values(id=1, data_version=version, built_at=now))
    tell("done", 1.0)
    return BuildReport(
        indicators=len(ids.indicators),
        entities=len(ids.entities),
        targets=len(catalogue.targets),
        published=published,
        simulated=filled,
        data_version=version,
        until=last,
    )


@contextmanager
def _one_transaction(engine: Engine) -> Iterator[Connection]:
    """A transaction around tables and rows alike.

    SQLite looks up every foreign key of every row; the keys here are made from the same lists as the rows, so the
    checks are left out, which can only be asked for outside a transaction.
    """
    lite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if lite:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.commit()
        finally:
            connection.rollback()
            if lite:
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _clear_the_ground(connection: Connection, engine: Engine, *, replace: bool) -> None:
    """Refuse to build over a warehouse unless told to; then drop it."""
    present = set(inspect(connection).get_table_names())
    built = warehouse_state.name in present and connection.execute(select(warehouse_state.c.id)).first() is not None
    if built and not replace:
        where = engine.url.render_as_string(hide_password=True)
        raise WarehouseError(f"A warehouse stands at {where} already; building would drop it. Ask for it by --replace.")
    if built:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


def _write_facts(connection: Connection, catalogue: Catalogue) -> _Ids:
    """Everything but observations; returns the ids that were given."""
    entities = _numbered(catalogue.entities["key"])
    indicators = _numbered(catalogue.indicators["code"])
    sources = _numbered([*dict.fromkeys([*catalogue.observations["source"], SOURCE])])
    _write(connection, source, ({"id": number, "name": name} for name, number in sources.items()))
    _write(
        connection,
        entity,
        (
            {**row, "id": entities[row["key"]], "parent_id": entities.get(row["parent"])}
            for row in _rows(catalogue.entities)
        ),
    )
    _write(connection, indicator, ({**row, "id": indicators[row["code"]]} for row in _rows(catalogue.indicators)))
    _write(
        connection,
        succession,
        (
            {**row, "predecessor_id": entities[row["predecessor"]], "successor_id": entities[row["successor"]]}
            for row in _rows(catalogue.succession)
        ),
    )
    _write(connection, tile, _rows(catalogue.tiles))
    _write(connection, adjacency, _rows(catalogue.adjacency))
    _write(connection, correction, _rows(catalogue.corrections))
    _write(
        connection,
        target,
        (
            {**row, "indicator_id": indicators[row["indicator"]], "entity_id": entities[row["entity"]]}
            for row in _rows(catalogue.targets)
        ),
    )
    return _Ids(entities, indicators, sources)


def _advance_counters(connection: Connection) -> None:
    """Tell PostgreSQL which numbers are taken; it counts on its own and would give them again."""
    if connection.dialect.name != "postgresql":
        return
    for table in (source, entity, indicator):
        last = select(func.max(table.c.id)).scalar_subquery()
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names, start=1)}


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a frame with None where a cell is empty."""
    return [
        {str(column): None if value is None or value != value else value for column, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def _write(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows, keeping only the columns that the table has."""
    names = {column.name for column in table.columns}
    kept = [{name: value for name, value in row.items() if name in names} for row in rows]
    if kept:
        connection.execute(insert(table), kept)


def _load_published(connection: Connection, catalogue: Catalogue, ids: _Ids, now: datetime, folder: Path) -> int:
    rows = catalogue.observations
    key = ["indicator", "entity", "grain", "period_end"]
    revised = int(rows.duplicated(key).sum())
    number = _open_batch(
        connection,
        kind="catalogue",
        file_name="actuals.csv",
        sha256=hashlib.sha256((folder / "actuals.csv").read_bytes()).hexdigest(),
        started_at=now,
        counts=(len(rows), len(rows) - revised, revised),
        version=1,
    )
    known = rows.assign(source_id=rows["source"].map(ids.sources), note=rows["note"].astype(object))
    insert_many(connection, observation, OBSERVATION_COLUMNS, _observation_rows(known, ids, number))
    return len(rows)


def _load_simulated(
    connection: Connection, catalogue: Catalogue, ids: _Ids, until: Period, now: datetime, tell: Progress
) -> int:
    number = _open_batch(
        connection, kind="simulated", file_name=None, sha256=None, started_at=now, counts=(0, 0, 0), version=2
    )
    read = fresh = 0
    for done, frame in enumerate(simulate(catalogue, until), start=1):
        # What is simulated for a month whose release lies ahead is known from today on, not from the future.
        recorded = frame["recorded_at"].where(frame["recorded_at"] <= now, now)
        rows = frame.assign(recorded_at=recorded, source_id=ids.sources[SOURCE])
        insert_many(connection, observation, OBSERVATION_COLUMNS, _observation_rows(rows, ids, number))
        read += len(frame)
        fresh += len(frame) - int(frame.duplicated(["entity", "grain", "period_end"]).sum())
        tell("simulated figures", 0.05 + 0.65 * min(1.0, done / len(ids.indicators)))
    finished = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    counts = {"rows_read": read, "rows_new": fresh, "rows_revised": read - fresh, "finished_at": finished}
    connection.execute(batch.update().where(batch.c.id == number).values(counts))
    return read


def _open_batch(
    connection: Connection,
    *,
    kind: str,
    file_name: str | None,
    sha256: str | None,
    started_at: datetime,
    counts: tuple[int, int, int],
    version: int,
) -> int:
    read, new, revised = counts
    made = connection.execute(
        insert(batch).values(
            kind=kind,
            state="committed",
            file_name=file_name,
            sha256=sha256,
            started_at=started_at,
            finished_at=started_at,
            rows_read=read,
            rows_new=new,
            rows_revised=revised,
            rows_unchanged=0,
            rows_refused=0,
            data_version=version,
        )
    )
    return int(made.inserted_primary_key[0])  # type: ignore[index]  # a table with one key column gives one


def _observation_rows(frame: pd.DataFrame, ids: _Ids, batch_id: int) -> Iterator[Sequence[Any]]:
    """Rows in the order of `OBSERVATION_COLUMNS`, as texts and numbers that both drivers take as they are."""
    length = len(frame)
    values = frame["value"].astype(object).where(frame["value"].notna(), None)
    notes = frame["note"].astype(object).where(frame["note"].notna(), None)
    return zip(
        frame["indicator"].map(ids.indicators).tolist(),
        frame["entity"].map(ids.entities).tolist(),
        frame["grain"].tolist(),
        _texts(frame["period_end"], "D"),
        [f"{moment.replace('T', ' ')}.000000" for moment in _texts(frame["recorded_at"], "s")],
        values.tolist(),
        frame["status"].tolist(),
        frame["source_id"].tolist(),
        [batch_id] * length,
        notes.tolist(),
        strict=True,
    )


def _texts(column: pd.Series, unit: Literal["D", "s"]) -> list[str]:
    """Dates or moments as ISO text; the same few occur again and again, so each is written once."""
    codes, unique = pd.factorize(column)
    moments = pd.to_datetime(pd.Series(unique)).to_numpy().astype("datetime64[s]").astype(f"datetime64[{unit}]")
    written = np.array([str(moment) for moment in moments], dtype=object)
    texts: list[str] = written[codes].tolist()
    return texts
