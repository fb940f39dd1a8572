"""How numbers, dates and periods are written: the one place that does it, in both languages.

Vietnamese: decimal comma, thousands point, unit after the number, periods as officials write them (quý III/2026).
A value that is not there is "…", never a word such as nan. Minus is the sign "−", and a zero has no sign.
"""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import localcontext
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd
from babel import Locale
from babel.numbers import NumberPattern, parse_pattern

from components.language import Language, _, language
from data.errors import InvalidPeriod
from data.periods import Grain, Period
from data.records import Indicator, Polarity, Status, Target

MISSING = "…"
MINUS = "−"
HUGE = 1e20
SURE = 0.995
"""Chances nearer to certainty than this are not told in figures: nothing that is to come is certain."""
CLOCK = ZoneInfo("Asia/Ho_Chi_Minh")

Direction = Literal["up", "down", "flat"]
Tone = Literal["good", "bad", "neutral"]
Unknown = float | int | None

_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
_SMALL_UNITS = ("%", "‰")


@dataclass(frozen=True, slots=True)
class Change:
    """A change in words: which way, whether that is good, and how much (`amount` is signed, for sorting)."""

    direction: Direction
    tone: Tone
    text: str
    amount: float = 0.0

    @property
    def arrow(self) -> str:
        return {"up": "▲", "down": "▼", "flat": "■"}[self.direction]


# --- numbers ----------------------------------------------------------------------------------------------------------


def is_missing(value: object) -> bool:
    """Whether there is nothing to show: None, NaN, NaT, an infinity."""
    if value is None or value is pd.NaT or value is pd.NA:
        return True
    return isinstance(value, float) and not math.isfinite(value)


def number(value: Unknown, decimals: int = 0) -> str:
    """`value` with exactly `decimals` decimals: "1.234,50" in Vietnamese, "1,234.50" in English, "…" when missing."""
    if value is None or is_missing(value):
        return MISSING
    rounded = round(float(value), decimals) + 0.0  # adding 0.0 turns -0.0 into 0.0
    if abs(rounded) >= HUGE:  # beyond Babel's 28 figures; written all the same
        with localcontext(prec=400):
            text = _pattern(decimals).apply(abs(rounded), _locale(language()))
    else:
        text = _pattern(decimals).apply(abs(rounded), _locale(language()))
    return f"{MINUS}{text}" if rounded < 0 else str(text)


def with_unit(value: Unknown, indicator: Indicator) -> str:
    """The value with the indicator's own decimals and unit: "9,95%", "53,08 tỷ USD", "23.145 đồng/USD"."""
    return join_unit(number(value, indicator.decimals), indicator.unit(language()))


def join_unit(text: str, unit: str) -> str:
    """Put a unit behind a number already written; % and ‰ stand close, everything else after a no-break space."""
    if text == MISSING or not unit:
        return text
    return f"{text}{unit}" if unit.startswith(_SMALL_UNITS) else f"{text}\N{NO-BREAK SPACE}{unit}"


def compact_ticks(values: list[float]) -> list[str]:
    """Axis labels for `values`: no more decimals than are needed to tell them apart."""
    for decimals in range(5):
        texts = [number(value, decimals) for value in values]
        if len(set(texts)) == len(set(values)) and all(
            math.isclose(round(value, decimals), value, abs_tol=1e-9) for value in values
        ):
            return texts
    return [number(value, 4) for value in values]


# --- changes and targets ----------------------------------------------------------------------------------------------


def is_share(indicator: Indicator) -> bool:
    """Whether the unit is a percentage, whose change is told in points."""
    return indicator.unit_vi.startswith("%") or indicator.unit_vi == "điểm %"


def change(value: Unknown, reference: Unknown, indicator: Indicator) -> Change | None:
    """How `value` stands against `reference`; None when either is missing or no relative change can be told.

    Percentages differ in points ("tăng 1,70 điểm %"); what has a sign (a balance) or is counted in points differs in
    its own unit; everything else differs in per cent ("tăng 25,4%").
    """
    if value is None or reference is None or is_missing(value) or is_missing(reference):
        return None
    if is_share(indicator):
        return _told(value - reference, indicator.decimals, _("điểm %"), indicator)
    if value < 0 or reference < 0 or indicator.unit_vi.startswith("điểm"):
        return _told(value - reference, indicator.decimals, indicator.unit(language()), indicator)
    if reference == 0:
        return _told(value, indicator.decimals, indicator.unit(language()), indicator)
    return _told((value / reference - 1) * 100, 1, "%", indicator)


def _told(difference: float, decimals: int, unit: str, indicator: Indicator) -> Change:
    rounded = round(difference, decimals) + 0.0
    if rounded == 0:
        return Change("flat", "neutral", _("không đổi"))
    amount = join_unit(number(abs(rounded), decimals), unit)
    if rounded > 0:
        return Change("up", _tone(1, indicator.polarity), _("tăng {amount}").format(amount=amount), rounded)
    return Change("down", _tone(-1, indicator.polarity), _("giảm {amount}").format(amount=amount), rounded)


def _tone(sign: int, polarity: Polarity) -> Tone:
    if polarity is Polarity.BAND:
        return "neutral"
    return "good" if (sign > 0) == (polarity is Polarity.HIGHER) else "bad"


def target_text(target: Target, indicator: Indicator) -> str:
    """What a target asks, short: "≥ 10%", "< 4%", "6,5–7%", "~ 4,5%"."""
    low, high = trimmed(target.value), trimmed(target.value_high)
    unit = indicator.unit(language())
    match target.operator:
        case "between":
            return join_unit(f"{low}–{high}", unit)
        case "about":
            return join_unit(f"~ {low}", unit)
        case ">=" | "<=":
            return join_unit(f"{'≥' if target.operator == '>=' else '≤'} {low}", unit)
        case ">" | "<":
            return join_unit(f"{target.operator} {low}", unit)
    return join_unit(low, unit)


