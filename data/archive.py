"""A backup as a file: a ZIP of one Parquet file for each table and a manifest that says what they must be.

The same form for every database, readable without this product: any tool opens ZIP, and many read Parquet. The
manifest comes last and holds the fingerprint of each part; a file that was cut short or changed is known before
anything is restored from it.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import BackupError

FORMAT = "toancanh-backup"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
MAX_MANIFEST = 1_000_000  # bytes; ours have a few thousand
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One table in a backup: its rows, and the length and fingerprint of its file."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `tables` is in the order in which they can be filled; `revision` is of the schema."""

    made_at: datetime
    revision: str
    data_version: int
    database: str
    tables: Mapping[str, Part]

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.tables.values())

    def as_json(self) -> str:
        told = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "made_at": f"{self.made_at.isoformat()}Z",
            "revision": self.revision,
            "data_version": self.data_version,
            "database": self.database,
            "tables": {name: asdict(part) for name, part in self.tables.items()},
        }
        return json.dumps(told, indent=2)


class _Sink:
    """Counts and fingerprints what is written through it; Parquet wants to know where it is."""

    closed = False

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._length = 0

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self._length += len(data)
        return self._stream.write(data)

    def tell(self) -> int:
        return self._length

    def flush(self) -> None:
        """Nothing is held back here."""

    def part(self, rows: int) -> Part:
        return Part(rows, self._length, self._digest.hexdigest())


def add_table(archive: zipfile.ZipFile, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> Part:
    """Write one table into `archive` as it comes, and say what was written."""
    rows = 0
    with archive.open(_file_of(name), "w", force_zip64=True) as stream:
        sink = _Sink(stream)
        with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
                rows += batch.num_rows
    return sink.part(rows)


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive at `path` and its manifest; raise `BackupError` for a file that is not a whole backup."""
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BackupError(f"There is no file {path}.") from None
    except zipfile.BadZipFile as problem:
        raise BackupError(f"{path} is not a backup, or was cut short: {problem}.") from problem
    with archive:
        yield archive, _manifest(path, archive)


def verify(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Compare every part with its fingerprint; raise `BackupError` naming the first that differs."""
    for name, part in manifest.tables.items():
        with table_file(archive, name, part):
            pass


@contextmanager
def table_file(archive: zipfile.ZipFile, name: str, part: Part) -> Iterator[pq.ParquetFile]:
    """The Parquet file of a table, unpacked where its fingerprint is right."""
    with TemporaryFile() as stream:
        try:
            _unpack(archive, name, part, stream)
            stream.seek(0)
            file = pq.ParquetFile(stream)
        except (KeyError, EOFError, zipfile.BadZipFile, pa.ArrowException) as problem:
            raise _damaged(name, problem) from problem
        if file.metadata.num_rows != part.rows:
            raise _damaged(name, f"it has {file.metadata.num_rows:,} rows, the manifest names {part.rows:,}")
        yield file


def _unpack(archive: zipfile.ZipFile, name: str, part: Part, target: IO[bytes]) -> None:
    """Copy a part, never more of it than the manifest announces."""
    digest, left = hashlib.sha256(), part.bytes
    with archive.open(_file_of(name)) as source:
        while left and (data := source.read(min(CHUNK, left))):
            digest.update(data)
            target.write(data)
            left -= len(data)
        if left or source.read(1) or digest.hexdigest() != part.sha256:
            raise _damaged(name, "its content is not what the manifest says")


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        with archive.open(MANIFEST) as stream:
            told = json.loads(stream.read(MAX_MANIFEST))
        if told["format"] != FORMAT:
            raise ValueError(f"its format is {told['format']!r}")
        if told["format_version"] != FORMAT_VERSION:
            raise BackupError(
                f"{path} has version {told['format_version']} of the backup format; this version of the product "
                f"reads {FORMAT_VERSION}. Restore it with the version that made it, or a newer one."
            )
        return _manifest_of(told)
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as problem:
        raise BackupError(f"{path} is not a backup of this product: its manifest cannot be read ({problem}).") from None


def _manifest_of(told: Mapping[str, Any]) -> Manifest:
    return Manifest(
        made_at=datetime.fromisoformat(told["made_at"].removesuffix("Z")),
        revision=str(told["revision"]),
        data_version=int(told["data_version"]),
        database=str(told["database"]),
        tables={str(name): Part(**part) for name, part in told["tables"].items()},
    )


def _file_of(table: str) -> str:
    return f"{table}.parquet"


def _damaged(table: str, why: object) -> BackupError:
    return BackupError(
        f"The backup is damaged: {_file_of(table)}: {why}. Nothing was restored from it; use another backup."
    )
