"""One piece of work of a run: the figures of an indicator in, its forecasts or scores out. Pure, so any process can.

The pieces are independent of each other, and the same piece gives the same answer wherever it is done: a worker that
was killed is replaced by doing its piece again.
"""

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from time import perf_counter

import pandas as pd

from data.forecasts.reading import Unit
from data.forecasts.records import Accuracy, Basis, NewForecast, NewNowcast, Quantiles, Task
from data.periods import Grain
from data.records import Indicator
from forecasting.accuracy import scored
from forecasting.bounds import Bounds
from forecasting.coherent import coherent, family_of
from forecasting.door import MERGER, forecast_many
from forecasting.feeding import HORIZON, Fed, histories
from forecasting.kept import bounds_of, new_forecast, quantiles
from forecasting.nowcast import material_of, nowcast

PAST = (1, 2, 3)
"""How many periods ago what would have been said is made for the pictures."""
PAST_HORIZON = {Grain.MONTH: 6, Grain.QUARTER: 4, Grain.YEAR: 3}
"""As far as it can soon be held against what came; it gives way to what was really said."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A piece of work with all that it needs: the figures of an indicator at one grain, of every unit."""

    task: Task
    indicator: Indicator
    grain: Grain
    units: Sequence[Unit]
    history: pd.DataFrame
    weights: Mapping[int, float] = field(default_factory=dict)
    """What units weigh in a mean of them, by their ids."""
    months: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """Of a nowcast: the nation's monthly figures of other indicators, by their codes."""
    ids: Mapping[str, int] = field(default_factory=dict)
    """Of a nowcast: the numbers of the indicators by their codes."""

    @property
    def name(self) -> str:
        return f"{self.task.value} of {self.indicator.code}"

    @cached_property
    def fingerprint(self) -> str:
        """What decides the answer: the methods, the facts of the indicator, and every figure."""
        one = self.indicator
        facts: tuple[object, ...] = (
            one.code,
            one.minimum,
            one.maximum,
            one.rule_space,
            one.weight_code,
            self.grain,
            self.task,
        )
        facts += (tuple(sorted(self.weights.items())),)
        digest = hashlib.sha256(repr(facts).encode())
        for frame in (self.history, *self.months.values()):
            digest.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
        return f"{methods()}{digest.hexdigest()[:48]}"


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a piece of work made; `fault` says why it made nothing."""

    forecasts: tuple[NewForecast, ...] = ()
    quantiles: tuple[Quantiles, ...] = ()
    scores: tuple[Accuracy, ...] = ()
    nowcast: NewNowcast | None = None
    series: int = 0
    seconds: float = 0.0
    fault: str | None = None


@cache
def methods() -> str:
    """Fingerprint of the code of this package: other methods make every forecast anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def done(piece: Piece) -> Outcome:
    """Do a piece of work; what goes wrong is told in the outcome, so that one piece does not end a run."""
    start = perf_counter()
    try:
        made = _made(piece)
    except Exception as problem:  # whatever it is, the other pieces go on
        made = Outcome(fault=f"{type(problem).__name__}: {problem}")
    return replace(made, seconds=perf_counter() - start)


def _made(piece: Piece) -> Outcome:
    kinds = {unit.id: unit.kind for unit in piece.units}
    fed = histories(piece.history, piece.grain, kinds)
    limits = bounds_of(piece.indicator.minimum, piece.indicator.maximum)
    match piece.task:
        case Task.FORECAST:
            return _agreeing(piece, fed, limits, _forecast(piece, fed, limits, HORIZON[piece.grain], 0))
        case Task.PAST:
            parts = [_forecast(piece, fed, limits, PAST_HORIZON[piece.grain], back) for back in PAST]
            return Outcome(
                tuple(one for part in parts for one in part.forecasts),
                tuple(one for part in parts for one in part.quantiles),
                series=len(fed),
            )
        case Task.ACCURACY:
            scores = scored(fed, piece.grain, limits, piece.indicator.code)
            return Outcome(scores=tuple(scores), series=len(fed))
        case Task.NOWCAST:
            return _nowcast(piece, fed)
        case Task.TRIAL:
            return Outcome()  # its figures are those of many days: the run does it by itself


def _forecast(piece: Piece, fed: Sequence[Fed], limits: Bounds, horizon: int, back: int) -> Outcome:
    """The forecasts of all units, of so many periods ago."""
    past = [one.until(back) for one in fed if not back or one.figures.index[-1] - back in one.figures.index]
    if not past:
        return Outcome()
    suffix = f" {back} back" if back else ""
    groups: dict[Hashable, str] = {one.entity_id: group_of(one, piece.indicator.code) + suffix for one in past}
    figures = {one.entity_id: one.figures for one in past}
    made = forecast_many(figures, horizon, bounds=limits, breaks=(MERGER,), groups=groups)  # type: ignore[arg-type]
    # Any member says what its group's quantiles are; one that was carried on alone has none, so those come first.
    order = sorted(past, key=lambda one: made[one.entity_id].how.pooled)
    pools = {groups[one.entity_id]: made[one.entity_id] for one in order}
    return Outcome(
        tuple(new_forecast(one, piece.grain, made[one.entity_id], retrospective=back > 0) for one in past),
        tuple(quantiles(name, one) for name, one in pools.items()),
        series=len(past),
    )


def _agreeing(piece: Piece, fed: Sequence[Fed], limits: Bounds, made: Outcome) -> Outcome:
    """The same forecasts, moved until provinces and nation agree, where they are parts and whole."""
    family = family_of(piece.indicator, piece.units, piece.weights, limits)
    if family is None:
        return made
    moved = coherent(made.forecasts, fed, family, piece.indicator, piece.grain, piece.units)
    return replace(made, forecasts=tuple(moved))


def _nowcast(piece: Piece, fed: Sequence[Fed]) -> Outcome:
    nation = next((one for one in fed if one.kind == "nation"), None)
    if nation is None:
        return Outcome()
    read = material_of(piece.months, nation.figures, nation.entity_id, nation.kind)
    return Outcome(nowcast=nowcast(read, piece.ids, nation.entity_id), series=len(read.months.columns) + 1)


def group_of(fed: Fed, code: str) -> str:
    """Whose errors calibrate whose: units of an indicator together, but published figures among themselves."""
    return f"{code}/{fed.basis.value}" if fed.basis is Basis.PUBLISHED else code
