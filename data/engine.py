"""Opening the database: the one place that knows the dialects apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as NoneFree

from data.errors import WarehouseFull, WarehouseLocked, WarehouseMissing, WarehouseNotBuilt, WarehouseUnavailable
from data.waiting import KEPT_ALIVE, wait_no_longer

BUSY_SECONDS = 15
CONNECTIONS = {"pool_size": 8, "max_overflow": 16, "pool_timeout": 5}
"""More than a process has threads, or some would wait for others."""


def open_engine(url: str, *, create: bool = False, must_exist: bool = True, patience: float | None = None) -> Engine:
    """Return an engine for `url`; nothing is connected yet.

    With `create`, an SQLite file and its folder are made. Without `must_exist` a missing file is met by the first
    question instead, so that a server can start before its warehouse is there; it is never made by asking. With
    `patience` a PostgreSQL that does not answer within so many seconds is given up. Raises `WarehouseUnavailable` for
    an address that cannot be read, or for a missing file.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as problem:
        raise WarehouseUnavailable(f"TOANCANH_DATABASE_URL is not a database address: {problem}") from problem
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        path = Path(parsed.database)
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        elif must_exist and not path.is_file():
            raise WarehouseMissing(_missing(path))
        else:
            parsed = parsed.set(database=f"file:{path}").update_query_dict({"mode": "rw", "uri": "true"})
    if parsed.get_backend_name() == "postgresql":
        return _postgres(parsed, patience)
    engine = create_engine(parsed)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
        if parsed.database and parsed.database != ":memory:":
            _leave_files_that_went(engine, Path(parsed.database.removeprefix("file:")))
    return engine


def _postgres(url: URL, patience: float | None) -> Engine:
    given: Any = {"connect_args": KEPT_ALIVE if patience else {**KEPT_ALIVE, "connect_timeout": BUSY_SECONDS}}
    engine = create_engine(url, pool_pre_ping=patience is None, **CONNECTIONS, **given)
    if patience is not None:
        wait_no_longer(engine, patience)
    return engine


def _missing(where: object) -> str:
    return f"There is no warehouse at {where}. Build one with: python -m data init"


def _tune_sqlite(connection: object, _record: object) -> None:
    """WAL lets pages read while a load writes; foreign keys are off in SQLite unless asked for."""
    cursor = connection.cursor()  # type: ignore[attr-defined]  # DBAPI connections have no common base
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",  # first: the next ones may have to wait already
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "temp_store=MEMORY",
        "cache_size=-65536",
        "mmap_size=2147418112",  # the most that SQLite maps
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _leave_files_that_went(engine: Engine, path: Path) -> None:
    """Close kept connections whose file was moved away or replaced, such as by a restore.

    They would go on answering from what is no longer there, and nobody would be told.
    """

    def remember(_connection: object, record: Any) -> None:
        record.info["file"] = _identity(path)

    def compare(_connection: object, record: Any, _proxy: object) -> None:
        if record.info.get("file") != _identity(path):
            raise DisconnectionError(f"{path} is another file than it was.")

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", compare)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def saying_what_is_wrong(engine: Engine) -> Iterator[None]:
    """Turn a driver's error into a sentence with the likely cause, keeping the original chained."""
    try:
        yield
    except DBAPIError as problem:
        raise _named(engine, problem) from problem
    except NoneFree as problem:
        where = engine.url.render_as_string(hide_password=True)
        sentence = f"The warehouse at {where} does not answer: every connection waits for it."
        raise WarehouseUnavailable(sentence) from problem


def _named(engine: Engine, problem: DBAPIError) -> WarehouseUnavailable:
    text = str(problem.orig).strip().splitlines()[0] if str(problem.orig).strip() else type(problem.orig).__name__
    where = engine.url.render_as_string(hide_password=True)
    if "locked" in text:
        return WarehouseLocked(
            f"The warehouse at {where} has been locked by another process for {BUSY_SECONDS} seconds; "
            "try again when its load is over."
        )
    if "disk is full" in text or "No space left" in text or "could not extend file" in text:
        return WarehouseFull(f"The disk of the warehouse at {where} is full; nothing was written: {text}")
    if "unable to open database file" in text:
        return WarehouseMissing(_missing(where))
    if "no such table" in text or "does not exist" in text:
        return WarehouseNotBuilt(f"The database at {where} holds no warehouse. Build one with: python -m data init")
    return WarehouseUnavailable(f"The warehouse at {where} does not answer: {text}")
