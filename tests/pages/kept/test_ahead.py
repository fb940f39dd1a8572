from collections.abc import Callable, Iterator
from threading import Event
from time import monotonic, sleep
from typing import Any

import pytest
from flask import Flask

from data.questions import Questions
from data.questions.desk import Beat
from pages.kept import ahead as room
from pages.kept.ahead import Ahead
from pages.kept.keeping import Keeping
from pages.kept.shelf import BeingDrawn
from tests.pages.visiting import answer, texts, visit


class Wanted(Keeping):
    """What screens have open, drawn by these."""

    def __init__(self, *drawings: Callable[[], object]) -> None:
        super().__init__(0)
        self.drawings = list(drawings)

    def asked_since(self, version: int) -> list[Callable[[], object]]:
        return self.drawings


def until(told: Callable[[], int], version: int) -> None:
    ends = monotonic() + 60
    while told() != version:
        assert monotonic() < ends, f"told {told()}"
        sleep(0.01)


@pytest.fixture
def held() -> Iterator[Event]:
    """Set at the end, so that no thread of a test stays behind."""
    event = Event()
    yield event
    event.set()


def test_screens_are_told_of_a_load_when_what_they_show_is_drawn(wsgi: Flask, held: Event) -> None:
    one = Ahead(wsgi, Wanted(lambda: held.wait(20)))
    assert one.told(7) == 7, "whoever asks first is told what there is"
    assert [one.told(8), one.told(8, heard=7)] == [7, 7]
    held.set()
    until(lambda: one.told(8), 8)


def test_a_screen_never_goes_back(wsgi: Flask, held: Event) -> None:
    one = Ahead(wsgi, Wanted(lambda: held.wait(20)))
    one.told(7)
    assert one.told(8, heard=8) == 8, "another worker told it"
    assert one.told(9, heard=8) == 8
    assert one.told(8) == 7
    assert one.told(8, heard=999_999_999) == 8, "nobody is told of what is not there"


def test_nobody_waits_longer_than_is_bearable(wsgi: Flask, held: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PATIENCE", 0.2)
    drawn: list[str] = []
    one = Ahead(wsgi, Wanted(lambda: held.wait(20), lambda: drawn.append("after it was too late")))
    one.told(7)
    began = monotonic()
    one.told(8)
    until(lambda: one.told(8), 8)
    assert 0.2 <= monotonic() - began < 10
    held.set()
    sleep(0.05)
    assert drawn == []


def test_what_fails_keeps_nothing_else_back(wsgi: Flask) -> None:
    drawn: list[str] = []

    def fails() -> None:
        raise KeyError("a page that cannot be drawn")

    one = Ahead(wsgi, Wanted(fails, lambda: drawn.append("the next")))
    one.told(7)
    until(lambda: one.told(8), 8)
    assert drawn == ["the next"]


def test_what_another_worker_draws_is_fetched_last(wsgi: Flask) -> None:
    done: list[str] = []

    def busy() -> None:
        if "own" not in done:
            raise BeingDrawn
        done.append("of another")

    one = Ahead(wsgi, Wanted(busy, lambda: done.append("own")))
    one.told(7)
    until(lambda: one.told(8), 8)
    assert done == ["own", "of another"]


def test_with_nothing_open_a_load_is_told_at_once_and_an_older_warehouse_too(wsgi: Flask) -> None:
    one = Ahead(wsgi, Wanted())
    assert [one.told(version) for version in (7, 8, 3, 4)] == [7, 8, 3, 4]


def test_after_a_load_an_open_page_and_scene_are_there_before_anybody_hears_of_it(
    wsgi: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "PATIENCE", 60.0)  # the machine may be busy
    keeping = Keeping(48)
    monkeypatch.setitem(wsgi.extensions, "drawings", keeping)
    monkeypatch.setitem(wsgi.extensions, "ahead", Ahead(wsgi, keeping))
    client = wsgi.test_client()
    first = client.get("/api/version").get_json()["data_version"]
    visit(wsgi, "/provinces/01", language="en", theme="dark")
    client.get("/api/wall/scene/nation")
    stand = (999_999, frozenset[int]())
    monkeypatch.setattr(Questions, "stand", lambda self: stand)
    desk = wsgi.extensions["questions"].desk_stamp()
    monkeypatch.setattr(Questions, "beat", lambda self: Beat(stand, desk))

    def told() -> int:
        return int(client.get(f"/api/version?seen={first}").get_json()["data_version"])

    news = client.get(f"/api/version?seen={first}").get_json()
    assert (news["data_version"], news["soon"], news["data_date"]) == (first, True, None)
    until(told, 999_999)
    assert client.get("/api/wall/stand?seen=999999").get_json()["version"] == 999_999
    drawn = keeping.memory.misses
    page: Any = answer(wsgi, "/provinces/01", language="en", theme="dark", version="999999").get_json()
    assert "Ha Noi City" in " ".join(texts(page["response"]["_pages_content"]["children"]))
    assert client.get("/api/wall/scene/nation?version=999999").status_code == 200
    assert keeping.memory.misses == drawn, "both were drawn ahead"
