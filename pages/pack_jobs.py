"""Exports of packs in the background: told of in the database, ended at any step, and never half there."""

import atexit
import logging
from dataclasses import dataclass, replace
from threading import Lock, Thread
from time import sleep

from flask import Flask, g

from access.roles import Viewer
from access.web import seeing
from components.language import Language, _, use_language
from data.errors import WarehouseError
from data.packs.records import Job, JobState
from data.packs.store import PackStore
from exports.errors import ExportError
from exports.names import file_name
from exports.packs.forms import PACK_FORMS
from exports.packs.plan import Plan
from exports.writers import Writers
from pages.drawing import in_words
from pages.pack_issuing import issued
from pages.pack_turns import Turns

AT_ONCE = 2
"""One is read while the one before it is written."""
BEAT_SECONDS = 5
log = logging.getLogger(__name__)


class Cancelled(Exception):  # no error: somebody asked for it
    """The export is not wanted any more."""


@dataclass(frozen=True)
class Order:
    """What is to be made for whom."""

    plan: Plan
    form: str
    viewer: Viewer
    owner: str
    language: Language
    base_url: str
    as_of: str = ""


class Runner:
    """Makes files in the background; whoever asked looks in the database how far they are.

    Figures are read here, one pack at a time, under the sight of whoever asked; files are written by `writers`, so the
    next pack is read while one is written. While anything is on its way the database is told that it lives.
    """

    def __init__(self, server: Flask, store: PackStore) -> None:
        self._server, self._store = server, store
        self._turns = Turns[tuple[str, Order]]()
        self._open: dict[str, Order] = {}
        self._lock, self._reading = Lock(), Lock()
        self._unsaid: dict[str, str] = {}
        self._started = False

    def known(self, job: Job) -> Job:
        """The job as the database has it, or failed where this process knows so and could not write it down."""
        reason = self._unsaid.get(job.id)
        if reason is None or job.state not in (JobState.RUNNING, JobState.LOST):
            return job
        return replace(job, state=JobState.FAILED, reason=reason)

    def submit(self, order: Order) -> Job:
        """Take an order; its job tells how far it is."""
        job = self._store.queue(order.owner, order.form, _steps(order))
        with self._lock:
            self._open[job.id] = order
            if not self._started:
                self._start()
        self._turns.put(order.owner, (job.id, order))
        return job

    def close(self) -> None:
        """Say of everything on its way that it will not come."""
        with self._lock:
            left, self._open = self._open, {}
        for id, order in left.items():
            with use_language(order.language):
                self._say_failed(id, _("Máy chủ đã dừng giữa chừng; không có tệp nào. Hãy xuất lại."))

    def _start(self) -> None:
        self._started = True
        for target in (*[self._work] * AT_ONCE, self._beat):
            Thread(target=target, name="packs", daemon=True).start()
        atexit.register(self.close)

    def _work(self) -> None:
        while True:
            id, order = self._turns.take()
            self._run(id, order)
            with self._lock:
                self._open.pop(id, None)

    def _beat(self) -> None:
        """Tell of all that is on its way, also of what waits: whoever looks knows that this process lives."""
        while True:
            sleep(BEAT_SECONDS)
            with self._lock:
                ids = list(self._open)
            try:
                if ids:
                    self._store.beat(ids)
                for id, reason in list(self._unsaid.items()):
                    self._store.fail(id, reason)
                    del self._unsaid[id]
            except WarehouseError as problem:
                log.warning("exports on their way could not be told of: %s", problem)

    def _run(self, id: str, order: Order) -> None:
        try:
            if self._store.start(id):
                self.make(id, order)
        except Exception:
            log.exception("export %s of a pack failed", id)
            with use_language(order.language):
                self._say_failed(id, _("Lỗi đã được ghi lại. Hãy thử lại sau ít phút."))

    def _say_failed(self, id: str, reason: str) -> None:
        """Say it in the database; where that cannot be written, as on a full disk, from memory until it can."""
        try:
            self._store.fail(id, reason)
        except WarehouseError as problem:
            log.warning("export %s failed, and that could not be written either: %s", id, problem)
            self._unsaid[id] = reason

    def make(self, id: str, order: Order) -> None:
        """Make the file of a job that was started, for its viewer and in their language."""
        with (
            self._server.test_request_context(order.plan.address, base_url=order.base_url),
            use_language(order.language),
        ):
            g.viewer = order.viewer
            try:
                self._write(id, order)
            except Cancelled:
                log.info("export %s was cancelled", id)
            except ExportError as problem:
                self._say_failed(id, str(problem))
            except WarehouseError as problem:
                log.warning("export %s: %s", id, problem)
                self._say_failed(id, in_words(problem))

    def _write(self, id: str, order: Order) -> None:
        writers: Writers = self._server.extensions["writers"]
        count, steps, form = len(order.plan.items), _steps(order), PACK_FORMS[order.form]

        def took(done: int, _total: int) -> None:
            self._told(id, done, steps)

        def drew(done: int, total: int) -> None:
            self._told(id, count + done * count // max(total, 1), steps)

        with self._reading:
            briefing = issued(self._store, order.plan, order.owner, took, spoken=order.language, as_of=order.as_of)
        content = writers.write_pack(order.form, briefing, drew)
        name = file_name(briefing.title, form.ending)
        seeing.record_export(name, order.form, order.plan.address)
        if not self._store.finish(id, name, form.kind, content):
            raise Cancelled

    def _told(self, id: str, done: int, total: int) -> None:
        if not self._store.tell(id, done, total):
            raise Cancelled


def _steps(order: Order) -> int:
    """Items to compute, as many for pictures where the form has any, and as many for writing them down."""
    return max(len(order.plan.items), 1) * (3 if order.form in ("docx", "pdf", "zip") else 2)
