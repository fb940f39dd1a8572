"""How well forecasts do: made again at past origins from what came before alone, and held against what came.

All errors and widths are divided by the mean absolute change on the season before within the history that was known
(the scale of MASE), so that indicators of any unit can stand in one table.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.forecasts.records import Accuracy, Basis
from data.periods import STEPS_IN_YEAR, Grain
from forecasting.bounds import Bounds
from forecasting.door import MERGER, forecast_many
from forecasting.feeding import Fed
from forecasting.record import Floats, Forecast
from forecasting.rolling import fewest

AHEAD = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.YEAR: 3}
"""Steps that are scored."""
BACK = {Grain.MONTH: (12, 24), Grain.QUARTER: (4, 8), Grain.YEAR: (1, 2, 3)}
"""Origins for many units, in periods before the end; many units make up for few origins."""
BACK_ALONE = {Grain.MONTH: tuple(range(2, 38, 3)), Grain.QUARTER: tuple(range(1, 15)), Grain.YEAR: (1, 2, 3, 4, 5)}
"""Origins for a series of published figures, which stands alone."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One figure against one forecast of it, in the scale of MASE."""

    kind: str
    basis: Basis
    entity_id: int
    step: int
    error: float
    naive: float
    inside: tuple[bool, bool]
    width: tuple[float, float]


def scored(fed: Sequence[Fed], grain: Grain, bounds: Bounds, code: str) -> list[Accuracy]:
    """The scores of an indicator by kind of units and step. A kind is of published figures when any of its units is."""
    alone = [one for one in fed if one.basis is Basis.PUBLISHED and one.kind == "nation"]
    rest = [one for one in fed if one not in alone]
    misses = [miss for back in BACK[grain] for miss in _misses(rest, back, grain, bounds, code)]
    misses += [miss for back in BACK_ALONE[grain] for miss in _misses(alone, back, grain, bounds, f"{code}/alone")]
    groups: dict[tuple[str, int], list[Miss]] = {}
    for miss in misses:
        groups.setdefault((miss.kind, miss.step), []).append(miss)
    return [_summed(kind, step, grain, found) for (kind, step), found in sorted(groups.items())]


def _misses(fed: Iterable[Fed], back: int, grain: Grain, bounds: Bounds, group: str) -> Iterator[Miss]:
    season, ahead = STEPS_IN_YEAR[grain], AHEAD[grain]
    cut = [(one, one.until(back)) for one in fed if len(one.figures) > back]
    known = {one.entity_id: past.figures for one, past in cut if len(past.figures) >= fewest(season)}
    if not known:
        return
    groups = dict.fromkeys(known, group)
    made = forecast_many(known, ahead, bounds=bounds, breaks=(MERGER,), groups=groups)  # type: ignore[arg-type]  # numbers are keys
    for one, past in cut:
        if one.entity_id in made:
            yield from _of_series(one, past.figures, made[one.entity_id], season)


def _of_series(one: Fed, past: "pd.Series[float]", made: Forecast, season: int) -> Iterator[Miss]:
    scale = _scale(past, season)
    if not scale > 0:
        return
    naive = _naive(past, made.periods, season)
    came = one.figures.reindex(made.periods).to_numpy(dtype=float)
    width = (made.upper - made.lower) / scale
    inside = (made.lower <= came) & (came <= made.upper)
    for place in np.flatnonzero(np.isfinite(came) & np.isfinite(naive)):
        yield Miss(
            one.kind,
            one.basis,
            one.entity_id,
            int(place) + 1,
            abs(came[place] - made.mean[place]) / scale,
            abs(came[place] - naive[place]) / scale,
            (bool(inside[0, place]), bool(inside[1, place])),
            (float(width[0, place]), float(width[1, place])),
        )


def _scale(past: "pd.Series[float]", season: int) -> float:
    before = past.reindex(past.index - season).to_numpy(dtype=float)
    changes = np.abs(past.to_numpy(dtype=float) - before)
    return float(np.nanmean(changes)) if np.isfinite(changes).any() else float("nan")


def _naive(past: "pd.Series[float]", periods: pd.PeriodIndex, season: int) -> Floats:
    """The figure of the same place in the season before, or the newest known one of that place."""
    found = np.full(len(periods), np.nan)
    for years in (3, 2, 1):  # the newest one last, so that it stands
        index = pd.PeriodIndex([period - season * (years + place // season) for place, period in enumerate(periods)])
        value = past.reindex(index).to_numpy(dtype=float)
        found = np.where(np.isfinite(value), value, found)
    return found


def _summed(kind: str, step: int, grain: Grain, misses: Sequence[Miss]) -> Accuracy:
    bases = {miss.basis for miss in misses}
    error, naive = (float(np.mean([getattr(miss, name) for miss in misses])) for name in ("error", "naive"))
    inside = np.mean([miss.inside for miss in misses], axis=0)
    width = np.mean([miss.width for miss in misses], axis=0)
    return Accuracy(
        kind=kind,
        step=step,
        grain=grain.value,
        basis=bases.pop() if len(bases) == 1 else Basis.MIXED,
        series=len({miss.entity_id for miss in misses}),
        errors=len(misses),
        mase=error,
        naive_mase=naive,
        coverage_80=float(inside[0]),
        coverage_95=float(inside[1]),
        width_80=float(width[0]),
        width_95=float(width[1]),
    )
