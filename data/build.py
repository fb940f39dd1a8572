"""Building a new warehouse: the tables, the facts of the catalogue, and the simulated history around them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection, Engine, insert, inspect, select, update

from data.alerts.standard import write_default_rules
from data.build_rows import OBSERVATION_COLUMNS, Ids, observation_rows, write_facts
from data.catalogue import DEFAULT, Catalogue, read_catalogue
from data.errors import WarehouseError
from data.ingest.bulk import insert_many
from data.ingest.latest import refresh_latest
from data.ingest.recasting import Recasting
from data.migrations import upgrade_on
from data.periods import Period, last_complete_month
from data.questions.registry import read_registry
from data.rebuild import KEY, filled_in_bulk, one_transaction, rebuild_current
from data.schema import batch, metadata, observation, warehouse_state
from data.schema_access import ACCESS_TABLES
from data.schema_boundaries import BOUNDARY_TABLES
from data.schema_packs import PACK_TABLES
from data.schema_wall import WALL_TABLES
from data.simulation import SOURCE, SOURCE_EN, simulate
from data.sizes import learn_sizes
from data.tasks.sample import write_samples
from data.work import work_of_people

Progress = Callable[[str, float], None]

PUBLISHED_FILE = "actuals.csv"
RECASTING = 0.8
TASKS_GO_ON = 27  # days after the last month that is simulated: made-up tasks reach about today
SIMULATING = (0.05, 0.65)  # the part of the work that simulating takes


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


def build_warehouse(
    engine: Engine,
    *,
    simulated: bool = True,
    until: Period | None = None,
    progress: Progress | None = None,
    replace: bool = False,
    drop_work: bool = False,
    folder: Path = DEFAULT,
) -> BuildReport:
    """Make the tables and fill them, all in one transaction.

    Args:
        engine: A database that is empty, or holds a warehouse and `replace` is given.
        simulated: Also fill a simulated history (status S) where nothing was published.
        until: Last month that is simulated; by default the last one that is over.
        progress: Called with what is being done and the part of the work that is done, 0 to 1.
        replace: Drop the warehouse that is there.
        drop_work: Drop also what people wrote in it: tasks, what was done with alerts, rules, recipients, targets.
        folder: The catalogue's CSV files.

    Raises:
        CatalogueError: A file of the catalogue breaks a rule, or a declared correction no longer fits.
        WarehouseError: A warehouse is there already, or holds what people wrote and `drop_work` is not given.
    """
    tell = progress or (lambda _what, _part: None)
    tell("catalogue", 0.0)
    catalogue = read_catalogue(folder)
    now = _now()
    last = (until or last_complete_month(now.date())) if simulated else None
    with one_transaction(engine) as connection:
        _clear_the_ground(connection, engine, replace=replace, drop_work=drop_work)
        upgrade_on(connection)
        ids = write_facts(connection, catalogue, {SOURCE: SOURCE_EN} if last else {})
        with filled_in_bulk(connection):
            tell("published figures", SIMULATING[0])
            published = _load_published(connection, catalogue, ids, folder)
            filled = _load_simulated(connection, catalogue, ids, last, now, tell) if last else 0
            write_default_rules(connection, read_registry(connection))
            if last:
                write_samples(connection, min(now.date(), last.end + timedelta(days=TASKS_GO_ON)))
            tell("current values", SIMULATING[1])
            rebuild_current(connection)
            tell("figures on other maps", RECASTING)
            Recasting(connection).everything()
        tell("latest values", 0.9)
        refresh_latest(connection)
        learn_sizes(connection)
        version = 2 if last else 1
        connection.execute(insert(warehouse_state).values(id=1, data_version=version, built_at=now))
    if replace and engine.dialect.name == "sqlite":
        _give_back_space(engine)
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


def _give_back_space(engine: Engine) -> None:
    """Shrink the file to what the new warehouse needs: SQLite keeps the pages of dropped tables otherwise."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")


