"""Bridges over missing figures: a straight line, with the season on it where there is one."""

import numpy as np
from numpy.typing import NDArray

from forecasting.filters import Block
from forecasting.record import Floats
from forecasting.seasonal import Season, season_of

ROUNDS = 4


def bridged(figures: Floats, season: int) -> Floats:
    """Return the figures with every missing one filled in; those at the ends take the nearest."""
    whole: Floats = bridged_together(figures[None, :], season)[0]
    return whole


def bridged_together(rows: Floats, season: int) -> Floats:
    """The same for rows that miss their figures at the same places."""
    missing = np.isnan(rows[0])
    if not missing.any():
        return rows
    filled = _straight(rows, missing)
    if season == 1:
        return filled
    for _ in range(ROUNDS):  # the bridge flattens the season at first, and less with each round
        indices = season_of(_block(filled), season)
        plain = indices.off(_block(rows)).values
        filled = np.where(missing, _on(indices, _straight(plain, missing)), rows)
    return filled


def _block(rows: Floats) -> Block:
    return Block(rows, np.full(len(rows), rows.shape[1]))


def _straight(rows: Floats, missing: NDArray[np.bool_]) -> Floats:
    """Straight lines over the missing places, between the nearest known ones."""
    known, places = np.flatnonzero(~missing), np.arange(len(missing))
    after = np.searchsorted(known, places).clip(0, len(known) - 1)
    left, right = known[(after - (known[after] > places)).clip(0)], known[after]
    share = np.clip((places - left) / np.maximum(right - left, 1), 0.0, 1.0)
    return np.asarray(rows[:, left] * (1 - share) + rows[:, right] * share)


def _on(indices: Season, plain: Floats) -> Floats:
    places = np.arange(plain.shape[1]) % indices.length
    return np.asarray((plain + indices.steps[:, places]) * indices.factors[:, places])


def without_season(rows: Floats, season: int) -> Floats:
    """Return rows of one length without their season, where it is significant."""
    block = _block(rows)
    return season_of(block, season).off(block).values
