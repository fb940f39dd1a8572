"""A target in a plain sentence: the right words of comparison, in both languages, for every kind of target."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from components.language import use_language
from data.periods import Grain
from data.questions import Questions
from data.records import Target
from data.targets import State
from data.targets.said import Call
from data.targets.years import Why
from pages.target_sentences import sentence, why_words

GDP = Target(
    1, "GRO01", 1, "QH", 2026, 2026, ">=", 10.0, None, "%", "NQ", None, None, None, "high", "law", number=106
)  # fmt: skip
NINE = date(2026, 9, 30)
OPEN = Call(
    106, State.OFF_TRACK, probability=0.0749, expected=8.967, lower=8.07, upper=9.86, needed=12.87, so_far=9.01,
    left=1, known_until=NINE, grain=Grain.QUARTER,
)  # fmt: skip


@pytest.fixture(scope="module")
def asked(small_warehouse: Engine) -> Questions:
    return Questions(small_warehouse)


def said(asked: Questions, target: Target, call: Call, who: str = "", language: str = "vi") -> str:
    with use_language(language):
        return sentence(target, call, asked.indicator(target.indicator), who).replace("\N{NO-BREAK SPACE}", " ")


def of(code: str, operator: str, value: float, high: float | None = None, **more: object) -> Target:
    return replace(GDP, indicator=code, operator=operator, value=value, value_high=high, **more)  # type: ignore[arg-type]


UNEMPLOYMENT = replace(
    OPEN, state=State.ON_TRACK, probability=0.999, expected=2.5, needed=8.48, so_far=2.5067, lower=2.48, upper=2.52
)
PRICES = replace(
    OPEN, state=State.AT_RISK, probability=0.533, expected=4.51, needed=None, so_far=4.57, left=2,
    known_until=date(2026, 10, 31), grain=Grain.MONTH,
)  # fmt: skip
EXPORTS = replace(
    OPEN, state=State.AT_RISK, probability=0.6, expected=560.0, needed=42.5, so_far=48.2, left=3, grain=Grain.MONTH
)
YEARLY = Call(107, State.OFF_TRACK, probability=0.102, expected=5255.6, lower=5110, upper=5401, needed=5400, left=1,
              known_until=date(2025, 12, 31), grain=Grain.YEAR)  # fmt: skip
CASES = {
    "at least": (
        GDP, OPEN, "",
        "GDP 9 tháng năm 2026 tăng 9,01%; để cả năm đạt từ 10% trở lên, quý IV phải tăng ít nhất 12,87%; "
        "xác suất đạt 7%.",
    ),
    "strictly more, of a province": (
        of("GRO02", ">", 11.0), OPEN, "Hà Nội",
        "GRDP của Hà Nội 9 tháng năm 2026 tăng 9,01%; để cả năm đạt trên 11%, quý IV phải tăng trên 12,87%; "
        "xác suất đạt 7%.",
    ),
    "a fall so far": (
        GDP, replace(OPEN, so_far=-1.2), "",
        "GDP 9 tháng năm 2026 giảm 1,20%; để cả năm đạt từ 10% trở lên, quý IV phải tăng ít nhất 12,87%; "
        "xác suất đạt 7%.",
    ),
    "ahead, so that even a fall would do": (
        of("GRO01", ">=", 6.0), replace(OPEN, needed=-1.5, probability=0.9999), "",
        "GDP 9 tháng năm 2026 tăng 9,01%; để cả năm đạt từ 6% trở lên, quý IV chỉ cần không giảm quá 1,50%; "
        "xác suất đạt trên 99%.",
    ),
    "two quarters left": (
        GDP, replace(OPEN, left=2, known_until=date(2026, 6, 30), so_far=8.16, needed=11.78), "",
        "GDP 6 tháng đầu năm 2026 tăng 8,16%; để cả năm đạt từ 10% trở lên, bình quân 2 quý còn lại phải tăng "
        "ít nhất 11,78%; xác suất đạt 7%.",
    ),
    "a ceiling with room": (
        of("LAB02", "<", 4.0), UNEMPLOYMENT, "",
        "Thất nghiệp thành thị 9 tháng năm 2026 là 2,51%; để cả năm giữ dưới 4%, quý IV còn có thể đến 8,48%; "
        "xác suất đạt trên 99%.",
    ),
    "a ceiling without": (
        of("LAB02", "<=", 2.5), replace(UNEMPLOYMENT, needed=2.48, probability=0.001), "",
        "Thất nghiệp thành thị 9 tháng năm 2026 là 2,51%; để cả năm giữ không quá 2,5%, quý IV không được quá 2,48%; "
        "xác suất đạt dưới 1%.",
    ),
    "about, of what counts since January": (
        of("PRI03", "about", 4.5, measure="average", side="ceiling"), PRICES, "",
        "CPI bình quân 10 tháng năm 2026 tăng 4,57%; dự báo cả năm tăng 4,51%, mục tiêu khoảng 4,5%; xác suất đạt 53%.",
    ),
    "a total": (
        of("TRD01", ">=", 561.3), EXPORTS, "",
        "Kim ngạch xuất khẩu 9 tháng năm 2026 đạt 433,80 tỷ USD; để cả năm đạt từ 561,3 tỷ USD trở lên, bình quân mỗi "
        "tháng trong 3 tháng còn lại chỉ cần đạt ít nhất 42,50 tỷ USD; xác suất đạt 60%.",
    ),
    "a total that is reached": (
        of("TRD01", ">=", 400.0), replace(EXPORTS, needed=-10.0, probability=0.9999), "",
        "Kim ngạch xuất khẩu 9 tháng năm 2026 đạt 433,80 tỷ USD; đã đạt mức của cả năm; xác suất đạt trên 99%.",
    ),
    "a band, of a yearly figure": (
        of("GRO05", "between", 5400.0, 5500.0), YEARLY, "",
        "GDP bình quân đầu người năm 2026 dự báo là 5.256 USD/người, mục tiêu từ 5.400 đến 5.500 USD/người; "
        "xác suất đạt 10%.",
    ),
    "met": (GDP, Call(106, State.MET, value=10.2), "", "GDP năm 2026 tăng 10,20%, đạt mục tiêu từ 10% trở lên."),
    "exceeded": (
        of("GRO11", "between", 5.3, 5.4), Call(1, State.EXCEEDED, value=5.74), "",
        "Năng suất lao động xã hội năm 2026 tăng 5,74%, vượt mục tiêu từ 5,3 đến 5,4%.",
    ),
    "missed from below": (
        of("GRO01", "between", 8.3, 8.5), Call(1, State.MISSED, value=8.02), "",
        "GDP năm 2026 tăng 8,02%, không đạt mục tiêu từ 8,3 đến 8,5%, thấp hơn 0,28 điểm %.",
    ),
    "missed about": (
        of("GRO01", "about", 6.0), Call(1, State.MISSED, value=2.55), "",
        "GDP năm 2026 tăng 2,55%, không đạt mục tiêu khoảng 6%, thấp hơn 3,45 điểm %.",
    ),
    "missed from above": (
        of("LAB02", "<=", 2.5), Call(1, State.MISSED, value=2.9), "",
        "Thất nghiệp thành thị năm 2026 là 2,90%, không đạt mục tiêu không quá 2,5%, cao hơn 0,40 điểm %.",
    ),
    "met on the side that is no breach": (
        of("PRI03", "between", 4.5, 5.0, side="ceiling"), Call(1, State.MET, value=3.31), "",
        "CPI bình quân năm 2026 tăng 3,31%, đạt mục tiêu từ 4,5 đến 5%, thấp hơn mức đề ra.",
    ),
    "the mean of years": (
        of("GRO01", "between", 10.0, 11.0, year_to=2030, measure="years_average"), Call(1, State.MET, value=10.4), "",
        "GDP bình quân 2026–2030 tăng 10,40%, đạt mục tiêu từ 10 đến 11%.",
    ),
    "a change from a base": (
        of("LAB09", "<=", -1.0, measure="change", base_value=4.4), Call(1, State.MET, value=-1.2), "",
        "Mức thay đổi của tỷ lệ hộ nghèo đa chiều năm 2026 là −1,20 điểm %, đạt mục tiêu không quá −1 điểm %.",
    ),
    "a share of units": (
        of("HEA01", ">=", 80.0, measure="units", unit_limit=95.0), Call(1, State.MISSED, value=76.5), "",
        "Tỷ lệ đơn vị đạt 95,00% dân số về bao phủ bảo hiểm y tế năm 2026 là 76,50% số đơn vị, không đạt mục tiêu "
        "từ 80% số đơn vị trở lên, thấp hơn 3,50 điểm %.",
    ),
    "not measurable": (
        of("GRO11", "about", 8.5), Call(1, State.NOT_MEASURABLE, why=Why.NEVER_REPORTED), "",
        "Không đo được mục tiêu khoảng 8,5% của năng suất lao động xã hội: đơn vị chưa có số nào của chỉ tiêu này.",
    ),
    "nothing known yet": (
        GDP, Call(106, State.NO_DATA, why=Why.NOT_YET), "",
        "Mục tiêu từ 10% trở lên của GDP chưa đối chiếu được: chưa có số của cả năm và chưa có dự báo.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("target", "call", "who", "words"), CASES.values(), ids=CASES)
def test_a_target_is_told_in_one_sentence(asked: Questions, target: Target, call: Call, who: str, words: str) -> None:
    assert said(asked, target, call, who) == words


ENGLISH = {
    "at least": (
        GDP, OPEN, "",
        "GDP rose 9.01% in the first 9 months of 2026; for the year to reach at least 10%, Q4 must rise by at least "
        "12.87%; chance of meeting it 7%.",
    ),
    "of a province": (
        of("GRO02", ">", 11.0), OPEN, "Ha Noi",
        "GRDP of Ha Noi rose 9.01% in the first 9 months of 2026; for the year to reach more than 11%, Q4 must rise by "
        "more than 12.87%; chance of meeting it 7%.",
    ),
    "a ceiling": (
        of("LAB02", "<", 4.0), UNEMPLOYMENT, "",
        "Urban unemployment stood at 2.51% in the first 9 months of 2026; for the year to stay at less than 4%, Q4 may "
        "be up to 8.48%; chance of meeting it more than 99%.",
    ),
    "prices": (
        of("PRI03", "about", 4.5, measure="average", side="ceiling"), PRICES, "",
        "The average CPI rose 4.57% in the first 10 months of 2026; a rise of 4.51% is expected for the year, the "
        "target is about 4.5%; chance of meeting it 53%.",
    ),
    "yearly": (
        of("GRO05", "between", 5400.0, 5500.0), YEARLY, "",
        "GDP per capita should be 5,256 USD per person in 2026, the target is 5,400 to 5,500 USD per person; "
        "chance of meeting it 10%.",
    ),
    "missed": (
        of("GRO01", "between", 8.3, 8.5), Call(1, State.MISSED, value=8.02), "",
        "GDP rose 8.02% in 2026, which misses the target of 8.3 to 8.5%, lower by 0.28 pp.",
    ),
    "not measurable": (
        of("GRO11", "about", 8.5), Call(1, State.NOT_MEASURABLE, why=Why.BASE_NOT_POSITIVE), "",
        "The target of about 8.5% for social labour productivity cannot be measured: the figure of the year before is "
        "zero or negative, so there is no growth to speak of.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("target", "call", "who", "words"), ENGLISH.values(), ids=ENGLISH)
def test_english_has_its_own_order_of_words(asked: Questions, target: Target, call: Call, who: str, words: str) -> None:
    assert said(asked, target, call, who, "en") == words


@pytest.mark.parametrize("why", [*Why, None])
def test_every_reason_has_words(why: Why | None) -> None:
    with use_language("vi"):
        assert len(why_words(why)) > 10
