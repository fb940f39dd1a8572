import numpy as np
import pandas as pd
import pytest

import forecasting
from forecasting import MERGER, Flag
from forecasting.errors import InvalidHistory
from tests.forecasting.families import series


def merged(after: int, times: float = 3.0) -> pd.Series:
    history = series(66 + after, first="2020", seed=4)
    history[MERGER:] *= times
    return history


@pytest.mark.parametrize("after", [1, 3, 14])
def test_a_merger_lifts_what_came_before_it_and_is_said(after: int) -> None:
    found = forecasting.forecast(merged(after), 6, breaks=(MERGER,))
    assert found.how.breaks == (MERGER,)
    assert Flag.BREAK in found.how.flags
    truth = series(66 + after + 6, first="2020", seed=4).to_numpy()[-6:] * 3
    np.testing.assert_allclose(found.mean, truth, rtol=0.15)


def test_a_break_said_beforehand_makes_the_forecast_surer_than_one_kept_silent() -> None:
    told, untold = (forecasting.forecast(merged(8), 6, breaks=breaks) for breaks in ((MERGER,), ()))
    assert (told.upper - told.lower)[1].mean() < (untold.upper - untold.lower)[1].mean()


def test_no_step_is_made_up_where_none_was() -> None:
    found = forecasting.forecast(merged(8, times=1.0), 6, breaks=(MERGER,))
    assert found.how.breaks == ()
    np.testing.assert_array_equal(found.mean, forecasting.forecast(merged(8, times=1.0), 6).mean)


def test_a_bend_is_no_step() -> None:
    history = pd.Series(np.arange(80.0), index=series(80, first="2020").index)
    history[MERGER:] = 66 + np.arange(len(history[MERGER:])) * 0.1
    assert forecasting.forecast(history + 100, 6, breaks=(MERGER,)).how.breaks == ()


def test_a_break_after_the_last_figure_changes_nothing() -> None:
    assert forecasting.forecast(series(48, first="2020"), 3, breaks=(MERGER,)).how.breaks == ()


def test_a_break_that_names_no_period_is_refused() -> None:
    with pytest.raises(InvalidHistory, match="'sáp nhập' names no period; write it as 2025-07"):
        forecasting.forecast(series(48), 3, breaks=("sáp nhập",))


@pytest.mark.parametrize(("frequency", "span"), [("Q", ("2020Q2", "2021Q4")), ("M", ("2020-04", "2021-12"))])
def test_figures_of_the_epidemic_that_fell_are_set_aside(frequency: str, span: tuple[str, str]) -> None:
    calm = series({"Q": 40, "M": 120}[frequency], frequency, first="2014")
    fallen = calm.copy()
    fallen[span[0] : span[1]] *= 0.5
    found = forecasting.forecast(fallen, 4)
    assert Flag.COVID in found.how.flags
    np.testing.assert_allclose(found.mean, forecasting.forecast(calm, 4).mean, rtol=0.05)


def test_figures_of_the_epidemic_that_did_not_fall_are_left_alone() -> None:
    assert Flag.COVID not in forecasting.forecast(series(120, first="2014"), 4).how.flags


def test_in_the_middle_of_the_epidemic_nobody_knows_better() -> None:
    history = series(26, "Q", first="2015")
    history["2020Q2":] *= 0.5
    assert Flag.COVID not in forecasting.forecast(history, 4).how.flags
