"""The system's Chromium, kept warm, for pictures of figures.

One thread holds an event loop and the browser in it; requests wait for their own picture, so that nobody is ever given
another's. A browser that died is started once more, and then it is said plainly.
"""

import asyncio
import atexit
import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from components.language import _
from exports import fonts
from exports.errors import BrowserFailed, NoBrowser, NoFont

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
START_SECONDS, DRAW_SECONDS = 60, 60  # long, for it lets everything else on the machine go first
log = logging.getLogger(__name__)
# Plotly's own map data, which it would fetch from outside; none of our figures needs it.
STUB = 'window.PlotlyGeoAssets={topojson:{world_110m:{type:"Topology",objects:{},arcs:[]}}};'


def find_browser(path: str = "") -> str | None:
    """Where the browser is: as set, or as the system finds it; None where there is none."""
    if path:
        return path if os.access(path, os.X_OK) and Path(path).is_file() else None
    return next(filter(None, map(shutil.which, NAMES)), None)


def pictures_by(path: str, at_once: int) -> str:
    """Who draws pictures, for whoever watches the server: "server", or "readers" and why."""
    if at_once < 1:
        return "readers: TOANCANH_PICTURES_AT_ONCE is 0"
    if find_browser(path) is None:
        return "readers: no browser on the server"
    return "server" if fonts.vietnamese() else f"readers: no font with Vietnamese letters, install {fonts.INSTALL}"


class Browser:
    """Draws figures; started by the first picture and ended by `close`. Safe to share between threads."""

    def __init__(self, path: str = "", at_once: int = 2) -> None:
        self._path, self._at_once = path, at_once
        self._lock = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._kaleido: Any = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @property
    def available(self) -> bool:
        """Whether there is a browser to draw with, and letters."""
        return self._at_once > 0 and find_browser(self._path) is not None and fonts.vietnamese()

    def draw(self, figure: Mapping[str, Any], form: str, width: int, height: int, scale: float = 1.0) -> bytes:
        """The figure as png, svg or pdf, `width` by `height` px, times `scale` for png. Raises `ExportError`."""
        options = {"format": form, "width": width, "height": height, "scale": scale}
        for attempt in (1, 2):
            browser = self._started()
            try:
                return self._ask(browser.calc_fig(dict(figure), opts=options), DRAW_SECONDS)
            except Exception as problem:
                log.warning("picture failed (attempt %d): %s: %s", attempt, type(problem).__name__, problem)
                self._drop(browser)
        raise BrowserFailed(_("Trình duyệt trên máy chủ không vẽ được ảnh, kể cả sau khi khởi động lại."))

    def close(self) -> None:
        """End the browser and its thread."""
        with self._lock:
            if self._kaleido is not None:
                self._end(self._kaleido)
            self._kaleido = None
            if self._loop is not None and self._thread is not None:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._thread.join(5)
                self._loop = self._thread = None
            if self._folder is not None:
                self._folder.cleanup()
                self._folder = None

    def _ask(self, coroutine: Any, seconds: float) -> Any:
        assert self._loop is not None  # noqa: S101
        waiting = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        try:
            return waiting.result(seconds)
        except TimeoutError:
            waiting.cancel()
            raise

    def _started(self) -> Any:
        with self._lock:
            if self._kaleido is None:
                self._kaleido = self._start()
            return self._kaleido

    def _start(self) -> Any:
        found = find_browser(self._path)
        if self._at_once < 1 or found is None:
            raise NoBrowser(_("Máy chủ không có trình duyệt để vẽ ảnh (TOANCANH_BROWSER_PATH)."))
        if not fonts.vietnamese():
            words = _("Máy chủ không có phông chữ nào đủ chữ tiếng Việt để vẽ ảnh (hãy cài {package}).")
            raise NoFont(words.format(package=fonts.INSTALL))
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = Thread(target=_run, args=(self._loop,), name="pictures", daemon=True)
            self._thread.start()
            atexit.register(self.close)
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="toancanh-pictures-")
        try:
            return self._ask(_opened(found, self._at_once, Path(self._folder.name)), START_SECONDS)
        except Exception as problem:
            log.exception("the browser %s did not start", found)
            raise BrowserFailed(_("Trình duyệt trên máy chủ không khởi động được.")) from problem

    def _drop(self, browser: Any) -> None:
        """Forget a browser that failed, once, however many pictures were waiting for it."""
        with self._lock:
            if self._kaleido is browser:
                self._kaleido = None
                self._end(browser)

    def _end(self, browser: Any) -> None:
        try:
            self._ask(browser.close(), 5)
        except Exception as problem:
            log.info("the browser was gone already: %s", type(problem).__name__)


def _run(loop: asyncio.AbstractEventLoop) -> None:
    """Until it is stopped; what is then still going on, such as tabs that are being made fresh, is ended with it."""
    loop.run_forever()
    if left := asyncio.all_tasks(loop):
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.wait(left, timeout=2))
    loop.close()


def _warm() -> type[Any]:
    """Kaleido whose tabs are made fresh behind the back of whoever already has their picture."""
    from kaleido import Kaleido

    class Warm(Kaleido):  # type: ignore[misc]  # it says no types
        async def _return_kaleido_tab(self, tab: Any) -> None:
            task = asyncio.create_task(super()._return_kaleido_tab(tab))
            self._main_render_coroutines.add(task)
            task.add_done_callback(self._main_render_coroutines.discard)
            task.add_done_callback(lambda one: one.cancelled() or one.exception())  # told by the next picture

    return Warm


async def _opened(path: str, at_once: int, folder: Path) -> Any:
    from kaleido import PageGenerator

    for name in ("kaleido", "choreographer"):  # a dozen lines a picture otherwise
        logging.getLogger(name).setLevel(logging.WARNING)
    boot = folder / "boot.js"
    boot.write_text(STUB, encoding="utf-8")
    page = PageGenerator(mathjax=False, others=[(boot.as_uri(), "utf-8")])
    browser = _warm()(n=at_once, timeout=DRAW_SECONDS, page_generator=page, path=path)
    await browser.open()
    _behind_pages(browser.subprocess.pid)
    return browser


def _behind_pages(pid: int) -> None:
    """Let pages go before the browser of this process, also where Linux shares its processors out by session.

    It is as nice as whoever starts it; but it is started in a session of its own, and there niceness counts between
    sessions only where it is written down for the session (sched(7), "The autogroup feature").
    """
    with contextlib.suppress(OSError):  # a system without them, or one that keeps groups for services
        Path(f"/proc/{pid}/autogroup").write_text(str(os.nice(0)), encoding="ascii")
