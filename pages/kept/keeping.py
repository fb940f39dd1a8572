"""What was drawn once is sent again: to every reader who may see the same, until a load makes it old.

A drawing is found by what it is of (`Subject`), by who may see it (a sight), and by how the warehouse stands. It is
kept in the memory of this worker and, where it shows nothing restricted, on the shelf of the server.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Generic, Protocol, TypeVar

from flask import current_app

from components.formatting import CLOCK
from data.cache import AnswerCache
from data.questions import Questions
from data.questions.sight import Sight
from pages.kept.shelf import Shelf

KEPT = 160
REMEMBERED = 96
Subject = tuple[object, ...]
"""Of what a drawing is: texts and numbers, the same in every worker."""


class Shared(Protocol):
    """A drawing that can be left for other workers."""

    def to_bytes(self) -> bytes | None:
        """None where it is not for others."""


Drawing = TypeVar("Drawing", bound=Shared)


@dataclass(frozen=True, slots=True)
class Order(Generic[Drawing]):
    """A drawing that is wanted: of what, by whom it is made, from which questions, and how it is read off the shelf.

    `more` is what else makes it old than a load: a stamp. `again` takes it anew after a load, as its reader would;
    without it the drawing is for this worker alone.
    """

    subject: Subject
    maker: object
    questions: Questions
    draw: Callable[[], Drawing]
    from_bytes: Callable[[bytes], Drawing]
    again: Callable[[], object] | None
    more: object = None


class Keeping:
    """The drawings of one worker."""

    def __init__(self, entries: int, shelf: Shelf | None = None) -> None:
        self.memory = AnswerCache(min(KEPT, entries))
        self._shelf = shelf
        self._asked: OrderedDict[tuple[Subject, Sight], tuple[Callable[[], object], int]] = OrderedDict()
        self._newest = 0
        self._lock = Lock()

    def take(self, order: Order[Drawing]) -> Drawing:
        """The drawing as it is kept, or drawn now: once for all who want it at a time. Raises what drawing raises."""
        version, restricted = order.questions.stand()
        self._forget_before(version)
        if order.again is not None and _ahead.get() is None:
            self._remember(order.subject, order.questions.sight, order.again, version)
        stands = (version, tuple(sorted(restricted)), datetime.now(CLOCK).date().isoformat(), order.more)
        whose = (order.questions.cache, order.maker, order.questions.sight, order.again is None)
        key = (*whose, order.subject, stands)
        return self.memory.answer_once(key, lambda: self._off_the_shelf(order, version, stands))

    def asked_since(self, version: int) -> list[Callable[[], object]]:
        """How to draw anew what was wanted while this version or a later one was the newest; the latest first."""
        with self._lock:
            return [again for again, asked in reversed(self._asked.values()) if asked >= version]

    def clear(self) -> None:
        """Forget what was drawn."""
        self.memory.clear()

    def _off_the_shelf(self, order: Order[Drawing], version: int, stands: tuple[object, ...]) -> Drawing:
        if self._shelf is None or order.again is None:
            return order.draw()
        drawn: list[Drawing] = []

        def draw() -> bytes | None:
            drawn.append(order.draw())
            return drawn[0].to_bytes()

        name = repr((current_app.extensions["build"], order.subject, _in_order(order.questions.sight), stands))
        found = self._shelf.fetch(name, version, draw, wait=_ahead.get() is not False)
        return drawn[0] if drawn or found is None else order.from_bytes(found)

    def _remember(self, subject: Subject, sight: Sight, again: Callable[[], object], version: int) -> None:
        with self._lock:
            self._asked[subject, sight] = (again, version)
            self._asked.move_to_end((subject, sight))
            while len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)

    def _forget_before(self, version: int) -> None:
        """Nobody is sent a drawing of an older version again."""
        if version == self._newest:
            return
        self._newest = version
        self.memory.forget(lambda key: key[-1][0] != version)  # type: ignore[index]  # the keys of `take`


def _in_order(sight: Sight) -> tuple[tuple[int, ...], ...]:
    """A sight as numbers in their order, for sets tell theirs differently in every process."""
    return tuple(tuple(sorted(part)) for part in (sight.hidden, sight.units, sight.whole, sight.weighed))


_ahead: ContextVar[bool | None] = ContextVar("tc_drawn_ahead", default=None)


@contextmanager
def ahead_of_readers(*, wait: bool) -> Iterator[None]:
    """Inside the block nobody reads: without `wait`, what another worker draws is left to it (`BeingDrawn`)."""
    token = _ahead.set(wait)
    try:
        yield
    finally:
        _ahead.reset(token)


def keeping() -> Keeping:
    """The drawings of the present server."""
    found: Keeping = current_app.extensions["drawings"]
    return found
