import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.figures.coverage_heatmap import coverage_heatmap
from components.figures.ranking_bars import ranking_bars, ranking_height, right_aligned
from components.figures.tile_map import class_limits, class_of, tile_decimals, tile_map, tile_map_height, tile_number
from components.formatting import number
from components.language import use_language
from components.theme import tokens

EMPTY = {"data": [], "layout": {}}


@pytest.fixture
def tiles():
    rows = [
        ("01", "Hà Nội", 3, 0, "unit", "01", "Hà Nội", "Ha Noi"),
        ("48", "Đà Nẵng", 5, 1, "unit", "48", "Đà Nẵng", "Da Nang"),
        ("79", "Hồ Chí Minh", 4, 2, "unit", "79", "Hồ Chí Minh", "Ho Chi Minh City"),
        ("96", "Cà Mau", 2, 3, "unit", "96", "Cà Mau", "Ca Mau"),
        ("HS", "Hoàng Sa", 8, 1, "archipelago", "48", "Đà Nẵng", "Da Nang"),
        ("TS", "Trường Sa", 8, 2, "archipelago", "56", "Khánh Hòa", "Khanh Hoa"),
    ]
    places = ["column_no", "row_no", "kind", "unit_code", "unit_vi", "unit_en"]
    return pd.DataFrame(rows, columns=["tile_id", "name_vi", *places])


def test_tiles_without_a_figure_are_named_in_the_readers_language(tiles, ranking, growth):
    with use_language("en"):
        assert "Ca<br>Mau" in tile_map(tiles, ranking, growth)["data"][1]["text"]


def test_the_best_unit_stands_at_the_top_and_the_nation_is_a_line(ranking, growth):
    figure = ranking_bars(ranking, growth, highlight="48", nation=8.02)
    bars, figures = figure["data"]
    assert bars["customdata"] == ["01", "48", "79"]
    assert figure["layout"]["yaxis"]["ticktext"] == ["1. Hà Nội", "<b>2. Đà Nẵng</b>", "3. Hồ Chí Minh"]
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


def test_tiles_show_name_and_figure_and_blank_ones_only_their_name(tiles, ranking, growth):
    _targets, labels = tile_map(tiles, ranking, growth)["data"]
    assert labels["text"][0] == "Hà<br>Nội<br><b>12,5</b>"
    assert labels["text"][2] == "TP<br>HCM<br><b>7,0</b>"
    assert labels["text"][3] == "Cà<br>Mau"


def test_both_archipelagos_are_drawn_by_name_without_a_figure_of_their_own(tiles, ranking, growth):
    figure = tile_map(tiles, ranking, growth)
    targets, labels = figure["data"]
    assert labels["text"][4:] == ["Hoàng<br>Sa", "Trường<br>Sa"]
    assert targets["text"][4] == "Quần đảo Hoàng Sa<br>thuộc Đà Nẵng"
    assert "Quần đảo Trường Sa" in targets["text"][5]
    assert figure["layout"]["shapes"][4]["line"]["dash"]
    with use_language("en"):
        assert "Hoàng<br>Sa" in tile_map(tiles, ranking, growth)["data"][1]["text"]


def test_a_click_on_a_tile_finds_its_unit(tiles, ranking, growth):
    targets = tile_map(tiles, ranking, growth)["data"][0]
    assert targets["customdata"] == ["01", "48", "79", "96", "48", "56"]
    assert "hạng 2 · mô phỏng" in targets["text"][1]


def test_the_marked_tile_has_a_ring_and_its_archipelago_none(tiles, ranking, growth):
    shapes = tile_map(tiles, ranking, growth, highlight="48")["layout"]["shapes"]
    assert shapes[1]["line"]["color"] == tokens().gold
    assert shapes[4]["line"]["color"] == tokens().muted


def test_a_map_without_figures_draws_nothing(tiles, ranking, growth):
    assert tile_map(tiles, ranking.head(0), growth) == EMPTY
    assert tile_map_height(tiles) > 0


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=70))
def test_classes_follow_the_order_of_values_and_never_split_ties(values):
    limits = class_limits(values)
    classes = [class_of(value, limits) for value in sorted(values)]
    assert classes == sorted(classes)
    assert classes[0] >= 0
    assert classes[-1] <= len(limits) <= 4


@pytest.mark.parametrize(
    ("value", "text"), [(12.53, "12,5"), (1234.5, "1.234"), (45678, "46n"), (2_345_678, "2,3tr"), (-0.04, "0,0")]
)
def test_a_tile_has_room_for_a_short_figure(value, text):
    assert tile_number(value, 1) == text


def test_a_map_of_small_figures_shows_more_decimals(exports):
    assert tile_decimals([13.1, 0.4, 0.03], exports) == 2
    assert tile_decimals([13.1, 9.7, 0.03], exports) == 1


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
