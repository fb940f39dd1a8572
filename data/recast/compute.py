"""Recast values of one indicator, all at once: every figure of every unit of a map, as known at every moment.

Each value is worked out anew from what was known at a moment, so it does not matter in which order the parts came.
Every rule is a sum above the line, and mostly one below it, over the parts of a unit:

    sum      S share x value                        ratio    S share x n / S share x (n / value), n the numerator
    mean     S share x value / S share              growth   (S share x level / S share x level a year before - 1) x 100
    wmean    S share x weight x value / S share x weight
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from data.periods import Period
from data.recast.figures import NOWHERE, SEVERITY, Figures, Flags, Floats, Ints, cells
from data.recast.keys import Keys, Scope, keys_of, moments, one_key
from data.recast.lineage import TOLERANCE, Era
from data.recast.reading import Reading, Slot, read, slots_of
from data.recast.rules import Reason, RecastRule, Rule
from data.recast.spans import Option, options

ESTIMATE, MISSING = SEVERITY.index("E"), SEVERITY.index("M")
REASONS = (None, Reason.PART_MISSING, Reason.WEIGHT_MISSING, Reason.ZERO_BASE)
WHOLE, NO_PART, NO_WEIGHT, NO_BASE = range(len(REASONS))
NO_SOURCE = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Job:
    """One indicator: its rule, its figures, those of the indicator that the rule needs, and how its periods add up."""

    rule: Rule
    figures: Figures
    other: Figures
    other_time: str = "none"

    def options(self, period: Period) -> tuple[Option, ...]:
        """Where the other indicator is read for a figure of this period."""
        return options(self.rule, self.other_time, period) if self.rule.other else ()

    def options_before(self, period: Period) -> tuple[Option, ...]:
        """Where it is read for the year before, which growth is counted on."""
        return self.options(period.year_before())


@dataclass(frozen=True, slots=True)
class Parts:
    """One row for each part of each value. `lacks` is a place in `REASONS`, `option` the number of the one taken."""

    at: Ints
    unit: Ints
    share: Floats
    value: Floats
    amount: Floats
    weight: Floats
    status: Ints
    place: Ints
    proxy: Flags
    option: Ints
    lacks: Ints


@dataclass(frozen=True, slots=True)
class Recast:
    """Values by unit, period and moment; `until` is when another one took its place, 0 while none has.

    `same` marks what one unit had whole; `reason` is a place in `REASONS`; `above` and `below` are the sums.
    """

    unit: Ints
    step: Ints
    moment: Ints
    until: Ints
    value: Floats
    status: Ints
    source: Ints
    parts: Ints
    expected: Ints
    same: Flags
    reason: Ints
    above: Floats
    below: Floats

    def where(self, chosen: Flags) -> "Recast":
        return Recast(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def recast(job: Job, eras: Iterable[Era], scope: Scope | None = None) -> Recast:
    """Every value of the eras' units, or of `scope` alone where it is given, as known at every moment."""
    wanted = [era for era in eras if era.is_same or job.rule.kind is not RecastRule.NONE]
    keys = keys_of(job.figures, wanted, scope)
    slots = _slots(job, keys)
    owner, moment = moments(job.figures, keys, job.other, [slot.steps for each in slots for slot in each])
    values, _ = _evaluate(job, keys, slots, owner, moment)
    return _changes(values)


def one(job: Job, era: Era, step: int, moment: int) -> tuple[Recast, Parts]:
    """One value as known at a moment, and all its parts, whether they are there or not."""
    keys = one_key(era, step)
    return _evaluate(job, keys, _slots(job, keys), np.zeros(1, dtype=np.int64), np.array([moment], dtype=np.int64))


def _slots(job: Job, keys: Keys) -> tuple[list[Slot], list[Slot]]:
    before = slots_of(keys, job.other, job.options_before) if job.rule.kind is RecastRule.GROWTH else []
    return slots_of(keys, job.other, job.options), before


def _evaluate(
    job: Job, keys: Keys, slots: tuple[list[Slot], list[Slot]], owner: Ints, moment: Ints
) -> tuple[Recast, Parts]:
    """Values of the keys `owner` as known at `moment`, and the parts they were made of."""
    at, row = keys.rows_of(owner)
    key, unit = keys.key[row], keys.part[row]
    now, before = (read(job.other, each, at, key, unit, moment[at]) for each in slots)
    place = job.figures.at(cells(unit, keys.step[key]), moment[at])
    value, status = job.figures.taken(place)
    terms = _terms(job.rule.kind, value, now, before)
    plain = _terms(RecastRule.SAME, value, now, before)
    amount, weight, lacks = (np.where(keys.same[key], one, other) for one, other in zip(plain, terms, strict=True))
    share = keys.share[row]
    proxy = ~keys.same[key] & (now.proxy | job.rule.proxy)
    status = _least_certain(job.rule.kind, keys.same[key], status, now, before)
    parts = Parts(at, unit, share, value, amount, weight, status, place, proxy, now.option, lacks)
    return _values(job, keys, owner, moment, _nothing_at_all(job, parts)), parts


