"""Series of known making, for tests: no file, no network."""

import numpy as np
import pandas as pd

from forecasting.record import Floats


def figures(length: int, *, season: int = 1, seed: int = 0, slope: float = 0.5, noise: float = 1.0) -> Floats:
    """A level near 100 that walks, with a slope and a season of a tenth."""
    rng = np.random.default_rng((seed, length, season))
    walk = 100 + np.cumsum(rng.normal(slope, noise, length))
    return walk * (1 + 0.1 * np.sin(2 * np.pi * np.arange(length) / season)) if season > 1 else walk


def series(length: int, frequency: str = "M", *, first: str = "2010", seed: int = 0) -> pd.Series:
    season = {"M": 12, "Q": 4, "Y": 1, "W": 52, "D": 7}[frequency]
    index = pd.period_range(first, periods=length, freq=frequency)
    return pd.Series(figures(length, season=season, seed=seed), index=index)


def panel(count: int, length: int, frequency: str = "M") -> dict[int, pd.Series]:
    return {place: series(length, frequency, seed=place) for place in range(count)}
