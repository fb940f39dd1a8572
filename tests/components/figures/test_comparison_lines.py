"""One unit against those it is measured by."""

from collections.abc import Callable
from itertools import pairwise

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from components.figures.comparison_lines import LEAST_GAP, _apart, comparison_lines
from data.records import Indicator

Series = Callable[..., pd.DataFrame]
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3")


def test_the_unit_itself_is_drawn_last_and_strongest(series: Series, growth: Indicator) -> None:
    own, nation = series(QUARTERS, [8.0, 9.0, 10.0]), series(QUARTERS, [7.0, 8.0, 9.0])
    figure = comparison_lines([("Bắc Ninh", own), ("Cả nước", nation)], growth)
    assert [trace["name"] for trace in figure["data"]] == ["Cả nước", "Bắc Ninh"]
    assert figure["data"][1]["line"]["width"] > figure["data"][0]["line"]["width"]


def test_each_line_is_named_at_its_end(series: Series, growth: Indicator) -> None:
    lines = [(name, series(QUARTERS, [8.0, 9.0, 10.0])) for name in ("Bắc Ninh", "Cả nước")]
    notes = comparison_lines(lines, growth)["layout"]["annotations"]
    assert [note["text"] for note in notes] == ["<b>Bắc Ninh</b>", "Cả nước"]
    assert abs(notes[0]["y"] - notes[1]["y"]) >= LEAST_GAP - 1e-9


def test_a_simulated_line_is_dashed(series: Series, growth: Indicator) -> None:
    figure = comparison_lines([("A", series(QUARTERS, [1.0, 2.0, 3.0], ["S"] * 3))], growth)
    assert figure["data"][0]["line"]["dash"] != "solid"


def test_lines_without_figures_are_left_out(series: Series, growth: Indicator) -> None:
    nothing = series((), [])
    assert comparison_lines([("A", nothing)], growth) == {"data": [], "layout": {}}
    assert len(comparison_lines([("A", series(QUARTERS, [1.0, 2.0, 3.0])), ("B", nothing)], growth)["data"]) == 1


@given(st.lists(st.floats(min_value=0, max_value=1), min_size=1, max_size=4))
def test_names_never_cover_each_other_and_stay_inside(heights: list[float]) -> None:
    placed = sorted(_apart(heights))
    assert placed[-1] <= 1 + 1e-9
    assert all(upper - lower >= LEAST_GAP - 1e-9 for lower, upper in pairwise(placed))
