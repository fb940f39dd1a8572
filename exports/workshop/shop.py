"""Hands the writing of files to a process beside the web process, which is kept warm and started again when it dies."""

import atexit
import logging
from threading import BoundedSemaphore, Lock

from components.language import _, use_language
from exports import errors
from exports.content import Taken
from exports.errors import Busy, ExportError, WritersFailed
from exports.packs.contents import Briefing
from exports.workshop.process import HandGone, Process
from exports.workshop.wire import ChartOrder, Order, PackOrder, Setup, Word
from exports.writers import Tell, silent

MOST_WAITING = 12
"""Charts that may wait at a time; each holds a thread of the server, of which pages need the others."""
SILENT_SECONDS = 180.0
"""Without a word of it about anything for so long, the process hangs; a picture may be tried for two minutes."""
log = logging.getLogger(__name__)


class Workshop:
    """Writers in a process of their own; started by the first file. Safe to share between threads."""

    def __init__(self, setup: Setup, most_waiting: int = MOST_WAITING) -> None:
        self._setup = setup
        self._places = BoundedSemaphore(most_waiting)
        self._lock = Lock()
        self._process: Process | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Of the process, where one runs."""
        process = self._process
        return None if process is None else process.pid

    def write(self, form: str, taken: Taken) -> bytes:
        if not self._places.acquire(blocking=False):
            raise Busy(_("Đang có nhiều người cùng xuất tệp. Hãy thử lại sau ít giây."))
        try:
            with use_language(taken.stamp.language):
                return self._made(ChartOrder(form, taken), silent)
        finally:
            self._places.release()

    def write_pack(self, form: str, briefing: Briefing, tell: Tell = silent) -> bytes:
        with use_language(briefing.stamp.language):
            return self._made(PackOrder(form, briefing), tell)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            process, self._process, self._closed = self._process, None, True
        if process is not None:
            process.end()

    def _made(self, order: Order, tell: Tell) -> bytes:
        for attempt in (1, 2):
            process = self._started()
            try:
                return _content(process.ask(order, tell, SILENT_SECONDS))
            except HandGone:
                log.warning("process %d of files ended over an order (attempt %d)", process.pid, attempt)
                self._drop(process)
        raise WritersFailed(
            _("Tiến trình lập tệp trên máy chủ bị ngắt, kể cả sau khi khởi động lại. Hãy thử lại sau ít phút.")
        )

    def _started(self) -> Process:
        with self._lock:
            if self._closed:
                raise WritersFailed(_("Máy chủ đang dừng. Hãy thử lại sau ít phút."))
            if self._process is None:
                try:
                    self._process = Process(self._setup)
                except OSError as problem:
                    log.exception("the process of files did not start")
                    words = _("Máy chủ không mở được tiến trình lập tệp: {why}. Hãy báo người vận hành.")
                    raise WritersFailed(words.format(why=problem.strerror or type(problem).__name__)) from problem
                atexit.register(self.close)
            return self._process

    def _drop(self, process: Process) -> None:
        """Forget a process that failed, once, however many orders were with it."""
        with self._lock:
            if self._process is process:
                self._process = None
                process.end(wait=1)


def _content(word: Word) -> bytes:
    """The file; a failure is raised here as it was there, by its name among `ExportError`s."""
    if word.kind == "made":
        return word.content
    kind = getattr(errors, word.error, None) if word.error else None
    if isinstance(kind, type) and issubclass(kind, ExportError):
        raise kind(word.text)
    log.error("the process of files failed: %s", word.text)
    raise WritersFailed(_("Lỗi đã được ghi lại. Hãy thử lại sau ít phút."))
