import numpy as np

from forecasting import naive
from forecasting.filters import block_of

ROWS = block_of([np.array([1.0, 2, 4, 8, 3, 5]), np.array([7.0, 9.0])])


def test_the_last_figure_goes_on() -> None:
    np.testing.assert_array_equal(naive.last_figure("last", ROWS, 2).mean, [[5, 5], [9, 9]])


def test_the_last_season_repeats_and_a_row_without_one_keeps_its_last_figure() -> None:
    np.testing.assert_array_equal(naive.seasonal_naive("season", ROWS, 4, 5).mean, [[4, 8, 3, 5, 4], [9, 9, 9, 9, 9]])


def test_drift_goes_on_as_from_the_first_figure_to_the_last() -> None:
    np.testing.assert_allclose(naive.drift("drift", ROWS, 2).mean, [[5.8, 6.6], [11, 13]])


def test_a_fading_drift_ends_its_growth_and_begins_as_the_drift() -> None:
    found = naive.fading_drift("fading", ROWS, 200).mean
    np.testing.assert_allclose(found[:, 0], naive.drift("drift", ROWS, 1).mean[:, 0])
    np.testing.assert_allclose(found[:, -1], [5 + 0.8 / 0.1, 9 + 2 / 0.1])


def test_the_spread_of_the_last_figure_grows_with_the_root_of_time() -> None:
    spread = naive.last_figure("last", ROWS, 4).spread[0]
    np.testing.assert_allclose(spread, np.sqrt(np.mean(np.diff([1.0, 2, 4, 8, 3, 5]) ** 2)) * np.sqrt([1, 2, 3, 4]))
