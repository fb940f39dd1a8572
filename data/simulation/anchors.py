"""Bending a simulated path so that it runs through every figure that was published.

The path is `prior * exp(deviation)` for amounts and `prior + deviation` for rates. The deviation is a Gaussian process
(a level, a trend, and wanderings that fade within months), conditioned on the published figures: months, quarters,
spans and years at once. Gaps therefore join smoothly, and a known annual total is spread over its months.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from data.simulation.timeline import Floats, Ints, Timeline

MEMORY_YEARS = 0.6
LEVEL, TREND, WANDER = 0.6, 0.06, 0.25
ROUNDS = 8  # Newton steps; amounts are exponential in the deviation
JITTER = 1e-10


@dataclass(frozen=True, slots=True)
class Anchor:
    """`weights @ path[places]` must equal `total`."""

    places: Ints
    weights: Floats
    total: float


def useful(anchors: Iterable[Anchor]) -> list[Anchor]:
    """Anchors without those whose periods are all known one by one already (later sources may disagree slightly)."""
    listed = list(anchors)
    known = {int(anchor.places[0]) for anchor in listed if len(anchor.places) == 1}
    wide = [anchor for anchor in listed if len(anchor.places) > 1 and set(anchor.places.tolist()) - known]
    single: dict[int, Anchor] = {int(anchor.places[0]): anchor for anchor in listed if len(anchor.places) == 1}
    return [*single.values(), *wide]


def bend(prior: Floats, line: Timeline, anchors: list[Anchor], *, multiplicative: bool) -> Floats:
    """The path nearest to `prior` that meets all anchors (to rounding; contradicting ones are met in the mean)."""
    if not anchors:
        return prior
    rows = np.zeros((len(anchors), len(prior)))
    for number, anchor in enumerate(anchors):
        rows[number, anchor.places] = anchor.weights
    totals = np.array([anchor.total for anchor in anchors])
    spread = _covariance(line)
    deviation = np.zeros_like(prior)
    for _ in range(ROUNDS if multiplicative else 1):
        path = prior * np.exp(deviation) if multiplicative else prior + deviation
        slope = rows * path if multiplicative else rows
        size = np.maximum(np.abs(slope).sum(axis=1), 1e-12)
        slope, missing = slope / size[:, None], (totals - rows @ path) / size
        gain = slope @ spread @ slope.T
        answer = np.linalg.lstsq(gain + JITTER * np.eye(len(gain)), missing + slope @ deviation, rcond=None)[0]
        deviation = spread @ slope.T @ answer
    bent: Floats = prior * np.exp(deviation) if multiplicative else prior + deviation
    return bent


def _covariance(line: Timeline) -> Floats:
    time = line.time - line.time.mean()
    apart = np.abs(time[:, None] - time[None, :])
    cover: Floats = LEVEL**2 + TREND**2 * np.outer(time, time) + WANDER**2 * np.exp(-apart / MEMORY_YEARS)
    return cover
