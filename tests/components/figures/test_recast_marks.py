"""Points of a series that were carried over from former units, those that are not whole, and breaks."""

from datetime import date

import pandas as pd
import pytest

from components.figures.time_series import time_series


@pytest.fixture
def carried():
    """Four quarters: two carried over from two units, one not whole, one of the unit itself."""
    return pd.DataFrame(
        {
            "period": ["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"],
            "value": [10.0, 11.0, float("nan"), 12.0],
            "status": ["A", "A", "M", "A"],
            "parts": [2, 2, 1, 0],
            "expected": [2, 2, 2, 0],
            "rule": ["sum", "sum", "sum", None],
        }
    )


def test_carried_points_are_diamonds_that_know_their_period(carried, exports):
    points = time_series(carried, exports)["data"][1]
    assert points["marker"]["symbol"] == ["diamond", "diamond", "circle", "circle"]
    assert points["customdata"] == ["2024-Q4", "2025-Q1", "2025-Q2", None]
    assert points["hovertext"][0].endswith("tính lại từ 2 đơn vị cũ")


def test_a_period_that_is_not_whole_has_a_sign_and_no_value(carried, exports):
    figure = time_series(carried, exports)
    sign = figure["data"][-1]
    assert sign["marker"]["symbol"] == "triangle-up-open"
    assert sign["customdata"] == ["2025-Q2"]
    assert sign["hovertext"] == ["quý II/2025<br>chưa đủ: mới có 1 trong 2 đơn vị cũ"]
    assert figure["data"][0]["y"][2] is None


def test_a_figure_kept_from_one_former_unit_is_an_ordinary_point(carried, exports):
    kept = carried.assign(parts=1, expected=1, rule="same", value=10.0)
    points = time_series(kept, exports)["data"][1]
    assert set(points["marker"]["symbol"]) == {"circle"}
    assert set(points["customdata"]) == {None}


def test_a_break_is_drawn_at_its_day_where_the_series_spans_it(carried, exports):
    def days(frame):
        lines = time_series(frame, exports, breaks=[date(2025, 7, 1)])["layout"]["shapes"]
        return [one["x0"] for one in lines]

    assert days(carried) == ["2025-07-01"]
    assert days(carried.tail(1)) == []
    notes = time_series(carried, exports, breaks=[date(2025, 7, 1)])["layout"]["annotations"]
    assert notes[-1]["text"] == "đổi địa giới 01/07/2025"
