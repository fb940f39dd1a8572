"""Slides in an office's own template."""

from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Emu

from exports.errors import TemplateUnusable
from exports.lettering import lines_of
from exports.slides.deck import Deck, slide_of
from tests.exports.making import deck, shapes, taken


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A 4:3 template of an office, with an example slide in it."""
    path, made = tmp_path / "mau.pptx", Presentation()
    made.slides.add_slide(made.slide_layouts[0]).shapes.title.text = "Ví dụ"
    made.save(str(path))
    return path


def test_slides_take_the_masters_of_the_office(template: Path) -> None:
    made = deck(slide_of(taken(shapes()["lines"]), str(template)))
    assert (made.slide_width, made.slide_height) == (Presentation().slide_width, Presentation().slide_height)
    (slide,) = made.slides
    assert slide.slide_layout.name == "Title Only"
    (frame,) = (one for one in slide.shapes if one.has_chart)
    assert frame.left >= 0
    assert frame.left + frame.width <= made.slide_width
    assert frame.top + frame.height <= made.slide_height


def test_a_long_title_stands_within_the_place_that_an_office_gives_it(tmp_path: Path) -> None:
    """Titles of 44 points, as in most templates, would run into what stands below them."""
    Presentation().save(str(tmp_path / "mau.pptx"))
    short, long = "GDP", "GDP bình quân đầu người: số liệu, dự báo và mục tiêu của cả nước qua các năm"
    contents = [taken(shapes()["lines"], title=one, subject="") for one in (short, long)]
    made = [deck(slide_of(one, str(tmp_path / "mau.pptx"))) for one in contents]
    sizes = [one.slides[0].shapes.title.text_frame.paragraphs[0].runs[0].font.size for one in made]
    assert sizes[0] is None
    title = made[1].slides[0].shapes.title
    assert lines_of(long, sizes[1].pt, Emu(title.width).pt) * sizes[1].pt <= Emu(title.height).pt


def test_a_template_that_is_none_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "hong.pptx").write_bytes(b"PK nothing")
    with pytest.raises(TemplateUnusable, match=r"hong\.pptx.*TOANCANH_PRESENTATION_TEMPLATE"):
        Deck(str(tmp_path / "hong.pptx"))
