import math
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from components import formatting
from components.formatting import (
    change,
    compact_ticks,
    day,
    moment,
    number,
    period,
    status_word,
    target_text,
    trimmed,
    with_unit,
)
from components.language import use_language
from data.periods import Grain, Period
from data.records import Polarity, Status
from data.text import folded

ANY_NUMBER = st.one_of(st.none(), st.floats(), st.integers(-(10**12), 10**12))


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (1234567.891, 2, "1.234.567,89", "1,234,567.89"),
        (9.95, 2, "9,95", "9.95"),
        (-20.52, 2, "−20,52", "−20.52"),
        (-0.004, 2, "0,00", "0.00"),
        (0, 0, "0", "0"),
        (23145, 0, "23.145", "23,145"),
        (None, 2, "…", "…"),
        (float("nan"), 2, "…", "…"),
        (float("inf"), 0, "…", "…"),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(value, decimals, vietnamese, english):
    assert number(value, decimals) == vietnamese
    with use_language("en"):
        assert number(value, decimals) == english


@given(ANY_NUMBER, st.integers(0, 4), st.sampled_from(["vi", "en"]))
def test_no_number_is_ever_written_as_a_word(value, decimals, chosen):
    with use_language(chosen):
        for text in (number(value, decimals), trimmed(value)):
            assert not {"nan", "inf", "none", "-"} & {text.lower(), text[:1]}
            assert not text.startswith("−") or any(sign in text for sign in "123456789")


@given(st.floats(-1e12, 1e12), st.integers(0, 4), st.sampled_from(["vi", "en"]))
def test_a_written_number_reads_back_as_the_rounded_one(value, decimals, chosen):
    with use_language(chosen):
        text = number(value, decimals)
    read = float(parse_decimal(text.replace("−", "-"), locale=chosen, strict=True))
    assert math.isclose(read, round(value, decimals), abs_tol=10**-decimals / 1e3)


@given(st.floats(0.01, 1e9), st.floats(0.01, 1e9))
def test_a_change_points_where_its_sign_points(exports, now, before):
    told = change(now, before, exports)
    assert told is not None
    assert (told.direction == "up") == (told.amount > 0)
    assert (told.tone == "good") == (told.direction == "up")


def test_units_follow_the_number_and_per_cent_stands_close(growth, exports):
    assert with_unit(9.95, growth) == "9,95%"
    assert with_unit(53.08, exports) == "53,08\N{NO-BREAK SPACE}tỷ USD"
    assert with_unit(None, exports) == "…"


def test_percentages_change_in_points_and_amounts_in_per_cent(growth, exports):
    assert change(9.95, 8.25, growth).text == "tăng 1,70\N{NO-BREAK SPACE}điểm %"
    assert change(53.08, 42.33, exports).text == "tăng 25,4%"
    assert change(-20.52, 10.2, exports).text == "giảm 30,72\N{NO-BREAK SPACE}tỷ USD"
    assert change(5.0, 5.001, growth).direction == "flat"


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_nothing_is_compared_with_a_missing_figure(growth, missing):
    assert change(missing, 1.0, growth) is None
    assert change(1.0, missing, growth) is None


def test_polarity_decides_whether_a_rise_is_good(growth):
    tones = [change(2.0, 1.0, replace(growth, polarity=one)).tone for one in Polarity]
    assert dict(zip(Polarity, tones, strict=True)) == {"higher": "good", "lower": "bad", "band": "neutral"}


@pytest.mark.parametrize(
    ("text", "long", "short", "english"),
    [
        ("2026", "năm 2026", "2026", "2026"),
        ("2026-H1", "6 tháng đầu năm 2026", "6Tđầu/2026", "first half of 2026"),
        ("2026-Q3", "quý III/2026", "QIII/2026", "Q3 2026"),
        ("2026-09", "tháng 9/2026", "T9/2026", "September 2026"),
        ("2026-9M", "9 tháng năm 2026", "9T/2026", "9 months of 2026"),
        ("2026-09-30", "30/9/2026", "30/09/26", "30/09/2026"),
    ],
)
def test_periods_are_written_as_officials_write_them(text, long, short, english):
    assert period(text) == long
    assert period(Period.parse(text), short=True) == short
    with use_language("en"):
        assert period(text) == english


@pytest.mark.parametrize("wrong", [None, "", "2026-13", "soon"])
def test_what_names_no_period_is_missing(wrong):
    assert period(wrong) == "…"


def test_days_and_moments_are_told_in_viet_nams_time():
    assert day(date(2026, 10, 6)) == "06/10/2026"
    assert day(pd.NaT) == "…"
    assert moment(datetime(2026, 10, 6, 18, 5, tzinfo=UTC)) == "07/10/2026 01:05"
    assert moment(datetime(2026, 10, 6, 7, 5)) == "06/10/2026 14:05"


def test_every_status_and_grain_has_its_word():
    assert status_word("S") == "mô phỏng"
    assert len({status_word(one) for one in Status}) == len(Status)
    assert len({formatting.grain_word(one) for one in Grain}) == len(Grain)


@pytest.mark.parametrize(
    ("operator", "value", "high", "text"),
    [
        (">=", 10, None, "≥ 10%"),
        ("<", 4, None, "< 4%"),
        ("between", 6.5, 7, "6,5–7%"),
        ("about", 4.5, None, "~ 4,5%"),
        ("=", 24.96, None, "24,96%"),
    ],
)
def test_targets_say_what_they_ask(target, growth, operator, value, high, text):
    assert target_text(target(2026, operator, value, high), growth) == text


def test_axis_labels_have_no_more_decimals_than_they_need():
    assert compact_ticks([0.0, 5.0, 10.0]) == ["0", "5", "10"]
    assert compact_ticks([0.0, 0.5, 1.0]) == ["0,0", "0,5", "1,0"]


def test_names_fold_to_plain_letters():
    assert folded("  Đắk   Lắk ") == "dak lak"
