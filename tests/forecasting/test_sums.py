import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.sums import psi_of, sum_spread


def test_the_total_of_a_random_walk_has_the_variance_of_the_textbook() -> None:
    spread = 2.0 * np.sqrt(np.arange(1.0, 7))[None, :]
    np.testing.assert_allclose(psi_of(spread), 1.0)
    np.testing.assert_allclose(sum_spread(spread)[0] ** 2, 4 * np.cumsum(np.arange(1.0, 7) ** 2))


def test_errors_that_do_not_last_add_as_independent_ones() -> None:
    np.testing.assert_allclose(sum_spread(np.full((1, 4), 3.0))[0], 3 * np.sqrt(np.arange(1.0, 5)))


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=12))
def test_a_total_spreads_at_least_as_independent_and_at_most_as_common_errors(steps: list[float]) -> None:
    spread = np.sqrt(np.cumsum(np.square(steps)))[None, :]
    total = sum_spread(spread)[0]
    assert (total <= np.cumsum(spread[0]) * (1 + 1e-9)).all()
    assert (total[-1] ** 2 >= steps[0] ** 2 * len(steps) * (1 - 1e-9)).all()
