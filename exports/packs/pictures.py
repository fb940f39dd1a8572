"""Pictures of a pack's charts for paper: without title and source, which stand beside them as text; two at a time."""

import copy
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from exports.browser import Browser
from exports.content import Taken
from exports.errors import ExportError
from exports.packs.contents import Briefing

WIDE, HIGH, SCALE, AT_ONCE = 900, 400, 2.0, 2
Tell = Callable[[int, int], None]


class Pictures:
    """Draws the charts of one briefing, once, however many forms of it are written.

    `tell` is told how many are done, and may raise to end it.
    """

    def __init__(self, browser: Browser, tell: Tell = lambda _done, _total: None) -> None:
        self._browser, self._tell = browser, tell
        self._made: dict[int, bytes] | None = None

    def of(self, briefing: Briefing) -> dict[int, bytes]:
        """PNG by `id` of the part, of every chart that can be drawn; none where there is no browser."""
        if self._made is None:
            self._made = self._draw(briefing) if self._browser.available else {}
        return self._made

    def _draw(self, briefing: Briefing) -> dict[int, bytes]:
        drawn = [one for one in briefing.parts if one.taken.content.figure is not None]
        found: dict[int, bytes] = {}
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="pack") as pool:
            waiting = [(one, pool.submit(_drawn, one.taken, self._browser)) for one in drawn]
            try:
                for place, (one, future) in enumerate(waiting, start=1):
                    picture = future.result()
                    if picture is not None:
                        found[id(one)] = picture
                    self._tell(place, len(waiting))
            finally:
                for _one, future in waiting:
                    future.cancel()
        return found


def _drawn(taken: Taken, browser: Browser) -> bytes | None:
    """The picture, or None where the browser could not draw it: the table stands in its place."""
    try:
        return browser.draw(_plain(taken), "png", WIDE, _height(taken), SCALE)
    except ExportError:
        return None


def _height(taken: Taken) -> int:
    return max(HIGH, round(taken.content.height * WIDE / 900))


def _plain(taken: Taken) -> dict[str, Any]:
    figure: Mapping[str, Any] = taken.content.figure or {"data": [], "layout": {}}
    layout = copy.deepcopy(dict(figure["layout"]))
    layout |= {"width": WIDE, "height": _height(taken), "autosize": False, "paper_bgcolor": "#ffffff"}
    margin = {"l": 8, "r": 8, "t": 8, "b": 8, **layout.get("margin", {})}
    layout["margin"] = margin | {side: margin[side] + 12 for side in "lrtb"}
    return {"data": figure["data"], "layout": layout, "config": {"locale": taken.stamp.language}}
