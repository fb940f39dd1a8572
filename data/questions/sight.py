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

UNWEIGHED = ("same", "sum", "mean", "none")
"""Rules of recasting that need no other indicator."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Of the indicators in `hidden`, only the figures of `units` are seen; of all others, every figure (ids).

    Figures that are made for another map are seen where all that they are made of is: of `whole` units, whose
    predecessors and successors are among `units`; and not where a hidden indicator weighs them (`weighed`), for a mean
    whose parts are known tells how they were weighed.
    """

    hidden: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    whole: frozenset[int] = frozenset()
    weighed: frozenset[int] = frozenset()

    def sees(self, indicator_id: int, entity_id: int) -> bool:
        """Whether the figures of this unit for this indicator are seen."""
        return indicator_id not in self.hidden or entity_id in self.units

    def conditions(self, table: FromClause) -> list[ColumnElement[bool]]:
        """Conditions on a table that has indicator_id and entity_id; none where nothing is hidden."""
        if not self.hidden:
            return []
        made = "rule" in table.c
        mine = table.c.entity_id.in_(sorted(self.whole if made else self.units))
        found = [or_(table.c.indicator_id.not_in(sorted(self.hidden)), mine)]
        if made and self.weighed:
            found.append(or_(table.c.indicator_id.not_in(sorted(self.weighed)), table.c.rule.in_(UNWEIGHED), mine))
        return found


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
