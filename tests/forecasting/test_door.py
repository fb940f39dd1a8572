"""What a caller gets, whatever it hands in."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forecasting
from forecasting import Choice, Flag
from forecasting.errors import InvalidFrequency, InvalidHistory, InvalidHorizon, InvalidLevel
from tests.forecasting.families import panel, series


def finite(found: forecasting.Forecast) -> bool:
    return bool(np.isfinite(pd.concat([found.table, found.sums])[["mean", "lower", "upper"]].to_numpy()).all())


def test_the_table_has_a_row_for_each_period_and_level() -> None:
    found = forecasting.forecast(series(48, first="2020"), 3)
    assert list(found.table.columns) == ["period", "mean", "level", "lower", "upper"]
    assert list(found.table["period"].astype(str)) == ["2024-01"] * 2 + ["2024-02"] * 2 + ["2024-03"] * 2
    assert list(found.table["level"]) == [0.8, 0.95] * 3
    assert found.sums["mean"].iloc[-1] == pytest.approx(found.mean.sum())


def test_a_forecast_says_how_it_was_made() -> None:
    found = forecasting.forecast(series(60, first="2020"), 6, seed=5, data_version=41, group="IND01")
    how = found.how
    assert (str(how.first), str(how.last), how.observations) == ("2020-01", "2024-12", 60)
    assert how.last_value == series(60).iloc[-1]
    assert (how.seed, how.data_version, how.group) == (5, 41, "IND01")
    assert sum(one.weight for one in how.used) == pytest.approx(1)
    assert {one.model for one in how.used} == {"theta_3", "ets_3", "theta_6", "log_states"}
    assert all("smoothing_level" in one.parameters for one in how.used)
    assert how.choice is Choice.COMBINATION
    assert how.backtest is not None
    assert how.backtest.ratio < 1


@pytest.mark.parametrize("frequency", ["Y", "Q", "M", "W", "D"])
def test_every_frequency_is_forecast(frequency: str) -> None:
    found = forecasting.forecast(series(70, frequency), 5)
    assert finite(found)
    assert len(found.periods) == 5
    assert found.periods[0] == series(71, frequency).index[-1]


@pytest.mark.parametrize("length", range(1, 30))
def test_short_histories_get_an_honest_answer(length: int) -> None:
    found = forecasting.forecast(series(length), 18)
    assert finite(found)
    assert (Flag.TOO_SHORT in found.how.flags) == (length < 5)
    assert (Flag.NO_SEASON in found.how.flags) == (5 <= length < 24)
    assert (found.upper > found.mean).all()


def spoilt(how: str) -> pd.Series:
    history = series(60, first="2018")
    if how == "gap":
        return history.drop(history.index[20:24])
    if how == "unsorted":
        return history.sample(frac=1, random_state=1)
    if how == "constant":
        return history * 0 + 5.0
    if how == "zeros":
        return history * 0
    history.iloc[{"slip": 30, "last": -1, "infinite": 30, "missing": 30, "stale": -1}[how]] = {
        "slip": 1e7,
        "last": 1e7,
        "infinite": np.inf,
        "missing": np.nan,
        "stale": np.nan,
    }[how]
    return history


@pytest.mark.parametrize(
    ("how", "flag"),
    [
        ("gap", Flag.GAP),
        ("missing", Flag.GAP),
        ("infinite", Flag.INFINITE),
        ("stale", Flag.STALE),
        ("unsorted", Flag.UNSORTED),
        ("slip", Flag.OUTLIER),
        ("last", Flag.LAST_FIGURE_FAR_OFF),
        ("constant", Flag.CONSTANT),
        ("zeros", Flag.CONSTANT),
    ],
)
def test_a_spoilt_history_is_flagged_and_answered_sensibly(how: str, flag: Flag) -> None:
    found = forecasting.forecast(spoilt(how), 6)
    assert flag in found.how.flags
    assert finite(found)
    sound = 0 if how == "zeros" else 5 if how == "constant" else series(60, first="2018").iloc[-1]
    np.testing.assert_allclose(found.mean, sound, atol=25)


def test_a_clean_history_has_no_flag_but_that_it_stands_alone() -> None:
    assert forecasting.forecast(series(60, first="2010"), 6).how.flags == (Flag.SMALL_POOL,)


@pytest.mark.parametrize(
    ("history", "fault", "words"),
    [
        (pd.concat([series(9), series(1)]), InvalidHistory, r"2010-01 stands 2 times.*one figure for each"),
        (series(9) * np.nan, InvalidHistory, "None of the 9 periods.*one is needed"),
        (series(0), InvalidHistory, "None of the 0 periods"),
        (series(9).astype(str) + "x", InvalidHistory, "not a number"),
        ([1.0, 2.0], InvalidHistory, "is a list; a Series with a PeriodIndex is needed"),
        (series(9).reset_index(drop=True), InvalidFrequency, r"indexed by RangeIndex; a PeriodIndex is needed"),
        (series(9) * 1e290, InvalidHistory, r"of the size 1.*e\+292; sizes up to 1e\+100"),
        (series(9) * 1j, InvalidHistory, "not a number: complex"),
        (pd.Series([1.0, 2.0], pd.PeriodIndex(["2020-01", None], freq="M")), InvalidHistory, r"missing \(NaT\)"),
        (series(9).asfreq("h"), InvalidFrequency, r"frequency 'h' are not forecast; years \(Y\)"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_is_needed(history: object, fault: type[Exception], words: str) -> None:
    with pytest.raises(fault, match=words):
        forecasting.forecast(history, 3)  # type: ignore[arg-type]


@pytest.mark.parametrize("horizon", [0, -1, 121, 10_000, 1.5, True, "3"])
def test_a_horizon_beyond_reason_is_refused(horizon: object) -> None:
    with pytest.raises(InvalidHorizon, match="a whole number from 1 to 120 is needed"):
        forecasting.forecast(series(48), horizon)  # type: ignore[arg-type]


def test_a_horizon_may_be_any_whole_number() -> None:
    assert len(forecasting.forecast(series(48), np.int64(3)).mean) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize("level", [0, 1, 95, (), (0.8, -1), "x"])
def test_a_level_that_is_no_share_is_refused(level: object) -> None:
    with pytest.raises(InvalidLevel, match="shares between 0 and 1"):
        forecasting.forecast(series(48), 3, level=level)  # type: ignore[arg-type]


def test_a_fault_in_a_panel_names_the_series() -> None:
    with pytest.raises(InvalidHistory, match="Series 'TN07': None of the"):
        forecasting.forecast_many({"HN01": series(48), "TN07": series(48) * np.nan}, 3)


def test_what_is_no_panel_is_refused_in_words() -> None:
    with pytest.raises(InvalidHistory, match="The panel is a list; a DataFrame or a mapping"):
        forecasting.forecast_many([series(48)], 3)  # type: ignore[arg-type]


def test_a_panel_of_mixed_frequencies_is_calibrated_by_frequency_and_group() -> None:
    some = {("a", place): one for place, one in panel(6, 48).items()} | {("b", 0): series(20, "Y")}
    told: list[tuple[int, int]] = []
    found = forecasting.forecast_many(some, 4, groups={("a", 0): "X"}, on_progress=lambda *n: told.append(n))
    assert list(found) == list(some)
    assert [found[key].how.group for key in some] == ["X", *["M"] * 5, "Y"]
    assert found[("a", 1)].how.pooled == 5
    assert told[-1] == (7, 7)


def test_a_frame_is_a_panel_of_its_columns() -> None:
    frame = pd.DataFrame(panel(3, 48))
    assert list(forecasting.forecast_many(frame, 2)) == [0, 1, 2]


def test_the_same_question_gives_the_same_bytes() -> None:
    first, again = (forecasting.forecast(series(60), 12) for _ in range(2))
    assert first.upper.tobytes() == again.upper.tobytes()
    assert first.how == again.how


@settings(max_examples=15)
@given(st.integers(0, 99), st.sampled_from(["Y", "Q", "M"]), st.floats(1e-6, 1e9), st.integers(5, 60))
def test_another_unit_of_measure_gives_the_same_forecast_in_it(
    seed: int, frequency: str, factor: float, length: int
) -> None:
    history = series(length, frequency, seed=seed)
    plain, scaled = (forecasting.forecast(one, 4) for one in (history, history * factor))
    np.testing.assert_allclose(scaled.mean, plain.mean * factor, rtol=1e-5)
    np.testing.assert_allclose(scaled.upper, plain.upper * factor, rtol=1e-4)


@settings(max_examples=15)
@given(st.integers(0, 99), st.sampled_from(["Y", "Q"]), st.floats(-1e4, 1e4))
def test_a_shift_carries_through_where_no_ratio_is_meant(seed: int, frequency: str, shift: float) -> None:
    history = series(40, frequency, seed=seed) - 1e5  # never positive: seasons are steps, and there are no logarithms
    plain, shifted = (forecasting.forecast(one, 4) for one in (history, history + shift))
    np.testing.assert_allclose(shifted.mean, plain.mean + shift, rtol=1e-6)
    np.testing.assert_allclose(shifted.upper - shifted.mean, plain.upper - plain.mean, rtol=1e-3)


@settings(max_examples=25)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40), st.sampled_from(["Y", "Q", "M", "D"]))
def test_whatever_the_figures_bands_are_finite_and_nest(values: list[float], frequency: str) -> None:
    history = pd.Series(values, index=pd.period_range("2015", periods=len(values), freq=frequency))
    found = forecasting.forecast(history, 6, level=(0.5, 0.8, 0.95, 0.99))
    assert finite(found)
    for lower, upper in ((found.lower, found.upper), (found.sum_lower, found.sum_upper)):
        assert (np.diff(lower, axis=0) <= 0).all()
        assert (np.diff(upper, axis=0) >= 0).all()
    assert (found.lower[0] <= found.mean).all()
    assert (found.mean <= found.upper[0]).all()


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, forecasting; print(sorted({'pandas', 'scipy', 'statsmodels', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there_and_no_other() -> None:
    for name in forecasting.__all__:
        assert getattr(forecasting, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = forecasting.nothing
