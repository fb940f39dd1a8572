"""What python-docx has no words for: fields, contents, bookmarks, languages, heads of tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from exports.names import legal
from exports.packs.paging import TYPES, WIDTH
from exports.paint import FONT, LOOK, hexed

LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of contents: of which style, its words, the bookmark that it leads to, and the page."""

    style: str
    words: str
    mark: str
    page: int


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """Make an element, such as <w:tag w:val="toc"/>; texts among the children become its text."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        if isinstance(child, str):
            made.text = child
            made.set(qn("xml:space"), "preserve")
        else:
            made.append(child)
    return made


def _run(*children: Any) -> Any:
    return element("w:r", *children)


def field(code: str, shown: str) -> list[Any]:
    """The runs of a field, filled with what it shows."""
    return [
        _run(element("w:fldChar", fldCharType="begin")),
        _run(element("w:instrText", f" {code} ")),
        _run(element("w:fldChar", fldCharType="separate")),
        _run(element("w:t", shown)),
        _run(element("w:fldChar", fldCharType="end")),
    ]


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Put a bookmark around what stands in a paragraph."""
    start = element("w:bookmarkStart", id=number, name=name)
    own = paragraph._p
    own.insert(1 if own.pPr is not None else 0, start)
    own.append(element("w:bookmarkEnd", id=number))


def caption(paragraph: Any, before: str, sequence: str, number: int, after: str) -> None:
    """A caption whose number is a field, so that whoever adds a figure gets the others renumbered."""
    paragraph.add_run(legal(before))
    for one in field(f"SEQ {sequence} \\* ARABIC", str(number)):
        paragraph._p.append(one)
    paragraph.add_run(legal(after))


def contents(document: Any, code: str, entries: Sequence[Entry]) -> None:
    """A field of contents, filled: it shows without being asked for, and Word renews it on request."""
    paragraphs = [_line(document, one) for one in entries]
    first, last = paragraphs[0]._p, paragraphs[-1]._p
    opening = [
        _run(element("w:fldChar", fldCharType="begin")),
        _run(element("w:instrText", f" {code} ")),
        _run(element("w:fldChar", fldCharType="separate")),
    ]
    for place, one in enumerate(opening, start=1):
        first.insert(place, one)
    last.append(_run(element("w:fldChar", fldCharType="end")))


def _line(document: Any, entry: Entry) -> Any:
    paragraph = document.add_paragraph(style=entry.style)
    told = [_run(element("w:t", legal(entry.words))), _run(element("w:tab"))]
    number = field(f"PAGEREF {entry.mark} \\h", str(entry.page))
    paragraph._p.append(element("w:hyperlink", *told, *number, anchor=entry.mark, history=1))
    return paragraph


# --- styles -----------------------------------------------------------------------------------------------------------


def style(document: Any, language: str) -> None:
    """Our styles in Arial (for East Asian letters too) with lines of known height, A4, and the language spoken."""
    for name, type_ in TYPES.items():
        _style(_found(document, name), type_.size, type_.line, type_.before, type_.after)
        if name in ("toc 1", "toc 2", "table of figures"):
            form = document.styles[name].paragraph_format
            form.tab_stops.add_tab_stop(Pt(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            form.left_indent = Pt(14 if name == "toc 2" else 0)
            form.right_indent = Pt(26)
    document.styles["Quiet"].font.color.rgb = RGBColor.from_string(hexed(LOOK.muted))
    for name in ("Title", "Heading 2", "TOC Heading"):
        document.styles[name].font.color.rgb = RGBColor.from_string(hexed(LOOK.fg))
    document.styles["Heading 1"].font.color.rgb = RGBColor.from_string(hexed(LOOK.accent))
    document.styles["Caption"].font.color.rgb = RGBColor.from_string(hexed(LOOK.fg))
    document.styles["toc 1"].font.bold = True
    _speaks(document, LANGUAGES.get(language, "vi-VN"))
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for one in field("PAGE", "1"):
        foot._p.append(one)


def _found(document: Any, name: str) -> Any:
    styles = document.styles
    return styles[name] if name in {one.name for one in styles} else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)


def _style(found: Any, size: float, line: float, before: float, after: float) -> None:
    fonts = found.element.get_or_add_rPr().get_or_add_rFonts()
    found.font.name = FONT
    for side in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(side), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    found.font.size = Pt(size)
    form = found.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    form.widow_control = False
    for spaced in found.element.xpath(".//w:contextualSpacing"):
        spaced.getparent().remove(spaced)


def _speaks(document: Any, tag: str) -> None:
    """The language in which a program reads the text aloud and checks it."""
    for old in document.styles.element.xpath(".//w:rPrDefault/w:rPr/w:lang"):
        old.getparent().remove(old)
    for one in document.styles.element.xpath(".//w:rPrDefault/w:rPr"):
        one.append(element("w:lang", val=tag, eastAsia=tag, bidi="ar-SA"))


# --- tables -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cells:
    """A table as it is written: rows of words (the first is the head), widths and heights in points, and its sides."""

    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    heights: Sequence[float]
    right: Sequence[bool]


def add_cells(document: Any, cells: Cells, title: str, described: str) -> None:
    """A table with a head, described for who cannot see it; python-docx looks for each cell anew, which takes seconds.

    Rows have just their height, which is how the pages are known.
    """
    edges = [
        element(f"w:{side}", val="single", sz=4, space=0, color=hexed(LOOK.line))
        for side in ("top", "bottom", "insideH")
    ]
    properties = element(
        "w:tblPr",
        element("w:tblW", w=_twips(sum(cells.widths)), type="dxa"),
        element("w:tblBorders", *edges),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        element("w:tblCaption", val=legal(title)[:250]),
        element("w:tblDescription", val=legal(described)[:1000]),
    )
    columns = element("w:tblGrid", *(element("w:gridCol", w=_twips(wide)) for wide in cells.widths))
    rows = (_row(cells, place) for place in range(len(cells.rows)))
    document.element.body._insert_tbl(element("w:tbl", properties, columns, *rows))


def _row(cells: Cells, place: int) -> Any:
    head = [element("w:tblHeader")] if place == 0 else []
    high = element("w:trHeight", val=_twips(cells.heights[place]), hRule="exact")
    told = zip(cells.rows[place], cells.widths, cells.right, strict=True)
    return element(
        "w:tr",
        element("w:trPr", element("w:cantSplit"), high, *head),
        *(_cell(words, wide, right=right, bold=place == 0) for words, wide, right in told),
    )


def _cell(words: str, wide: float, *, right: bool, bold: bool) -> Any:
    form = element("w:pPr", element("w:pStyle", val="Cell"), element("w:jc", val="right" if right else "left"))
    strong = [element("w:rPr", element("w:b"))] if bold else []
    run = element("w:r", *strong, element("w:t", legal(words)))
    return element("w:tc", element("w:tcPr", element("w:tcW", w=_twips(wide), type="dxa")), element("w:p", form, run))


def _twips(points: float) -> int:
    return round(points * 20)
