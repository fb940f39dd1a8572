"""The theta method against statsmodels, and its dynamic form against the model written out step by step."""

import numpy as np
import pytest

from forecasting import theta
from forecasting.filters import block_of
from forecasting.record import Floats
from tests.forecasting.families import figures


def test_at_one_alpha_the_standard_theta_is_that_of_statsmodels(monkeypatch: pytest.MonkeyPatch) -> None:
    from statsmodels.tsa.forecasting.theta import ThetaModel

    y = figures(40)
    fitted = ThetaModel(y, deseasonalize=False, use_test=False).fit()
    monkeypatch.setattr(theta, "ALPHAS", (float(fitted.params["alpha"]),))
    mean = theta.theta("theta", block_of([y]), 8).mean[0]
    np.testing.assert_allclose(mean, fitted.forecast(8, theta=2), rtol=1e-6)


def test_the_slope_of_the_line_is_that_of_least_squares() -> None:
    y = figures(25)
    slope, intercept = np.polyfit(np.arange(1, 26), y, 1)
    lines = theta._lines(block_of([y]))
    assert lines.slope[0, -1] == pytest.approx(slope)
    assert lines.intercept[0, -1] == pytest.approx(intercept)


def test_the_standard_method_forgets_what_is_long_past() -> None:
    fallen = np.concatenate([np.linspace(1e6, 100, 300), np.full(60, 100.0)])
    np.testing.assert_allclose(theta.theta("theta", block_of([fallen]), 8).mean[0], 100, atol=1)


def stepwise(y: Floats, alpha: float, share: float, first: float, horizon: int) -> tuple[Floats, Floats]:
    """The dynamic theta model as its authors write it: one figure after the other."""
    level, errors, future, seen = first, [], [], list(y)
    for t in range(len(y) + horizon):
        past = np.array(seen[:t])
        slope, intercept = (
            (0.0, 0.0) if t == 0 else (0.0, past[0]) if t == 1 else np.polyfit(np.arange(1, t + 1), past, 1)
        )
        pull = 0.0 if t == 0 else (1 - alpha) ** t * intercept + (1 - (1 - alpha) ** (t + 1)) / alpha * slope
        expected = level + share * pull
        if t < len(y):
            errors.append(y[t] - expected)
        else:
            future.append(expected)
            seen.append(expected)
        level = alpha * seen[t] + (1 - alpha) * level
    return np.array(errors), np.array(future)


def test_the_dynamic_theta_is_the_model_of_its_authors_at_its_best_start() -> None:
    y, alpha = figures(30), 0.4
    block = block_of([y])
    lines = theta._lines(block)
    share, level, errors = theta._dynamic_fit(block, lines, alpha)
    first = y[0] - errors[0, 0]
    expected, future = stepwise(y, alpha, float(share[0]), float(first), 6)
    np.testing.assert_allclose(errors[0], expected, atol=1e-8)
    np.testing.assert_allclose(theta._dynamic_ahead(block, lines, alpha, share, level, 6)[0], future, rtol=1e-9)
    for nudge in (-0.01, 0.01):
        worse, _ = stepwise(y, alpha, float(share[0]) + nudge, float(first), 1)
        assert (worse**2).sum() > (expected**2).sum()


def test_figures_without_change_stay() -> None:
    flat = np.full(12, 7.0)
    for model in (theta.theta, theta.dynamic_theta):
        np.testing.assert_allclose(model("m", block_of([flat]), 3).mean[0], 7.0)
