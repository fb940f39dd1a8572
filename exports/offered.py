"""While a page is drawn, everything on it that can be taken away is gathered here.

A chart frame or grid *offers* its content; nothing is made of it until somebody takes it. Outside of `gathering` an
offer goes nowhere.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property

from exports.content import Content


class Offer:
    """Something that can be taken away, by its id on the page; its content is made once, when it is first asked for."""

    def __init__(self, id: str, make: Callable[[], Content]) -> None:
        self.id = id
        self._make = make

    @cached_property
    def content(self) -> Content:
        """Made in the language in which it is first asked for: ask in that of the page."""
        return self._make()


Offers = dict[str, Offer]
_gathered: ContextVar[Offers | None] = ContextVar("tc_offers", default=None)


@contextmanager
def gathering() -> Iterator[Offers]:
    """Gather what is offered inside the block, in the order of the page."""
    found: Offers = {}
    token = _gathered.set(found)
    try:
        yield found
    finally:
        _gathered.reset(token)


def offer(id: str, make: Callable[[], Content]) -> None:
    """Offer content under the id that it has on its page."""
    found = _gathered.get()
    if found is not None:
        found[id] = Offer(id, make)
