"""The theta method: exponential smoothing with half the slope of the straight line, as it is and as a dynamic model.

Assimakopoulos, Nikolopoulos (2000); Hyndman, Billah (2003) for the closed form, which statsmodels' `ThetaModel` uses
as well; Fiorucci, Pellegrini, Louzada, Petropoulos, Koehler (2016), Models for optimising the theta method, for the
dynamic one. The level at the start and the weight of the line enter linearly, so each alpha is a least squares of two
columns.
"""

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

from forecasting.filters import Block
from forecasting.members import Member, evidence, information
from forecasting.record import Floats

ALPHAS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
LINE = 60  # figures that the line of the standard method looks back: older ones tell nothing of today's slope


@dataclass(frozen=True, slots=True)
class _Lines:
    """The straight line through the first t figures of each row: mean, slope and intercept for each t."""

    mean: Floats
    slope: Floats
    intercept: Floats


def theta(name: str, block: Block, horizon: int) -> Member:
    """Return the standard theta forecast (theta = 2), averaged over alpha by likelihood."""
    slope = _recent_slope(block)[:, None]
    found = [smoothed_level(block, alpha) for alpha in ALPHAS]
    counts = block.lengths[:, None].astype(float)
    ahead = np.arange(horizon)
    means = [
        level[:, None] + 0.5 * slope * (ahead + (1 - (1 - alpha) ** counts) / alpha)
        for alpha, (level, _) in zip(ALPHAS, found, strict=True)
    ]
    return _averaged(name, block, means, [errors for _, errors in found], np.full((len(ALPHAS), len(slope)), 0.5))


def _recent_slope(block: Block) -> Floats:
    """Slope of the straight line through the last figures of each row, at most `LINE` of them."""
    counts = np.minimum(block.lengths, LINE)[:, None]
    back = np.arange(LINE)[::-1]
    centred = np.where(back < counts, (counts - 1) / 2 - back, 0.0)
    slope: Floats = (centred * block.tail(block.values, LINE)).sum(axis=1) / np.maximum((centred**2).sum(axis=1), 1.0)
    return slope


def smoothed_level(block: Block, alpha: float) -> tuple[Floats, Floats]:
    """Return the last level of simple exponential smoothing at the best first level, and its errors."""
    raw = np.where(block.inside, lfilter([1.0, -1.0], [1.0, alpha - 1.0], block.values, axis=1), 0.0)
    fading = np.where(block.inside, (1 - alpha) ** np.arange(raw.shape[1]), 0.0)
    first = (raw * fading).sum(axis=1) / (fading**2).sum(axis=1)
    errors = raw - first[:, None] * fading
    level: Floats = block.last - (1 - alpha) * block.tail(errors, 1)[:, 0]
    return level, errors


def dynamic_theta(name: str, block: Block, horizon: int) -> Member:
    """Return the dynamic optimised theta forecast, averaged over alpha by likelihood."""
    lines = _lines(block)
    means, all_errors, shares = [], [], []
    for alpha in ALPHAS:
        share, level, errors = _dynamic_fit(block, lines, alpha)
        means.append(_dynamic_ahead(block, lines, alpha, share, level, horizon))
        all_errors.append(errors)
        shares.append(share)
    return _averaged(name, block, means, all_errors, np.array(shares))


def _lines(block: Block) -> _Lines:
    values = block.values
    count = np.arange(1, values.shape[1] + 1)
    mean = np.cumsum(values, axis=1) / count
    slope = np.zeros_like(values)
    for place in range(1, values.shape[1]):
        t = place + 1
        slope[:, place] = ((t - 2) * slope[:, place - 1] + 6 * (values[:, place] - mean[:, place - 1]) / t) / (t + 1)
    return _Lines(mean, slope, mean - slope * (count + 1) / 2)


def _pull(alpha: float, t: Floats, intercept: Floats, slope: Floats) -> Floats:
    """What the line adds to the next figure, after t figures, before its weight 1 - 1/theta."""
    fading = (1 - alpha) ** t
    return fading * intercept + (1 - fading * (1 - alpha)) / alpha * slope


def _dynamic_fit(block: Block, lines: _Lines, alpha: float) -> tuple[Floats, Floats, Floats]:
    """Return the weight of the line, the last level and the errors, of each row."""
    width = block.values.shape[1]
    raw = np.where(block.inside, lfilter([1.0, -1.0], [1.0, alpha - 1.0], block.values, axis=1), 0.0)
    fading = np.where(block.inside, (1 - alpha) ** np.arange(width), 0.0)
    line = np.zeros_like(raw)
    line[:, 1:] = _pull(alpha, np.arange(1.0, width), lines.intercept[:, :-1], lines.slope[:, :-1])
    line = np.where(block.inside, line, 0.0)
    ff, fl, ll = (np.einsum("sn,sn->s", *pair) for pair in ((fading, fading), (fading, line), (line, line)))
    fr, lr = np.einsum("sn,sn->s", fading, raw), np.einsum("sn,sn->s", line, raw)
    determinant = ff * ll - fl**2
    told_apart = determinant > 1e-10 * ff * ll
    share = np.where(told_apart, (ff * lr - fl * fr) / np.where(told_apart, determinant, 1.0), 0.5).clip(0.0, 0.999)
    errors = raw - ((fr - share * fl) / ff)[:, None] * fading - share[:, None] * line
    last_error, last_line = block.tail(errors, 1)[:, 0], block.tail(line, 1)[:, 0]
    return share, block.last - (1 - alpha) * (last_error + share * last_line), errors


def _dynamic_ahead(block: Block, lines: _Lines, alpha: float, share: Floats, level: Floats, horizon: int) -> Floats:
    mean, slope = (block.tail(each, 1)[:, 0] for each in (lines.mean, lines.slope))
    t = block.lengths.astype(float)
    future = np.empty((len(t), horizon))
    for step in range(horizon):
        intercept = mean - slope * (t + 1) / 2
        future[:, step] = next_one = level + share * _pull(alpha, t, intercept, slope)
        level = alpha * next_one + (1 - alpha) * level
        t = t + 1
        slope = ((t - 2) * slope + 6 * (next_one - mean) / t) / (t + 1)
        mean = ((t - 1) * mean + next_one) / t
    return future


def _averaged(name: str, block: Block, means: list[Floats], errors: list[Floats], shares: Floats) -> Member:
    counts = block.lengths.astype(float)
    criteria, variances = (
        np.array(each) for each in zip(*(information(one, counts, 4) for one in errors), strict=True)
    )
    weights = evidence(criteria, np.ones(len(ALPHAS)))
    ahead = np.arange(means[0].shape[1])
    grown = np.array([1 + ahead * alpha**2 for alpha in ALPHAS])
    spread = np.sqrt(np.einsum("gs,gs,gh->sh", weights, variances, grown))
    best = weights.argmax(axis=0)

    def parameters(row: int) -> dict[str, float]:
        return {"smoothing_level": ALPHAS[best[row]], "theta": 1 / (1 - float(shares[best[row], row]))}

    return Member(name, np.einsum("gs,gsh->sh", weights, np.array(means)), spread, parameters)
