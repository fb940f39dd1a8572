"""Who writes files: this process itself (commands, tests), or one of its own beside the pages (`exports.workshop`)."""

from collections.abc import Callable
from threading import Lock
from typing import Protocol

from components.language import use_language
from exports.content import Taken
from exports.forms import FORMS
from exports.packs.contents import Briefing
from exports.packs.forms import PACK_FORMS
from exports.packs.pictures import Pictures
from exports.tools import Tools

Tell = Callable[[int, int], None]
"""Told how many steps are done, of how many; it may raise to end the work."""


def silent(_done: int, _total: int) -> None:
    """Tell nobody."""


class Writers(Protocol):
    """Makes files of finished contents; it is given figures and words, and asks nothing of the warehouse."""

    def write(self, form: str, taken: Taken) -> bytes:
        """One content in a form of `FORMS`, in the language of its stamp; raises `ExportError`."""

    def write_pack(self, form: str, briefing: Briefing, tell: Tell = silent) -> bytes:
        """A whole pack in a form of `PACK_FORMS`; `tell` is told of its pictures. Raises `ExportError`."""

    def close(self) -> None:
        """End what was started."""


class Here:
    """Writes in this process. Slides and sheets are written one after the other."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self._turn = Lock()

    def write(self, form: str, taken: Taken) -> bytes:
        with use_language(taken.stamp.language):
            if FORMS[form].picture:
                return FORMS[form].write(taken, self.tools)
            with self._turn:
                return FORMS[form].write(taken, self.tools)

    def write_pack(self, form: str, briefing: Briefing, tell: Tell = silent) -> bytes:
        with use_language(briefing.stamp.language):
            return PACK_FORMS[form].write(briefing, self.tools, Pictures(self.tools.browser, tell))

    def close(self) -> None:
        self.tools.browser.close()
