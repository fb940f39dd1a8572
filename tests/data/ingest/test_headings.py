"""Headings are known in both languages, however they are written."""

import pytest

from data.ingest.headings import ACCEPTED, COLUMNS, fold, match, recognised
from data.ingest.report import Fault

CODES = ["indicator", "entity", "period", "value"]


@pytest.mark.parametrize(("column", "form"), [(column, form) for column, forms in ACCEPTED.items() for form in forms])
def test_every_form_means_its_column_with_and_without_marks(column: str, form: str) -> None:
    for written in (form, form.upper(), fold(form), f"  {form.replace(' ', '_')} "):
        names = [written if code == column else code for code in CODES]
        names += [written] if column not in CODES else []
        places, faults = match(names, 1)
        assert (places[column], faults) == (names.index(written), [])


def test_no_form_means_two_columns() -> None:
    forms = [fold(form) for column in COLUMNS for form in ACCEPTED[column]]
    assert len(forms) == len(set(forms))


def test_missing_headings_are_named_each() -> None:
    _, faults = match(["indicator", "value"], 1)
    assert [(one.column, one.fault) for one in faults] == [
        ("entity", Fault.HEADING_MISSING),
        ("period", Fault.HEADING_MISSING),
    ]
    assert "'Đơn vị'" in faults[0].expected


def test_a_column_given_twice_is_refused() -> None:
    _, faults = match([*CODES, "Giá trị"], 1)
    assert [one.fault for one in faults] == [Fault.HEADING_DUPLICATED]
    assert faults[0].reason == "Headings 'value' and 'Giá trị' both mean value."


def test_a_misspelt_heading_does_not_lose_its_column_silently() -> None:
    _, faults = match([*CODES, "statsu"], 1)
    assert [(one.fault, one.value) for one in faults] == [(Fault.HEADING_UNKNOWN, "statsu")]


def test_names_beside_the_codes_are_left_aside() -> None:
    places, faults = match(["STT", *CODES, "Tên chỉ tiêu", "Đơn vị tính", ""], 1)
    assert (sorted(places), faults) == (sorted(CODES), [])


def test_a_row_of_headings_is_recognised() -> None:
    assert recognised(["Mã chỉ tiêu", "Địa phương", "Kỳ báo cáo", "Số liệu"]) == 4
    assert recognised(["Hướng dẫn nhập liệu"]) == 0
