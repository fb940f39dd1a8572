import numpy as np

from forecasting.bridges import bridged, without_season
from forecasting.outliers import without_outliers
from forecasting.record import Flag
from tests.forecasting.families import figures


def test_a_bridge_follows_the_season() -> None:
    y = 100 + 20 * np.sin(2 * np.pi * np.arange(60) / 12)
    holed = np.where((np.arange(60) > 20) & (np.arange(60) < 28), np.nan, y)
    np.testing.assert_allclose(bridged(holed, 12), y, rtol=0.02)
    np.testing.assert_allclose(bridged(np.array([np.nan, 1, np.nan, 3]), 1), [1, 1, 2, 3])


def test_what_has_no_season_is_its_own_remainder() -> None:
    y = figures(20)
    np.testing.assert_array_equal(without_season(y[None, :], 12)[0], y)


def test_a_step_or_a_wild_series_has_no_outlier() -> None:
    step = figures(40) + np.where(np.arange(40) < 20, 0, 500.0)
    wild = np.random.default_rng(5).standard_cauchy(40)
    counts = np.zeros(40)
    counts[[5, 12, 20, 33]] = 3
    for row in (step, counts):
        assert without_outliers([row], 1)[0].flags == ()
    assert len(without_outliers([wild], 1)[0].flags) <= 1


def test_one_slip_in_a_row_of_equal_figures_is_bridged() -> None:
    row = np.full(30, 5.0)
    row[11] = 5e6
    found = without_outliers([row, figures(30)], 1)[0]
    assert found.flags == (Flag.OUTLIER,)
    np.testing.assert_allclose(found.figures, 5.0)
