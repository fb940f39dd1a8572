"""What every model hands over: a forecast and its spread for each row of a block, and the parameters behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from forecasting.record import Floats

# Evidence counts for two fifths: one-step errors say less about ten steps ahead than a likelihood makes of them.
# Chosen on rolling origins within training parts (docs/forecasting.md); between a quarter and a half little changes.
TEMPER = 0.4
HOPELESS = 1e6  # for a model with more parameters than the row can tell: the simplest of them is left


@dataclass(frozen=True, slots=True)
class Member:
    """One model on all rows: `mean` and `spread` (standard deviation) have a row for each series, a column a period."""

    name: str
    mean: Floats
    spread: Floats
    parameters: Callable[[int], Mapping[str, float]]


def nothing(_: int) -> Mapping[str, float]:
    """The parameters of a model that has none."""
    return {}


def information(errors: Floats, lengths: Floats, parameters: int) -> tuple[Floats, Floats]:
    """Return AICc up to a constant, and the error variance, of each row.

    Hurvich, Tsai (1989). `parameters` counts initial states and the variance too. For a row too
    short for the model AICc has no value; there the fewest parameters win.
    """
    variance = np.einsum("sn,sn->s", errors, errors) / lengths
    room = lengths - parameters - 1
    penalty = 2 * parameters + 2 * parameters * (parameters + 1) / np.maximum(room, 1e-9)
    return lengths * np.log(np.maximum(variance, 1e-20)) + np.where(room > 0, penalty, HOPELESS * parameters), variance


def evidence(criteria: Floats, shares: Floats) -> Floats:
    """Return the weight of each point (first axis) for each row, adding up to 1; `shares` is what they start from."""
    strength = -0.5 * TEMPER * (criteria - criteria.min(axis=0))
    weights: Floats = shares[:, None] * np.exp(strength)
    return np.asarray(weights / weights.sum(axis=0))