def _clear_the_ground(connection: Connection, engine: Engine, *, replace: bool, drop_work: bool) -> None:
    """Refuse to build over a warehouse unless told to; then drop it."""
    present = set(inspect(connection).get_table_names())
    built = warehouse_state.name in present and connection.execute(select(warehouse_state.c.id)).first() is not None
    if built and not replace:
        where = engine.url.render_as_string(hide_password=True)
        raise WarehouseError(
            f"A warehouse stands at {where} already, and building drops what it holds. Ask for that by --replace."
        )
    if built:
        _drop_the_warehouse(connection, drop_work=drop_work)


def _drop_the_warehouse(connection: Connection, *, drop_work: bool) -> None:
    """Drop and make anew the tables of figures; accounts, the audit record, boundaries and screens outlive them."""
    upgrade_on(connection)  # so that what is kept has today's form
    work = {} if drop_work else work_of_people(connection)
    if work:
        told = ", ".join(f"{count} {what}" for what, count in work.items())
        raise WarehouseError(
            f"People wrote what building anew would drop: {told}. Nothing was changed. Back it up first "
            "(python -m data backup FILE.zip), then say --replace --drop-work."
        )
    kept = (*ACCESS_TABLES, *BOUNDARY_TABLES, *PACK_TABLES, *WALL_TABLES)
    figures = [table for table in metadata.sorted_tables if table not in kept]
    metadata.drop_all(connection, figures)
    metadata.create_all(connection, figures)


def _load_published(connection: Connection, catalogue: Catalogue, ids: Ids, folder: Path) -> int:
    rows = catalogue.observations
    number = _open_batch(
        connection, "catalogue", 1, PUBLISHED_FILE, hashlib.sha256((folder / PUBLISHED_FILE).read_bytes()).hexdigest()
    )
    known = rows.assign(source_id=rows["source"].map(ids.sources), note=rows["note"].astype(object))
    insert_many(connection, observation, OBSERVATION_COLUMNS, observation_rows(known, ids, number))
    _close_batch(connection, number, len(rows), int(rows.duplicated(["indicator", "entity", *KEY[2:]]).sum()))
    return len(rows)


def _load_simulated(
    connection: Connection, catalogue: Catalogue, ids: Ids, until: Period, now: datetime, tell: Progress
) -> int:
    number = _open_batch(connection, "simulated", 2)
    read = revised = 0
    first, last = SIMULATING
    for done, frame in enumerate(simulate(catalogue, until), start=1):
        rows = _known_by_now(frame, now).assign(source_id=ids.sources[SOURCE])
        insert_many(connection, observation, OBSERVATION_COLUMNS, observation_rows(rows, ids, number))
        read += len(rows)
        revised += int(rows.duplicated(["entity", *KEY[2:]]).sum())
        tell("simulated figures", first + (last - first) * done / len(ids.indicators))
    _close_batch(connection, number, read, revised)
    return read


def _known_by_now(frame: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """The frame with no figure recorded in the future: what would be released later is known from today on."""
    return frame.assign(recorded_at=frame["recorded_at"].where(frame["recorded_at"] <= now, now))


def _open_batch(
    connection: Connection, kind: str, version: int, file_name: str | None = None, sha256: str | None = None
) -> int:
    """Write the batch that the rows refer to; its counts follow when they are known."""
    now = _now()
    counts = dict.fromkeys(("rows_read", "rows_new", "rows_revised", "rows_unchanged", "rows_refused"), 0)
    made = connection.execute(
        insert(batch).values(
            kind=kind,
            state="committed",
            file_name=file_name,
            sha256=sha256,
            started_at=now,
            finished_at=now,
            data_version=version,
            **counts,
        )
    )
    return int(made.inserted_primary_key[0])  # type: ignore[index]  # a table with one key column gives one


def _close_batch(connection: Connection, number: int, read: int, revised: int) -> None:
    counts = {"rows_read": read, "rows_new": read - revised, "rows_revised": revised, "finished_at": _now()}
    connection.execute(update(batch).where(batch.c.id == number).values(counts))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
