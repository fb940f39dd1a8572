"""Names are kept apart without measuring them in a browser."""

from hypothesis import given
from hypothesis import strategies as st

from components.wall.aims import chance_text
from components.wall.lettering import fitted, width


def test_a_name_is_shortened_only_where_it_must_be() -> None:
    assert fitted("Quảng Ninh", 200, 20) == ("Quảng Ninh", 20)
    text, size = fitted("Quảng Ninh", 70, 20)
    assert (text, size <= 20) == ("Q. Ninh", True)


@given(st.text(max_size=40), st.floats(8, 60))
def test_a_longer_text_is_never_narrower(text: str, size: float) -> None:
    assert width(text + "a", size) > width(text, size)


def test_letters_with_marks_are_as_wide_as_without() -> None:
    assert width("Điện Biên Phủ", 20) == width("Dien Bien Phu", 20)


def test_no_chance_is_told_as_certain() -> None:
    assert [chance_text(one) for one in (0.0, 0.314, 0.9999, 1.0)] == ["<1%", "31%", ">99%", ">99%"]
