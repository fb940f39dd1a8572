"""Everything on the line of a year stands within it, in the order of its values."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.target_gauge import Gauge, gauge
from tests.pages.drawing import every, words

GDP = Gauge(10.0, math.inf, 8.967, 8.07, 9.86, 9.01, "mục tiêu ≥ 10%", "dự báo 8,97%")
FIGURES = st.floats(min_value=-1e6, max_value=1e6)


def places(one: Gauge) -> dict[str, dict[str, float]]:
    spans = every(gauge(one, caption=""), "Span")
    return {
        span.className.split("__")[1]: {side: float(part.rstrip("%")) for side, part in span.style.items()}
        for span in spans
        if getattr(span, "style", None) and "word" not in span.className
    }


def test_the_forecast_lies_left_of_a_floor_that_it_misses() -> None:
    found = places(GDP)
    assert found["span"]["left"] < found["point"]["left"] < found["tick"]["left"] < found["edge"]["left"]
    assert found["band"] == {"left": found["edge"]["left"], "right": 0.0}
    assert words(gauge(GDP, caption="")) == "mục tiêu ≥ 10% dự báo 8,97%"


def test_a_ceiling_is_open_to_the_left_and_a_figure_that_came_has_no_interval() -> None:
    found = places(Gauge(-math.inf, 4.0, 2.5, None, None, None, "", ""))
    assert found["band"]["left"] == 0.0
    assert "span" not in found


@given(low=FIGURES, width=st.floats(0, 1e6), point=FIGURES, half=st.floats(0, 1e5))
def test_nothing_leaves_the_line(low: float, width: float, point: float, half: float) -> None:
    found = places(Gauge(low, low + width, point, point - half, point + half, None, "", ""))
    for sides in found.values():
        assert all(-0.01 <= part <= 100.01 for part in sides.values())
        if len(sides) == 2:
            assert sides["left"] + sides["right"] <= 100.02


def test_one_value_alone_is_drawn_too() -> None:
    assert places(Gauge(5.0, 5.0, 5.0, None, None, None, "", ""))["point"]["left"] == pytest.approx(50.0, abs=0.1)
