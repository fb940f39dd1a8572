"""From a forecast to what the warehouse keeps of it, and back to a distribution that can be asked for any chance."""

import json
import math
from dataclasses import fields
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from data.forecasts.records import POINT_COLUMNS, KeptForecast, Model, NewForecast, Quantiles
from data.periods import Grain, Period
from forecasting.bounds import Bounds
from forecasting.feeding import Fed
from forecasting.law import Law
from forecasting.record import Floats, Forecast

DIGITS = 5
"""Digits that are kept of quantiles, weights and parameters."""


def new_forecast(fed: Fed, grain: Grain, made: Forecast, *, retrospective: bool = False) -> NewForecast:
    """What is kept of a forecast with the levels 0.8 and 0.95."""
    how, tried = made.how, made.how.backtest
    (low_80, low_95), (up_80, up_95) = made.lower, made.upper
    columns = (made.mean, low_80, up_80, low_95, up_95, made.law.spread, made.law.sum_spread)
    return NewForecast(
        entity_id=fed.entity_id,
        origin=Period(how.last.end_time.date(), grain),
        first=Period(how.first.end_time.date(), grain),
        basis=fed.basis,
        observations=how.observations,
        published=fed.published,
        last_value=float(how.last_value),
        choice=how.choice.value,
        models=tuple(
            # Of what would have been said, parameters are of no use to anybody.
            Model(one.model, _short(one.weight), {} if retrospective else _shortened(one.parameters))
            for one in how.used
        ),
        origins=tried.origins if tried else 0,
        error=tried.error if tried else None,
        naive_error=tried.naive_error if tried else None,
        flags=tuple(flag.value for flag in how.flags),
        breaks=how.breaks,
        lower_bound=_finite(made.law.bounds.lower),
        upper_bound=_finite(made.law.bounds.upper),
        group=how.group,
        points=tuple(tuple(float(value) for value in row) for row in zip(*columns, strict=True)),
        retrospective=retrospective,
    )


def as_kept(
    made: NewForecast, named: Quantiles, indicator_id: int, data_version: int, made_at: datetime
) -> KeptForecast:
    """A forecast as it would stand in the warehouse, for whoever needs one that is not kept."""
    same = {
        field.name: getattr(made, field.name) for field in fields(NewForecast) if field.name not in ("group", "points")
    }
    return KeptForecast(
        **same,
        indicator_id=indicator_id,
        data_version=data_version,
        made_at=made_at,
        quantiles=named,
        points=pd.DataFrame(made.points, columns=list(POINT_COLUMNS)),
    )


def quantiles(name: str, made: Forecast) -> Quantiles:
    """The pooled quantiles that the intervals of a group rest on."""
    return Quantiles(name, made.how.pooled, _text(made.law.curve), _text(made.law.sum_curve))


def law_of(kept: KeptForecast) -> Law:
    """The whole distribution of a kept forecast: intervals of any level, chances, simulated futures.

    Where the mean was cut at a bound, it is taken as it was cut.
    """
    points, named = kept.points, kept.quantiles
    return Law(
        mean=points["mean"].to_numpy(dtype=float),
        spread=points["spread"].to_numpy(dtype=float),
        curve=_curve(named.curve),
        sum_spread=points["sum_spread"].to_numpy(dtype=float),
        sum_curve=_curve(named.sum_curve),
        bounds=bounds_of(kept.lower_bound, kept.upper_bound),
    )


def bounds_of(lower: float | None, upper: float | None) -> Bounds:
    """Bounds from what a catalogue says; empty is endless."""
    return Bounds(-math.inf if lower is None else lower, math.inf if upper is None else upper)


def _text(curve: Floats) -> str:
    return json.dumps([[_short(value) for value in row] for row in curve.tolist()], separators=(",", ":"))


def _curve(text: str) -> Floats:
    return np.array(json.loads(text), dtype=float)


def _shortened(parameters: Any) -> dict[str, float]:
    return {name: _short(value) for name, value in parameters.items() if math.isfinite(value)}


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
