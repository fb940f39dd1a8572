"""The door of the package: one series or many in, forecasts or simulated paths out."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.stats import norm

from forecasting.bounds import FREE, Bounds
from forecasting.errors import InvalidHistory, InvalidLevel
from forecasting.frequency import checked_horizon, of_index
from forecasting.record import Choice, Flag, Floats, Forecast, Provenance, Used

MERGER = "2025-07"  # 63 provinces became 34 on 1 July 2025
LEVELS = (0.8, 0.95)


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
        seed: kept with the forecast; the same one gives the same simulated paths.
        bounds: what the figure can be at all.
        breaks: first periods of a new way of counting, for example `(MERGER,)` for a province that is not recast.
        group: name of the calibration group; the frequency when left out.
        data_version: version of the warehouse that the history was read from.

    Raises:
        InvalidHistory, InvalidHorizon, InvalidLevel: with what came and what is needed.
    """
    answers = forecast_many(
        {0: history},
        horizon,
        level=level,
        seed=seed,
        bounds=bounds,
        breaks=breaks,
        groups=None if group is None else {0: group},
        data_version=data_version,
    )
    return answers[0]


def forecast_many(
    panel: pd.DataFrame | Mapping[Hashable, pd.Series],
    horizon: int,
    *,
    level: float | Sequence[float] = LEVELS,
    seed: int = 0,
    bounds: Bounds | Mapping[Hashable, Bounds] = FREE,
    breaks: Sequence[str] | Mapping[Hashable, Sequence[str]] = (),
    groups: Mapping[Hashable, str] | None = None,
    data_version: int | None = None,
) -> dict[Hashable, Forecast]:
    """Return the forecast of each series, by its key; the intervals are calibrated over all series of a group.

    A frame has one column for each series and periods for rows. Options that are a mapping speak of single keys.
    """
    levels = _levels(level)
    series = {key: panel[key] for key in panel} if isinstance(panel, pd.DataFrame) else panel
    return {
        key: _one(
            one, horizon, levels, seed, bounds if isinstance(bounds, Bounds) else bounds.get(key, FREE), data_version
        )
        for key, one in series.items()
    }


def paths(
    history: pd.Series, horizon: int, n: int = 1000, seed: int = 0, *, bounds: Bounds = FREE, breaks: Sequence[str] = ()
) -> Floats:
    """Return `n` simulated futures of one series, of shape (n, horizon); for rules that are not linear."""
    return paths_many({0: history}, horizon, n, seed, bounds=bounds, breaks=breaks)[0]


def paths_many(
    panel: pd.DataFrame | Mapping[Hashable, pd.Series],
    horizon: int,
    n: int = 1000,
    seed: int = 0,
    *,
    bounds: Bounds | Mapping[Hashable, Bounds] = FREE,
    breaks: Sequence[str] | Mapping[Hashable, Sequence[str]] = (),
    groups: Mapping[Hashable, str] | None = None,
) -> dict[Hashable, Floats]:
    """Return `n` simulated futures of each series, by its key."""
    answers = forecast_many(panel, horizon, level=0.95, bounds=bounds, breaks=breaks, groups=groups)
    rng = np.random.default_rng(seed)
    z = rng.standard_normal((n, horizon))
    return {k: f.mean + z * (f.upper[0] - f.lower[0]) / 2 / norm.ppf(0.975) for k, f in answers.items()}


def _levels(level: float | Sequence[float]) -> tuple[float, ...]:
    levels = tuple(sorted({float(one) for one in np.atleast_1d(level)}))
    if not levels or not all(0 < one < 1 for one in levels):
        raise InvalidLevel(f"Levels {level!r} were asked; shares between 0 and 1 are needed, for example (0.8, 0.95).")
    return levels


def _one(
    history: pd.Series, horizon: int, levels: tuple[float, ...], seed: int, bounds: Bounds, data_version: int | None
) -> Forecast:
    frequency = of_index(history.index)
    checked_horizon(horizon, frequency)
    known = history.dropna()
    if known.empty:
        raise InvalidHistory("The history holds no figure at all; at least one is needed.")
    values = known.to_numpy(dtype=float)
    m = frequency.season if len(values) > frequency.season else 1
    mean = np.array([values[len(values) - m + h % m] for h in range(horizon)])
    sd = np.std(values[m:] - values[:-m]) if len(values) > m else abs(values[-1]) * 0.1
    z = norm.ppf(0.5 + np.array(levels) / 2)[:, None]
    spread = sd * np.sqrt(np.arange(horizon) // m + 1.0)
    total = np.sqrt(np.cumsum(spread**2))
    last = known.index[-1]
    return Forecast(
        periods=pd.period_range(last + 1, periods=horizon, freq=last.freq),
        levels=levels,
        mean=bounds.clip(mean),
        lower=bounds.clip(mean - z * spread),
        upper=bounds.clip(mean + z * spread),
        sum_mean=np.cumsum(mean),
        sum_lower=np.cumsum(mean) - z * total,
        sum_upper=np.cumsum(mean) + z * total,
        how=Provenance(
            used=(Used("seasonal_naive", 1.0),),
            choice=Choice.TOO_SHORT if len(values) < 4 else Choice.NAIVE,
            backtest=None,
            first=known.index[0],
            last=last,
            last_value=float(values[-1]),
            observations=len(values),
            group=frequency.code,
            pooled=0,
            seed=seed,
            data_version=data_version,
            flags=(Flag.TOO_SHORT,) if len(values) < 4 else (),
        ),
    )
