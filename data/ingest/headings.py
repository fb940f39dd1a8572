"""Headings of a file, in Vietnamese or English, written with or without diacritics, spaces and capitals."""

import unicodedata
from collections.abc import Sequence

from data.ingest.report import Fault, Refusal

REQUIRED = ("indicator", "entity", "period", "value")
OPTIONAL = ("vintage", "status", "recorded_at", "note", "source")
COLUMNS = (*REQUIRED, *OPTIONAL)

ACCEPTED = {
    "indicator": ("indicator", "indicator code", "Chỉ tiêu", "Mã chỉ tiêu"),
    "entity": ("entity", "entity code", "Đơn vị", "Mã đơn vị", "Địa phương", "Mã địa phương"),
    "period": ("period", "Kỳ", "Kỳ báo cáo", "Kỳ số liệu"),
    "value": ("value", "Giá trị", "Số liệu"),
    "vintage": ("vintage", "edition", "Phiên bản", "Danh mục"),
    "status": ("status", "Trạng thái", "Tình trạng"),
    "recorded_at": ("recorded_at", "Ngày ghi nhận", "Thời điểm ghi nhận"),
    "note": ("note", "Ghi chú"),
    "source": ("source", "Nguồn", "Nguồn số liệu"),
}
# Columns that people keep beside the codes; they say nothing that the codes do not, so they are left aside.
SET_ASIDE = ("STT", "TT", "no", "Tên chỉ tiêu", "indicator name", "Tên đơn vị", "entity name", "Đơn vị tính", "unit")


def fold(text: str) -> str:
    """Letters and digits alone, without marks and capitals: "Mã chỉ tiêu" -> "machitieu"."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in plain.lower() if letter.isalnum() and not unicodedata.combining(letter))


def match(headings: Sequence[str], line: int) -> tuple[dict[str, int], list[Refusal]]:
    """Return the place of each known column, and what is wrong with the headings."""
    places: dict[str, int] = {}
    faults: list[Refusal] = []
    names = _names()
    for place, heading in enumerate(headings):
        column = names.get(fold(heading))
        if column is None:
            if heading.strip():
                faults.append(_unknown(heading, line))
        elif column in places:
            faults.append(_duplicated(heading, headings[places[column]], column, line))
        elif column:
            places[column] = place
    faults.extend(_missing(column, headings, line) for column in REQUIRED if column not in places)
    return places, faults


def recognised(headings: Sequence[str]) -> int:
    """How many of the required columns stand in this row."""
    names = _names()
    return len({names.get(fold(heading)) for heading in headings} & set(REQUIRED))


def _names() -> dict[str, str]:
    known = {fold(form): column for column, forms in ACCEPTED.items() for form in forms}
    return {**dict.fromkeys(map(fold, SET_ASIDE), ""), **known}


def _unknown(heading: str, line: int) -> Refusal:
    return Refusal(
        line,
        heading,
        heading,
        Fault.HEADING_UNKNOWN,
        f"Heading '{heading}' is not one that an import knows; a misspelt one would lose its column.",
        f"one of {', '.join(COLUMNS)}, or remove the column",
    )


def _duplicated(heading: str, first: str, column: str, line: int) -> Refusal:
    return Refusal(
        line,
        heading,
        heading,
        Fault.HEADING_DUPLICATED,
        f"Headings '{first}' and '{heading}' both mean {column}.",
        f"one column for {column}",
    )


def _missing(column: str, headings: Sequence[str], line: int) -> Refusal:
    found = ", ".join(f"'{heading}'" for heading in headings if heading.strip()) or "none"
    return Refusal(
        line,
        column,
        None,
        Fault.HEADING_MISSING,
        f"No heading means {column}; found {found}.",
        " or ".join(f"'{form}'" for form in ACCEPTED[column]),
    )
