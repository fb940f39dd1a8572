"""The process that writes files, `python -m exports.workshop.hand`: started and ended by `exports.workshop.shop`.

It lets pages go first (nice), keeps a browser warm, and has three lanes, so that a chart does not wait for a pack. It
ends when whoever started it closes the pipe, also by dying.
"""

import contextlib
import logging
import os
import pickle  # of what we ourselves sent, through a pipe that nobody else has
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import BinaryIO

from exports.browser import Browser
from exports.errors import ExportError
from exports.forms import FORMS
from exports.tools import Tools
from exports.workshop.wire import FOLDER, Cancel, ChartOrder, PackOrder, Setup, Word, say
from exports.writers import Here

NICE = 10
log = logging.getLogger(__name__)


class Dropped(Exception):  # no error: somebody asked for it
    """The order is not wanted any more."""


class Hand:
    """Carries out orders and says what became of them."""

    def __init__(self, setup: Setup, answers: BinaryIO) -> None:
        self._writers = Here(Tools(Browser(setup.browser_path, setup.pictures_at_once), setup.template))
        self._answers, self._speaking = answers, Lock()
        self._live, self._dropped = set[int](), set[int]()
        self._lanes = {
            "pictures": ThreadPoolExecutor(max(setup.pictures_at_once, 1), thread_name_prefix="pictures"),
            "sheets": ThreadPoolExecutor(1, thread_name_prefix="sheets"),
            "packs": ThreadPoolExecutor(1, thread_name_prefix="packs"),
        }

    def take(self, number: int, order: ChartOrder | PackOrder | Cancel) -> None:
        """Put an order into its lane, or drop one."""
        if isinstance(order, Cancel):
            self._dropped |= {number} & self._live
            return
        self._live.add(number)
        if isinstance(order, PackOrder):
            self._lanes["packs"].submit(self._work, number, order)
        else:
            self._lanes["pictures" if FORMS[order.form].picture else "sheets"].submit(self._work, number, order)

    def close(self) -> None:
        """End the browser; what is being written is not waited for."""
        self._writers.close()

    def _work(self, number: int, order: ChartOrder | PackOrder) -> None:
        try:
            self.say(Word(number, "made", content=self._made(number, order)))
        except Dropped:
            log.info("order %d was dropped", number)
        except ExportError as problem:
            self.say(Word(number, "failed", error=type(problem).__name__, text=str(problem)))
        except Exception as problem:
            log.exception("a file could not be written: %s", order.form)
            self.say(Word(number, "failed", text=type(problem).__name__))
        finally:
            self._live.discard(number)
            self._dropped.discard(number)

    def _made(self, number: int, order: ChartOrder | PackOrder) -> bytes:
        def tell(done: int, total: int) -> None:
            if number in self._dropped:
                raise Dropped
            self.say(Word(number, "told", done, total))

        if isinstance(order, ChartOrder):
            return self._writers.write(order.form, order.taken)
        tell(0, 0)
        return self._writers.write_pack(order.form, order.briefing, tell)

    def say(self, word: Word) -> None:
        """Send a word; words of several threads do not mix."""
        with self._speaking:
            say(self._answers, word)


class _Telling(logging.Handler):
    """Sends lines of the log to the web process, where all of them are written in one form."""

    def __init__(self, tell: Callable[[Word], None]) -> None:
        super().__init__()
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError):
            self._tell(Word(0, "log", record.levelno, error=record.name, text=self.format(record)))


def main() -> None:
    """Work until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches everyone in a terminal; the server ends us
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)  # the browser must not hold our pipes open
    os.dup2(2, 1)  # what libraries print must not stand among answers
    setup: Setup = pickle.load(orders)  # noqa: S301
    if hasattr(os, "nice"):
        os.nice(NICE)
    hand = Hand(setup, answers)
    logging.getLogger().handlers = [_Telling(hand.say)]
    logging.getLogger().setLevel(setup.log_level)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it tells of each page that it lays out
    with contextlib.suppress(EOFError, pickle.UnpicklingError):  # the other side closed the pipe, or died
        while True:
            hand.take(*pickle.load(orders))  # noqa: S301
    hand.close()
    if own := os.environ.get(FOLDER):  # also where whoever made it was killed
        shutil.rmtree(own, ignore_errors=True)
    os._exit(0)  # a thread may still be writing what nobody waits for


if __name__ == "__main__":
    main()
