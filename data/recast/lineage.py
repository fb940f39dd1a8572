"""Which units stood where a unit of a map stands, at any time: by numbers of units, never by codes, which are re-used.

Looking back, a unit is made of the parts of its predecessors that it received; looking ahead, a unit lives on in its
successors as long as they hold nothing else. Both go on through any number of changes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

TOLERANCE = 1e-6  # by so much the shares of one unit may miss 1
Shares = dict[int, float]


@dataclass(frozen=True, slots=True)
class Link:
    """A part of one unit that went to another on a day; `share` is 1 when the whole did."""

    predecessor: int
    successor: int
    effective_on: date
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Era:
    """A time in which the same units stood where `unit` stands: from `first` until the day before `end`.

    `parts` are pairs (unit, share of it), by number. There are none while nothing can be said: the unit was then only a
    part of others (`lost`), or none of these had begun.
    """

    unit: int
    first: date
    end: date
    parts: tuple[tuple[int, float], ...]
    lost: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the unit itself was in force."""
        return self.parts == ((self.unit, 1.0),)

    @property
    def is_same(self) -> bool:
        """Whether it was one other unit whole."""
        return len(self.parts) == 1 and abs(self.parts[0][1] - 1.0) <= TOLERANCE


@dataclass(frozen=True, slots=True)
class Whole:
    """A unit that is nothing but its members, such as a region: before it began, it is what they were made of."""

    unit: int
    members: tuple[int, ...]
    began: date


@dataclass(frozen=True)
class Lineage:
    """All links, and the units that are wholes of others; asks by number of the unit."""

    links: tuple[Link, ...]
    wholes: tuple[Whole, ...] = ()

    @cached_property
    def _whole(self) -> Mapping[int, Whole]:
        return {whole.unit: whole for whole in self.wholes}

    @cached_property
    def _into(self) -> Mapping[int, list[Link]]:
        return _grouped((link.successor, link) for link in self.links)

    @cached_property
    def _out_of(self) -> Mapping[int, list[Link]]:
        return _grouped((link.predecessor, link) for link in self.links)

    @cached_property
    def units(self) -> frozenset[int]:
        """Every unit that became another or was made of others."""
        return frozenset(unit for link in self.links for unit in (link.predecessor, link.successor)) | set(self._whole)

    def eras(self, unit: int) -> tuple[Era, ...]:
        """The whole of time, cut where the units that stand for `unit` change; oldest first."""
        days = [date.min, *sorted(self._days(unit)), date.max]
        eras: list[Era] = []
        for first, end in pairwise(days):
            shares = self.parts(unit, first)
            parts = tuple(sorted((shares or {}).items()))
            if eras and (eras[-1].parts, eras[-1].lost) == (parts, shares is None):
                first = eras.pop().first
            eras.append(Era(unit, first, end, parts, shares is None))
        return tuple(eras)

    def parts(self, unit: int, day: date) -> Shares | None:
        """Units in force on `day` and the share of each that stands for `unit`; None where nobody can tell."""
        whole = self._whole.get(unit)
        if whole is not None:
            return {unit: 1.0} if day >= whole.began else self._of_members(whole, day)
        gone = [link for link in self._out_of.get(unit, ()) if link.effective_on <= day]
        if gone:
            return self._ahead(unit, gone, day)
        return self._back(unit, day)

    def _days(self, unit: int) -> set[date]:
        """Days on which something may have changed for the unit."""
        whole = self._whole.get(unit)
        if whole is None:
            return {link.effective_on for link in self._reachable(unit)}
        return {whole.began}.union(*(self._days(member) for member in whole.members))

    def _of_members(self, whole: Whole, day: date) -> Shares:
        shares: Shares = {}
        for member in whole.members:
            for part, share in self._back(member, day).items():
                shares[part] = shares.get(part, 0.0) + share
        return shares

    def _back(self, unit: int, day: date) -> Shares:
        into = self._into.get(unit, [])
        still = [link for link in into if link.effective_on > day]
        # A unit that took over one after another existed between the first and the last of them.
        shares: Shares = {unit: 1.0} if len(still) < len(into) or not into else {}
        for link in still:
            for part, share in self._back(link.predecessor, day).items():
                shares[part] = shares.get(part, 0.0) + share * link.share
        return shares

    def _ahead(self, unit: int, gone: list[Link], day: date) -> Shares | None:
        shares: Shares = {}
        for link in gone:
            if any(other.predecessor != unit for other in self._into[link.successor] if other.effective_on <= day):
                return None
            later = self.parts(link.successor, day)
            if later is None:
                return None
            shares |= later
        return shares

    def _reachable(self, unit: int) -> Iterator[Link]:
        """Links on any way back or ahead from `unit`, and those that end the ways ahead."""
        seen: set[Link] = set()
        todo = [unit]
        while todo:
            one = todo.pop()
            for link in (*self._into.get(one, ()), *self._out_of.get(one, ())):
                if link not in seen:
                    seen.add(link)
                    todo += [link.predecessor, link.successor]
                    yield link

    def standing_for(self, units: Collection[int]) -> Mapping[int, tuple[Era, ...]]:
        """For each of these units that has kin, its eras in which others stand for it."""
        found = {unit: tuple(era for era in self.eras(unit) if era.parts and not era.is_own) for unit in units}
        return {unit: eras for unit, eras in found.items() if eras}


def faults(links: Iterable[Link], names: Mapping[int, str]) -> Iterator[str]:
    """What cannot be, in words: shares that do not make up a unit, and ways that lead back to where they began."""
    links = tuple(links)
    for link in links:
        if not 0 < link.share <= 1:
            old, new = names[link.predecessor], names[link.successor]
            yield f"'{old}' gives '{new}' the share {link.share:g}; expected over 0, up to 1"
    for unit, given in sorted(_grouped((link.predecessor, link) for link in links).items()):
        total, days = sum(link.share for link in given), sorted({link.effective_on for link in given})
        if abs(total - 1.0) > TOLERANCE:
            yield f"the shares of '{names[unit]}' add up to {total:g}; expected 1"
        if len(days) > 1:
            ends = " and ".join(map(str, days))
            yield f"'{names[unit]}' ends on {ends}; expected one day, and a unit of its own for what is left"
    for unit in _circles(links):
        yield f"'{names[unit]}' became itself again by way of others; each change needs a unit of its own"


def _circles(links: tuple[Link, ...]) -> list[int]:
    """Units that are reached from themselves: whoever has no predecessor left is taken away until none is."""
    left = set(links)
    while True:
        begun = {link.successor for link in left}
        free = {link for link in left if link.predecessor not in begun}
        if not free:
            return sorted({link.predecessor for link in left} & {link.successor for link in left})
        left -= free


def _grouped(pairs: Iterable[tuple[int, Link]]) -> Mapping[int, list[Link]]:
    groups: dict[int, list[Link]] = defaultdict(list)
    for unit, link in pairs:
        groups[unit].append(link)
    return groups
