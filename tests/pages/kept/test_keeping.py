from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from data.questions.sight import FULL, Sight
from pages.kept.keeping import REMEMBERED, Keeping, Order, ahead_of_readers
from pages.kept.shelf import Shelf


@dataclass
class Word:
    """A drawing of one word."""

    word: str
    secret: bool = False

    def to_bytes(self) -> bytes | None:
        return None if self.secret else self.word.encode()


class Drawer:
    """Questions that stand at a version, and what was drawn from them."""

    def __init__(self, version: int = 7, sight: Sight = FULL) -> None:
        self.drawn: list[str] = []
        self.questions: Any = SimpleNamespace(cache="warehouse", sight=sight, stand=lambda: (version, frozenset()))

    def order(self, subject: str = "page", *, secret: bool = False, alone: bool = False, more: object = None) -> Any:
        def draw() -> Word:
            self.drawn.append(subject)
            return Word(subject, secret)

        return Order(
            subject=(subject,),
            maker="maker",
            questions=self.questions,
            draw=draw,
            from_bytes=lambda kept: Word(kept.decode() + " of another"),
            again=None if alone else lambda: subject,
            more=more,
        )


@pytest.fixture(autouse=True)
def server(wsgi: Flask) -> Any:
    with wsgi.app_context():
        yield


def test_it_is_drawn_once_until_a_load_or_another_stamp() -> None:
    keeping, drawer = Keeping(48), Drawer()
    assert [keeping.take(drawer.order()).word for _time in range(2)] == ["page", "page"]
    assert len(drawer.drawn) == 1
    keeping.take(drawer.order(more="a task changed"))
    keeping.take(Drawer(version=8).order())
    assert len(drawer.drawn) == 2


def test_drawings_of_older_versions_go_at_once() -> None:
    keeping = Keeping(48)
    for subject in ("a", "b", "c"):
        keeping.take(Drawer(version=7).order(subject))
    keeping.take(Drawer(version=8).order("a"))
    old = Drawer(version=7)
    keeping.take(old.order("b"))
    assert old.drawn == ["b"], "it was not there any more"


def test_another_worker_takes_it_from_the_shelf_but_nothing_restricted(tmp_path: Path) -> None:
    workers, drawer = [Keeping(48, Shelf(tmp_path)) for _worker in range(2)], Drawer()
    assert [one.take(drawer.order()).word for one in workers] == ["page", "page of another"]
    assert [one.take(drawer.order("hidden", secret=True)).word for one in workers] == ["hidden", "hidden"]
    assert [one.take(drawer.order("file", alone=True)).word for one in workers] == ["file", "file"]
    assert drawer.drawn == ["page", "hidden", "hidden", "file", "file"]


def test_a_sight_is_the_same_in_every_worker_and_another_sight_is_another_drawing(tmp_path: Path) -> None:
    ids = list(range(0, 4096, 64))  # in a set, in another order when they came in another order
    one, same = Sight(hidden=frozenset(ids)), Sight(hidden=frozenset(reversed(ids)))
    assert [Keeping(48, Shelf(tmp_path)).take(Drawer(sight=each).order()).word for each in (one, same, FULL)] == [
        "page",
        "page of another",
        "page",
    ]


def test_what_was_wanted_is_remembered_the_latest_first() -> None:
    keeping = Keeping(48)
    for version, subject in ((6, "long closed"), (7, "a"), (7, "b"), (8, "a")):
        keeping.take(Drawer(version).order(subject))
    with ahead_of_readers(wait=False):
        keeping.take(Drawer(8).order("drawn for nobody"))
    keeping.take(Drawer(8).order("a file", alone=True))
    assert [again() for again in keeping.asked_since(7)] == ["a", "b"]
    assert [again() for again in keeping.asked_since(8)] == ["a"]


def test_of_very_many_pages_the_latest_are_remembered() -> None:
    keeping = Keeping(0)
    for number in range(REMEMBERED + 5):
        keeping.take(Drawer().order(str(number)))
    wanted: list[Callable[[], object]] = keeping.asked_since(0)
    assert (len(wanted), wanted[0]()) == (REMEMBERED, str(REMEMBERED + 4))


@pytest.mark.parametrize("ahead", [nullcontext(), ahead_of_readers(wait=True), ahead_of_readers(wait=False)])
def test_it_is_kept_for_whoever_asks_later_in_every_way(ahead: Any) -> None:
    keeping, drawer = Keeping(48), Drawer()
    with ahead:
        keeping.take(drawer.order())
    keeping.take(drawer.order())
    assert len(drawer.drawn) == 1
