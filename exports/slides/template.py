"""The masters that slides are made of: an office's own .pptx, or a plain wide one in our colours and Arial."""

import io
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from components.language import _
from exports.errors import TemplateUnusable
from exports.lettering import lines_of
from exports.paint import FONT, INKS, LOOK, hexed
from exports.slides.place import HIGH, WIDE, Box

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
FEET = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)
EDGE = Inches(0.5)
SIZES = (40, 36, 32, 28, 24, 22, 20, 18, 16)


def opened(path: str) -> Any:
    """A presentation without slides on the masters of a file, or on plain ones for an empty path."""
    if not path:
        return Presentation(io.BytesIO(_plain()))
    try:
        deck = Presentation(str(Path(path)))
    except Exception as problem:  # python-pptx raises many kinds for what is no presentation
        raise TemplateUnusable(_unusable(path, type(problem).__name__)) from problem
    if not any(_has_title(layout) for layout in deck.slide_layouts):
        raise TemplateUnusable(_unusable(path, _("không có bố cục nào có tiêu đề")))
    _without_slides(deck)
    return deck


def _unusable(path: str, why: str) -> str:
    words = _("Không dùng được mẫu trình chiếu {name}: {why}. Hãy kiểm tra TOANCANH_PRESENTATION_TEMPLATE.")
    return words.format(name=Path(path).name, why=why)


def _without_slides(deck: Any) -> None:
    """Drop the slides of a template, which are examples, with their parts."""
    listed = deck.slides._sldIdLst
    for one in list(listed):
        deck.part.drop_rel(one.rId)
        listed.remove(one)


@lru_cache(maxsize=1)
def _plain() -> bytes:
    """The wide template: python-pptx's own, stretched to 16:9, in our colours and Arial."""
    deck = Presentation()
    stretch = WIDE / deck.slide_width
    deck.slide_width, deck.slide_height = WIDE, HIGH
    for master in deck.slide_masters:
        for shape in [*master.shapes, *(shape for layout in master.slide_layouts for shape in layout.shapes)]:
            shape.left, shape.width = Emu(round(shape.left * stretch)), Emu(round(shape.width * stretch))
        _style_title(master)
        for shape in master.placeholders:
            if shape.placeholder_format.type in TITLES:
                _put(shape, Box(EDGE, Inches(0.3), WIDE - 2 * EDGE, Inches(0.75)))
            if shape.placeholder_format.type in FEET:
                shape.top, shape.height = Inches(7.02), Inches(0.3)
        for layout in master.slide_layouts:
            for shape in layout.placeholders:
                if layout.name == "Title Only" and shape.placeholder_format.type in TITLES:
                    _put(shape, Box(EDGE, Inches(0.3), WIDE - 2 * EDGE, Inches(0.75)))
        _theme(master)
    saved = io.BytesIO()
    deck.save(saved)
    return saved.getvalue()


def _put(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.left, box.top, box.width, box.height
    shape.text_frame.margin_left = shape.text_frame.margin_right = 0


def _style_title(master: Any) -> None:
    """Titles of 24 points at the left, in the ink of text."""
    for style in master._element.iter(qn("p:titleStyle")):
        for level in style.iter(qn("a:lvl1pPr")):
            level.set("algn", "l")
            for run in level.iter(qn("a:defRPr")):
                run.set("sz", "2400")
                run.set("b", "1")


def _theme(master: Any) -> None:
    """Write our colours and Arial into the theme part of a master, which python-pptx leaves alone."""
    part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    root = etree.fromstring(part.blob)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    for latin in root.iterfind(".//a:fontScheme//a:latin", space):
        latin.set("typeface", FONT)
    colours = {
        "dk2": LOOK.fg,
        "lt2": LOOK.raised,
        "hlink": LOOK.accent,
        "folHlink": LOOK.accent,
        **{f"accent{one + 1}": ink for one, ink in enumerate(INKS[:6])},
    }
    for name, colour in colours.items():
        for slot in root.iterfind(f".//a:clrScheme/a:{name}", space):
            slot.clear()
            etree.SubElement(slot, f"{{{space['a']}}}srgbClr", val=hexed(colour))
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# --- choosing layouts -------------------------------------------------------------------------------------------------


def _has_title(layout: Any) -> bool:
    return any(one.placeholder_format.type in TITLES for one in layout.placeholders)


def layout_for(deck: Any, use: str) -> Any:
    """The layout of a template for a use: "title", "section", or "content" (a title and room).

    By the type that the layout declares, then by its name, then by what stands on it.
    """
    types = {"title": "title", "section": "secHead", "content": "titleOnly"}
    names = {"title": r"title slide|tiêu đề$", "section": r"section|mục|phần", "content": r"title only|chỉ tiêu đề"}
    layouts = [one for one in deck.slide_layouts if _has_title(one)]
    for layout in layouts:
        if layout._element.get("type") == types[use]:
            return layout
    for layout in layouts:
        if re.search(names[use], layout.name, re.IGNORECASE):
            return layout
    return min(layouts, key=lambda one: len([p for p in one.placeholders if p.placeholder_format.type not in FEET]))


def room(deck: Any, layout: Any) -> Box:
    """What a layout leaves free under its title and above its foot."""
    wide, high = int(deck.slide_width), int(deck.slide_height)
    title = next(one for one in layout.placeholders if one.placeholder_format.type in TITLES)
    feet = [one.top for one in layout.placeholders if one.placeholder_format.type in FEET and one.top]
    left = min(int(title.left), wide // 10)
    top = int(title.top + title.height)
    bottom = min([*(int(one) for one in feet if one > high // 2), high - int(Inches(0.45))])
    return Box(left, top, wide - 2 * left, bottom - top)


def title_size(layout: Any) -> float:
    """Points of the titles of a layout: its own, or those of its master."""
    title = next(one for one in layout.placeholders if one.placeholder_format.type in TITLES)
    own = title._element.xpath(".//a:lstStyle//a:defRPr/@sz")
    of_master = layout.slide_master._element.xpath(".//p:titleStyle/a:lvl1pPr/a:defRPr/@sz")
    return float(next(iter([*own, *of_master]), 4400)) / 100


def fitting(shape: Any, title: str, size: float) -> Any:
    """The size of type with which a title stands within its place; None where that of the template does."""
    wide, high = Emu(shape.width).pt - 15, Emu(shape.height).pt
    fits = (one for one in (size, *SIZES) if one <= size and lines_of(title, one, wide) * one * 1.15 <= high)
    found = next(fits, SIZES[-1])
    return None if found == size else Pt(found)
