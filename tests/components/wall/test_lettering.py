"""Names are kept apart without measuring them in a browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.wall.aims import chance_text
from components.wall.lettering import PRESSED, fitted, width


def test_a_name_is_set_smaller_then_pressed_and_then_left_out_but_never_cut_to_initials() -> None:
    assert fitted("Quảng Ninh", 200, 25, 22) == ("Quảng Ninh", 25, 1.0)
    text, size, pressed = fitted("Quảng Ninh", width("Quảng Ninh", 23), 25, 22)
    assert (text, size, pressed) == ("Quảng Ninh", pytest.approx(23), 1.0)
    text, size, pressed = fitted("Quảng Ninh", 110, 25, 22)
    assert (text, size, PRESSED <= pressed < 1) == ("Quảng Ninh", 22, True)
    assert fitted("Quảng Ninh", 80, 25, 22)[0] == ""


@given(st.text(min_size=1, max_size=24), st.floats(1, 300))
def test_a_name_keeps_to_its_room_and_is_never_set_smaller_than_can_be_read(name: str, room: float) -> None:
    text, size, pressed = fitted(name, room, 25, 22)
    assert text in (name, "")
    assert 22 <= size <= 25
    assert PRESSED <= pressed <= 1
    assert width(text, size) * pressed <= room + 1e-6


@given(st.text(max_size=40), st.floats(8, 60))
def test_a_longer_text_is_never_narrower(text: str, size: float) -> None:
    assert width(text + "a", size) > width(text, size)


def test_letters_with_marks_are_as_wide_as_without() -> None:
    assert width("Điện Biên Phủ", 20) == width("Dien Bien Phu", 20)


def test_no_chance_is_told_as_certain() -> None:
    assert [chance_text(one) for one in (0.0, 0.314, 0.9999, 1.0)] == ["<1%", "31%", ">99%", ">99%"]
