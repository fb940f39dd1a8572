"""The process that writes files, seen from the web process: started, spoken to, listened to, ended."""

import contextlib
import itertools
import logging
import os
import re
import subprocess
import sys
import tempfile
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import IO

from exports.workshop.wire import FOLDER, Cancel, Order, Setup, Word, hear, packed
from exports.writers import Tell
from settings import ROOT

LOOK_SECONDS = 1.0
"""How often whoever waits looks whether the file is still wanted."""
SECRET = re.compile(r"^TOANCANH_|^PG|KEY|SECRET|PASSW|TOKEN|CREDENTIAL", re.IGNORECASE)
log = logging.getLogger(__name__)


class HandGone(Exception):
    """The process ended, or says nothing any more, while an order was with it."""


class Process:
    """One process and the orders that are with it; safe to share between threads."""

    def __init__(self, setup: Setup) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="toancanh-files-", ignore_cleanup_errors=True)
        self._child = subprocess.Popen(
            [sys.executable, "-m", "exports.workshop.hand"],
            cwd=ROOT,
            env=_environment(self._folder.name),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._numbers = itertools.count(1)
        self._waiting: dict[int, SimpleQueue[Word | None]] = {}
        self._lock, self._speaking = Lock(), Lock()
        self._gone, self._heard_at = False, monotonic()
        self._send(packed(setup))
        Thread(target=self._listen, args=(self._child.stdout,), name="files", daemon=True).start()

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._child.pid

    def ask(self, order: Order, tell: Tell, seconds: float) -> Word:
        """Hand over an order and wait for its file or failure; raises `HandGone`, and whatever `tell` raises.

        `tell` is called at every word about it, and again each second. A process that says nothing about any order
        for `seconds` is ended.
        """
        number, box = next(self._numbers), SimpleQueue[Word | None]()
        with self._lock:
            if self._gone:
                raise HandGone
            self._waiting[number] = box
        try:
            self._send(packed((number, order)))
            return self._heard(box, tell, seconds)
        except (HandGone, OSError) as problem:
            raise HandGone from problem
        except BaseException:
            with contextlib.suppress(OSError):
                self._send(packed((number, Cancel())))
            raise
        finally:
            self._waiting.pop(number, None)

    def _heard(self, box: "SimpleQueue[Word | None]", tell: Tell, seconds: float) -> Word:
        done, total, since = 0, 0, monotonic()
        while True:
            try:
                word = box.get(timeout=LOOK_SECONDS)
            except Empty:
                if monotonic() - max(since, self._heard_at) > seconds:
                    log.warning("process %d of files says nothing for %d s and is ended", self.pid, seconds)
                    self.end(wait=0)
                    raise HandGone from None
                tell(done, total)
                continue
            if word is None:
                raise HandGone
            if word.kind != "told":
                return word
            done, total = word.done, word.total
            tell(done, total)

    def end(self, wait: float = 5) -> None:
        """Close the pipe, upon which it ends by itself, or by force after `wait` seconds; what it kept is removed."""
        with contextlib.suppress(OSError):
            _pipe(self._child.stdin).close()
        try:
            self._child.wait(wait)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._folder.cleanup()

    def _send(self, message: bytes) -> None:
        with self._speaking:
            pipe = _pipe(self._child.stdin)
            try:
                pipe.write(message)
                pipe.flush()
            except ValueError as problem:  # closed by `end`
                raise BrokenPipeError from problem

    def _listen(self, answers: IO[bytes]) -> None:
        try:
            while True:
                word = hear(answers)  # type: ignore[arg-type]  # a pipe is what is read from
                self._heard_at = monotonic()
                if word.kind == "log":
                    logging.getLogger(word.error).log(word.done, "%s", word.text)
                if (box := self._waiting.get(word.number)) is not None:
                    box.put(word)
        except (EOFError, OSError, ValueError):
            answers.close()
        with self._lock:
            self._gone = True
            for box in self._waiting.values():
                box.put(None)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101
    return pipe


def _environment(folder: str) -> dict[str, str]:
    """Ours without what is secret or names the warehouse, and with a folder of its own for what it keeps meanwhile."""
    return {name: value for name, value in os.environ.items() if not SECRET.search(name)} | {
        "TMPDIR": folder,
        FOLDER: folder,
    }
