"""Restoring a backup into an empty place: an SQLite file that is not there yet, or an empty PostgreSQL database."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import compute
from sqlalchemy import Connection, Engine, MetaData, Table, func, inspect, select
from sqlalchemy.schema import AddConstraint, DropConstraint

from data import archive
from data.archive import Manifest, Part
from data.counters import advance_counters
from data.engine import saying_what_is_wrong
from data.errors import BackupError
from data.ingest.bulk import insert_many
from data.migrations import bring_up_to_date, known, tables_at, upgrade_on
from data.rebuild import one_transaction

Progress = Callable[[str, float], None]


def check(path: Path) -> Manifest:
    """Return what the backup at `path` holds; raise `BackupError` where any part is not as it was written."""
    with archive.opened(path) as (file, manifest):
        _refuse_unknown(path, manifest)
        archive.verify(file, manifest)
    return manifest


def restore(engine: Engine, path: Path, *, progress: Progress | None = None) -> Manifest:
    """Make the warehouse of a backup, all in one transaction, and return what the backup holds.

    The tables are made as they were then, filled, counted, and brought to today's schema, so that a backup of an older
    version can be restored.

    Args:
        engine: An empty database of either kind, whichever the backup came from.
        path: The backup.
        progress: Called with the table that is being filled and the part of the tables that are done, 0 to 1.

    Raises:
        BackupError: The backup is damaged or too new, or the place is not empty; nothing is changed.
    """
    manifest = check(path)
    tell = progress or (lambda _table, _part: None)
    with (
        saying_what_is_wrong(engine),
        _no_empty_file_left(engine),
        archive.opened(path) as (file, _),
        one_transaction(engine) as connection,
    ):
        _refuse_occupied(connection, engine)
        upgrade_on(connection, manifest.revision)
        tables = _made(connection, manifest)
        with _keys_checked_at_the_end(connection, tables):
            for done, table in enumerate(tables):
                tell(table.name, done / len(tables))
                _fill(connection, file, table, manifest.tables[table.name])
        _count(connection, tables, manifest)
        bring_up_to_date(connection)
    tell("done", 1.0)
    return manifest


@contextmanager
def _no_empty_file_left(engine: Engine) -> Iterator[None]:
    """Take an SQLite file away again that a failed restore has begun: the next command would find it empty."""
    path = Path(engine.url.database or "")
    new = engine.dialect.name == "sqlite" and not path.exists()
    try:
        yield
    except BaseException:
        if new:
            engine.dispose()
            path.unlink(missing_ok=True)
        raise


def _refuse_unknown(path: Path, manifest: Manifest) -> None:
    if manifest.revision not in known():
        raise BackupError(
            f"{path} holds schema {manifest.revision}, which this version of the product does not know. "
            "Restore it with the version that made it, or a newer one."
        )
    if odd := set(manifest.tables) ^ tables_at(manifest.revision):
        raise BackupError(f"{path} does not hold the tables of schema {manifest.revision}: {', '.join(sorted(odd))}.")


def _refuse_occupied(connection: Connection, engine: Engine) -> None:
    if present := inspect(connection).get_table_names():
        where = engine.url.render_as_string(hide_password=True)
        raise BackupError(
            f"{where} is not empty (it holds {present[0]} and {len(present) - 1} other tables), and a backup is "
            "restored into an empty place only. Let TOANCANH_DATABASE_URL name a new file or database."
        )


def _made(connection: Connection, manifest: Manifest) -> list[Table]:
    """The tables as the migrations have just made them, emptied of what a migration may have put in."""
    found = MetaData()
    found.reflect(connection, only=list(manifest.tables), resolve_fks=False)
    for table in reversed(found.sorted_tables):
        connection.execute(table.delete())
    return found.sorted_tables


@contextmanager
def _keys_checked_at_the_end(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """Check references when all rows are there: faster than row by row, and no order of the rows matters."""
    postgres = connection.dialect.name == "postgresql"
    constraints = [key for table in tables for key in table.foreign_key_constraints] if postgres else []
    if postgres:
        connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")  # moments come without a zone and are UTC
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '256MB'")
    for constraint in constraints:
        connection.execute(DropConstraint(constraint))
    yield
    for constraint in constraints:
        connection.execute(AddConstraint(constraint, isolate_from_table=False))
    if postgres:
        advance_counters(connection, *tables)
        connection.exec_driver_sql("ANALYZE")
    elif broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise BackupError(
            f"The backup holds a row of {broken[0]} that refers to a row of {broken[2]} it does not hold."
        )


def _fill(connection: Connection, file: zipfile.ZipFile, table: Table, part: Part) -> None:
    with archive.table_file(file, table.name, part) as parquet:
        names = parquet.schema_arrow.names
        if set(names) != set(table.columns.keys()):
            odd = sorted(set(names) ^ set(table.columns.keys()))
            raise BackupError(f"The backup's table {table.name} has other columns than its schema: {', '.join(odd)}.")
        rows = chain.from_iterable(map(_rows, parquet.iter_batches()))
        insert_many(connection, table, names, rows)


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    """Rows as both drivers take them: days and moments as ISO texts."""
    columns = [
        compute.cast(column, pa.string()) if pa.types.is_temporal(column.type) else column for column in batch.columns
    ]
    return zip(*(column.to_pylist() for column in columns), strict=True)


def _count(connection: Connection, tables: Sequence[Table], manifest: Manifest) -> None:
    for table in tables:
        rows = connection.execute(select(func.count()).select_from(table)).scalar_one()
        wanted = manifest.tables[table.name].rows
        if rows != wanted:
            raise BackupError(
                f"Table {table.name} has {rows:,} rows after restoring, the backup {wanted:,}. Nothing was kept."
            )
