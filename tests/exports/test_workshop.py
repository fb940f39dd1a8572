"""Files come from a process beside the web process; one that dies is started once more, and then it is said."""

import io
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pptx import Presentation

from exports.browser import Browser
from exports.content import Taken
from exports.errors import Busy, NoBrowser, NothingToWrite, TemplateUnusable, WritersFailed
from exports.packs.contents import Briefing
from exports.tools import Tools
from exports.workshop import process, shop
from exports.workshop.shop import Workshop
from exports.workshop.wire import Setup
from exports.writers import Here
from tests.exports.making import shapes, taken
from tests.exports.packs.conftest import briefing

__all__ = ["briefing"]

NO_PICTURES = Setup(pictures_at_once=0)


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    made = Workshop(NO_PICTURES)
    yield made
    made.close()


@pytest.fixture
def chart() -> Taken:
    return taken(shapes()["lines"])


def test_a_file_is_the_one_that_this_process_would_write(workshop: Workshop, chart: Taken) -> None:
    here = Here(Tools(Browser("", 0)))
    for form in ("pptx", "xlsx", "csv"):
        assert workshop.write(form, chart) == here.write(form, chart), form


def test_a_pack_comes_with_word_of_how_far_it_is(workshop: Workshop, briefing: Callable[..., Briefing]) -> None:
    told: list[tuple[int, int]] = []
    made = workshop.write_pack("pptx", briefing(), lambda done, total: told.append((done, total)))
    assert len(Presentation(io.BytesIO(made)).slides) > 3
    assert told[0] == (0, 0)


def test_what_cannot_be_written_is_said_as_it_was_there(workshop: Workshop, chart: Taken, tmp_path: Path) -> None:
    with pytest.raises(NothingToWrite):
        workshop.write("png", chart)
    with pytest.raises(NoBrowser, match="TOANCANH_BROWSER_PATH"):
        workshop.write("png", taken(None, figure={"data": [], "layout": {}}))
    other = Workshop(Setup(pictures_at_once=0, template=str(tmp_path / "none.pptx")))
    with pytest.raises(TemplateUnusable, match=r"none\.pptx"):
        other.write("pptx", chart)
    other.close()


def test_the_process_lets_pages_go_first_and_knows_no_secret(workshop: Workshop, chart: Taken) -> None:
    workshop.write("csv", chart)
    assert os.getpriority(os.PRIO_PROCESS, workshop.pid or 0) >= os.nice(0) + 10 or os.nice(0) > 9
    told = process._environment("/tmp/x")
    assert "PATH" in told
    known = {"TOANCANH_SECRET_KEY": "s", "TOANCANH_DATABASE_URL": "u", "PGPASSWORD": "p", "SMTP_PASSWORD": "p"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in known.items():
            patch.setenv(name, value)
        assert not known.keys() & process._environment("/tmp/x").keys()


def test_a_process_that_is_killed_is_started_again_for_the_same_order(workshop: Workshop, chart: Taken) -> None:
    workshop.write("csv", chart)
    before = workshop.pid
    assert before
    os.kill(before, signal.SIGKILL)
    assert workshop.write("csv", chart)
    assert workshop.pid != before


def test_one_that_is_killed_over_the_same_order_again_is_said_plainly(
    chart: Taken, briefing: Callable[..., Briefing]
) -> None:
    workshop, killed = Workshop(NO_PICTURES), []

    def kill(_done: int, _total: int) -> None:
        killed.append(workshop.pid)
        os.kill(workshop.pid or 0, signal.SIGKILL)

    with pytest.raises(WritersFailed, match="kể cả sau khi khởi động lại"):
        workshop.write_pack("pptx", briefing(), kill)
    assert len(set(killed)) == 2
    assert workshop.write("csv", chart)  # the next order finds a new one
    workshop.close()


def test_an_order_that_is_not_wanted_any_more_is_dropped(
    workshop: Workshop, chart: Taken, briefing: Callable[..., Briefing]
) -> None:
    class Unwanted(Exception):
        pass

    def unwanted(_done: int, _total: int) -> None:
        raise Unwanted

    before = workshop.pid
    with pytest.raises(Unwanted):
        workshop.write_pack("docx", briefing(), unwanted)
    assert workshop.write("csv", chart)
    assert workshop.pid == before


def test_a_process_that_says_nothing_is_ended(monkeypatch: pytest.MonkeyPatch, chart: Taken) -> None:
    monkeypatch.setattr(shop, "SILENT_SECONDS", 0.1)
    monkeypatch.setattr(process, "LOOK_SECONDS", 0.2)
    workshop = Workshop(NO_PICTURES)

    def stopped(*_all: Any) -> None:
        os.kill(workshop.pid or 0, signal.SIGSTOP)

    send = process.Process._send
    monkeypatch.setattr(
        process.Process, "_send", lambda one, message: (stopped() if workshop.pid else None, send(one, message))
    )
    with pytest.raises(WritersFailed):
        workshop.write("csv", chart)
    workshop.close()


def test_more_than_may_wait_are_asked_to_come_again(chart: Taken, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop, inside, leave = Workshop(NO_PICTURES, most_waiting=1), Event(), Event()

    def slow(*_order: Any) -> bytes:
        inside.set()
        leave.wait(20)
        return b"x"

    monkeypatch.setattr(workshop, "_made", slow)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(workshop.write, "csv", chart)
        inside.wait(20)
        with pytest.raises(Busy):
            workshop.write("csv", chart)
        leave.set()
        assert first.result() == b"x"
    assert workshop.write("csv", chart) == b"x"


def test_nothing_is_left_behind(chart: Taken) -> None:
    workshop = Workshop(NO_PICTURES)
    workshop.write("csv", chart)
    pid, folder = workshop.pid or 0, Path(workshop._process._folder.name)  # type: ignore[union-attr]
    assert folder.is_dir()
    workshop.close()
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(WritersFailed, match="đang dừng"):
        workshop.write("csv", chart)


STARTER = """
import sys, time
from exports.workshop.shop import Workshop
from exports.workshop.wire import Setup
from tests.exports.making import shapes, taken
made = Workshop(Setup(pictures_at_once=0))
made.write("csv", taken(shapes()["lines"]))
print(made.pid, flush=True)
time.sleep(60)
"""


def test_it_ends_with_a_server_that_was_killed() -> None:
    import subprocess
    import sys

    from settings import ROOT

    server = subprocess.Popen([sys.executable, "-c", STARTER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    pid = int(server.stdout.readline())
    server.kill()
    server.communicate()
    until = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()
