"""Text on slides: one font, one size, and as long as it fits."""

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from exports.names import legal
from exports.paint import FONT, LOOK, hexed
from exports.slides.place import Box


def colour(name: str) -> RGBColor:
    """A colour of ours for python-pptx."""
    return RGBColor.from_string(hexed(name))


def write(
    frame: Any,
    text: str,
    *,
    size: float,
    ink: str = LOOK.fg,
    bold: bool = False,
    align: PP_ALIGN | None = None,
    anchor: MSO_ANCHOR | None = None,
) -> None:
    """Put text into a text frame, a paragraph for each line, without margins."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    if anchor is not None:
        frame.vertical_anchor = anchor
    for index, line in enumerate(legal(text).split("\n")):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.alignment = align
        run = paragraph.add_run()
        run.text = line
        style(run.font, size, ink, bold=bold)


def add_link(frame: Any, words: str, address: str, *, size: float) -> None:
    """A link behind the text of a frame."""
    paragraph = frame.paragraphs[-1]
    if paragraph.runs:
        between = paragraph.add_run()
        between.text = " · "
        style(between.font, size, LOOK.muted)
    run = paragraph.add_run()
    run.text = words
    style(run.font, size, LOOK.accent)
    run.hyperlink.address = address


def style(font: Any, size: float, ink: str = LOOK.fg, *, bold: bool = False) -> None:
    """Our font, in a size and a colour."""
    font.name, font.size, font.bold = FONT, Pt(size), bold
    font.color.rgb = colour(ink)


def box(slide: Any, place: Box, text: str, **how: Any) -> Any:
    """A text box with text in it."""
    shape = slide.shapes.add_textbox(place.left, place.top, place.width, place.height)
    write(shape.text_frame, text, **how)
    return shape


def describe(shape: Any, name: str, words: str) -> None:
    """Name a shape, give it the text that readers hear who cannot see it, and take the shadow of the theme from it."""
    element = shape._element.xpath(".//p:cNvPr")[0]
    element.set("name", legal(name)[:200])
    element.set("descr", legal(words))
    for effect in shape._element.xpath(".//a:effectRef"):
        effect.set("idx", "0")
