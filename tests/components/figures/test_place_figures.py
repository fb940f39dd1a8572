import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from components.figures.coverage_heatmap import coverage_heatmap
from components.figures.ranking_bars import ranking_bars, ranking_height, right_aligned
from components.formatting import number
from components.theme import tokens

EMPTY = {"data": [], "layout": {}}


def test_the_best_unit_stands_at_the_top_and_the_nation_is_a_line(ranking, growth):
    figure = ranking_bars(ranking, growth, highlight="48", nation=8.02)
    bars, figures = figure["data"]
    assert bars["customdata"] == ["01", "48", "79"]
    assert figure["layout"]["yaxis"]["ticktext"] == ["1. Hà Nội", "<b>2. Đà Nẵng</b>", "3. TP. Hồ Chí Minh"]
    assert bars["marker"]["color"] == [tokens().accent_weak, tokens().accent, tokens().accent_weak]
    assert [text.strip("\N{FIGURE SPACE}") for text in figures["text"]] == ["12,50", "9,25", "7,00"]
    assert figure["layout"]["shapes"][0]["x0"] == 8.02
    assert figure["layout"]["annotations"][0]["text"] == "Cả nước 8,02"


def test_simulated_bars_are_hatched_only_among_official_ones(ranking, growth):
    assert ranking_bars(ranking, growth)["data"][0]["marker"]["pattern"]["shape"] == ["", "/", ""]
    alike = ranking.assign(status="S")
    assert ranking_bars(alike, growth)["data"][0]["marker"]["pattern"]["shape"] == ["", "", ""]


def test_a_ranking_without_figures_draws_nothing(ranking, growth):
    assert ranking_bars(ranking.assign(value=float("nan")), growth) == EMPTY
    assert ranking_height(ranking) < ranking_height(pd.concat([ranking] * 20))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9))
def test_figures_under_each_other_are_equally_long(values):
    assert len({len(text) for text in right_aligned([number(value, 1) for value in values])}) == 1


def test_coverage_keeps_the_order_of_rows_and_columns_and_says_what_is_missing():
    frame = pd.DataFrame(
        {"row": ["Y tế", "Y tế", "Giáo dục"], "column": ["2026", "2025", "2026"], "value": [100.0, 40.0, float("nan")]}
    )
    figure = coverage_heatmap(frame)
    assert figure["data"][0]["z"] == [[100.0, 40.0], [None, None]]
    assert figure["layout"]["xaxis"]["ticktext"] == ["2026", "2025"]
    assert figure["data"][0]["text"][1][0].endswith("chưa có số liệu</b>")
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["100", "40"]
    assert coverage_heatmap(frame.head(0)) == EMPTY
