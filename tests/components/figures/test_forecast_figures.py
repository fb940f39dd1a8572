"""The figures of forecasts: where a fan starts, what lies on what, and what old forecasts look like."""

import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.figures.accuracy import accuracy_lines
from components.figures.fan import Fan, fan_hover, forecast_fan, told_origin
from components.figures.reliability import coverage_lines
from components.figures.scenario_paths import scenario_paths
from components.theme import faded
from data.periods import month, quarter

QUARTERS = [str(quarter(2024, 1).shift(step)) for step in range(11)]
ORIGIN = quarter(2026, 3)
EMPTY = {"data": [], "layout": {}}


def points(mean=8.0, start=ORIGIN, count=4, widths=(1.0, 2.0)):
    said = pd.DataFrame({"period": [str(start.shift(step)) for step in range(1, count + 1)], "mean": mean})
    for level, width in zip((80, 95), widths, strict=True):
        said[f"lower_{level}"], said[f"upper_{level}"] = mean - width, mean + width
    return said


@pytest.fixture
def history(series):
    return series(QUARTERS, [7.0] * 10 + [9.5])


@pytest.fixture
def fan():
    return Fan(points(), ORIGIN, 9.5)


def named(figure, name):
    return next(trace for trace in figure["data"] if trace.get("name") == name)


def test_a_fan_starts_at_the_last_known_figure_and_the_narrow_band_lies_on_the_wide_one(history, growth, fan):
    figure = forecast_fan(history, growth, fan)
    middle = named(figure, "dự báo")
    assert (middle["y"][0], middle["y"][1:]) == (9.5, [8.0] * 4)
    assert [trace["name"] for trace in figure["data"][:2]] == ["khoảng 95%", "khoảng 80%"]
    assert figure["data"][0]["y"] == [9.5, 10, 10, 10, 10, 6, 6, 6, 6, 9.5]
    (line,) = figure["layout"]["shapes"]
    assert (line["x0"], figure["layout"]["annotations"][-1]["text"]) == ("2026-09-30", "dự báo từ QIV/2026")


def test_the_axis_holds_every_bound(history, growth, fan):
    low, high = forecast_fan(history, growth, fan)["layout"]["yaxis"]["range"]
    assert low <= 6
    assert high >= 10


def test_a_forecast_of_simulated_figures_is_hatched(history, growth, fan):
    assert "fillpattern" not in json.dumps(forecast_fan(history, growth, fan))
    hatched = forecast_fan(history, growth, replace(fan, simulated=True))
    assert named(hatched, "khoảng 80%")["fillpattern"]["shape"] == "/"


def test_the_last_forecasts_are_thin_lines_that_say_when_they_were_made(history, growth, fan):
    before = ORIGIN.shift(-2)
    old = Fan(points(6.5, before), before, 7.0), Fan(points(6.0, before), before, 7.0, again=True)
    figure = forecast_fan(history, growth, fan, old)
    first, again = (named(figure, told_origin(one)) for one in old)
    assert (first["name"], again["name"]) == ("dự báo khi mới có số QI/2026", "tính lại như khi mới có số QI/2026")
    assert first["y"] == [7.0, 6.5, 6.5, 6.5, 6.5]
    assert first["line"]["dash"] != again["line"]["dash"]


def test_breaks_and_targets_are_marked_in_a_fan(history, growth, fan, target):
    figure = forecast_fan(history, growth, fan, targets=[target(2027)], breaks=[date(2025, 7, 1)])
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert "đổi địa giới 01/07/2025" in texts
    assert "Mục tiêu 2027: ≥ 10%" in texts


def test_pointing_at_a_forecast_tells_both_intervals(growth, fan):
    (row,) = points(count=1).itertuples()
    assert fan_hover(row, growth) == (
        "quý IV/2026 · dự báo<br><b>8,00%</b><br>80%: 7,00 đến 9,00%<br>95%: 6,00 đến 10,00%"
    )


def test_a_forecast_of_nothing_draws_nothing(history, growth):
    assert forecast_fan(history, growth, Fan(points(count=0), ORIGIN, 9.5)) == EMPTY


@given(st.floats(-1e6, 1e6), st.floats(0, 1e5), st.floats(0, 1e5))
def test_fans_are_plain_json_whatever_they_hold(growth, mean, near, more):
    said = points(mean, month(2026, 10), 3, (near, near + more))
    figure = forecast_fan(pd.DataFrame(columns=["period", "value", "status"]), growth, Fan(said, month(2026, 10), mean))
    assert "NaN" not in json.dumps(figure)
    low, high = figure["layout"]["yaxis"]["range"]
    assert low <= mean - near - more + 1e-6 * abs(mean)
    assert high >= mean + near + more - 1e-6 * abs(mean)


# --- scenarios --------------------------------------------------------------------------------------------------------


def test_a_scenario_lies_over_the_fan_and_the_axis_holds_it(history, growth, fan):
    figure = scenario_paths(history, growth, fan, points(14.0))
    path = named(figure, "kịch bản")
    assert path["y"] == [9.5, 14, 14, 14, 14]
    assert "quý IV/2026 · kịch bản<br><b>14,00%</b>" in path["hovertext"][1]
    assert figure["layout"]["yaxis"]["range"][1] >= 15


def test_without_assumptions_there_is_the_fan_alone(history, growth, fan):
    assert scenario_paths(history, growth, fan, points(count=0)) == forecast_fan(history, growth, fan)


# --- scores -----------------------------------------------------------------------------------------------------------


def scores(steps=6, mase=0.8):
    ahead = range(1, steps + 1)
    values = {"mase": mase, "naive_mase": 1.0, "coverage_80": 0.82, "coverage_95": 0.93}
    return pd.DataFrame({"step": ahead, **{name: [value] * steps for name, value in values.items()}})


def test_the_error_stands_beside_that_of_the_seasonal_naive():
    naive, own = accuracy_lines(scores())["data"]
    assert (naive["name"], naive["y"][0]) == ("lặp lại mùa trước", 1.0)
    assert own["hovertext"][0] == "dự báo: 0,80"


def test_an_error_that_has_no_scale_draws_nothing():
    assert accuracy_lines(scores(mase=float("nan"))) == EMPTY
    assert accuracy_lines(scores(0)) == EMPTY


def test_many_steps_are_labelled_sparsely():
    assert accuracy_lines(scores(18))["layout"]["xaxis"]["tickvals"] == [1, 3, 5, 7, 9, 11, 13, 15, 17]


def test_coverage_stands_beside_what_was_promised():
    figure = coverage_lines(scores())
    assert [shape["y0"] for shape in figure["layout"]["shapes"]] == [95, 80]
    assert figure["data"][1]["hovertext"][0] == "khoảng 80%: 82% số thật nằm trong"
    assert coverage_lines(scores(0)) == EMPTY


def test_a_colour_is_seen_through():
    assert faded("#0b5394", 0.5) == "rgba(11,83,148,0.5)"
