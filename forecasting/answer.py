"""From a row of a batch to the forecast that people read: bounds, flags, and how it was made."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting import reference
from forecasting.batch import HALF, Batch
from forecasting.bounds import Bounds
from forecasting.cleaning import Clean
from forecasting.law import Law
from forecasting.plain import FEWEST, plain_law
from forecasting.record import Backtest, Choice, Flag, Forecast, Provenance, Used


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of one series."""

    horizon: int
    levels: tuple[float, ...]
    seed: int
    bounds: Bounds
    group: str
    data_version: int | None


def answer(clean: Clean, asked: Asked, batch: Batch, row: int) -> Forecast:
    """Return the forecast of a row of a batch."""
    shared = batch.share[row] > 0
    used = tuple(
        Used(one.model, one.weight * (1 - float(batch.share[row])), one.parameters) for one in batch.combined.used(row)
    )
    if shared:
        used += (Used("seasonal_naive", HALF),)
    backtest = batch.backtest(row)
    choice = Choice.SHARED if shared else Choice.COMBINATION if backtest else Choice.UNTRIED
    return _forecast(clean, asked, batch.law(row, asked.bounds), used, choice, backtest, batch.pool.size)


def plain_answer(clean: Clean, asked: Asked) -> Forecast:
    """Return the last figure carried on: for too few figures, and for figures that never change."""
    law = plain_law(clean.figures, clean.frequency.season, asked.horizon, asked.bounds)
    choice = Choice.CONSTANT if len(clean.figures) >= FEWEST else Choice.TOO_SHORT
    return _forecast(clean, asked, law, (Used("last_figure", 1.0),), choice, None, 0)


def _forecast(
    clean: Clean, asked: Asked, law: Law, used: tuple[Used, ...], choice: Choice, backtest: Backtest | None, pooled: int
) -> Forecast:
    levels, bounds = np.array(asked.levels), asked.bounds
    half = law.half_widths(levels)
    mean, total = bounds.clip(law.mean), np.cumsum(bounds.clip(law.mean))
    lower, upper = law.mean - half, law.mean + half
    sum_half = law.half_widths(levels, total=True)
    lowest, highest = (np.arange(1, asked.horizon + 1) * each for each in (bounds.lower, bounds.upper))
    clipped = bool((lower < bounds.lower).any() or (upper > bounds.upper).any())
    return Forecast(
        periods=pd.period_range(clean.last + 1, periods=asked.horizon, freq=clean.last.freq),
        levels=asked.levels,
        mean=mean,
        lower=bounds.clip(lower),
        upper=bounds.clip(upper),
        sum_mean=total,
        sum_lower=np.maximum(total - sum_half, lowest),
        sum_upper=np.minimum(total + sum_half, highest),
        law=law,
        how=Provenance(
            used=used,
            choice=choice,
            backtest=backtest,
            first=clean.first,
            last=clean.last,
            last_value=clean.last_value,
            observations=clean.observations,
            group=asked.group,
            pooled=pooled,
            seed=asked.seed,
            data_version=asked.data_version,
            flags=_flags(clean, asked, choice, pooled, clipped=clipped),
            breaks=clean.breaks,
        ),
    )


def _flags(clean: Clean, asked: Asked, choice: Choice, pooled: int, *, clipped: bool) -> tuple[Flag, ...]:
    season, figures = clean.frequency.season, clean.figures
    fitted = choice not in (Choice.TOO_SHORT, Choice.CONSTANT)
    said = {
        Flag.TOO_SHORT: choice is Choice.TOO_SHORT,
        Flag.CONSTANT: choice is Choice.CONSTANT,
        Flag.NO_SEASON: fitted and season > 1 and len(figures) < 2 * season,
        Flag.SMALL_POOL: pooled < reference.PSEUDO,
        Flag.OUT_OF_BOUNDS: bool((figures != asked.bounds.clip(figures)).any()),
        Flag.CLIPPED: clipped,
    }
    return (*clean.flags, *(flag for flag, true in said.items() if true))
