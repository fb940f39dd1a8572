"""Which targets a target replaced, and which replaced it: by what was written down, else by the days of documents."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from data.records import Target

Heirs = Mapping[int, Set[int]]
"""By id of a former unit, the ids of those that it is part of today."""

Follows = Callable[[Target, Target], bool]


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a target replaced, oldest first, and what replaced it, in the order in which that happened."""

    before: tuple[Target, ...]
    after: tuple[Target, ...]


def lineage(target: Target, others: Iterable[Target], heirs: Heirs) -> Lineage:
    """The whole chain on both sides; a merged unit may have replaced targets of several former ones."""
    known = [one for one in others if one.number != target.number]
    before = _walk(target, known, lambda at, other: replaces(at, other, heirs))
    after = _walk(target, known, lambda at, other: replaces(other, at, heirs))
    return Lineage(tuple(sorted(before, key=_issued)), tuple(sorted(after, key=_issued)))


def replaces(newer: Target, older: Target, heirs: Heirs) -> bool:
    """Whether one target took the place of another.

    It says so itself, or its document was issued on the day on which the other, of the same assigner for the same
    thing and for the same unit or one that became part of it, ceased to hold.
    """
    if newer.supersedes is not None:
        return newer.supersedes == older.number
    unit = newer.entity_id == older.entity_id or newer.entity_id in heirs.get(older.entity_id, frozenset())
    same = newer.indicator == older.indicator and newer.assigned_by == older.assigned_by
    spans = newer.year_from <= older.year_to and older.year_from <= newer.year_to
    return unit and same and spans and older.superseded_on is not None and older.superseded_on == newer.issued_on


def _walk(start: Target, known: Sequence[Target], follows: Follows) -> list[Target]:
    found: dict[int, Target] = {}
    waiting = [start]
    while waiting:
        at = waiting.pop()
        for other in known:
            if other.number not in found and follows(at, other):
                found[other.number] = other
                waiting.append(other)
    return list(found.values())


def _issued(one: Target) -> tuple[date, int]:
    return one.issued_on or date.min, one.number
