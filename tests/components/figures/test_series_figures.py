import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.figures.balance_bars import balance_bars
from components.figures.growth_bars import growth_bars
from components.figures.parts import points_of, time_ticks, value_ticks
from components.figures.revision_steps import revision_steps
from components.figures.small_multiples import small_multiples
from components.figures.time_series import time_series
from components.figures.year_over_year import year_over_year
from components.theme import tokens
from data.periods import month, quarter, year

MONTHS = [str(month(2023, 1).shift(step)) for step in range(45)]
QUARTERS = [str(quarter(2024, 1).shift(step)) for step in range(11)]
YEARS = [str(year(2019 + step)) for step in range(7)]
EMPTY = {"data": [], "layout": {}}


def texts_of(figure):
    return json.dumps(figure, ensure_ascii=False)


@pytest.mark.parametrize("builder", [time_series, growth_bars, year_over_year])
def test_a_series_without_values_draws_nothing_at_all(series, growth, builder):
    assert builder(series([], []), growth) == EMPTY
    assert builder(series(["2026-Q1", "2026-Q2"], [None, None]), growth) == EMPTY


@pytest.mark.parametrize("builder", [time_series, growth_bars, year_over_year])
def test_figures_are_plain_json_without_nan(series, growth, builder):
    values = [None if step == 3 else step / 7 for step in range(len(MONTHS))]
    assert "NaN" not in texts_of(builder(series(MONTHS, values, "ASEPF" * 9), growth))


def test_official_and_simulated_stretches_are_two_lines_that_meet(series, growth):
    figure = time_series(series(MONTHS[:6], [1, 2, 3, 4, 5, 6], "SSSAAA"), growth)
    simulated, official, _dots = figure["data"]
    assert simulated["line"]["dash"] != "solid"
    assert simulated["y"] == [1, 2, 3, 4, None, None]
    assert official["y"] == [None, None, None, 4, 5, 6]


def test_a_missing_month_breaks_the_line(series, growth):
    frame = series([MONTHS[0], MONTHS[1], MONTHS[4]], [1, 2, 3])
    assert [point.value for point in points_of(frame)] == [1, 2, None, 3]


def test_estimates_are_hollow(series, growth):
    dots = time_series(series(MONTHS[:3], [1, 2, 3], "AAE"), growth)["data"][-1]["marker"]
    assert dots["color"] == [tokens().accent, tokens().accent, tokens().panel]
    assert dots["line"]["width"][-1] > 0


def test_a_few_years_are_bars_from_zero_with_simulated_ones_hatched(series, growth):
    figure = time_series(series(YEARS, [5, 6, 7, 8, 9, 8, 7], "SAAAAAE"), growth)
    assert [trace["type"] for trace in figure["data"]] == ["bar"]
    assert figure["data"][0]["marker"]["pattern"]["shape"] == ["/", "", "", "", "", "", ""]
    assert figure["layout"]["yaxis"]["range"][0] == 0


def test_hovering_tells_period_value_and_status(series, growth):
    figure = time_series(series(["2026-Q2", "2026-Q3"], [8.39, 9.95], "AE"), growth)
    assert figure["data"][-1]["hovertext"][-1] == "quý III/2026<br><b>9,95%</b> · ước tính"


def test_targets_are_lines_or_bands_over_their_years(series, growth, target):
    asked = [target(2024, "between", 6, 6.5), target(2026, ">=", 10), target(2019, ">=", 6)]
    layout = growth_bars(series(QUARTERS, [7] * 11), growth, asked)["layout"]
    band, line = layout["shapes"]
    assert (band["type"], band["y0"], band["y1"]) == ("rect", 6, 6.5)
    assert (line["type"], line["x0"], line["y0"]) == ("line", "2026-01-01", 10)
    assert [note["text"] for note in layout["annotations"]] == ["Mục tiêu 2026: ≥ 10%"]
    assert layout["yaxis"]["range"][1] >= 10


def test_the_newest_year_is_strong_and_the_newest_bar_labelled(series, growth):
    bars = growth_bars(series(QUARTERS, [7.5] * 11), growth)["data"][0]
    assert bars["text"] == [""] * 10 + ["7,50"]
    assert set(bars["marker"]["color"][:8]) == {tokens().accent_weak}


def test_the_seasonal_view_has_a_line_a_year_and_the_newest_is_widest(series, growth):
    figure = year_over_year(series(MONTHS, range(45)), growth)
    assert [trace["name"] for trace in figure["data"]] == ["2023", "2024", "2025", "2026"]
    assert max(figure["data"], key=lambda trace: trace["line"]["width"])["name"] == "2026"
    assert figure["data"][-1]["x"] == list(range(1, 10))


def test_yearly_figures_have_no_seasons(series, growth):
    assert year_over_year(series(YEARS, range(7)), growth) == EMPTY


def test_imports_hang_below_the_line_but_are_told_as_amounts(series, exports):
    out, into, net = (series(MONTHS[:3], values) for values in ([30, 31, 32], [28, 33, 30], [2, -2, 2]))
    figure = balance_bars(out, into, net, exports)
    assert figure["data"][1]["y"] == [-28, -33, -30]
    assert "28,00" in figure["data"][1]["hovertext"][0]
    assert not any("−" in text for text in figure["layout"]["yaxis"]["ticktext"])


def test_each_revised_period_steps_to_its_newest_figure(series, growth):
    frame = pd.concat([series(["2025-Q1"], [6.93], "E"), series(["2025-Q1"], [7.05])])
    frame["recorded_at"] = pd.to_datetime(["2025-04-06", "2026-01-06"])
    (steps,) = revision_steps(frame, growth)["data"]
    assert steps["y"] == [6.93, 7.05, 7.05]
    assert steps["line"]["shape"] == "hv"
    assert revision_steps(frame.head(0), growth) == EMPTY


def test_small_panels_share_one_scale(series, growth):
    frames = [series(MONTHS[:12], [float(step * size) for step in range(12)]) for size in (1, 5)]
    panel = pd.concat(
        [one.assign(entity=code, name_vi=code, name_en=code) for code, one in zip(("01", "48"), frames, strict=True)]
    )
    figure = small_multiples(panel, growth, columns=2)
    assert len(figure["data"]) == 2
    assert figure["layout"]["yaxis"]["range"] == figure["layout"]["yaxis2"]["range"]
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["01", "48"]


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=20), st.booleans())
def test_axes_always_hold_their_values_in_a_few_round_steps(values, zero):
    axis = value_ticks(values, zero=zero)
    low, high = axis["range"]
    assert low <= min(values) + 1e-6
    assert high >= max(values) - 1e-6
    assert 2 <= len(axis["tickvals"]) <= 9
    assert len(set(axis["ticktext"])) == len(axis["ticktext"])


def test_long_series_are_labelled_by_year_and_short_ones_by_period(series):
    assert time_ticks(points_of(series(MONTHS, range(45))))["ticktext"] == ["2023", "2024", "2025", "2026"]
    assert time_ticks(points_of(series(QUARTERS[:3], range(3))))["ticktext"] == ["QI/2024", "QII/2024", "QIII/2024"]
