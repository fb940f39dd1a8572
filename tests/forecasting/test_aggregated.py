from functools import partial

import numpy as np

from forecasting import naive
from forecasting.aggregated import aggregated
from forecasting.filters import block_of

drift = partial(naive.drift, "drift")


def test_a_straight_line_seen_in_blocks_is_the_same_line() -> None:
    line = block_of([10 + 2.0 * np.arange(26)])
    found = aggregated(line, 3, 8, drift)
    np.testing.assert_allclose(found.mean[0], 10 + 2.0 * np.arange(26, 34))
    assert found.parameters(0)["slope"] == 6.0


def test_rows_too_short_for_blocks_are_seen_by_single_periods() -> None:
    rows = block_of([np.arange(11.0), np.arange(30.0), np.arange(5.0)])
    found = aggregated(rows, 3, 4, drift)
    np.testing.assert_allclose(found.mean, [[11, 12, 13, 14], [30, 31, 32, 33], [5, 6, 7, 8]])
    assert [found.parameters(row)["slope"] for row in range(3)] == [1, 3, 1]
    assert found.spread.shape == (3, 4)
