"""Decimal marks: decided by the whole file, never guessed."""

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ingest.numbers import Decimal, as_text, read_numbers


def read(*texts: str, decimal: Decimal | None = None) -> list[float | None]:
    numbers = read_numbers(pa.array(texts, type=pa.large_string()), decimal).values
    return [None if math.isnan(number) else number for number in numbers]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("1.5", "2", "-0.123"), [1.5, 2, -0.123]),
        (("1,5", "2", "1.234"), [1.5, 2, 1234]),
        (("1,234.5", "1.234"), [1234.5, 1.234]),
        (("1.234.567", "1,234"), [1234567, 1.234]),
        (("1e-07", "2.5E+3", ".5", "+3", "\u22124"), [1e-7, 2500, 0.5, 3, -4]),
        ((" 7 ", "\u00a08.25"), [7, 8.25]),
    ],
    ids=["point", "comma", "groups by comma", "groups by point", "forms", "spaces around"],
)
def test_one_mark_explains_the_whole_file(texts: tuple[str, ...], expected: list[float]) -> None:
    assert read(*texts) == expected


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.345", "999,000"])
def test_what_both_marks_explain_is_left_open(text: str) -> None:
    numbers = read_numbers(pa.array([text, "7"], type=pa.large_string()))
    assert numbers.decimal is None
    assert numbers.open_to_both.tolist() == [True, False]
    assert np.isnan(numbers.values[0])


def test_the_mark_that_is_given_decides() -> None:
    assert read("1.234", decimal="point") == [1.234]
    assert read("1.234", decimal="comma") == [1234]


@pytest.mark.parametrize("text", ["0.123", "0123.456", "1.2340", "1234.567", "1.23", "12.3456"])
def test_what_is_no_group_of_three_needs_no_other_witness(text: str) -> None:
    assert read(text) == [float(text)]


@pytest.mark.parametrize(
    "text", ["", "abc", "8,02%", "1 234", "1.2.3", "1,23,456", "12.34.567", "5.", "--1", "0x1F", "1_000"]
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read(text, "1.5") == [None, 1.5]


@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-Infinity", "1e999", "#N/A"])
def test_what_is_not_finite_is_told_apart(text: str) -> None:
    numbers = read_numbers(pa.array([text, "1.5"], type=pa.large_string()))
    assert numbers.not_finite.tolist() == [True, False]


def test_numbers_of_the_other_mark_are_named() -> None:
    numbers = read_numbers(pa.array(["1.5", "2.5", "3,5"], type=pa.large_string()))
    assert (numbers.decimal, numbers.other_decimal.tolist()) == ("point", [False, False, True])


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back_as_itself_without_a_hint(value: float) -> None:
    numbers = read_numbers(pa.array([as_text(value)], type=pa.large_string()))
    assert numbers.decimal == "point"
    assert numbers.values[0] == value


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_vietnamese_and_english_writing_mean_the_same(value: object) -> None:
    english = f"{value:,.2f}"
    vietnamese = english.translate(str.maketrans(",.", ".,"))
    assert read(vietnamese) == read(english) == [float(value)]  # type: ignore[arg-type]
