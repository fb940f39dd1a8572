"""What many ask for again and again is read once for all of them, and nobody waits while it is read again."""

from collections.abc import Callable
from threading import Condition
from time import monotonic
from typing import Generic, TypeVar

from data.errors import WarehouseError

Reading = TypeVar("Reading")
OLDEST = 4.0


class Pulse(Generic[Reading]):
    """A reading that is `seconds` old at most, however many ask for it.

    One thread reads; the others are told what was read last meanwhile, so that a warehouse that is slow to answer holds
    one thread and not all of them. That it could not be read is told to all, too.
    """

    def __init__(self, read: Callable[[], Reading], seconds: float) -> None:
        self._read, self._seconds = read, seconds
        self._turn = Condition()
        self._reading = False
        self._told: tuple[Reading] | WarehouseError | None = None
        self._at = float("-inf")

    def beat(self) -> Reading:
        """The newest reading; raises the `WarehouseError` with which it failed."""
        with self._turn:
            while self._reading and monotonic() - self._at >= OLDEST:
                self._turn.wait()
            if self._told is not None and (self._reading or monotonic() - self._at < self._seconds):
                return _said(self._told)
            self._reading = True
        told: tuple[Reading] | WarehouseError | None = None
        try:
            told = (self._read(),)
        except WarehouseError as problem:
            told = problem
        finally:  # also where reading failed in a way that is nobody's to be told but of whoever read
            with self._turn:
                self._reading = False
                if told is not None:
                    self._told, self._at = told, monotonic()
                self._turn.notify_all()
        return _said(told)


def _said(told: tuple[Reading] | WarehouseError) -> Reading:
    if isinstance(told, WarehouseError):
        raise type(told)(*told.args) from told  # its own, for several threads raise it
    return told[0]
