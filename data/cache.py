"""Answers kept in memory, keyed by the question, its arguments and the data version."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TypeVar

import pandas as pd

Answer = TypeVar("Answer")


class AnswerCache:
    """The most recently used answers; safe to share between threads.

    An answer of an older data version can never be returned, because the version is part of the key. Frames and
    dictionaries are handed out as shallow copies: with copy-on-write a caller cannot change the frame that is kept.
    """

    def __init__(self, entries: int) -> None:
        self._entries = entries
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()
        self._asked: dict[Hashable, tuple[Lock, int]] = {}
        self.hits = 0
        self.misses = 0

    def answer(self, key: Hashable, ask: Callable[[], Answer]) -> Answer:
        """Return the kept answer for `key`, or ask for it and keep it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                self.hits += 1
                return handed_out(self._kept[key])  # type: ignore[return-value]  # the key decides the type
        answer = ask()
        with self._lock:
            self.misses += 1
            self._kept[key] = answer
            while len(self._kept) > self._entries:
                self._kept.popitem(last=False)
        return handed_out(answer)

    def answer_once(self, key: Hashable, ask: Callable[[], Answer]) -> Answer:
        """As `answer`, but of those who come while it is asked for, all wait for the one that asks.

        For what takes long: after a load, fifty screens want the same page at once. `ask` must not ask for `key`.
        """
        with self._alone(key):
            return self.answer(key, ask)

    @contextmanager
    def _alone(self, key: Hashable) -> Iterator[None]:
        with self._lock:
            mine, others = self._asked.get(key, (Lock(), 0))
            self._asked[key] = (mine, others + 1)
        try:
            with mine:
                yield
        finally:
            with self._lock:
                others = self._asked[key][1] - 1
                self._asked[key] = (mine, others)
                if not others:
                    del self._asked[key]

    def forget(self, is_old: Callable[[Hashable], bool]) -> None:
        """Drop the answers that nobody will ask for again, which would wait for their turn to go otherwise."""
        with self._lock:
            for key in [key for key in self._kept if is_old(key)]:
                del self._kept[key]

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


def handed_out(answer: Answer) -> Answer:
    """A copy that its receiver may change, at next to no cost."""
    if isinstance(answer, pd.DataFrame):
        return answer.copy(deep=False)
    return dict(answer) if isinstance(answer, dict) else answer  # type: ignore[return-value]  # the same type again
