"""Exponential smoothing with additive errors, ETS(A, N/A/Ad, N/A), for a whole block of series at once.

Hyndman, Koehler, Ord, Snyder (2008), Forecasting with Exponential Smoothing, chapter 2, each model as one linear
filter. Parameters lie on a grid. Every point of the grid and every trend has a say, weighted by likelihood and degrees
of freedom (AICc): no single choice is decided by a hair, and nothing has to be searched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from forecasting.filters import Block, Filter
from forecasting.members import Member, evidence, information
from forecasting.record import Floats


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the grid. `beta` and `gamma` are shares of the error, as in statsmodels; None leaves the part
    out.
    """

    alpha: float
    beta: float | None = None
    phi: float = 1.0
    gamma: float | None = None
    season: int = 1

    @property
    def smoothing(self) -> dict[str, float]:
        """The parameters by their names in statsmodels' `ETSModel`."""
        named = {"smoothing_level": self.alpha, "smoothing_trend": self.beta, "smoothing_seasonal": self.gamma}
        found = {name: value for name, value in named.items() if value is not None}
        return found | ({"damping_trend": self.phi} if self.phi < 1 else {})

    @property
    def kind(self) -> tuple[bool, bool]:
        """Whether there is a trend, and whether it is damped."""
        return self.beta is not None, self.phi < 1

    @property
    def filter(self) -> Filter:
        return _filter_of(self)

    def polynomials(self) -> tuple[Floats, Floats]:
        """Return `ar` and `ma` of `ar(B) y = ma(B) e`, without common roots."""
        cycle = 1 if self.gamma is None else self.season
        ar = np.zeros(cycle + 1)
        ar[0], ar[cycle] = 1.0, -1.0
        if self.beta is not None:
            ar = np.convolve(ar, [1.0, -self.phi])
        lags = np.arange(1, len(ar))
        psi = self.alpha + (self.beta or 0.0) * np.cumsum(self.phi**lags) + (self.gamma or 0.0) * (lags % cycle == 0)
        ma = np.convolve(ar, np.concatenate([[1.0], psi]))[: len(ar)]
        return ar, ma


@lru_cache(maxsize=512)
def _filter_of(point: Point) -> Filter:
    return Filter(*point.polynomials())


@lru_cache
def plain_grid() -> tuple[Point, ...]:
    """Levels, trends and damped trends without season."""
    levels = (0.1, 0.3, 0.6, 0.85, 0.99)
    trends = [(0.0, 1.0), (0.1, 1.0), (0.35, 1.0), *product((0.1, 0.4), (0.85, 0.95))]
    return tuple(_points(levels, trends, (None,), 1))


@lru_cache
def seasonal_grid(season: int) -> tuple[Point, ...]:
    """The same with seasonal states; a season that hardly moves, moves slowly, or quickly."""
    return tuple(
        _points((0.05, 0.2, 0.4, 0.7, 0.95), ((0.05, 1.0), (0.2, 0.85), (0.2, 0.95)), (0.001, 0.1, 0.4), season)
    )


def _points(
    levels: Iterable[float], trends: Iterable[tuple[float, float]], seasons: Iterable[float | None], season: int
) -> Iterable[Point]:
    for alpha, share in product(levels, seasons):
        gamma = None if share is None else share * (1 - alpha)
        yield Point(alpha, gamma=gamma, season=season)
        for slope, phi in trends:
            yield Point(alpha, slope * alpha, phi, gamma, season)


def smoothed(name: str, block: Block, points: tuple[Point, ...], horizon: int) -> Member:
    """Return the weighted mean of all points on each row."""
    criteria, means, variances = (np.empty((len(points), *shape)) for shape in _shapes(block, horizon))
    for place, point in enumerate(points):
        criteria[place], means[place], variances[place] = at_point(block, point, horizon)
    # Each kind of trend starts with the same weight, however many points it has.
    kinds = [(*point.kind, point.gamma is not None) for point in points]
    shares = np.array([1.0 / kinds.count(kind) for kind in kinds])
    weights = evidence(criteria, shares)
    best = weights.argmax(axis=0)

    def parameters(row: int) -> Mapping[str, float]:
        point: Point = points[best[row]]
        return point.smoothing

    spread = np.sqrt(np.einsum("gs,gsh->sh", weights, variances))
    return Member(name, np.einsum("gs,gsh->sh", weights, means), spread, parameters)


def _shapes(block: Block, horizon: int) -> tuple[tuple[int, ...], ...]:
    rows = len(block.lengths)
    return (rows,), (rows, horizon), (rows, horizon)


def at_point(block: Block, point: Point, horizon: int) -> tuple[Floats, Floats, Floats]:
    """Return AICc, forecasts and their variances at one point of the grid, for each row."""
    model = point.filter
    errors = model.errors(block)
    free = len(point.smoothing) + len(model.ar)  # smoothing parameters, initial states and the variance
    criterion, variance = information(errors, block.lengths.astype(float), free)
    of_figures, of_errors = model.ahead(horizon)
    back = len(model.ar) - 1
    mean = block.tail(block.values, back) @ of_figures.T + block.tail(errors, back) @ of_errors.T
    return criterion, mean, variance[:, None] * np.cumsum(model.psi(horizon) ** 2)
