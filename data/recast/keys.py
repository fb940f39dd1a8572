"""Which values are to be made: units of a map by periods, their parts, and the moments at which they changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from data.recast.figures import FIRST_DAY, Figures, Flags, Floats, Ints, cells, days_of, moments_of, years_of
from data.recast.lineage import Era

Years = tuple[int, int]
Scope = Mapping[int, Years]
"""The first and the last year that are wanted of each unit of the map."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Values to be made, by unit and period, and one row for each part of each: its key, the part, and its share."""

    unit: Ints
    step: Ints
    expected: Ints
    same: Flags
    key: Ints
    part: Ints
    share: Floats

    def rows_of(self, owner: Ints) -> tuple[Ints, Ints]:
        """The rows of each of these keys one after another: the place in `owner`, and the row."""
        first, end = np.searchsorted(self.key, owner), np.searchsorted(self.key, owner, side="right")
        count = end - first
        before = np.concatenate(([0], np.cumsum(count)[:-1])) if len(count) else count
        return np.repeat(np.arange(len(owner)), count), np.repeat(first - before, count) + np.arange(count.sum())


def keys_of(figures: Figures, eras: Sequence[Era], scope: Scope | None) -> Keys:
    """A key for each period of an era for which any of its parts has a figure, with a row for every part of the era."""
    found = [(era, _steps(figures, era, scope)) for era in eras if era.parts]
    lengths = np.array([len(steps) for _, steps in found], dtype=np.int64)
    widths = np.repeat(np.array([len(era.parts) for era, _ in found], dtype=np.int64), lengths)
    nothing = np.empty(0, dtype=np.int64)
    return Keys(
        unit=np.repeat(np.array([era.unit for era, _ in found], dtype=np.int64), lengths),
        step=np.concatenate([steps for _, steps in found] or [nothing]),
        expected=widths,
        same=np.repeat(np.array([era.is_same for era, _ in found], dtype=bool), lengths),
        key=np.repeat(np.arange(len(widths)), widths),
        part=np.concatenate(
            [np.tile([part for part, _ in era.parts], len(steps)) for era, steps in found] or [nothing]
        ),
        share=np.concatenate(
            [np.tile([share for _, share in era.parts], len(steps)) for era, steps in found] or [np.empty(0)]
        ),
    )


def _steps(figures: Figures, era: Era, scope: Scope | None) -> Ints:
    """Periods of an era for which any part has a figure, in order."""
    steps = np.unique(np.concatenate([figures.steps_of(part) for part, _ in era.parts]))
    days = days_of(steps)
    inside = (days >= (era.first - FIRST_DAY).days) & (days < (era.end - FIRST_DAY).days)
    if scope is not None:
        first, last = scope[era.unit]
        inside &= (years_of(steps) >= first) & (years_of(steps) <= last)
    return steps[inside]


def one_key(era: Era, step: int) -> Keys:
    """The key of one value, with a row for each part, whether it has a figure or not."""
    return Keys(
        unit=np.array([era.unit], dtype=np.int64),
        step=np.array([step], dtype=np.int64),
        expected=np.array([len(era.parts)], dtype=np.int64),
        same=np.array([era.is_same]),
        key=np.zeros(len(era.parts), dtype=np.int64),
        part=np.array([part for part, _ in era.parts], dtype=np.int64),
        share=np.array([share for _, share in era.parts], dtype=float),
    )


def moments(figures: Figures, keys: Keys, other: Figures, read_at: Sequence[Ints]) -> tuple[Ints, Ints]:
    """When each value may have changed, as pairs (place of the key, moment) in order.

    A value begins with the first figure of a part; what was known of weights before is in it from then on. `read_at`
    are tables of periods (keys by columns) at which the other indicator is read.
    """
    owner, moment = moments_of(figures, cells(keys.part, keys.step[keys.key]), keys.key)
    begins = np.full(len(keys.unit), np.iinfo(np.int64).max)
    np.minimum.at(begins, owner, moment)
    rows = np.flatnonzero(~keys.same[keys.key])
    found = [(owner, moment)]
    for table in read_at:
        for column in table[keys.key[rows]].T:
            owner, moment = moments_of(other, cells(keys.part[rows], column), keys.key[rows])
            later = moment > begins[owner]
            found.append((owner[later], moment[later]))
    return _each_once(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _each_once(owner: Ints, moment: Ints) -> tuple[Ints, Ints]:
    order = np.lexsort((moment, owner))
    owner, moment = owner[order], moment[order]
    fresh = np.ones(len(owner), dtype=bool)
    fresh[1:] = (owner[1:] != owner[:-1]) | (moment[1:] != moment[:-1])
    return owner[fresh], moment[fresh]
