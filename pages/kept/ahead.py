"""First drawn, then told: after a load, what screens have open is drawn before they hear of it.

Fifty screens that hear of a load at once would all wait for the same seventeen drawings. So the data version that they
are told stays the old one while a thread draws anew what was asked for since the load before, for `PATIENCE` seconds at
most. Whoever has heard the new one already, from another worker, is told it. What is not ready in time is drawn when it
is asked for, as ever.
"""

import logging
from collections.abc import Callable, Sequence
from threading import Lock, Thread
from time import monotonic

from flask import Flask, current_app

from pages.kept.keeping import Keeping, ahead_of_readers
from pages.kept.shelf import BeingDrawn

PATIENCE = 2.0
Again = Callable[[], object]
log = logging.getLogger(__name__)


class Ahead:
    """Which data version the screens of one server are told. Kept in `server.extensions["ahead"]`."""

    def __init__(self, server: Flask, keeping: Keeping) -> None:
        self._server, self._keeping = server, keeping
        self._lock = Lock()
        self._told = 0
        self._begun: tuple[int, float] | None = None

    def told(self, version: int, heard: int = 0) -> int:
        """The version to tell a screen that has `heard` of one, where the warehouse stands at `version`.

        A screen never goes back: it is told the newest where it has heard of it elsewhere.
        """
        with self._lock:
            if not self._told or version < self._told:
                self._told = version  # the first to ask, or an older warehouse was put in place
            if version != self._told and self._begun is None:
                self._begin(version)
            if self._begun is not None and monotonic() - self._begun[1] > PATIENCE:
                self._told = max(self._told, self._begun[0])
            return version if heard >= version else max(self._told, heard)

    def _begin(self, version: int) -> None:
        wanted = self._keeping.asked_since(self._told)
        if not wanted:
            self._told = version
            return
        self._begun = (version, monotonic())
        Thread(target=self._draw, args=(wanted, *self._begun), daemon=True, name="drawn-ahead").start()

    def _draw(self, wanted: Sequence[Again], version: int, begun: float) -> None:
        """Draw what no other worker draws, then fetch what they drew, until time is up."""
        try:
            with self._server.app_context():
                for wait in (False, True):
                    wanted = [one for one in wanted if monotonic() - begun < PATIENCE and not _drawn(one, wait=wait)]
        finally:
            with self._lock:
                self._told, self._begun = max(self._told, version), None


def _drawn(again: Again, *, wait: bool) -> bool:
    """Whether that is done with; what fails is said to whoever asks for it."""
    try:
        with ahead_of_readers(wait=wait):
            again()
    except BeingDrawn:
        return False
    except Exception as problem:  # one page that cannot be drawn must not keep the others back
        log.info("not drawn ahead: %s: %s", type(problem).__name__, problem)
    return True


def ahead() -> Ahead:
    """What tells the screens of the present server."""
    found: Ahead = current_app.extensions["ahead"]
    return found
