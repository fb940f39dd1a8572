"""Sentences word by word, in both languages, and what every sentence keeps to."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from components.language import use_language
from data.periods import Grain, Period
from data.records import Entity, Indicator, Polarity, Status, Target
from data.targets import State
from sentences.reading import read
from sentences.records import Against, Ahead, Figure, Form, Held, Reading, Saying, Span, Topic
from sentences.wording import told

History = Callable[..., list[Figure]]
TODAY = date(2026, 10, 10)
USD = ("tỷ USD", "bn USD")
CASES = ("ca", "cases")
GDP = Saying(Form.GROWTH, Span.PERIOD, Against.YEAR_AGO, "GDP", "GDP")
CREDIT = Saying(Form.GROWTH, Span.AT_END, Against.YEAR_START, "Tín dụng", "Credit")
EXPORTS = Saying(Form.AMOUNT, Span.PERIOD, Against.YEAR_AGO, "Kim ngạch xuất khẩu", "Exports")
ILL = Saying(Form.AMOUNT, Span.PERIOD, Against.YEAR_AGO, "Số ca mắc", "Cases of illness")
JOBLESS = Saying(Form.RATE, Span.PERIOD, Against.YEAR_AGO, "Tỷ lệ thất nghiệp", "The unemployment rate")
SPENT = Saying(Form.RATE, Span.SINCE_JANUARY, Against.YEAR_AGO, "Tỷ lệ giải ngân", "The disbursement rate")
FIRMS = Saying(Form.LEVEL, Span.AT_END, Against.YEAR_AGO, "Số doanh nghiệp", "Enterprises")
TRADE = Saying(Form.BALANCE, Span.PERIOD, Against.PREVIOUS, "Cán cân thương mại", "The trade balance")


@pytest.fixture(scope="module")
def said(indicator: Callable[..., Indicator], nation: Entity) -> Callable[..., tuple[str, str]]:
    """The main sentence in both languages."""

    def say(figures: list[Figure], saying: Saying, entity: Entity = nation, **more: object) -> tuple[str, str]:
        found = read(indicator(**more), entity, saying, figures)
        assert found is not None
        return _both(found)

    return say


def _both(reading: Reading, topic: Topic = Topic.FIGURE) -> tuple[str, str]:
    texts = []
    for chosen in ("vi", "en"):
        with use_language(chosen):
            texts.append(next(one.text for one in told(reading, TODAY).sentences if one.topic is topic))
    return texts[0].replace("\N{NO-BREAK SPACE}", " "), texts[1].replace("\N{NO-BREAK SPACE}", " ")


def test_growth_names_what_it_is_against_and_the_pace_of_a_year_before(said: Callable, history: History) -> None:
    figures = history("2026-Q3", [8.25, None, None, None, 9.95], status=Status.ESTIMATED)
    assert said(figures, GDP, frequency=Grain.QUARTER) == (
        "GDP quý III/2026 ước tăng 9,95% so với cùng kỳ năm trước (cùng kỳ năm trước tăng 8,25%).",
        "GDP in Q3 2026 rose an estimated 9.95% from a year earlier (a year earlier: +8.25%).",
    )


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (3.3, "tăng 3,30% so với", "rose 3.30% from"),
        (-3.3, "giảm 3,30% so với", "fell 3.30% from"),
        (0.004, "không thay đổi so với", "was unchanged from"),
        (-0.004, "không thay đổi so với", "was unchanged from"),
    ],
)
def test_the_verb_follows_the_figure_as_it_is_shown(
    said: Callable, history: History, value: float, vietnamese: str, english: str
) -> None:
    found = said(history("2026-09", [value]), GDP)
    assert vietnamese in found[0]
    assert english in found[1]


def test_prices_are_told_against_both_month_and_year(
    indicator: Callable[..., Indicator], nation: Entity, history: History
) -> None:
    saying = replace(GDP, subject_vi="CPI", subject_en="CPI", companion="Y")
    reading = read(indicator(), nation, saying, history("2026-10", [3.3]))
    found = _both(replace(reading, companion=history("2026-10", [0.2])[0]))
    assert found == (
        "CPI tháng 10/2026 tăng 0,20% so với tháng trước và tăng 3,30% so với cùng kỳ năm trước.",
        "CPI in October 2026 rose 0.20% from the previous month and rose 3.30% from a year earlier.",
    )


def test_credit_is_told_against_the_end_of_the_year_before(said: Callable, history: History) -> None:
    assert said(history("2026-09", [10.89]), CREDIT) == (
        "Tín dụng đến cuối tháng 9/2026 tăng 10,89% so với cuối năm 2025.",
        "Credit at the end of September 2026 rose 10.89% from the end of 2025.",
    )


def test_an_amount_is_told_with_its_sum_since_january(said: Callable, history: History) -> None:
    figures = history("2026-04", [10.0, 10.0, 10.0, 8.0, *[9.0] * 8, 11.0, 11.0, 11.0, 12.0])
    assert said(figures, EXPORTS, unit=USD, rule_time="sum") == (
        "Kim ngạch xuất khẩu tháng 4/2026 đạt 12,00 tỷ USD, tăng 9,1% so với tháng trước và tăng 50,0% so với cùng kỳ "
        "năm trước; tính chung 4 tháng năm 2026 đạt 45,00 tỷ USD, tăng 18,4% so với cùng kỳ năm trước.",
        "Exports in April 2026 came to 12.00 bn USD, up 9.1% from the previous month and up 50.0% from a year earlier; "
        "the first 4 months of 2026 came to 45.00 bn USD, up 18.4% from a year earlier.",
    )


def test_twice_as_many_is_told_as_times(said: Callable, history: History) -> None:
    figures = history("2026-02", [100.0, *[None] * 11, 210.0])
    found = said(figures, ILL, unit=CASES, polarity=Polarity.LOWER, decimals=0)
    assert found == (
        "Số ca mắc tháng 2/2026 là 210 ca, gấp 2,1 lần cùng kỳ năm trước.",
        "Cases of illness in February 2026 came to 210 cases, 2.1 times that of a year earlier.",
    )


def test_a_rate_differs_in_percentage_points(said: Callable, history: History) -> None:
    figures = history("2026-Q3", [2.22, None, None, 2.24, 2.22])
    assert said(figures, JOBLESS, polarity=Polarity.LOWER, frequency=Grain.QUARTER) == (
        "Tỷ lệ thất nghiệp quý III/2026 là 2,22%, giảm 0,02 điểm phần trăm so với quý trước và không đổi so với cùng "
        "kỳ năm trước.",
        "The unemployment rate in Q3 2026 stood at 2.22%, down 0.02 pp from the previous quarter and unchanged from a "
        "year earlier.",
    )


def test_what_is_the_same_against_both_is_told_once(said: Callable, history: History) -> None:
    found = said(history("2026-09", [4.5] * 13), JOBLESS)
    assert "không đổi so với tháng trước và cùng kỳ năm trước." in found[0]
    assert "unchanged from the previous month and a year earlier." in found[1]


def test_a_move_too_small_for_a_decimal_is_not_called_none(said: Callable, history: History) -> None:
    figures = history("2026-09", [25_133.0, 25_143.0])
    found = said(figures, FIRMS, unit=("đồng", "VND"), decimals=0)
    assert "gần như không đổi so với tháng trước" in found[0]
    assert "almost unchanged from the previous month" in found[1]


def test_a_figure_since_january_names_its_months_first(said: Callable, history: History) -> None:
    figures = history("2026-10", [51.7, *[None] * 11, 52.9])
    assert said(figures, SPENT, decimals=1) == (
        "Lũy kế 10 tháng năm 2026, tỷ lệ giải ngân đạt 52,9%, tăng 1,2 điểm phần trăm so với cùng kỳ năm trước.",
        "The disbursement rate in the first 10 months of 2026 stood at 52.9%, up 1.2 pp from a year earlier.",
    )
    assert said(history("2025-12", [90.0]), SPENT, decimals=1)[0] == "Cả năm 2025, tỷ lệ giải ngân đạt 90,0%."


def test_a_balance_is_a_surplus_or_a_deficit(said: Callable, history: History) -> None:
    figures = history("2026-02", [2.28, *[None] * 10, -1.2, -2.1])
    assert said(figures, TRADE, unit=USD) == (
        "Cán cân thương mại tháng 2/2026 nhập siêu 2,10 tỷ USD (tháng trước nhập siêu 1,20 tỷ USD; cùng kỳ năm trước "
        "xuất siêu 2,28 tỷ USD).",
        "The trade balance in February 2026 was a deficit of 2.10 bn USD (the previous month: a deficit of 1.20 bn "
        "USD; a year earlier: a surplus of 2.28 bn USD).",
    )
    assert said(history("2026-02", [0.001]), TRADE, unit=USD)[0] == "Cán cân thương mại tháng 2/2026 cân bằng."


def test_a_place_is_named_first(said: Callable, history: History, province: Entity) -> None:
    assert said(history("2026-Q3", [2.5]), JOBLESS, province) == (
        "Tại Quảng Ninh, tỷ lệ thất nghiệp quý III/2026 đạt 2,50%.",
        "Quang Ninh: the unemployment rate in Q3 2026 stood at 2.50%.",
    )
    assert said(history("2026-Q3", [2.5]), GDP, province)[0].startswith("Tại Quảng Ninh, GDP quý III/2026 tăng")


@pytest.mark.parametrize(
    ("status", "vietnamese", "english"),
    [
        (Status.NORMAL, "đạt 5,00", "came to 5.00"),
        (Status.ESTIMATED, "ước đạt 5,00", "came to an estimated 5.00"),
        (Status.PROVISIONAL, "sơ bộ đạt 5,00", "came to a preliminary 5.00"),
        (Status.SIMULATED, "(số mô phỏng).", "(simulated figure)."),
    ],
)
def test_what_kind_of_figure_it_is_is_said(
    said: Callable, history: History, status: Status, vietnamese: str, english: str
) -> None:
    found = said(history("2026-02", [5.0], status=status), EXPORTS, unit=USD)
    assert vietnamese in found[0]
    assert english in found[1]


def test_a_record_says_since_when(indicator: Callable[..., Indicator], nation: Entity, history: History) -> None:
    reading = read(indicator(), nation, JOBLESS, history("2026-09", [8.0, 5.0, 7.0, *[3.0] * 14, 6.0]))
    assert _both(reading, Topic.RECORD) == (
        "Đây là mức cao nhất kể từ tháng 6/2025.",
        "This is the highest since June 2025.",
    )
    whole = read(indicator(), nation, GDP, history("2026-09", [4.0, 3.0, *[3.5] * 14, -1.0]))
    assert _both(whole, Topic.RECORD) == (
        "Đây là mức giảm sâu nhất trong chuỗi số liệu có từ tháng 5/2025.",
        "This is the steepest fall in the series, which begins in May 2025.",
    )


def test_a_target_says_what_is_asked_and_how_it_stands(
    indicator: Callable[..., Indicator], nation: Entity, history: History
) -> None:
    asked = Target(
        1, "X", 1, "QH", 2026, 2026, ">=", 10.0, None, "%", "NQ", None, None, None, "high", "nguồn"
    )  # fmt: skip
    reading = read(indicator(), nation, GDP, history("2026-Q3", [9.95]))
    behind = replace(reading, held=Held(asked, State.BEHIND))
    assert _both(behind, Topic.TARGET) == (
        "So với mục tiêu năm 2026 (từ 10% trở lên): đến nay chưa đạt mục tiêu.",
        "Against the target of 2026 (at least 10%): not yet at target.",
    )
    chance = Held(asked, State.AT_RISK, probability=0.62, expected=9.8, simulated=True)
    found = _both(replace(reading, held=chance), Topic.TARGET)
    assert "có nguy cơ không đạt mục tiêu, xác suất đạt 62%, dự kiến 9,80% (tính từ số mô phỏng)." in found[0]
    assert "a chance of 62%, 9.80% expected (worked out from simulated figures)." in found[1]


def test_a_forecast_says_how_sure_it_is(indicator: Callable[..., Indicator], nation: Entity, history: History) -> None:
    reading = read(indicator(), nation, GDP, history("2026-Q3", [9.95]))
    ahead = Ahead(Period.parse("2026-Q4"), 8.84, 5.36, 12.33, simulated=False)
    assert _both(replace(reading, ahead=ahead), Topic.AHEAD) == (
        "Dự báo quý IV/2026: 8,84%, với xác suất 80% nằm trong khoảng 5,36 đến 12,33%.",
        "Forecast for Q4 2026: 8.84%, with an 80% chance of lying within 5.36 to 12.33%.",
    )


def test_a_sentence_carries_the_figures_it_is_made_of(
    indicator: Callable[..., Indicator], nation: Entity, history: History
) -> None:
    figures = history("2026-09", [3.0, *[None] * 10, 4.0, 5.0])
    reading = read(indicator(), nation, JOBLESS, figures)
    with use_language("vi"):
        sentence = told(reading, TODAY).sentences[0]
    assert [one.value for one in sentence.figures] == [5.0, 4.0, 3.0]
    shown = {f"{one.value:.2f}".replace(".", ",") for one in sentence.figures}
    changes = {"1,00", "2,00"}
    assert set(re.findall(r"\d+,\d+", sentence.text)) <= shown | changes