def chance_text(probability: Unknown) -> str:
    """A chance in whole per cent: "31%", "<1%", ">99%"."""
    if probability is None or is_missing(probability):
        return MISSING
    if probability > SURE:
        return ">99%"
    return "<1%" if probability < 1 - SURE else f"{number(100 * probability)}%"


def trimmed(value: Unknown, most: int = 4) -> str:
    """A number with as many decimals as it has itself, at most `most`: 10 -> "10", 4.5 -> "4,5"."""
    if value is None or is_missing(value):
        return MISSING
    decimals = next((count for count in range(most) if math.isclose(round(value, count), value, rel_tol=1e-12)), most)
    return number(value, decimals)


# --- days and periods -------------------------------------------------------------------------------------------------


def day(value: date | datetime | pd.Timestamp | None) -> str:
    """06/10/2026, in both languages: the form that officials use."""
    return MISSING if value is None or is_missing(value) else f"{value:%d/%m/%Y}"


def data_date_words(published: date, simulated: date | None = None) -> str:
    """Up to which day figures are known, and up to which simulated ones go on after it."""
    if simulated is None:
        return _("số liệu đến {day}").format(day=day(published))
    words = _("số công bố đến {day}, mô phỏng đến {simulated}")
    return words.format(day=day(published), simulated=day(simulated))


def moment(value: datetime | pd.Timestamp | None) -> str:
    """06/10/2026 14:05 in Viet Nam's time; a moment without a zone is taken as UTC, as the warehouse keeps it."""
    if value is None or is_missing(value):
        return MISSING
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return f"{aware.astimezone(CLOCK):%d/%m/%Y %H:%M}"


def period(value: Period | str | None, *, short: bool = False) -> str:
    """A period as officials write it: "quý III/2026", "9 tháng năm 2026"; `short` for axes: "QIII/2026", "T9/2026"."""
    read = as_period(value)
    if read is None:
        return MISSING
    if language() == "en":
        return _english_period(read, short=short)
    return _short_period(read) if short else _long_period(read)


def as_period(value: Period | str | None) -> Period | None:
    """The period itself; None for what is missing or does not name one."""
    if value is None or isinstance(value, Period):
        return value
    try:
        return Period.parse(value) if isinstance(value, str) else None
    except InvalidPeriod:
        return None


def _long_period(value: Period) -> str:
    year, month = value.end.year, value.end.month
    match value.grain:
        case Grain.YEAR:
            return f"năm {year}"
        case Grain.HALF:
            return f"6 tháng {'đầu' if month == 6 else 'cuối'} năm {year}"
        case Grain.QUARTER:
            return f"quý {_ROMAN[month // 3]}/{year}"
        case Grain.MONTH:
            return f"tháng {month}/{year}"
        case Grain.CUMULATIVE:
            return f"{month} tháng năm {year}"
    return f"{value.end.day}/{month}/{year}"


def _short_period(value: Period) -> str:
    year, month = value.end.year, value.end.month
    match value.grain:
        case Grain.YEAR:
            return f"{year}"
        case Grain.HALF:
            return f"6T{'đầu' if month == 6 else 'cuối'}/{year}"
        case Grain.QUARTER:
            return f"Q{_ROMAN[month // 3]}/{year}"
        case Grain.MONTH:
            return f"T{month}/{year}"
        case Grain.CUMULATIVE:
            return f"{month}T/{year}"
    return f"{value.end:%d/%m/%y}"


def _english_period(value: Period, *, short: bool) -> str:
    year, month = value.end.year, value.end.month
    match value.grain:
        case Grain.YEAR:
            return f"{year}"
        case Grain.HALF:
            half = "first" if month == 6 else "second"
            return f"H{month // 6} {year}" if short else f"{half} half of {year}"
        case Grain.QUARTER:
            return f"Q{month // 3} {year}"
        case Grain.MONTH:
            return f"{value.end:%b} {year}" if short else f"{value.end:%B} {year}"
        case Grain.CUMULATIVE:
            return f"{month}M {year}" if short else f"{month} months of {year}"
    return day(value.end)


def grain_word(grain: Grain | str) -> str:
    """The length of a period in a word: "tháng", "quý"."""
    return {
        Grain.DAY: _("ngày"),
        Grain.MONTH: _("tháng"),
        Grain.QUARTER: _("quý"),
        Grain.HALF: _("nửa năm"),
        Grain.CUMULATIVE: _("lũy kế từ đầu năm"),
        Grain.YEAR: _("năm"),
    }[Grain(grain)]


def status_word(status: Status | str) -> str:
    """What kind of figure it is: "chính thức", "ước tính", "sơ bộ", "mô phỏng"."""
    return {
        Status.NORMAL: _("chính thức"),
        Status.ESTIMATED: _("ước tính"),
        Status.PROVISIONAL: _("sơ bộ"),
        Status.FORECAST: _("dự báo"),
        Status.MISSING: _("chưa có số liệu"),
        Status.SIMULATED: _("mô phỏng"),
    }[Status(status)]


@lru_cache(maxsize=4)
def _locale(chosen: Language) -> Locale:
    return Locale.parse(chosen)


@lru_cache(maxsize=16)
def _pattern(decimals: int) -> NumberPattern:
    """Parsing a pattern is most of what Babel's own `format_decimal` costs, so keep it."""
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))
