"""Targets: what documents ask of units, how it is read, kept, and held against figures."""

from data.targets.kinds import Measure, Operator, Side, Standing, bounds, favourable, meets, tolerance, wanted
from data.targets.states import State, Thresholds, final, so_far
from data.targets.wording import Wording, read_wording

__all__ = [
    "Measure",
    "Operator",
    "Side",
    "Standing",
    "State",
    "Thresholds",
    "Wording",
    "bounds",
    "favourable",
    "final",
    "meets",
    "read_wording",
    "so_far",
    "tolerance",
    "wanted",
]
