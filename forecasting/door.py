"""The door of the package: one series or many in, forecasts or simulated futures out."""

import zlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np
import pandas as pd

from forecasting.answer import Asked, answer, plain_answer
from forecasting.batch import batch_of
from forecasting.bounds import FREE, Bounds
from forecasting.cleaning import Clean, cleaned, mended
from forecasting.errors import InvalidHistory, InvalidLevel
from forecasting.frequency import FREQUENCIES, checked_horizon
from forecasting.plain import can_be_fitted
from forecasting.record import Floats, Forecast

MERGER = "2025-07"  # 63 provinces became 34 on 1 July 2025
LEVELS = (0.8, 0.95)
Panel = pd.DataFrame | Mapping[Hashable, pd.Series]
Progress = Callable[[int, int], None]
Value = TypeVar("Value")


def forecast(
    history: pd.Series,
    horizon: int,
    *,
    level: float | Sequence[float] = LEVELS,
    seed: int = 0,
    bounds: Bounds = FREE,
    breaks: Sequence[str] = (),
    group: str | None = None,
    data_version: int | None = None,
) -> Forecast:
    """Return the forecast of one series.

    Args:
        history: figures indexed by a PeriodIndex of years, quarters, months, weeks or days; NaN where one is missing.
        horizon: how many periods after the last figure.
        level: shares of the intervals, each between 0 and 1.
        seed: kept with the forecast; the same one gives the same simulated futures.
        bounds: what the figure can be at all.
        breaks: first periods of a new way of counting, for example `(MERGER,)` for a province that is not recast.
        group: name of the calibration group; the frequency when left out.
        data_version: version of the warehouse that the history was read from.

    Raises:
        InvalidHistory, InvalidFrequency, InvalidHorizon, InvalidLevel: with what came and what is needed.
    """
    groups = {} if group is None else {0: group}
    options = {"level": level, "seed": seed, "data_version": data_version}
    return forecast_many({0: history}, horizon, bounds=bounds, breaks=breaks, groups=groups, **options)[0]  # type: ignore[arg-type]


def forecast_many(
    panel: Panel,
    horizon: int,
    *,
    level: float | Sequence[float] = LEVELS,
    seed: int = 0,
    bounds: Bounds | Mapping[Hashable, Bounds] = FREE,
    breaks: Sequence[str] | Mapping[Hashable, Sequence[str]] = (),
    groups: Mapping[Hashable, str] | None = None,
    data_version: int | None = None,
    on_progress: Progress | None = None,
) -> dict[Hashable, Forecast]:
    """Return the forecast of each series, by its key; intervals are calibrated over all series of a group.

    A frame has one column for each series and periods for rows. Options that are a mapping speak of single keys.
    `groups` names the calibration group of a key (say, the indicator, over its provinces); without it, all series of a
    frequency are one group. `on_progress` is told after each group how many series are done, of how many.

    Raises:
        InvalidHistory, InvalidFrequency, InvalidHorizon, InvalidLevel: the message begins with the key of the series.
    """
    levels = checked_levels(level)
    if not isinstance(panel, pd.DataFrame | Mapping):
        raise InvalidHistory(f"The panel is a {type(panel).__name__}; a DataFrame or a mapping to Series is needed.")
    series = {key: panel[key] for key in panel} if isinstance(panel, pd.DataFrame) else panel
    clean = {key: _cleaned(key, one, tuple(_of(breaks, key, ())), horizon) for key, one in series.items()}
    asked = {
        key: Asked(
            horizon, levels, seed, _of(bounds, key, FREE), (groups or {}).get(key, one.frequency.code), data_version
        )
        for key, one in clean.items()
    }
    found: dict[Hashable, Forecast] = {}
    for keys in _groups(clean, asked):
        found |= _group({key: clean[key] for key in keys}, asked)
        if on_progress is not None:
            on_progress(len(found), len(clean))
    return {key: found[key] for key in series}


def paths(
    history: pd.Series, horizon: int, n: int = 1000, seed: int = 0, *, bounds: Bounds = FREE, breaks: Sequence[str] = ()
) -> Floats:
    """Return `n` simulated futures of one series, of shape (n, horizon): for rules that are not linear."""
    return forecast(history, horizon, bounds=bounds, breaks=breaks, seed=seed).paths(n)


def paths_many(
    panel: Panel,
    horizon: int,
    n: int = 1000,
    seed: int = 0,
    *,
    bounds: Bounds | Mapping[Hashable, Bounds] = FREE,
    breaks: Sequence[str] | Mapping[Hashable, Sequence[str]] = (),
    groups: Mapping[Hashable, str] | None = None,
) -> dict[Hashable, Floats]:
    """Return `n` simulated futures of each series, by its key; futures of different series are independent."""
    found = forecast_many(panel, horizon, bounds=bounds, breaks=breaks, groups=groups, seed=seed)
    return {key: one.paths(n, zlib.crc32(repr((seed, key)).encode())) for key, one in found.items()}


def checked_levels(level: float | Sequence[float]) -> tuple[float, ...]:
    """Return the levels, each once, from the narrowest interval to the widest."""
    try:
        levels = tuple(sorted({float(one) for one in np.atleast_1d(np.asarray(level, dtype=float))}))
    except (TypeError, ValueError):
        levels = ()
    if not levels or not all(0 < one < 1 for one in levels):
        raise InvalidLevel(f"Levels {level!r} were asked; shares between 0 and 1 are needed, for example (0.8, 0.95).")
    return levels


def _of(option: object, key: Hashable, otherwise: Value) -> Value:
    """An option of one key: its own when the option is a mapping, the common one otherwise."""
    found = option.get(key, otherwise) if isinstance(option, Mapping) else option
    return found  # type: ignore[return-value]


def _cleaned(key: Hashable, history: pd.Series, breaks: tuple[str, ...], horizon: int) -> Clean:
    try:
        clean = cleaned(history, breaks)
        checked_horizon(horizon, clean.frequency)
    except InvalidHistory as fault:
        raise type(fault)(f"Series {key!r}: {fault}") from fault
    return clean


def _groups(clean: Mapping[Hashable, Clean], asked: Mapping[Hashable, Asked]) -> list[list[Hashable]]:
    """Keys by group and frequency: errors of months say nothing of years."""
    groups: dict[tuple[str, str], list[Hashable]] = {}
    for key, one in clean.items():
        groups.setdefault((asked[key].group, one.frequency.code), []).append(key)
    return list(groups.values())


def _group(clean: Mapping[Hashable, Clean], asked: Mapping[Hashable, Asked]) -> dict[Hashable, Forecast]:
    clean = dict(zip(clean, mended(list(clean.values())), strict=True))
    usual = [key for key, one in clean.items() if can_be_fitted(one.figures)]
    found = {key: plain_answer(one, asked[key]) for key, one in clean.items() if not can_be_fitted(one.figures)}
    if usual:
        season = FREQUENCIES[clean[usual[0]].frequency.code].season
        batch = batch_of([clean[key].figures for key in usual], season, asked[usual[0]].horizon)
        found |= {key: answer(clean[key], asked[key], batch, row) for row, key in enumerate(usual)}
    return found
