"""Reading the weight, numerator or level of many figures at once, each by the best option that all its parts have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from data.periods import Period
from data.recast.figures import NOWHERE, Figures, Flags, Floats, Ints, cells, period_of, step_of
from data.recast.keys import Keys
from data.recast.spans import Option

Options = Callable[[Period], Sequence[Option]]


@dataclass(frozen=True, slots=True)
class Slot:
    """The n-th option of every key: its periods (padded with `NOWHERE`), their number, and what is made of them."""

    steps: Ints
    count: Ints
    averaged: Flags
    proxy: Flags


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for each row: NaN where nothing is known; the option's number (from 1, 0 for none)."""

    value: Floats
    status: Ints
    proxy: Flags
    option: Ints


def slots_of(keys: Keys, other: Figures, options: Options) -> list[Slot]:
    """The options of all keys by their place in the order; empty where the other indicator has no such grain."""
    if not len(other.cell):
        return []
    steps, inverse = np.unique(keys.step, return_inverse=True)
    usable = [_usable(options(period_of(int(step))), other) for step in steps]
    columns = range(max(map(len, usable), default=0))
    return [_slot([row[n] if n < len(row) else None for row in usable], inverse) for n in columns]


def _usable(options: Sequence[Option], other: Figures) -> list[Option | None]:
    return [one if {tile.grain for tile in one.tiles} <= other.grains else None for one in options]


def _slot(chosen: Sequence[Option | None], inverse: Ints) -> Slot:
    width = max((len(one.tiles) for one in chosen if one), default=0)
    table = np.full((len(chosen), width), NOWHERE, dtype=np.int64)
    for row, one in enumerate(chosen):
        if one:
            table[row, : len(one.tiles)] = [step_of(tile) for tile in one.tiles]
    return Slot(
        steps=table[inverse],
        count=np.array([len(one.tiles) if one else 0 for one in chosen], dtype=np.int64)[inverse],
        averaged=np.array([bool(one and one.averaged) for one in chosen])[inverse],
        proxy=np.array([bool(one and one.proxy) for one in chosen])[inverse],
    )


def read(other: Figures, slots: Sequence[Slot], at: Ints, key: Ints, unit: Ints, moment: Ints) -> Reading:
    """Read for rows (the value that each belongs to, its key, the part, the moment) by the first option that all rows
    of a value have, else by the first of those that most have: weights of different spans cannot stand side by side.
    """
    rows = len(at)
    found = Reading(np.full(rows, np.nan), np.zeros(rows, np.int64), np.zeros(rows, bool), np.zeros(rows, np.int64))
    expected = np.bincount(at)
    most = np.zeros(len(expected), dtype=np.int64)
    for number, slot in enumerate(slots, start=1):
        row = np.flatnonzero((most < expected)[at] & (slot.count[key] > 0))
        if not len(row):
            continue
        value, status = _built(other, slot, key[row], unit[row], moment[row])
        have = np.bincount(at[row], weights=~np.isnan(value), minlength=len(expected)).astype(np.int64)
        better = (have > most)[at[row]]
        most = np.maximum(most, have)
        taken, value, status = row[better], value[better], status[better]
        found.value[taken], found.status[taken] = value, status
        found.proxy[taken], found.option[taken] = slot.proxy[key[taken]], number
    return found


def _built(other: Figures, slot: Slot, key: Ints, unit: Ints, moment: Ints) -> tuple[Floats, Ints]:
    """Sum or mean over the periods of an option, NaN where one is missing; and the least certain status."""
    total, status = np.zeros(len(key)), np.zeros(len(key), dtype=np.int64)
    for column in range(slot.steps.shape[1]):
        value, sure = other.taken(other.at(cells(unit, slot.steps[key, column]), moment))
        total += np.where(column < slot.count[key], value, 0.0)
        status = np.maximum(status, sure)
    return total / np.where(slot.averaged[key], slot.count[key], 1), status
