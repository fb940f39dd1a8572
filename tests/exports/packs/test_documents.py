"""A Word briefing has filled contents whose pages are right, whole tables, and what readers need who cannot see it."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from components.language import use_language
from exports.content import Content, Kind, Table, Taken
from exports.packs.contents import Briefing, Part, Section
from exports.packs.docx_file import document_of
from exports.packs.paging import MOST_ROWS, PAGE, WIDTH, Pages, pieces_of
from exports.packs.pdf_file import _page
from exports.tabling import column_groups, number_column, text_column
from tests.exports.packs.conftest import STAMP
from tests.exports.packs.test_forms import pictures
from tests.exports.test_office import OFFICE, READER, pages_of

Make = Callable[..., Briefing]


@pytest.fixture(autouse=True)
def _vietnamese() -> object:
    with use_language("vi"):
        yield


def table(rows: int, columns: int) -> Table:
    names = text_column("Địa phương", [f"Tỉnh, thành phố thứ {row}" for row in range(rows)])
    figures = [number_column(f"{2007 + one}", [row + one / 10 for row in range(rows)], 1) for one in range(columns)]
    return Table((names, *figures))


def with_table(briefing: Briefing, rows: int, columns: int) -> Briefing:
    content = Content(id="long", kind=Kind.TABLE, title="Bảng dài", table=table(rows, columns), source="Cục Thống kê")
    return replace(briefing, sections=(*briefing.sections, Section("Dài", (Part(Taken(content, STAMP)),))))


def entries(document: object) -> list[tuple[str, str, int]]:
    """Each line of contents: its words, its bookmark, its page."""
    found = []
    for link in document.element.body.iter(qn("w:hyperlink")):  # type: ignore[attr-defined]
        texts = [one.text for one in link.iter(qn("w:t"))]
        found.append((texts[0], link.get(qn("w:anchor")), int(texts[-1])))
    return found


def test_contents_list_every_heading_figure_and_table_and_lead_to_it(briefing: Make) -> None:
    made = briefing()
    document = Document(io.BytesIO(document_of(made, pictures(made))))
    listed = entries(document)
    headings = [one.text for one in document.paragraphs if re.fullmatch(r"Heading [12]", one.style.name)]
    captions = [one.text for one in document.paragraphs if one.style.name == "Caption"]
    assert [words for words, _mark, _page in listed] == [*headings, *captions]
    marks = {one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))}
    assert {mark for _words, mark, _page in listed} == marks
    codes = [one.text.strip() for one in document.element.body.iter(qn("w:instrText"))]
    assert codes[0] == 'TOC \\o "1-2" \\h \\z \\u'
    assert 'TOC \\h \\z \\c "Hình"' in codes
    assert "SEQ Hình \\* ARABIC" in codes
    begins = [one.get(qn("w:fldCharType")) for one in document.element.body.iter(qn("w:fldChar"))]
    assert begins.count("begin") == begins.count("separate") == begins.count("end")


def test_the_language_is_said_and_a_table_is_described(briefing: Make) -> None:
    document = Document(io.BytesIO(document_of(briefing(), {})))
    (spoken,) = document.styles.element.xpath(".//w:rPrDefault//w:lang")
    assert spoken.get(qn("w:val")) == "vi-VN"
    first = document.tables[0]
    assert first._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    assert first._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None


@pytest.mark.parametrize(("rows", "columns"), [(34, 20), (90, 3), (3, 7)])
def test_a_table_of_any_size_is_there_whole(briefing: Make, rows: int, columns: int) -> None:
    made = with_table(briefing(), rows, columns)
    document = Document(io.BytesIO(document_of(made, {})))
    found: dict[tuple[str, str], str] = {}
    for one in document.tables[2:]:
        cells = [[cell.text for cell in row.cells] for row in one.rows]
        found |= {(row[0], head): told for row in cells[1:] for head, told in zip(cells[0][1:], row[1:], strict=True)}
    whole = table(rows, columns)
    wanted = {
        (whole.columns[0].shown[row], column.label): column.shown[row]
        for column in whole.columns[1:]
        for row in range(rows)
    }
    assert found == wanted


def test_what_a_table_is_too_long_for_is_said(briefing: Make) -> None:
    made = with_table(briefing(), 300, 2)
    words = "\n".join(one.text for one in Document(io.BytesIO(document_of(made, {}))).paragraphs)
    assert f"{MOST_ROWS} dòng đầu của 300 dòng" in words
    paper = "".join(_page(made, {}))
    assert f"{MOST_ROWS} dòng đầu của 300 dòng" in paper
    assert paper.count("Tỉnh, thành phố thứ ") == MOST_ROWS


def test_a_paper_has_contents_and_all_columns_of_a_wide_table(briefing: Make) -> None:
    paper = "".join(_page(with_table(briefing(), 34, 20), {}))
    targets = set(re.findall(r'href="#(\w+)"', paper))
    assert targets == set(re.findall(r'<(?:h2|h3|figure|table) id="(\w+)"', paper))
    assert all(f">{year}</th>" in paper for year in range(2007, 2027))


@settings(max_examples=15)
@given(st.integers(1, 120), st.integers(1, 12), st.floats(-50, PAGE - 50))
def test_pieces_hold_every_row_and_column_once_and_fit_their_page(rows: int, columns: int, room: float) -> None:
    pieces = pieces_of(table(rows, columns), room, PAGE - 50, PAGE - 20)
    assert all(one.high <= (PAGE - 20) for one in pieces)
    assert pieces[0].high <= max(room, PAGE - 50)
    assert all(sum(one.widths) == pytest.approx(WIDTH) for one in pieces)
    held = [
        (column.label, one.first + row)
        for one in pieces
        for column in one.columns[1:]
        for row in range(len(one.heights))
    ]
    assert len(held) == len(set(held)) == columns * min(rows, MOST_ROWS)


@given(st.integers(2, 60), st.integers(2, 9))
def test_column_groups_repeat_the_first_and_hold_each_other_once(count: int, most: int) -> None:
    columns = tuple(number_column(str(one), [1.0], 0) for one in range(count))
    groups = column_groups(columns, most)
    assert all(group[0] is columns[0] and len(group) <= most for group in groups)
    assert [one.label for group in groups for one in group[1:]] == [str(one) for one in range(1, count)]


def test_a_block_that_does_not_fit_begins_the_next_page() -> None:
    pages = Pages()
    assert [pages.put(300), pages.put(300), pages.put(300)] == [False, False, True]
    assert pages.number == 2
    pages.turn()
    assert (pages.number, pages.put(10), pages.put(10)) == (3, True, False)


@pytest.mark.office
@pytest.mark.skipif(not OFFICE or not READER, reason="needs LibreOffice and poppler: make test-office")
def test_every_page_that_the_contents_name_is_the_right_one(briefing: Make, tmp_path: Path) -> None:
    """LibreOffice puts the document on paper, and each heading stands on the page that its line of contents says."""
    made = with_table(with_table(briefing(), 90, 9), 60, 3)
    path = tmp_path / "briefing.docx"
    path.write_bytes(document_of(made, pictures(made)))
    pages = ["".join(one.split()) for one in pages_of(path)]
    listed = entries(Document(path))
    assert len(listed) > 12
    assert [words for words, _mark, page in listed if "".join(words.split()) not in pages[page - 1]] == []