def _terms(kind: RecastRule, value: Floats, now: Reading, before: Reading) -> tuple[Floats, Floats, Ints]:
    """For each row what is summed above the line, what below it, and what is lacking."""
    nothing = np.where(np.isnan(value), NO_PART, WHOLE)
    match kind:
        case RecastRule.WMEAN:
            return value * now.value, now.value, np.where(nothing == WHOLE, _unread(now), nothing)
        case RecastRule.RATIO:
            with np.errstate(divide="ignore", invalid="ignore"):
                below = np.where(value == 0, np.nan, now.value / value)
            lacks = np.where(_unread(now) == WHOLE, np.where(value == 0, NO_BASE, WHOLE), NO_WEIGHT)
            return now.value, below, np.where(nothing == WHOLE, lacks, nothing)
        case RecastRule.GROWTH:
            return now.value, before.value, np.maximum(_unread(now), _unread(before))
        case RecastRule.MEAN:
            return value, np.ones(len(value)), nothing
    return value, np.full(len(value), np.nan), nothing


def _unread(reading: Reading) -> Ints:
    return np.where(np.isnan(reading.value), NO_WEIGHT, WHOLE)


def _least_certain(kind: RecastRule, same: Flags, status: Ints, now: Reading, before: Reading) -> Ints:
    """Status of each row: of all that enters it, which for growth is not the part's own figure."""
    entered = np.zeros_like(status) if kind is RecastRule.GROWTH else status
    return np.where(same, status, np.maximum.reduce([entered, now.status, before.status]))


def _nothing_at_all(job: Job, parts: Parts) -> Parts:
    """Let rates of nothing be nothing: where every part has 0 of an unknown whole, so has the unit."""
    if job.rule.kind is not RecastRule.RATIO or not len(parts.at):
        return parts
    idle = (parts.value == 0) & (parts.amount == 0)
    all_idle = np.logical_and.reduceat(idle, _firsts(parts.at))[parts.at]
    parts.lacks[all_idle], parts.weight[all_idle] = WHOLE, 1.0
    return parts


def _values(job: Job, keys: Keys, owner: Ints, moment: Ints, parts: Parts) -> Recast:
    number, first = len(owner), _firsts(parts.at)
    here = parts.lacks == WHOLE
    present = np.bincount(parts.at, weights=here, minlength=number).astype(np.int64)
    above, below = (_sum(parts.at, parts.share * column, number) for column in (parts.amount, parts.weight))
    same, expected = keys.same[owner], keys.expected[owner]
    reason = _reasons(parts, number)
    value = _made(job.rule.kind, same, above, below)
    reason = np.where((reason == WHOLE) & np.isnan(value), NO_BASE, reason)
    status = np.maximum.reduceat(parts.status, first) if number else parts.status
    guessed = parts.proxy | (np.abs(parts.share - 1.0) > TOLERANCE)
    status = np.maximum(status, np.where(_any(parts.at, guessed, number), ESTIMATE, 0))
    known = parts.place != NOWHERE
    source = np.where(known, job.figures.source[parts.place], NO_SOURCE) if len(job.figures.cell) else parts.place
    return Recast(
        unit=keys.unit[owner],
        step=keys.step[owner],
        moment=moment,
        until=np.zeros(number, dtype=np.int64),
        value=np.where(reason == WHOLE, value, np.nan),
        status=np.where(reason == WHOLE, status, MISSING),
        source=np.minimum.reduceat(source, first) if number else source,
        parts=present,
        expected=expected,
        same=same,
        reason=reason,
        above=above,
        below=below,
    )


def _made(kind: RecastRule, same: Flags, above: Floats, below: Floats) -> Floats:
    """The figure from both sums; NaN where it would be divided by nothing, or by less."""
    if kind in (RecastRule.SUM, RecastRule.NONE):
        return above
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = np.where(below > 0, above / below, np.nan)
    made = (quotient - 1) * 100 if kind is RecastRule.GROWTH else quotient
    return np.where(same, above, made)


def _reasons(parts: Parts, number: int) -> Ints:
    """Why each value cannot be made: a part that is missing goes before a weight that is."""
    reason = np.zeros(number, dtype=np.int64)
    for code in (NO_BASE, NO_WEIGHT, NO_PART):
        reason[_any(parts.at, parts.lacks == code, number)] = code
    return reason


def _changes(values: Recast) -> Recast:
    """Without what said the same as before, and each with the moment at which the next one took its place."""
    follows = np.zeros(len(values.unit), dtype=bool)
    follows[1:] = (values.unit[1:] == values.unit[:-1]) & (values.step[1:] == values.step[:-1])
    again = follows.copy()
    for name in ("status", "source", "parts", "expected", "reason"):
        column = getattr(values, name)
        again[1:] &= column[1:] == column[:-1]
    value = values.value
    again[1:] &= (value[1:] == value[:-1]) | (np.isnan(value[1:]) & np.isnan(value[:-1]))
    kept = values.where(~again)
    follows = follows[~again]
    kept.until[:-1] = np.where(follows[1:], kept.moment[1:], 0)
    return kept


def _firsts(at: Ints) -> Ints:
    return np.flatnonzero(np.diff(at, prepend=-1))


def _sum(at: Ints, column: Floats, number: int) -> Floats:
    """Sums by value, leaving out what is not known: such a value is not made anyway."""
    return np.bincount(at, weights=np.nan_to_num(column), minlength=number).astype(float)


def _any(at: Ints, flags: Flags, number: int) -> Flags:
    return np.bincount(at, weights=flags, minlength=number) > 0
