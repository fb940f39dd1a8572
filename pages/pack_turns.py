"""Whose export comes next: one after the other from everyone who waits, so that five of one person hold up nobody."""

from collections import OrderedDict, deque
from threading import Condition
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Turns(Generic[Thing]):
    """Things that wait, by whose they are. Safe to share between threads."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[Thing]] = OrderedDict()
        self._changed = Condition()

    def put(self, owner: str, thing: Thing) -> None:
        """Let a thing wait behind the others of its owner; who had none waiting comes behind everyone."""
        with self._changed:
            self._waiting.setdefault(owner, deque()).append(thing)
            self._changed.notify()

    def take(self) -> Thing:
        """The oldest thing of whoever waits longest, as soon as there is one; their next one waits behind everyone."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting)
            owner, things = self._waiting.popitem(last=False)
            thing = things.popleft()
            if things:
                self._waiting[owner] = things
            return thing
