"""Exports of packs in the background: one at a time in each process, told of in the database, ended at any step."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from flask import Flask, g

from access.roles import Viewer
from access.web import seeing
from components.language import Language, _, use_language
from data.errors import WarehouseError
from data.packs.records import Job
from data.packs.store import PackStore
from exports.errors import ExportError
from exports.forms import Tools
from exports.names import file_name
from exports.packs.forms import PACK_FORMS
from exports.packs.pictures import Pictures
from exports.packs.plan import Plan
from pages.drawing import in_words
from pages.pack_issuing import issued

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
    """Makes files one after the other; whoever asked looks in the database how far they are."""

    def __init__(self, server: Flask, store: PackStore) -> None:
        self._server, self._store = server, store
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="packs")

    def submit(self, order: Order) -> Job:
        """Take an order; its job tells how far it is."""
        job = self._store.queue(order.owner, order.form, _steps(order))
        self._pool.submit(self._run, job.id, order)
        return job

    def _run(self, id: str, order: Order) -> None:
        try:
            if self._store.start(id):
                self.make(id, order)
        except Exception:
            log.exception("export %s of a pack failed", id)
            self._store.fail(id, _("Lỗi đã được ghi lại. Hãy thử lại sau ít phút."))

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
                self._store.fail(id, str(problem))
            except WarehouseError as problem:
                self._store.fail(id, in_words(problem))

    def _write(self, id: str, order: Order) -> None:
        tools: Tools = self._server.extensions["export_tools"]
        count, steps, form = len(order.plan.items), _steps(order), PACK_FORMS[order.form]

        def took(done: int, _total: int) -> None:
            self._told(id, done, steps)

        def drew(done: int, total: int) -> None:
            self._told(id, count + done * count // max(total, 1), steps)

        briefing = issued(self._store, order.plan, order.owner, took, spoken=order.language, as_of=order.as_of)
        content = form.write(briefing, tools, Pictures(tools.browser, drew))
        name = file_name(briefing.title, form.ending)
        seeing.record_export(name, order.form, order.plan.address)
        if not self._store.finish(id, name, form.kind, content):
            raise Cancelled

    def _told(self, id: str, done: int, total: int) -> None:
        if not self._store.tell(id, done, total):
            raise Cancelled


def _steps(order: Order) -> int:
    """Items to compute, and as many for pictures where the form has any."""
    return max(len(order.plan.items), 1) * (2 if order.form in ("docx", "pdf", "zip") else 1)
