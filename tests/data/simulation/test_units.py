"""Provinces add up to the nation, whatever the shares."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from data.simulation.units import merged_means, raked, scaled, shared_out

WEIGHTS = arrays(float, (4, 7), elements=st.floats(0.01, 100))
TOTALS = arrays(float, 4, elements=st.floats(0, 1e5))


@settings(max_examples=60)
@given(totals=TOTALS, weights=WEIGHTS, decimals=st.integers(0, 4))
def test_rounded_parts_add_up_exactly(totals: np.ndarray, weights: np.ndarray, decimals: int) -> None:
    scale = 10**decimals
    parts = shared_out(totals, weights, decimals)
    assert (np.rint(parts * scale).sum(axis=1) == np.rint(totals * scale)).all()


@settings(max_examples=60)
@given(totals=TOTALS, weights=WEIGHTS)
def test_no_part_is_off_by_a_whole_unit(totals: np.ndarray, weights: np.ndarray) -> None:
    exact = np.rint(totals)[:, None] * weights / weights.sum(axis=1, keepdims=True)
    assert np.abs(shared_out(totals, weights, 0) - exact).max() < 1 + 1e-6


def test_a_unit_without_weight_gets_nothing() -> None:
    assert shared_out(np.array([10.0]), np.array([[1.0, 0.0, 1.0]]), 0).tolist() == [[5.0, 0.0, 5.0]]


@settings(max_examples=60)
@given(
    values=arrays(float, (4, 7), elements=st.floats(-50, 150)),
    weights=WEIGHTS,
    means=arrays(float, 4, elements=st.floats(5, 95)),
)
def test_raked_values_have_the_mean_and_stay_inside(values: np.ndarray, weights: np.ndarray, means: np.ndarray) -> None:
    moved = raked(values, weights, means, 0, 100)
    assert moved.min() >= 0
    assert moved.max() <= 100
    assert (moved * weights).sum(axis=1) / weights.sum(axis=1) == pytest.approx(means, abs=1e-6)


@settings(max_examples=40)
@given(factors=WEIGHTS, weights=WEIGHTS, means=arrays(float, 4, elements=st.floats(1, 1e4)))
def test_scaled_factors_have_the_mean(factors: np.ndarray, weights: np.ndarray, means: np.ndarray) -> None:
    values = scaled(factors, weights, means)
    assert (values * weights).sum(axis=1) / weights.sum(axis=1) == pytest.approx(means, rel=1e-9)


def test_a_merged_unit_has_the_weighted_mean_of_its_parts() -> None:
    heirs = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    means = merged_means(np.array([[10.0, 40.0, 7.0]]), np.array([[2.0, 1.0, 5.0]]), heirs)
    assert means.tolist() == [[20.0, 7.0]]
