"""Figures that hold units and indicators against each other."""

from collections.abc import Callable
from dataclasses import replace
from math import fsum

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.figures.bump import bump, bump_height
from components.figures.heatmap import heatmap
from components.figures.indexed_lines import Line, indexed_lines, value_lines
from components.figures.scatter import LARGEST, scatter
from components.figures.strip import HALF, HEAD, LETTER, PILE, ROW, WIDTH, Spread, piled, strip
from components.figures.waterfall import Step, decimals_for, gathered, signed, waterfall
from components.theme import tokens
from data.periods import Period
from data.records import Indicator

Series = Callable[..., pd.DataFrame]
EMPTY: dict[str, object] = {"data": [], "layout": {}}
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3")


@pytest.fixture
def panel() -> pd.DataFrame:
    """Two units in two quarters; the second of them recast in the first, and overtaking in the second."""
    rows = [
        ("01", "Hà Nội", "2026-Q1", 8.0, "A", 0, 1),
        ("24", "Bắc Ninh", "2026-Q1", 7.0, "A", 2, 2),
        ("01", "Hà Nội", "2026-Q2", 6.0, "S", 0, 2),
        ("24", "Bắc Ninh", "2026-Q2", 9.0, "A", 0, 1),
    ]
    frame = pd.DataFrame(rows, columns=["entity", "name_vi", "period", "value", "status", "parts", "rank"])
    ends = pd.to_datetime([Period.parse(text).end for text in frame["period"]])
    return frame.assign(name_en=frame["name_vi"], period_end=ends, address="/trail/X?unit=" + frame["entity"])


# --- waterfall --------------------------------------------------------------------------------------------------------


def test_each_step_begins_where_the_one_before_ended_and_the_last_bar_is_the_whole() -> None:
    bars = waterfall([Step("A", 3.0, "01"), Step("B", -1.0, "24")], 1, total="Chung")["data"][0]
    assert (bars["base"], bars["x"]) == ([0.0, 3.0, 0.0], [3.0, -1.0, 2.0])
    assert bars["customdata"] == ["01", "24", ""]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40), st.integers(1, 12))
def test_steps_that_are_gathered_keep_their_sum(amounts: list[float], most: int) -> None:
    steps = [Step(str(number), amount) for number, amount in enumerate(amounts)]
    kept = gathered(steps, most, "{count} khác")
    assert len(kept) <= most + 1
    assert fsum(step.amount for step in kept) == pytest.approx(fsum(amounts), abs=1e-6)


def test_amounts_carry_their_sign_and_nothing_has_none() -> None:
    assert [signed(one, 1) for one in (1.25, -1.25, 0.01)] == ["+1,2", "−1,2", "0,0"]
    assert waterfall([], 1, total="Chung") == EMPTY


def test_small_parts_get_the_decimals_that_tell_them_from_nothing() -> None:
    assert decimals_for([5.0, 0.012, 0.011], 1) == 2
    assert decimals_for([5.0, 4.0, 0.0], 1) == 1


# --- lines ------------------------------------------------------------------------------------------------------------


def test_every_index_is_100_at_the_base(series: Series, exports: Indicator) -> None:
    lines = [Line("A", series(QUARTERS, [5.0, 6.0, 9.0]), exports), Line("B", series(QUARTERS, [50, 40, 30]), exports)]
    figure = indexed_lines(lines, "2026-Q1")
    assert [trace["y"] for trace in figure["data"]] == [[100.0, 120.0, 180.0], [100.0, 80.0, 60.0]]
    assert "5,00" in figure["data"][0]["hovertext"][0]  # the pointer is told the figure itself too


@pytest.mark.parametrize("base", [None, 0.0, -2.0])
def test_a_line_without_a_value_above_nothing_at_the_base_has_no_index(
    series: Series, exports: Indicator, base: float | None
) -> None:
    assert indexed_lines([Line("A", series(QUARTERS, [base, 6.0, 9.0]), exports)], "2026-Q1") == EMPTY


def test_recast_points_are_diamonds_that_lead_to_their_parts(series: Series, growth: Indicator) -> None:
    frame = series(QUARTERS, [5.0, 6.0, 9.0]).assign(parts=[2, 0, 0], address=["/a", "/b", "/c"])
    (trace,) = value_lines([Line("A", frame, growth)])["data"]
    assert trace["marker"]["symbol"] == ["diamond", "circle", "circle"]
    assert trace["customdata"] == ["/a", "/b", "/c"]
    assert "2 đơn vị cũ" in trace["hovertext"][0]


def test_a_line_is_dashed_and_firm_only_where_it_was_published(series: Series, growth: Indicator) -> None:
    frame = series(QUARTERS, [5.0, 6.0, 9.0], "AAS")
    whole, firm = value_lines([Line("A", frame, growth)])["data"]
    assert whole["line"]["dash"] != "solid"
    assert (firm["y"], firm["line"]["dash"]) == ([5.0, 6.0, None], "solid")
    (simulated,) = value_lines([Line("A", series(QUARTERS, [5.0, 6.0, 9.0], "SSS"), growth)])["data"]
    assert simulated["line"]["dash"] != "solid"


# --- all units --------------------------------------------------------------------------------------------------------


