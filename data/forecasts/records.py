"""The records of kept forecasts, as they travel between the warehouse, the runs that make them, and pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

import pandas as pd

from data.periods import Period

NOWCAST_FROM: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"GRO01": ("IND01", "IND13", "TRD01", "TRD02", "TRD13", "SVC07")}
)
"""By what is nowcast, the months that it is made from: who may not see one of them does not see the nowcast."""


class Basis(StrEnum):
    """What the history of a forecast is made of."""

    PUBLISHED = "published"  # published figures alone
    MIXED = "mixed"  # published where known, simulated elsewhere
    SIMULATED = "simulated"


class Task(StrEnum):
    """The kinds of work of a run, in the order in which they are done."""

    FORECAST = "forecast"  # the newest forecast of every unit
    NOWCAST = "nowcast"
    ACCURACY = "accuracy"  # forecasts of past origins, held against what came
    PAST = "past"  # what would have been said at the last origins, where nothing was kept
    TRIAL = "trial"  # what would have been said of targets of past years; done by the run itself, at its end


class RunState(StrEnum):
    """How the last run stands."""

    NEVER = "never"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Model:
    """A model that took part in a forecast: its weight (they add up to 1) and its parameters."""

    name: str
    weight: float
    parameters: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quantiles:
    """How wide the intervals of a group of series are: scaled past errors, on the levels of the engine's grid.

    `curve` and `sum_curve` (of running totals) are JSON: levels by steps ahead.
    """

    name: str
    pooled: int
    curve: str
    sum_curve: str


POINT_COLUMNS = ("mean", "lower_80", "upper_80", "lower_95", "upper_95", "spread", "sum_spread")


@dataclass(frozen=True, slots=True)
class NewForecast:
    """A forecast as a run hands it over: `points` has the values of `POINT_COLUMNS` of each step."""

    entity_id: int
    origin: Period
    first: Period
    basis: Basis
    observations: int
    published: int
    last_value: float
    choice: str
    models: tuple[Model, ...]
    origins: int
    error: float | None
    naive_error: float | None
    flags: tuple[str, ...]
    breaks: tuple[str, ...]
    lower_bound: float | None
    upper_bound: float | None
    group: str
    points: tuple[tuple[float, ...], ...]
    coherence: str | None = None
    retrospective: bool = False


@dataclass(frozen=True, eq=False)
class KeptForecast:
    """A forecast as it stands in the warehouse.

    `points` has one row a period: period, period_end, grain, step, mean, lower_80, upper_80, lower_95, upper_95,
    spread, sum_spread. `origin` is the newest period it knew. `naive_error` over `error` above 1 is better than the
    seasonal naive. `retrospective`: made later, from the figures up to its origin alone.
    """

    indicator_id: int
    entity_id: int
    origin: Period
    data_version: int
    made_at: datetime
    retrospective: bool
    basis: Basis
    first: Period
    observations: int
    published: int
    last_value: float
    choice: str
    models: tuple[Model, ...]
    origins: int
    error: float | None
    naive_error: float | None
    flags: tuple[str, ...]
    breaks: tuple[str, ...]
    lower_bound: float | None
    upper_bound: float | None
    coherence: str | None
    quantiles: Quantiles
    points: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How forecasts of units of a kind, `step` periods ahead, met what came."""

    kind: str
    step: int
    grain: str
    basis: Basis
    series: int
    errors: int
    mase: float | None
    naive_mase: float | None
    coverage_80: float
    coverage_95: float
    width_80: float | None
    width_95: float | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the last run is. `stale`: it runs no more, though it never said that it ended."""

    state: RunState
    done: int = 0
    total: int = 0
    faults: int = 0
    started_at: datetime | None = None
    finished_at: datetime | None = None
    data_version: int | None = None
    stale: bool = False

    @property
    def part(self) -> float:
        """Part of the work that is done, 0 to 1."""
        return self.done / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class News:
    """What one new figure did to a nowcast; `expected` and `came` are as the figure enters the model."""

    indicator_id: int
    period: Period
    status: str
    expected: float
    came: float
    weight: float
    impact: float


@dataclass(frozen=True, slots=True)
class NewNowcast:
    """What a quarter looks like before it is published, from the months that are."""

    indicator_id: int
    entity_id: int
    period: Period
    known_until: date
    mean: float
    spread: float
    before: float | None
    published: int
    simulated: int
    origins: int
    error: float | None
    benchmark: str | None
    benchmark_mean: float | None
    benchmark_error: float | None
    verdict: str
    news: Sequence[News] = ()
