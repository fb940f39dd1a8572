"""Sharing a national path out to provinces, so that they add up to it by the indicator's own rule."""

from dataclasses import dataclass

import numpy as np

from data.simulation.timeline import Floats, Ints, Timeline

RAKING_ROUNDS = 40
MERGED = np.datetime64("2025-07-01")


@dataclass(frozen=True, slots=True)
class Geography:
    """Provinces of both editions. `heirs[i, j]` is 1 where old province i went into new province j.

    `severity` is how hard the wave of 2021 hit an old province, 1 for the nation.
    """

    old: list[str]
    new: list[str]
    heirs: Floats
    old_regions: dict[str, Ints]
    new_regions: dict[str, Ints]
    population: Floats
    area: Floats
    table: dict[str, Floats]
    development: Floats
    severity: Floats

    def old_era(self, line: Timeline) -> Ints:
        return np.flatnonzero(line.ends < MERGED)

    def new_era(self, line: Timeline) -> Ints:
        return np.flatnonzero(line.ends >= MERGED)


def shared_out(totals: Floats, weights: Floats, decimals: int) -> Floats:
    """`totals` (periods) shared by `weights` (periods x units), rounded so that each row adds up exactly.

    The largest remainders are rounded up, so no unit is off by more than one in the last place.
    """
    scale = 10.0**decimals
    whole = np.rint(totals * scale)
    exact = whole[:, None] * weights / weights.sum(axis=1, keepdims=True)
    floor = np.floor(exact)
    left = (whole - floor.sum(axis=1)).astype(np.int64)
    order = np.argsort(np.argsort(-(exact - floor), axis=1, kind="stable"), axis=1)
    parts: Floats = (floor + (order < left[:, None])) / scale
    return parts


def raked(values: Floats, weights: Floats, means: Floats, low: float, high: float) -> Floats:
    """`values` (periods x units) moved evenly until each row's weighted mean is `means`, inside [low, high].

    Units at a bound stay there and the others take the rest.
    """
    moved = np.clip(values, low, high)
    share = weights / weights.sum(axis=1, keepdims=True)
    for _ in range(RAKING_ROUNDS):
        gap = means - (share * moved).sum(axis=1)
        if np.abs(gap).max() < 1e-9:
            break
        free = np.where(gap[:, None] > 0, moved < high, moved > low)
        room = (share * free).sum(axis=1)
        step = np.where(room > 0, gap / np.where(room > 0, room, 1), 0)
        moved = np.clip(moved + step[:, None] * free, low, high)
    return moved


def scaled(factors: Floats, weights: Floats, means: Floats) -> Floats:
    """Positive `factors` (periods x units) scaled so that each row's weighted mean is `means`."""
    share = weights / weights.sum(axis=1, keepdims=True)
    values: Floats = means[:, None] * factors / (share * factors).sum(axis=1, keepdims=True)
    return values


def merged_means(values: Floats, weights: Floats, heirs: Floats) -> Floats:
    """Weighted means of old provinces over the new ones that they became."""
    means: Floats = (values * weights) @ heirs / (weights @ heirs)
    return means
