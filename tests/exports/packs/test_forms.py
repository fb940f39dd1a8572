"""Whole packs read back by the libraries of office programs: every text and figure is there, and nothing runs."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from components.language import use_language
from exports.packs.bundles import bundle_of, workbook_of_pack
from exports.packs.contents import Briefing
from exports.packs.docx_file import document_of
from exports.packs.pdf_file import paper_of
from exports.packs.slides import grouped, presentation_of
from tests.exports.packs.conftest import SENTENCES, VALUES

Make = Callable[..., Briefing]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _vietnamese() -> object:
    with use_language("vi"):
        yield


def pictures(made: Briefing) -> dict[int, bytes]:
    return {id(one): PIXEL for one in made.parts if one.taken.content.id == "prices"}


def parts_of(package: bytes) -> dict[str, bytes]:
    """The parts of a presentation but for the workbooks in its charts, which keep the second they were made in."""
    opened = zipfile.ZipFile(io.BytesIO(package))
    return {name: opened.read(name) for name in opened.namelist() if "/embeddings/" not in name}


def unpacked(paper: bytes) -> bytes:
    """What stands in the compressed streams of a PDF file."""
    found = b""
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL):
        with suppress(zlib.error):
            found += zlib.decompress(packed)
    return found


def texts(deck: object) -> list[str]:
    """All texts of each slide, a line a slide."""
    found = []
    for slide in deck.slides:  # type: ignore[attr-defined]
        words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        found.append("\n".join(words))
    return found


def test_a_presentation_has_title_agenda_sections_slides_and_appendix(briefing: Make) -> None:
    made = briefing(changes=("Giá tiêu dùng: T9/2026, CPI: 5,08 (lần trước 5,00).",), issue=2)
    deck = Presentation(io.BytesIO(presentation_of(made)))
    said = texts(deck)
    assert said[0].startswith("Tình hình tháng 10/2026")
    assert "Lần phát hành 2" in said[0]
    assert "mô phỏng" in said[0]
    assert "1. Giá cả\n2. Khác" in said[1]
    assert "lần trước 5,00" in said[2]
    whole = "\n".join(said)
    for expected in (
        *SENTENCES,
        "Ghi chú",
        "Chưa có số liệu của kỳ này.",
        "Không có trang /x.",
        "Cục Thống kê",
        "CPI (%)",
    ):
        assert expected in whole
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert list(charts[0].plots[0].series[0].values) == list(VALUES)
    assert deck.core_properties.keywords == "data_version=7"
    assert deck.core_properties.subject == made.stamp.link


def test_the_same_pack_gives_the_same_bytes(briefing: Make) -> None:
    assert parts_of(presentation_of(briefing())) == parts_of(presentation_of(briefing()))
    assert workbook_of_pack(briefing()) == workbook_of_pack(briefing())
    first, second = briefing(), briefing()
    assert document_of(first, pictures(first)) == document_of(second, pictures(second))


def test_a_document_has_headings_numbered_figures_and_alternative_texts(briefing: Make) -> None:
    made = briefing()
    document = Document(io.BytesIO(document_of(made, pictures(made))))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == ["Giá cả", "Khác", "Phụ lục: nguồn và định nghĩa"]
    captions = [one.text for one in document.paragraphs if one.style.name == "Caption"]
    assert captions == ["Hình 1. Giá tiêu dùng (%)", "Bảng 1. =HYPERLINK(1)"]
    assert [one._inline.docPr.get("descr") for one in document.inline_shapes] == ["Giá tiêu dùng (%)"]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Địa phương", "GRDP"], ["Hà Nội", "8,5"], ["@Huế", "…"],
    ]  # fmt: skip
    assert "PAGE" in document.sections[0].footer._element.xml
    assert document.core_properties.keywords == "data_version=7"


def test_a_chart_without_a_picture_is_written_as_its_table(briefing: Make) -> None:
    document = Document(io.BytesIO(document_of(briefing(), {})))
    assert [row.cells[1].text for row in document.tables[0].rows] == ["CPI (%)", "4,89", "5,08", "4,40"]


def test_a_paper_is_tagged_and_says_its_title(briefing: Make) -> None:
    made = briefing()
    paper = paper_of(made, pictures(made))
    assert paper.startswith(b"%PDF-")
    inside = unpacked(paper) + paper
    for expected in (b"/StructTreeRoot", b"/MarkInfo", b"/Figure", b"/Lang", b"pdfuaid", b"data_version=7"):
        assert expected in inside


def test_a_paper_says_what_is_missing_where_pango_is(briefing: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from exports.packs.pdf_file import NoPrinter

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(NoPrinter, match="pango"):
        paper_of(briefing(), {})


def test_a_workbook_has_an_index_and_a_sheet_for_each_part_and_no_formula(briefing: Make) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of_pack(briefing())))
    assert book.sheetnames[0] == "Mục lục"
    assert {name.split(" ")[0] for name in book.sheetnames[1:]} == {"1.", "2.", "3.", "4."}
    prices = book["2. Số liệu"]
    assert [str(one.anchor._from.row) for one in book["2. Biểu đồ"]._charts] == ["1"]
    assert set(VALUES) <= {cell.value for row in prices.iter_rows() for cell in row}
    assert [c.value for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"] == []


def test_a_bundle_has_data_of_every_part_and_pictures_of_charts(briefing: Make) -> None:
    made = briefing()
    package = zipfile.ZipFile(io.BytesIO(bundle_of(made, pictures(made))))
    names = package.namelist()
    assert [one for one in names if one.endswith(".png")] == ["02-gia-tieu-dung.png"]
    assert len([one for one in names if one.endswith(".csv")]) == 4
    assert "T10/2026,4.4" in package.read("02-gia-tieu-dung.csv").decode("utf-8-sig")
    assert all(re.fullmatch(r"[A-Za-z0-9.-]+", one) for one in names)


def test_a_title_of_any_length_fits(briefing: Make) -> None:
    made = briefing(title="Tổng " * 51)
    deck = Presentation(io.BytesIO(presentation_of(made)))
    assert len(texts(deck)[0].split("\n")[0]) <= 160


@given(st.lists(st.text(min_size=1, max_size=600), min_size=1, max_size=60), st.integers(1, 12))
def test_lines_are_all_told_in_order_and_no_slide_has_too_many(lines: list[str], most: int) -> None:
    groups = grouped(lines, 1200, most)
    flat = [one for group in groups for one in group]
    assert len(flat) == len(lines)
    assert all(0 < len(group) <= most for group in groups)


def test_a_pack_stands_on_the_layouts_of_an_office(briefing: Make, tmp_path: Path) -> None:
    """Title and sections on its own layouts; with only one layout that has a title, on that."""
    whole, poor = Presentation(), Presentation()
    for layout in list(poor.slide_layouts):
        if layout.name not in ("Title and Content", "Blank"):
            poor.slide_layouts.remove(layout)
    for name, template in (("whole", whole), ("poor", poor)):
        path = tmp_path / f"{name}.pptx"
        template.save(str(path))
        deck = Presentation(io.BytesIO(presentation_of(briefing(), str(path))))
        used = [one.slide_layout.name for one in deck.slides]
        assert used[0] == ("Title Slide" if name == "whole" else "Title and Content")
        assert ("Section Header" in used) == (name == "whole")
        assert all(one.shapes.title is not None and one.shapes.title.text for one in deck.slides)
