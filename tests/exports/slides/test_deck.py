"""Slides say what their figures are and where they come from; maps, tables and cards are whole."""

import io
import zipfile
from dataclasses import replace

import pytest

from exports.content import Table
from exports.slides.deck import slide_of
from exports.tabling import text_column
from tests.exports.making import STAMP, charts, deck, drawn, others, own, shapes, taken, words


@pytest.mark.parametrize("name", [*shapes(), *others()])
def test_every_slide_says_where_its_figures_come_from(name: str) -> None:
    made = deck(slide_of(taken({**shapes(), **others()}[name])))
    for slide in made.slides:
        said, notes = words(slide), slide.notes_slide.notes_text_frame.text
        for part in ("Tăng trưởng GDP: Giá trị từng kỳ", "Nguồn: Cục Thống kê", "số liệu đến 06/10/2026", "mô phỏng"):
            assert part in said
            assert part in notes
        assert "như đã biết đến hết ngày 06/10/2026" in said
        assert STAMP.link in notes
        links = [
            run.hyperlink.address
            for shape in slide.shapes
            if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs
            for run in paragraph.runs
        ]
        assert STAMP.link in links
    properties = made.core_properties
    assert (properties.subject, properties.version, properties.created) == (STAMP.link, "41", STAMP.made_at)


@pytest.mark.parametrize("name", [*shapes(), *others()])
def test_everything_that_is_drawn_can_be_heard(name: str) -> None:
    made = deck(slide_of(taken({**shapes(), **others()}[name])))
    silent = [
        shape.name
        for slide in made.slides
        for shape in slide.shapes
        if not shape.is_placeholder and shape.shape_type != 17 and not shape._element.xpath(".//p:cNvPr/@descr")[:1]
    ]
    assert silent == []


def test_a_map_is_made_of_shapes_that_can_be_recoloured() -> None:
    (slide,) = deck(slide_of(taken(others()["tiles"]))).slides
    by_name = {shape.name: shape for shape in slide.shapes}
    assert by_name["Hà Nội"]._element.xpath(".//p:cNvPr/@descr") == ["Hà Nội: 11,19% (mô phỏng)"]
    assert by_name["Hà Nội"].fill.fore_color.rgb != by_name["Huế"].fill.fore_color.rgb
    assert by_name["Hoàng Sa"]._element.xpath(".//p:cNvPr/@descr") == ["Quần đảo Hoàng Sa, thuộc Đà Nẵng"]
    (slide,) = deck(slide_of(taken(others()["shapes"]))).slides
    assert [one.name for one in slide.shapes if one._element.xpath(".//a:custGeom")] == ["Hà Nội", "Huế", "Hoàng Sa"]


def test_a_grid_of_34_by_20_is_split_so_that_it_can_be_read() -> None:
    made = deck(slide_of(taken(others()["grid"])))
    tables = [shape.table for slide in made.slides for shape in slide.shapes if shape.has_table]
    assert [(len(one.rows), len(one.columns)) for one in tables] == [(18, 21), (18, 21)]
    assert tables[1].cell(17, 20).text == "52,0"
    sizes = {
        run.font.size.pt
        for one in tables
        for paragraph in one.cell(3, 3).text_frame.paragraphs
        for run in paragraph.runs
    }
    assert min(sizes) >= 8


def test_cards_fill_as_many_slides_as_they_need() -> None:
    made = deck(slide_of(taken(others()["cards"])))
    texts = [words(slide) for slide in made.slides]
    assert [text.count("9,95 %") for text in texts] == [12, 2]
    assert "▲ tăng 1,70 điểm % so với cùng kỳ" in texts[0]
    assert "quý III/2026 · ước tính" in texts[0]


def test_a_long_title_is_shortened_and_its_whole_is_in_the_notes() -> None:
    title = ("Một tên rất dài " * 20)[:255]
    (slide,) = deck(slide_of(taken(shapes()["lines"], title=title, subject=""))).slides
    assert len(slide.shapes.title.text) <= 110
    assert slide.shapes.title.text.endswith("…")
    assert title in slide.notes_slide.notes_text_frame.text


def test_an_empty_chart_says_why() -> None:
    (slide,) = deck(slide_of(taken(None, empty_reason="Chưa kỳ nào được điều chỉnh."))).slides
    assert "Chưa kỳ nào được điều chỉnh." in words(slide)


def test_characters_that_xml_cannot_hold_do_not_break_the_file() -> None:
    shape = replace(shapes()["lines"], series=(own("a\x00\x0bb"),))
    (chart,) = charts(deck(slide_of(taken(shape, title="t\x08", source="\ud800s"))))
    assert "ab" in drawn(chart)


def test_the_same_content_gives_the_same_bytes() -> None:
    one, again = (slide_of(taken(shapes()["fan"])) for _time in range(2))
    assert one == again
    members = zipfile.ZipFile(io.BytesIO(one)).infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}


def test_a_table_of_long_words_keeps_them_and_has_a_row_as_high_as_it_needs() -> None:
    words = "Nghị quyết về phát triển kinh tế – xã hội năm 2026 của Quốc hội khóa XV, kỳ họp thứ mười"
    table = Table((text_column("Chỉ tiêu", ["GDP", "CPI"]), text_column("Văn bản", [words, "ngắn"]),
                   *(text_column(f"Cột {one}", ["mô phỏng"] * 2) for one in range(6))))  # fmt: skip
    (slide,) = deck(slide_of(taken(None, table=table))).slides
    (frame,) = (one for one in slide.shapes if one.has_table)
    rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert rows[1][1] == words
    assert all(cell == "mô phỏng" for row in rows[1:] for cell in row[2:])
    assert frame.table.rows[1].height > frame.table.rows[2].height
