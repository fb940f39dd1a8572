"""How forecasts are scored, as the M4 competition did (Makridakis, Spiliotis, Assimakopoulos 2020)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from bench.bench_forecast_series import Series

GROWTHS = (-0.10, -0.05, -0.02, 0.0, 0.02, 0.05, 0.10)
CERTAIN = 500
"""Futures of a way that knows but one, as many as others simulate."""
UNSEEN = {12: (3, 6, 9), 4: (1, 2, 3), 1: (1,)}


@dataclass(frozen=True)
class Scored:
    """A forecast with an interval, and how long it took."""

    mean: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    seconds: float

    @classmethod
    def nothing(cls) -> "Scored":
        return cls(np.empty(0), np.empty(0), np.empty(0), 0.0)

    @classmethod
    def read(cls, told: dict[str, object]) -> "Scored":
        mean, lower, upper = (np.asarray(told[name], dtype=float) for name in ("mean", "lower", "upper"))
        return cls(mean, lower, upper, float(str(told["seconds"])))


@dataclass(frozen=True)
class Score:
    """Means over some series; `covered` is the share of figures within the interval."""

    smape: float
    mase: float
    covered: float
    msis: float
    milliseconds: float


def scored(series: Sequence[Series], answers: Sequence[Scored], places: Sequence[int], level: float) -> Score:
    """Means over series of each series' own mean."""
    rows = np.array([_one(series[place], answers[place], level) for place in places])
    return Score(*rows.mean(axis=0))


def _one(series: Series, answer: Scored, level: float) -> tuple[float, float, float, float, float]:
    y, unit = series.test, _unit(series.train, series.season)
    off = np.abs(y - answer.mean)
    size = np.abs(y) + np.abs(answer.mean)
    smape = float(np.mean(200 * off / np.where(size > 0, size, 1)))
    missed = np.maximum(answer.lower - y, 0) + np.maximum(y - answer.upper, 0)
    msis = float(np.mean(answer.upper - answer.lower + 2 / (1 - level) * missed) / unit)
    return smape, float(np.mean(off) / unit), float(np.mean(missed == 0)), msis, answer.seconds * 1000


def _unit(train: np.ndarray, season: int) -> float:
    """Mean error of the seasonal naive within the training part."""
    lag = season if len(train) > season else 1
    return float(np.mean(np.abs(train[lag:] - train[:-lag]))) or 1.0


def naive2(series: Sequence[Series]) -> list[Scored]:
    """The competition's yardstick: the last figure, seasonally adjusted when a test finds a season."""
    return [_naive2(one) for one in series]


def _naive2(series: Series) -> Scored:
    y, m, horizon = series.train, series.season, len(series.test)
    factors = _factors(y, m) if _tests_seasonal(y, m) and y.min() > 0 else np.ones(m)
    plain = y / factors[np.arange(len(y)) % m]
    mean = plain[-1] * factors[(len(y) + np.arange(horizon)) % m]
    spread = math.sqrt(float(np.mean(np.diff(plain) ** 2))) * np.sqrt(np.arange(1, horizon + 1))
    return Scored(mean, mean - 1.96 * spread, mean + 1.96 * spread, 0.0)


def _tests_seasonal(y: np.ndarray, m: int) -> bool:
    centred = y - y.mean()
    power = float(centred @ centred)
    if m == 1 or len(y) < 3 * m or power <= 0:
        return False
    at = np.array([float(centred[lag:] @ centred[:-lag]) / power for lag in range(1, m + 1)])
    return bool(abs(at[-1]) > 1.645 * math.sqrt((1 + 2 * float(np.sum(at[:-1] ** 2))) / len(y)))


def _factors(y: np.ndarray, m: int) -> np.ndarray:
    kernel = np.ones(m) if m % 2 else np.concatenate([[0.5], np.ones(m - 1), [0.5]])
    trend = np.convolve(y, kernel / m, "valid")
    first = (len(y) - len(trend)) // 2
    ratio, place = y[first : first + len(trend)] / trend, (np.arange(len(trend)) + first) % m
    means = np.array([ratio[place == at].mean() for at in range(m)])
    return means / means.mean()


@dataclass(frozen=True)
class Asked:
    """A moment within a year: what is known, what is still to come, and the targets of the year."""

    series: Series
    known: float
    targets: tuple[float, ...]
    reached: tuple[bool, ...] = field(default=())


def questions(series: Sequence[Series]) -> list[Asked]:
    """Cut each series within its first held-out year; targets are last year's total and a little more or less."""
    asked = []
    for one in series:
        m, start = one.season, len(one.train)
        whole = np.concatenate([one.train, one.test])
        last = float(whole[start - m : start].sum())
        if start < 2 * m + 2 or last <= 0 or len(whole) < start + m:
            continue
        total = float(whole[start : start + m].sum())
        targets = tuple(last * (1 + growth) for growth in GROWTHS)
        for left in UNSEEN.get(m, ()):
            cut = start + m - left
            past = replace(one, train=whole[:cut], test=whole[cut : cut + left])
            known = float(whole[start:cut].sum())
            asked.append(Asked(past, known, targets, tuple(total >= target for target in targets)))
    return asked


def simple(asked: Sequence[Asked]) -> dict[str, list[np.ndarray]]:
    """What two simple ways hold for certain: that the year ends as the last one, or that the pace so far goes on."""
    last, pace = [], []
    for one in asked:
        m, left = one.series.season, len(one.series.test)
        ago = one.series.train[-m : len(one.series.train) - m + left]
        last.append(np.tile(_like_last_year(one, left), (CERTAIN, 1)))
        pace.append(np.tile(np.full(left, one.known / (m - left)) if m > left else ago, (CERTAIN, 1)))
    return {"last year's outcome": last, "pace so far": pace}


def _like_last_year(one: Asked, left: int) -> np.ndarray:
    """What is left of the year, so that its total is that of the last one, and no less by a rounding error."""
    last = one.targets[GROWTHS.index(0.0)] * (1 + 1e-12)
    return np.full(left, (last - one.known) / left)


def chances(asked: Sequence[Asked], futures: Sequence[np.ndarray]) -> tuple[str, str, str]:
    """Brier score, log score and calibration error in ten bins, of the share of futures that reach the target."""
    said, came = [], []
    for one, simulated in zip(asked, futures, strict=True):
        totals = one.known + simulated.sum(axis=1)
        said += [(np.sum(totals >= target) + 0.5) / (len(totals) + 1) for target in one.targets]
        came += one.reached
    p, truth = np.array(said), np.array(came, dtype=float)
    bins = np.minimum((p * 10).astype(int), 9)
    gaps = [abs(p[bins == at].mean() - truth[bins == at].mean()) * np.mean(bins == at) for at in np.unique(bins)]
    log = -np.mean(truth * np.log(p) + (1 - truth) * np.log(1 - p))
    return f"{np.mean((p - truth) ** 2):.4f}", f"{log:.4f}", f"{sum(gaps):.4f}"
