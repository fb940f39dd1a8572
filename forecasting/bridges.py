"""Bridges over missing figures: a straight line, with the season on it where there is one."""

import numpy as np

from forecasting.filters import Block
from forecasting.record import Floats
from forecasting.seasonal import Season, season_of

ROUNDS = 4


def bridged(figures: Floats, season: int) -> Floats:
    """Return the figures with every missing one filled in; those at the ends take the nearest."""
    missing = np.isnan(figures)
    if not missing.any():
        return figures
    filled = _straight(figures)
    if season == 1:
        return filled
    for _ in range(ROUNDS):  # the bridge flattens the season at first, and less with each round
        indices = season_of(_block(filled), season)
        plain = indices.off(_block(figures)).values[0]
        filled = _on(indices, _straight(plain), figures)
    return filled


def _block(figures: Floats) -> Block:
    return Block(figures[None, :], np.array([len(figures)]))


def _straight(figures: Floats) -> Floats:
    places = np.arange(len(figures))
    known = ~np.isnan(figures)
    return np.interp(places, places[known], figures[known])


def _on(indices: Season, plain: Floats, figures: Floats) -> Floats:
    places = np.arange(len(plain)) % indices.length
    filled = (plain + indices.steps[0, places]) * indices.factors[0, places]
    return np.where(np.isnan(figures), filled, figures)


def without_season(figures: Floats, season: int) -> Floats:
    """Return the figures without their season, where it is significant."""
    block = _block(figures)
    plain: Floats = season_of(block, season).off(block).values[0]
    return plain
