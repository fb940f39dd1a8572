"""Native tables, written cell by cell as DrawingML: python-pptx looks for each cell anew, which takes seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml.ns import qn

from exports.names import legal
from exports.paint import FONT, LOOK
from exports.slides.place import Box
from exports.slides.xml import el, line, solid

PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's table style without lines and fills."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, how they stand, its inks, and whether a line is under it."""

    words: str
    align: str = "l"
    ink: str = LOOK.fg
    bold: bool = False
    fill: str = ""
    under: str = ""


def add_cells(
    slide: Any, place: Box, widths: Sequence[int], heights: Sequence[int], rows: Sequence[Sequence[Cell]], size: float
) -> Any:
    """A table at a place: columns of these widths, rows of these heights, type of this size in points."""
    frame = slide.shapes.add_table(1, 1, place.left, place.top, sum(widths), sum(heights))
    table = frame._element.find(".//" + qn("a:tbl"))
    for old in [*table.findall(qn("a:tblGrid")), *table.findall(qn("a:tr"))]:
        table.remove(old)
    properties = table.find(qn("a:tblPr"))
    properties.set("firstRow", "1")
    properties.attrib.pop("bandRow", None)
    properties.find(qn("a:tableStyleId")).text = PLAIN
    table.append(el("a:tblGrid", *(el("a:gridCol", w=width) for width in widths)))
    for row, high in zip(rows, heights, strict=True):
        table.append(el("a:tr", *(_cell(one, size) for one in row), h=high))
    return frame


def _cell(cell: Cell, size: float) -> Any:
    run = el(
        "a:rPr",
        solid(cell.ink),
        el("a:latin", typeface=FONT),
        el("a:cs", typeface=FONT),
        lang="vi-VN",
        sz=round(size * 100),
        b=int(cell.bold),
    )
    words = legal(cell.words)
    told = el("a:r", run, el("a:t", words)) if words else el("a:endParaRPr", sz=round(size * 100))
    body = el("a:txBody", el("a:bodyPr"), el("a:lstStyle"), el("a:p", el("a:pPr", algn=cell.align), told))
    under = _under(cell.under) if cell.under else None
    fill = solid(cell.fill) if cell.fill else el("a:noFill")
    return el("a:tc", body, el("a:tcPr", under, fill, marL=54_864, marR=54_864, marT=0, marB=0, anchor="ctr"))


def _under(ink: str) -> Any:
    drawn = line(ink, 0.75)
    return el("a:lnB", *drawn, w=drawn.get("w"))
