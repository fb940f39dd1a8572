"""Assumptions in an address: what is written is read again, and what cannot be read is said in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import Period, month
from forecasting.assumptions import Assumption, Fault, Fixed, Growth, InvalidAssumption, Shock, read, written

NUMBERS = st.floats(-100, 1000, allow_nan=False)
PERIODS = st.integers(0, 60).map(lambda step: month(2026, 1).shift(step))
CODES = st.sampled_from(["TRD01", "GRO01", "AGR11"])
ASSUMPTIONS = st.one_of(
    st.builds(Growth, CODES, NUMBERS, PERIODS),
    st.builds(lambda code, size, first: Growth(code, size, first, first.shift(3)), CODES, NUMBERS, PERIODS),
    st.builds(Shock, CODES, NUMBERS, PERIODS),
    st.builds(Fixed, CODES, PERIODS, st.lists(NUMBERS, min_size=1, max_size=6).map(tuple)),
)


@given(st.lists(ASSUMPTIONS, max_size=6).map(tuple))
def test_what_is_written_is_read_again(assumptions: tuple[Assumption, ...]) -> None:
    assert read(written(assumptions)) == assumptions


def test_the_compact_form_is_short_enough_to_be_read_by_people() -> None:
    assumptions = (Growth("TRD01", 2.5, month(2026, 11), month(2027, 6)), Shock("TRD01", -10.0, month(2026, 12)))
    assert written(assumptions) == "TRD01~g2.5~2026-11~2027-06_TRD01~s-10.0~2026-12"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("trd01~g2~2026-11", Fault.CODE),
        ("TRD01", Fault.FORM),
        ("TRD01~x2~2026-11", Fault.FORM),
        ("TRD01~g2", Fault.FORM),
        ("TRD01~gmuch~2026-11", Fault.NUMBER),
        ("TRD01~s-101~2026-11", Fault.NUMBER),
        ("TRD01~snan~2026-11", Fault.NUMBER),
        ("TRD01~f~2026-11~inf", Fault.NUMBER),
        ("TRD01~s2~2026-13", Fault.PERIOD),
        ("TRD01~g2~2026-11~2026-10", Fault.ORDER),
        ("TRD01~g2~2026-11~2026-Q4", Fault.ORDER),
        ("_".join(["TRD01~s1~2026-11"] * 13), Fault.TOO_MANY),
    ],
)
def test_what_cannot_be_read_is_said_with_what_is_expected(text: str, fault: Fault) -> None:
    with pytest.raises(InvalidAssumption, match="expected") as caught:
        read(text)
    assert caught.value.fault is fault


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    try:
        found = read(text)
    except InvalidAssumption:
        return
    assert read(written(found)) == found


def test_an_empty_address_assumes_nothing() -> None:
    assert read("") == ()


def test_a_year_is_a_period_too() -> None:
    assert read("GRO01~s1~2027") == (Shock("GRO01", 1.0, Period.parse("2027")),)
