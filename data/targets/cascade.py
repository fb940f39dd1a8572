"""From the whole to its parts: who handed what on to whom, whether the parts give the whole, and who has nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.records import Entity, Target
from data.targets.kinds import Standing, bounds, meets
from data.targets.rules import declared_target

RANK = {"QH": 0, "CP": 1}
"""Who assigns, highest first; everybody else comes after, and a unit for itself last."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A target, and the targets that hand it on."""

    target: Target
    below: tuple["Branch", ...]

    @property
    def size(self) -> int:
        """How many targets there are, this one included."""
        return 1 + sum(one.size for one in self.below)


@dataclass(frozen=True, slots=True)
class RollUp:
    """The parts put together. Shares are of the weight of all units, 0 to 1.

    `miss` is in the unit of the target (points for a rate): what the units with a target give, less the least (or most)
    that is asked of the whole. `rest` is what the units without one must reach for the whole to be reached; None where
    every unit has one.
    """

    reached: float | None
    miss: float | None
    covered: float
    enough: bool | None
    rest: float | None
    without: tuple[int, ...]
    unweighted: tuple[int, ...]


def forest(targets: Iterable[Target], units: Iterable[Entity]) -> tuple[Branch, ...]:
    """Trees of targets: each hangs below the nearest one that asks the same of the same unit or of one above it."""
    parents = {one.id: one.parent_id for one in units}
    ranked = sorted(targets, key=lambda one: (_depth(one, parents), *_rank(one), one.number))
    above: dict[int, int] = {}
    for place, one in enumerate(ranked):
        found = [other for other in ranked[:place] if _hands_on(other, one, parents)]
        if found:
            above[one.number] = found[-1].number
    return tuple(_branch(one, ranked, above) for one in ranked if one.number not in above)


def _branch(target: Target, targets: Sequence[Target], above: Mapping[int, int]) -> Branch:
    below = (one for one in targets if above.get(one.number) == target.number)
    return Branch(target, tuple(_branch(one, targets, above) for one in below))


def _rank(target: Target) -> tuple[int, bool]:
    return RANK.get(target.assigned_by, len(RANK)), target.standing == Standing.OWN


def _depth(target: Target, parents: Mapping[int, int | None]) -> int:
    return len(_line(target.entity_id, parents))


def _line(unit: int, parents: Mapping[int, int | None]) -> list[int]:
    found, at = [unit], parents.get(unit)
    while at is not None and at not in found:
        found.append(at)
        at = parents.get(at)
    return found


def _hands_on(upper: Target, lower: Target, parents: Mapping[int, int | None]) -> bool:
    same = lower.indicator in (upper.indicator, declared_target(upper.indicator).get("parts_code"))
    spans = upper.year_from <= lower.year_from and lower.year_to <= upper.year_to
    higher = _rank(upper) < _rank(lower) or upper.entity_id != lower.entity_id
    return same and spans and higher and upper.entity_id in _line(lower.entity_id, parents)


def roll_up(whole: Target, parts: Iterable[Target], weights: Mapping[int, float]) -> RollUp:
    """Put the targets of units together as a weighted mean; of a band, its lower end counts.

    Args:
        whole: What is asked of all.
        parts: What is asked of units; where two ask, the one of the highest counts.
        weights: Amounts of the year before, by unit; a unit that is not named has none.
    """
    by_unit: dict[int, Target] = {}
    for one in sorted(parts, key=_rank, reverse=True):
        by_unit[one.entity_id] = one
    asked = {unit: one for unit, one in by_unit.items() if weights.get(unit, 0.0) > 0}
    total = sum(value for value in weights.values() if value > 0)
    without = tuple(unit for unit, value in weights.items() if value > 0 and unit not in asked)
    weighed = sum(weights[unit] for unit in asked)
    unweighted = tuple(sorted(set(by_unit) - set(asked)))
    if not asked:
        return RollUp(None, None, 0.0, None, None, without, unweighted)
    reached = sum(weights[unit] * one.value for unit, one in asked.items()) / weighed
    goal = _goal(whole)
    rest = (goal * total - reached * weighed) / (total - weighed) if without else None
    enough = None if without else meets(whole, reached) or _beyond(whole, reached)
    return RollUp(reached, reached - goal, weighed / total, enough, rest, without, unweighted)


def _goal(whole: Target) -> float:
    """The end of what is asked that must be reached."""
    low, high = bounds(whole)
    return high if low == -float("inf") else low


def _beyond(whole: Target, reached: float) -> bool:
    """Whether the parts give more than is asked, which is no shortfall."""
    low, _high = bounds(whole)
    return low != -float("inf") and reached > low


def gaps(targets: Iterable[Target], units: Iterable[Entity]) -> dict[str, tuple[int, ...]]:
    """By indicator that some unit has a target for, the ids of the units that have none."""
    held: dict[str, set[int]] = {}
    for one in targets:
        held.setdefault(one.indicator, set()).add(one.entity_id)
    ids = [one.id for one in units]
    return {code: tuple(id for id in ids if id not in have) for code, have in held.items() if have & set(ids)}
