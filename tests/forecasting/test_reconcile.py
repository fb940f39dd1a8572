"""Parts and whole agree after reconciling, whatever the method, and no more is moved than has to be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.bounds import PERCENT, Bounds
from forecasting.reconcile import Method, reconciled, shrunk_correlation
from forecasting.record import Floats


def family(seed: int, units: int, periods: int = 3) -> tuple[Floats, Floats, Floats, Floats]:
    """A nation, its units, their shares, and spreads: as forecast one by one, so that nothing adds up."""
    rng = np.random.default_rng(seed)
    shares = rng.uniform(0.1, 1.0, units)
    return (
        rng.uniform(40, 60, periods),
        rng.uniform(20, 80, (units, periods)),
        shares / shares.sum(),
        rng.uniform(0.5, 5.0, (units + 1, periods)),
    )


@pytest.mark.parametrize("method", Method)
@given(seed=st.integers(0, 10_000), units=st.integers(1, 40))
@settings(max_examples=40)
def test_weighted_parts_make_the_whole(method: Method, seed: int, units: int) -> None:
    whole, parts, weights, spread = family(seed, units)
    correlation = shrunk_correlation(np.random.default_rng(seed).normal(size=(units + 1, 30)))
    made, moved = reconciled(whole, parts, weights, method, spread=spread, correlation=correlation)
    assert np.abs(weights @ moved - made).max() <= 1e-6 * np.abs(made).max()


@pytest.mark.parametrize("method", Method)
def test_what_agrees_already_stays(method: Method) -> None:
    _, parts, weights, spread = family(1, 5)
    whole = weights @ parts
    made, moved = reconciled(whole, parts, weights, method, spread=spread, correlation=np.eye(6))
    assert np.allclose(made, whole, atol=1e-6)
    assert np.allclose(moved, parts, atol=1e-6)


def test_units_follow_the_nation_and_leave_it_alone() -> None:
    whole, parts, weights, spread = family(2, 6)
    made, _ = reconciled(whole, parts, weights, Method.TO_NATION, spread=spread)
    assert list(made) == list(whole)


def test_what_is_known_better_is_moved_less() -> None:
    spread = np.array([[1.0], [1.0], [10.0]])
    _, moved = reconciled(np.array([10.0]), np.array([[4.0], [4.0]]), np.ones(2), Method.WLS, spread=spread)
    assert 0 < moved[0, 0] - 4 < 0.05 * (moved[1, 0] - 4)


def test_a_unit_at_its_bound_stays_there_and_the_others_bear_the_rest() -> None:
    parts = np.array([[99.0], [50.0]])
    spread = np.ones((3, 1))
    made, moved = reconciled(
        np.array([90.0]), parts, np.array([0.5, 0.5]), Method.TO_NATION, spread=spread, bounds=PERCENT
    )
    assert moved[:, 0] == pytest.approx([100.0, 80.0])
    assert made[0] == 90.0


def test_what_no_unit_can_bear_is_not_forced() -> None:
    parts = np.array([[1.0], [1.0]])
    bounds = Bounds(lower=0.0)
    _, moved = reconciled(np.array([-5.0]), parts, np.ones(2), Method.TO_NATION, spread=np.ones((3, 1)), bounds=bounds)
    assert list(moved[:, 0]) == [0.0, 0.0]


def test_ols_is_the_projection_that_the_literature_gives() -> None:
    whole, parts, _, spread = family(3, 3, periods=1)
    summing = np.vstack([np.ones(3), np.eye(3)])
    projection = summing @ np.linalg.inv(summing.T @ summing) @ summing.T
    expected = projection @ np.concatenate([whole, parts[:, 0]])
    made, moved = reconciled(whole, parts, np.ones(3), Method.OLS, spread=spread)
    assert np.concatenate([made, moved[:, 0]]) == pytest.approx(expected)


def test_correlations_of_few_errors_are_drawn_towards_none() -> None:
    rng = np.random.default_rng(0)
    common = rng.normal(size=400)
    errors = np.vstack([common + rng.normal(size=400), common + rng.normal(size=400)])
    many, few = (shrunk_correlation(errors[:, :count])[0, 1] for count in (400, 6))
    assert 0.4 < many < 0.6
    assert abs(few) < abs(np.corrcoef(errors[:, :6])[0, 1])
