"""Names and codes of provinces as files write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from data.boundaries.naming import Edition, Unit, plain
from tests.data.boundaries import coverage


@pytest.fixture(scope="module")
def edition(small_warehouse: Engine) -> Edition:
    rows = coverage.provinces(small_warehouse, "2024")
    return Edition("2024", [Unit(row.code, row.name_vi, "", row.longitude, row.latitude) for row in rows])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Tỉnh Hà Tĩnh", "42"),
        ("ha tinh", "42"),
        ("TP. Hồ Chí Minh", "79"),
        ("TP.HCM", "79"),
        ("Thành phố Hồ Chí Minh", "79"),
        ("Ho Chi Minh City", "79"),
        ("HO-CHI-MINH", "79"),
        ("Thủ đô Hà Nội", "01"),
        ("Hanoi", "01"),
        ("Bà Rịa–Vũng Tàu", "77"),
        ("Thừa Thiên-Huế", "46"),
        ("Thành phố Huế", "46"),
        ("Đắc Lắc", "66"),
        ("Dak Nong province", "67"),
        ("Bắc Cạn", "06"),
        ("1", "01"),
        (1, "01"),
        (1.0, "01"),
        ("VN-01", "01"),
    ],
)
def test_a_province_is_found_however_it_is_written(edition: Edition, written: object, code: str) -> None:
    found = edition.find(written)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("written", [None, "", "Lào", 999, "03", True, ["Hà Nội"], float("nan")])
def test_what_is_no_province_is_not_found(edition: Edition, written: object) -> None:
    assert edition.find(written) is None


@given(st.text(max_size=30))
def test_writing_a_name_plainly_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)
