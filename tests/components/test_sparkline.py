from urllib.parse import unquote
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from components.sparkline import sparkline

VALUES = st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9), st.just(float("nan"))), min_size=2, max_size=40)


def drawing(image):
    return unquote(image.src.removeprefix("data:image/svg+xml,"))


def test_the_picture_says_in_words_what_it_shows():
    image = sparkline([1.0, 2.5, 4.0], label="CPI", decimals=1)
    assert image.alt == "CPI: từ 1,0 đến 4,0, 3 kỳ"


def test_simulated_stretches_are_dashed_and_official_ones_are_not():
    assert "stroke-dasharray" not in drawing(sparkline([1, 2, 3], "AAA"))
    mixed = drawing(sparkline([1, 2, 3], "SAA"))
    assert mixed.count("<path") == 3
    assert "stroke-dasharray" in mixed


def test_one_value_draws_no_line():
    assert sparkline([1.0, None]).className.endswith("tc-spark--empty")


@given(VALUES)
def test_any_values_draw_a_whole_picture_inside_its_box(values):
    made = sparkline(values, width=90, height=30)
    if hasattr(made, "src"):
        text = drawing(made)
        assert "nan" not in text
        circle = next(one for one in ElementTree.fromstring(text) if one.tag.endswith("circle"))
        assert 0 <= float(circle.get("cx")) <= 90
        assert 0 <= float(circle.get("cy")) <= 30
