"""What may be seen: which restricted figures are hidden, as a condition on any table of figures.

Whoever asks is given a sight by `access`; the questions put it into every query. So an answer is worked out from the
figures that may be seen and from nothing else: a rank, a sum or a count cannot give away what it was not made of.
"""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, FromClause, or_

Pair = tuple[int, int]
"""An indicator and a unit, by their ids."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Of the indicators in `hidden`, only the figures of `units` are seen; of all others, every figure (ids)."""

    hidden: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()

    @classmethod
    def of(cls, restricted: Set[int], indicators: Set[int], units: Set[int]) -> "Sight":
        """The sight of whoever sees these of the restricted indicators whole, and every figure of these units.

        Where nothing stays hidden it is `FULL`, so that most people share one cache.
        """
        hidden = frozenset(restricted - indicators)
        return cls(hidden, frozenset(units)) if hidden else FULL

    def sees(self, indicator_id: int, entity_id: int) -> bool:
        """Whether the figures of this unit for this indicator are seen."""
        return indicator_id not in self.hidden or entity_id in self.units

    def conditions(self, table: FromClause) -> list[ColumnElement[bool]]:
        """Conditions on a table that has indicator_id and entity_id; none where nothing is hidden."""
        if not self.hidden:
            return []
        open_to_all = table.c.indicator_id.not_in(sorted(self.hidden))
        return [or_(open_to_all, table.c.entity_id.in_(sorted(self.units))) if self.units else open_to_all]


FULL = Sight()
"""Nothing is hidden: the desk, the commands, and what the server asks for itself."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Restricted figures in answers: those that were asked for, and those that came along with all others of a unit."""

    asked: set[Pair] = field(default_factory=set)
    along: set[Pair] = field(default_factory=set)


_noted: ContextVar[Noted | None] = ContextVar("restricted_figures_shown", default=None)


@contextmanager
def noting() -> Iterator[Noted]:
    """Collect the restricted figures that answers given in this block are made of, for the record of who saw what."""
    found = Noted()
    before = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(before)


def note(pairs: Set[Pair], *, along: bool = False) -> None:
    """Add to what is being collected, if anything is."""
    found = _noted.get()
    if found is not None:
        (found.along if along else found.asked).update(pairs)
