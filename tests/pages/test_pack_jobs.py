"""Exports in the background: ten people at once, in turn, cancelled, cut off, and on a disk that is full."""

import io
import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from access.roles import DESK
from access.web import seeing
from data.packs.records import Job, JobState
from data.packs.store import PackStore
from exports.errors import WritersFailed
from exports.packs.contents import Briefing
from exports.packs.plan import Plan, PlanItem, PlanSection
from exports.workshop.shop import Workshop
from exports.workshop.wire import Setup
from exports.writers import Tell, silent
from pages import pack_jobs
from pages.pack_jobs import Order, Runner
from pages.pack_turns import Turns
from tests.filling import migrated

PLAN = Plan("pack:x", "Họp", (PlanSection("Phần", (PlanItem("/indicators/GRO01", "indicator-series"),)),))
OPEN = (JobState.QUEUED, JobState.RUNNING)
FORMS = ("pptx", "xlsx", "docx", "zip", "pdf")


def order(owner: str, form: str = "pptx") -> Order:
    return Order(PLAN, form, DESK, owner, "vi", "http://localhost")


def ended(store: PackStore, job: Job, seconds: float = 120) -> Job:
    """The job when it is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = store.job(job.owner, job.id)
        assert found is not None
        if found.state not in OPEN:
            return found
        time.sleep(0.05)
    raise AssertionError(f"not over after {seconds} s: {found}")


def whole(form: str, content: bytes) -> bool:
    if form == "pdf":
        return content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF")
    return zipfile.ZipFile(io.BytesIO(content)).testzip() is None


@pytest.fixture
def store(empty_engine: Engine) -> PackStore:
    return PackStore(migrated(empty_engine))


@pytest.fixture
def runner(wsgi: Flask, store: PackStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runner]:
    monkeypatch.setattr(seeing, "record_export", lambda *_said: None)
    made = Runner(wsgi, store)
    yield made
    made.close()


class Waits:
    """Writers that wait until they are let go, telling as they do."""

    def __init__(self) -> None:
        self.begun, self.leave = Event(), Event()

    def write_pack(self, _form: str, _briefing: Briefing, tell: Tell = silent) -> bytes:
        self.begun.set()
        while not self.leave.wait(0.02):
            tell(0, 1)
        return b"x" * 400_000


@pytest.fixture
def waits(wsgi: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Waits]:
    made = Waits()
    monkeypatch.setitem(wsgi.extensions, "writers", made)
    yield made
    made.leave.set()


def test_ten_people_at_once_each_get_their_own_whole_file(
    wsgi: Flask, runner: Runner, store: PackStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = Workshop(Setup(pictures_at_once=0))
    monkeypatch.setitem(wsgi.extensions, "writers", workshop)
    jobs = [runner.submit(order(f"desk:{number}", FORMS[number % len(FORMS)])) for number in range(10)]
    for job in jobs:
        found = ended(store, job)
        assert (found.state, found.reason) == (JobState.DONE, ""), found
        assert found.done == found.total
        content = store.content(job.owner, job.id)
        assert content is not None
        assert whole(job.form, content)
        assert store.content("desk:other", job.id) is None
    workshop.close()


def test_one_that_is_cancelled_ends_while_it_is_written_and_leaves_nothing(
    runner: Runner, store: PackStore, waits: Waits
) -> None:
    written, waiting = runner.submit(order("desk:1")), runner.submit(order("desk:2"))
    assert waits.begun.wait(60)
    for job in (written, waiting):
        assert store.cancel(job.owner, job.id)
    later = runner.submit(order("desk:3"))
    waits.leave.set()
    assert ended(store, later).state is JobState.DONE
    for job in (written, waiting):
        assert store.job(job.owner, job.id).state is JobState.CANCELLED  # type: ignore[union-attr]
        assert store.content(job.owner, job.id) is None


def test_a_server_that_stops_says_so_of_everything_on_its_way(runner: Runner, store: PackStore, waits: Waits) -> None:
    jobs = [runner.submit(order("desk:1")) for _ in range(3)]
    assert waits.begun.wait(60)
    runner.close()
    for job in jobs:
        found = store.job(job.owner, job.id)
        assert found is not None
        assert (found.state, "đã dừng" in found.reason) == (JobState.FAILED, True)
    waits.leave.set()
    time.sleep(0.2)
    assert all(store.content(job.owner, job.id) is None for job in jobs)


def test_what_waits_long_is_not_said_to_be_lost_while_its_process_lives(
    runner: Runner, store: PackStore, waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_jobs, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr("data.packs.store.SILENT", timedelta(seconds=0.5))
    jobs = [runner.submit(order(f"desk:{number}")) for number in range(4)]
    assert waits.begun.wait(60)
    time.sleep(1)
    assert all(store.job(job.owner, job.id).state in OPEN for job in jobs)  # type: ignore[union-attr]
    waits.leave.set()
    assert {ended(store, job).state for job in jobs} == {JobState.DONE}


def test_writers_that_fail_are_said_to_whoever_asked(
    wsgi: Flask, runner: Runner, store: PackStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        def write_pack(self, *_given: Any) -> bytes:
            raise WritersFailed("Tiến trình lập tệp bị ngắt.")

    monkeypatch.setitem(wsgi.extensions, "writers", Failing())
    found = ended(store, runner.submit(order("desk:1")))
    assert (found.state, found.reason) == (JobState.FAILED, "Tiến trình lập tệp bị ngắt.")


def test_a_full_disk_is_said_and_leaves_no_half_file(
    runner: Runner, store: PackStore, waits: Waits, empty_engine: Engine
) -> None:
    job = runner.submit(order("desk:1"))
    assert waits.begun.wait(60)
    with empty_engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    event.listen(empty_engine, "checkout", lambda one, *_: one.execute(f"PRAGMA max_page_count={pages + 8}"))
    waits.leave.set()
    found = ended(store, job)
    assert (found.state, "đã đầy" in found.reason) == (JobState.FAILED, True)
    assert store.content(job.owner, job.id) is None


def test_what_cannot_even_be_said_to_have_failed_is_said_from_memory_until_it_can(
    runner: Runner, store: PackStore, waits: Waits, empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_jobs, "BEAT_SECONDS", 0.1)
    full = Event()

    def refuse(one: Any, *_more: Any) -> None:
        one.execute(f"PRAGMA query_only={int(full.is_set())}")

    event.listen(empty_engine, "checkout", refuse)
    job = runner.submit(order("desk:1"))
    assert waits.begun.wait(60)
    full.set()
    waits.leave.set()
    until = time.monotonic() + 30
    while runner.known(job := store.job("desk:1", job.id) or job).state in OPEN and time.monotonic() < until:
        time.sleep(0.05)
    assert (job.state, runner.known(job).state) == (JobState.RUNNING, JobState.FAILED)
    full.clear()
    assert ended(store, job).state is JobState.FAILED


def test_everybody_has_their_turn() -> None:
    turns = Turns[str]()
    for owner, thing in (("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("c", "c1"), ("b", "b2")):
        turns.put(owner, thing)
    assert [turns.take() for _ in range(6)] == ["a1", "b1", "c1", "a2", "b2", "a3"]
