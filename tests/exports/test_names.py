"""Names and texts that every system takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.names import FORMULA, LONGEST, RESERVED, file_name, harmless, legal, sheet_name, shortened


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Tăng trưởng GDP: quý III/2026", "tang-truong-gdp-quy-iii-2026.pptx"),
        ("../../etc/passwd", "etc-passwd.pptx"),
        ('a"b<c>|d\r\nSet-Cookie: x', "a-b-c-d-set-cookie-x.pptx"),
        ("CON", "toan-canh-con.pptx"),
        ("日本", "toan-canh.pptx"),
        ("", "toan-canh.pptx"),
    ],
)
def test_a_file_is_named_in_plain_letters(title: str, name: str) -> None:
    assert file_name(title, "pptx") == name


@given(st.text())
def test_any_title_gives_a_name_that_every_system_takes(title: str) -> None:
    name = file_name(title, "xlsx")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.xlsx", name)
    assert len(name) <= LONGEST + len("toan-canh-.xlsx")
    assert name.split(".")[0] not in RESERVED


@given(st.lists(st.text(max_size=50), max_size=20))
def test_sheets_have_names_that_excel_takes_and_tells_apart(titles: list[str]) -> None:
    taken: set[str] = set()
    for title in titles:
        taken.add(sheet_name(title, taken))
    assert len({one.lower() for one in taken}) == len(titles)
    for name in taken:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert name.lower() != "history"


@given(st.text())
def test_no_text_begins_a_formula(text: str) -> None:
    assert not harmless(text).startswith(FORMULA)
    assert harmless(text).endswith(text)


@given(st.text(), st.integers(min_value=2, max_value=50))
def test_a_shortened_text_fits_and_says_that_it_is(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert short == text or short.endswith("…")


@given(st.text())
def test_legal_text_can_be_held_by_xml(text: str) -> None:
    from lxml import etree

    etree.Element("a").text = legal(text)
