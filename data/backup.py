"""Backing up: every table of the warehouse, as it stood at one moment, into one file, while the product runs."""

import json
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    inspect,
    select,
)
from sqlalchemy.types import TypeEngine

from data.archive import MANIFEST, Manifest, add_table
from data.engine import saying_what_is_wrong
from data.errors import BackupError, WarehouseNotBuilt
from data.migrations import VERSION_TABLE, known, tables_at
from data.schema import warehouse_state

Progress = Callable[[str, float], None]

CHUNK_ROWS = 50_000
PREFIX, SUFFIX = "toancanh-", ".zip"
TYPES: Sequence[tuple[type[TypeEngine[Any]], pa.DataType]] = (
    (Boolean, pa.bool_()),
    (Integer, pa.int64()),
    (Float, pa.float64()),
    (DateTime, pa.timestamp("us")),
    (Date, pa.date32()),
    (String, pa.string()),
    (LargeBinary, pa.binary()),
    (JSON, pa.string()),
)


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What was written where. `left_out` names tables of the database that are not the product's."""

    path: Path
    manifest: Manifest
    left_out: tuple[str, ...]
    removed: tuple[Path, ...]


def backup(engine: Engine, where: Path, *, keep: int | None = None, progress: Progress | None = None) -> BackupReport:
    """Write a backup and return what it holds. The product may go on reading and loading meanwhile.

    Args:
        engine: The warehouse.
        where: File to write, which must not exist, or a folder: the file is then named after the moment.
        keep: Most backups that stay in the folder; the oldest of those named after a moment are removed.
        progress: Called with the table that is being written and the part of the tables that are done, 0 to 1.

    Raises:
        BackupError: The file exists, or the database is not one that this version can back up.
        WarehouseNotBuilt: The database holds no warehouse.
    """
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    if keep is not None and not where.is_dir():
        raise BackupError(f"{where} is no folder; the number of backups to keep is for a folder of them.")
    path = where / f"{PREFIX}{now:%Y%m%dT%H%M%SZ}{SUFFIX}" if where.is_dir() else where
    if path.exists():
        raise BackupError(f"{path} exists already, and a backup never overwrites one. Name another file.")
    with saying_what_is_wrong(engine), _one_moment(engine) as connection, _appearing_whole(path) as part:
        tables, revision, left_out = _tables(connection)
        manifest = _write(connection, part, tables, revision, now, progress or (lambda _table, _part: None))
    return BackupReport(path, manifest, left_out, () if keep is None else _thin_out(where, keep))


@contextmanager
def _one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection whose every answer is of the same moment, whatever is committed meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")  # its driver would let every query see another state
        else:
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        try:
            yield connection
        finally:
            connection.rollback()


@contextmanager
def _appearing_whole(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive that has its name only when it is complete and on the disk, readable by its owner alone.

    A backup holds what logs people in; nobody else on the machine is to read it.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:  # Parquet is packed already
                yield archive
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _tables(connection: Connection) -> tuple[list[Table], str, tuple[str, ...]]:
    """The product's tables as they are, parents first; the revision of the schema; and the names of other tables."""
    present = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in present or warehouse_state.name not in present:
        raise WarehouseNotBuilt("The database holds no warehouse to back up. Build one with: python -m data init")
    revision = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()  # noqa: S608
    if revision not in known():
        raise BackupError(
            f"The warehouse has schema {revision}, which this version of the product does not know. "
            "Back it up with the version that made it."
        )
    own = tables_at(str(revision))
    if lacking := own - present:
        raise BackupError(f"The warehouse lacks the tables {', '.join(sorted(lacking))} of schema {revision}.")
    found = MetaData()
    found.reflect(connection, only=sorted(own), resolve_fks=False)
    return found.sorted_tables, str(revision), tuple(sorted(present - own - {VERSION_TABLE}))


def _write(
    connection: Connection,
    archive: zipfile.ZipFile,
    tables: Sequence[Table],
    revision: str,
    now: datetime,
    tell: Progress,
) -> Manifest:
    version = connection.execute(select(warehouse_state.c.data_version)).scalar()
    if version is None:
        raise WarehouseNotBuilt("The warehouse is empty; there is nothing to back up.")
    parts = {}
    for done, table in enumerate(tables):
        tell(table.name, done / len(tables))
        schema = pa.schema([(column.name, _portable(column)) for column in table.columns])
        parts[table.name] = add_table(archive, table.name, schema, _batches(connection, table, schema))
    manifest = Manifest(now, revision, int(version), connection.dialect.name, parts)
    archive.writestr(MANIFEST, manifest.as_json())
    tell("done", 1.0)
    return manifest


def _portable(column: Column[Any]) -> pa.DataType:
    for kind, portable in TYPES:
        if isinstance(column.type, kind):
            return portable
    raise BackupError(f"Column {column.table.name}.{column.name} has type {column.type!r}, which no backup can hold.")


def _batches(connection: Connection, table: Table, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    documents = [isinstance(column.type, JSON) for column in table.columns]
    query = select(table).order_by(*table.primary_key.columns)
    try:
        for rows in connection.execute(query, execution_options={"yield_per": CHUNK_ROWS}).partitions():
            columns = [
                [None if value is None else json.dumps(value, ensure_ascii=False) for value in values]
                if document
                else values
                for document, values in zip(documents, zip(*rows, strict=True), strict=True)
            ]
            yield pa.record_batch([pa.array(*one) for one in zip(columns, schema.types, strict=True)], schema=schema)
    except (ValueError, TypeError, pa.ArrowException) as problem:  # SQLite keeps any text in any column
        raise BackupError(f"Table {table.name} holds a value that does not fit its column: {problem}.") from problem


def _thin_out(folder: Path, keep: int) -> tuple[Path, ...]:
    """Remove the oldest backups beyond `keep`, and return them."""
    oldest_first = sorted(folder.glob(f"{PREFIX}*T*Z{SUFFIX}"))
    surplus = tuple(oldest_first[: max(0, len(oldest_first) - keep)])
    for path in surplus:
        path.unlink()
    return surplus