def test_the_best_is_at_the_top_and_the_chosen_are_drawn_over_the_others(
    panel: pd.DataFrame, growth: Indicator
) -> None:
    figure = bump(panel, growth, ["01"])
    assert [trace["name"] for trace in figure["data"]] == ["Bắc Ninh", "Hà Nội"]
    assert figure["data"][1]["y"] == [1, 2]
    low, high = figure["layout"]["yaxis"]["range"]
    assert low > high
    assert {note["text"] for note in figure["layout"]["annotations"]} == {"<b>Hà Nội</b>", "Bắc Ninh"}


def test_names_of_units_that_share_a_rank_stand_one_under_the_other(panel: pd.DataFrame, growth: Indicator) -> None:
    figure = bump(panel.assign(rank=1), growth)
    assert [trace["y"] for trace in figure["data"]] == [[1, 1], [1, 1]]
    assert sorted(note["y"] for note in figure["layout"]["annotations"]) == [1, 2]
    assert figure["layout"]["yaxis"]["range"][0] > 2


def test_a_unit_without_a_rank_leaves_a_gap(panel: pd.DataFrame, growth: Indicator) -> None:
    figure = bump(panel.iloc[1:], growth)
    assert [trace["y"] for trace in figure["data"] if trace["name"] == "Hà Nội"] == [[None, 2]]
    assert bump(panel.iloc[0:0], growth) == EMPTY
    assert bump_height(panel) >= 180


def test_cells_without_a_figure_are_blank_and_recast_ones_are_marked(panel: pd.DataFrame, growth: Indicator) -> None:
    cells, marks, numbers = heatmap(panel.iloc[1:], growth, ["24"])["data"]
    assert cells["z"][1][0] is None
    assert "chưa có số liệu" in cells["text"][1][0]
    assert len(marks["x"]) == 1
    assert numbers["text"] == ["7,0", "9,0", "6,0"]


def test_equal_figures_have_one_colour(panel: pd.DataFrame, growth: Indicator) -> None:
    cells = heatmap(panel.assign(value=5.0), growth)["data"][0]
    assert cells["z"] == [[0, 0], [0, 0]]
    assert heatmap(panel.assign(value=float("nan")), growth) == EMPTY


def test_the_area_of_a_dot_goes_with_its_size(growth: Indicator) -> None:
    rows = [("01", 1.0, 2.0, 400.0, "A"), ("24", 2.0, 3.0, 100.0, "A"), ("79", 3.0, float("nan"), 1.0, "A")]
    frame = pd.DataFrame(rows, columns=["entity", "x", "y", "size", "status"])
    frame = frame.assign(name_vi=frame["entity"], name_en=frame["entity"], region="Vùng", address="/a")
    (dots,) = scatter(frame, growth, growth, growth, ["01"])["data"]
    assert dots["marker"]["size"] == [LARGEST, LARGEST / 2]
    assert dots["text"] == ["01", ""]
    assert scatter(frame.iloc[2:], growth, growth) == EMPTY


def test_each_indicator_has_its_own_scale_and_the_nation_its_place_on_it(
    panel: pd.DataFrame, growth: Indicator
) -> None:
    first = panel[panel["period"] == "2026-Q1"]
    figure = strip(
        [Spread(growth, first, 7.5, "quý I/2026"), Spread(growth, first.assign(value=5.0), None, "x")], ["24"]
    )
    assert figure["data"][0]["x"] == [1.0, 0.0]
    assert figure["data"][1]["x"] == [0.5, 0.5]  # all alike: in the middle
    nation = [shape for shape in figure["layout"]["shapes"] if shape["line"].get("color") == tokens().gold]
    assert [shape["x0"] for shape in nation] == [0.5]
    assert "Cả nước 7,50" in {note["text"] for note in figure["layout"]["annotations"]}


def test_dots_at_one_place_are_piled_up_and_stay_within_the_band() -> None:
    assert piled([0.5, 0.5, 0.5, 0.9]) == [0.0, -PILE, PILE, 0.0]
    assert max(map(abs, piled([0.5] * 34))) < HALF


@given(st.lists(st.floats(0, 1), min_size=2, max_size=12))
def test_names_of_a_spread_never_touch_and_the_band_has_room_for_them(growth: Indicator, values: list[float]) -> None:
    codes = [f"{number:02d}" for number in range(len(values))]
    names = ["TP. Hồ Chí Minh" if number % 2 else "Huế" for number in range(len(values))]
    frame = pd.DataFrame({"entity": codes, "name_vi": names, "value": values, "status": "A", "address": "/"})
    spread = Spread(growth, frame, None, "quý I/2026")
    figure = strip([spread], codes)
    notes = [note for note in figure["layout"]["annotations"] if note["font"]["size"] == 10]
    assert len(notes) == len(values)
    boxes = [(note["y"], *_across(note)) for note in notes]
    for one, (height, start, end) in enumerate(boxes):
        assert height - ROW >= HEAD
        for other in boxes[one + 1 :]:
            assert other[0] != height or other[1] >= end or start >= other[2]


def _across(note: dict[str, object]) -> tuple[float, float]:
    """From where to where a name goes on a phone, in px."""
    wide, at = len(str(note["text"])) * LETTER, float(str(note["x"])) * WIDTH
    start = at - {"left": 0.0, "center": wide / 2, "right": wide}[str(note["xanchor"])]
    return start, start + wide


def test_an_indicator_of_whole_figures_is_written_whole(panel: pd.DataFrame, growth: Indicator) -> None:
    counted = replace(growth, decimals=0, unit_vi="vụ", unit_en="cases")
    assert heatmap(panel.assign(parts=0), counted)["data"][1]["text"] == ["8", "6", "7", "9"]
