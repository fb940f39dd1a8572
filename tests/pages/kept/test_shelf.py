import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from pages.kept.shelf import BeingDrawn, Shelf
from settings import ROOT

DIES = """
import os, sys
from pathlib import Path
from pages.kept.shelf import Shelf

def draw():
    print("drawing", flush=True)
    sys.stdin.readline()
    os._exit(9)

Shelf(Path(sys.argv[1])).fetch("page", 7, draw, wait=True)
"""


def drawing(text: bytes | None = b"drawn") -> tuple[Callable[[], bytes | None], list[bytes | None]]:
    drawn: list[bytes | None] = []

    def draw() -> bytes | None:
        drawn.append(text)
        return text

    return draw, drawn


def test_what_one_worker_drew_the_others_take(tmp_path: Path) -> None:
    draw, drawn = drawing()
    found = [Shelf(tmp_path).fetch("page", 7, draw, wait=True) for _worker in range(3)]
    assert (found, drawn) == ([b"drawn"] * 3, [b"drawn"])


@pytest.mark.parametrize(("name", "version"), [("other", 7), ("page", 8)])
def test_another_page_or_version_is_never_taken(tmp_path: Path, name: str, version: int) -> None:
    shelf = Shelf(tmp_path)
    shelf.fetch("page", 7, drawing(b"first")[0], wait=True)
    assert shelf.fetch(name, version, drawing(b"second")[0], wait=True) == b"second"


def test_while_one_draws_another_waits_for_it_or_goes_on(tmp_path: Path) -> None:
    begun, finish = Event(), Event()

    def slowly() -> bytes:
        begun.set()
        finish.wait(20)
        return b"drawn"

    with ThreadPoolExecutor(2) as workers:
        first = workers.submit(Shelf(tmp_path).fetch, "page", 7, slowly, wait=True)
        assert begun.wait(20)
        with pytest.raises(BeingDrawn):
            Shelf(tmp_path).fetch("page", 7, drawing()[0], wait=False)
        draw, drawn = drawing(b"again")
        second = workers.submit(Shelf(tmp_path).fetch, "page", 7, draw, wait=True)
        finish.set()
        assert (first.result(20), second.result(20), drawn) == (b"drawn", b"drawn", [])


def test_a_worker_that_is_killed_while_it_draws_holds_nobody(tmp_path: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", DIES, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"drawing\n"
    with pytest.raises(BeingDrawn):
        Shelf(tmp_path).fetch("page", 7, drawing()[0], wait=False)
    worker.communicate(b"\n", timeout=20)
    assert Shelf(tmp_path).fetch("page", 7, drawing(b"by another")[0], wait=False) == b"by another"


def test_what_is_for_nobody_else_leaves_nothing(tmp_path: Path) -> None:
    draw, drawn = drawing(None)
    assert [Shelf(tmp_path).fetch("page", 7, draw, wait=True) for _worker in range(2)] == [None, None]
    assert len(drawn) == 2
    assert not list(tmp_path.glob("*.drawn"))


def test_who_fails_to_draw_lets_the_next_one_in(tmp_path: Path) -> None:
    def fails() -> bytes:
        raise KeyError("page")

    with pytest.raises(KeyError):
        Shelf(tmp_path).fetch("page", 7, fails, wait=True)
    assert Shelf(tmp_path).fetch("page", 7, drawing()[0], wait=False) == b"drawn"


def test_a_folder_that_is_gone_only_costs_the_sharing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    draw, drawn = drawing()
    shelf = Shelf(tmp_path / "file")
    assert [shelf.fetch("page", 7, draw, wait=True) for _time in range(2)] == [b"drawn", b"drawn"]
    assert len(drawn) == 2


def test_older_versions_are_cleared_but_the_one_before(tmp_path: Path) -> None:
    for version in (5, 6, 7):
        Shelf(tmp_path).fetch("page", version, drawing()[0], wait=True)
    assert {path.name.partition("-")[0] for path in tmp_path.iterdir()} == {"6", "7"}
