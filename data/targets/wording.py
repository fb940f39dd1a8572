"""Words of a document that say how a target compares and what it binds: read by rule, listed for a person to confirm.

What a note says of *another* document ("thay kịch bản từ 8 trở lên của …") is not what this target asks.
"""

import re
from dataclasses import dataclass

from data.targets.kinds import Measure, Operator, Standing

NUMBER = r"\d[\d.,]*"
OF_OTHERS = re.compile(r"^\s*(?:được )?thay\b|^\s*bài báo\b|^\s*trang đã xem\b", re.IGNORECASE)
PROJECTED = re.compile(r"không phải mục tiêu được giao|số dự kiến", re.IGNORECASE)
OWN = re.compile(r"\btự đặt ra\b", re.IGNORECASE)
SPAN_MEAN = re.compile(r"\bbình quân (?:\w+ năm|giai đoạn|hằng năm|hàng năm)\b", re.IGNORECASE)
EVERY = re.compile(r"\b(?:mỗi|hằng|hàng) (?:tháng|quý)\b", re.IGNORECASE)
UNITS = re.compile(r"\b(?:số )?(?:bộ|tỉnh|địa phương|đơn vị|xã)[^;]*? phải đạt\b", re.IGNORECASE)

COMPARISONS: tuple[tuple[Operator, re.Pattern[str]], ...] = tuple(
    (operator, re.compile(pattern, re.IGNORECASE))
    for operator, pattern in (
        (Operator.AT_LEAST, rf"\btừ {NUMBER}\s*%?[^;]{{0,20}}?\btrở lên\b"),
        (Operator.AT_MOST, rf"\btừ {NUMBER}\s*%?[^;]{{0,20}}?\btrở xuống\b"),
        (Operator.AT_LEAST, r"\b(?:ít nhất|tối thiểu|không thấp hơn|không dưới|mức sàn)\b"),
        (Operator.AT_MOST, r"\b(?:tối đa|nhiều nhất|không quá|không vượt quá|không cao hơn|không trên)\b"),
        (Operator.ABOVE, rf"(?<!\d )(?<!\d)\b(?:trên|hơn|cao hơn|vượt)\s+{NUMBER}"),  # "74 trên 148" is a fraction
        (Operator.BELOW, rf"\b(?:dưới|thấp hơn|chưa đến)\s+{NUMBER}"),
        (Operator.ABOUT, r"\b(?:khoảng|xấp xỉ|quanh mức)\b"),
    )
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a note says; None and empty where it says nothing."""

    operator: Operator | None
    words: str
    standing: Standing
    measure: Measure | None


def read_wording(note: str | None) -> Wording:
    """What the words of a note say of a target."""
    own = [part for part in re.split(r";", note or "") if not OF_OTHERS.search(part)]
    text = ";".join(own)
    operator, words = _comparison(text)
    standing = (
        Standing.PROJECTION if PROJECTED.search(text) else Standing.OWN if OWN.search(text) else Standing.ASSIGNED
    )
    return Wording(operator, words, standing, _measure(text))


def _comparison(text: str) -> tuple[Operator | None, str]:
    for operator, pattern in COMPARISONS:
        found = pattern.search(text)
        if found:
            return operator, found.group(0).strip()
    return None, ""


def _measure(text: str) -> Measure | None:
    for measure, pattern in ((Measure.YEARS_AVERAGE, SPAN_MEAN), (Measure.EVERY, EVERY), (Measure.UNITS, UNITS)):
        if pattern.search(text):
            return measure
    return None


def resolved(operator: Operator, wording: Wording) -> Operator:
    """The comparison that counts: two limits stay a band, a bare figure takes the words of its note."""
    if operator is Operator.EQUAL and wording.operator is not None:
        return wording.operator
    return operator


def disagrees(operator: Operator, wording: Wording) -> bool:
    """Whether a comparison that was given and the words of the note say two things."""
    said = wording.operator
    if said is None or operator is said:
        return False
    return not (operator is Operator.BETWEEN and said is Operator.ABOUT)  # "khoảng 7-8" stays a band
