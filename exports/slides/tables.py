"""Tables on slides: native ones, split into slides where they are long or wide, so that every cell can be read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from exports.content import Table, TableColumn, Taken
from exports.names import legal, shortened
from exports.paint import LOOK
from exports.slides import text
from exports.slides.place import Box
from exports.tabling import table_of
from exports.wording import description

ROWS, COLUMNS = 16, 8
CELL_LETTERS = 90
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's table style without lines and fills."""

Start = Callable[[str], tuple[Any, Box]]
"""Starts a slide; is given what stands behind its title, such as " (2/3)"."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one slide: some columns, from one row to before another."""

    columns: tuple[TableColumn, ...]
    first: int
    end: int


def sheets_of(table: Table, rows: int = ROWS, columns: int = COLUMNS) -> list[Sheet]:
    """A table cut into slides: rows first; a wide one by columns too, its first column on each."""
    groups = list(_column_groups(table.columns, columns))
    count = max(-(-table.count // rows), 1)
    each = -(-table.count // count)  # as many rows on each as on the others
    starts = range(0, max(table.count, 1), max(each, 1))
    return [Sheet(group, start, min(start + each, table.count)) for group in groups for start in starts]


def _column_groups(columns: tuple[TableColumn, ...], most: int) -> Iterator[tuple[TableColumn, ...]]:
    if len(columns) <= most:
        yield columns
        return
    head, rest = columns[0], columns[1:]
    for start in range(0, len(rest), most - 1):
        yield (head, *rest[start : start + most - 1])


def add_tables(start: Start, taken: Taken) -> int:
    """As many slides as the table needs; their number."""
    sheets = sheets_of(table_of(taken.content))
    for number, sheet in enumerate(sheets, start=1):
        slide, place = start(f" ({number}/{len(sheets)})" if len(sheets) > 1 else "")
        add_table(slide, place, sheet, taken)
    return len(sheets)


def add_table(slide: Any, place: Box, sheet: Sheet, taken: Taken) -> None:
    """One native table."""
    count = sheet.end - sheet.first
    high = min(place.height // (count + 1), Inches(0.34))
    size = min(12.0, Emu(high).pt / 1.75)
    frame = slide.shapes.add_table(
        count + 1, len(sheet.columns), place.left, place.top, place.width, high * (count + 1)
    )
    text.describe(frame, taken.content.name, description(taken.content))
    table = frame.table
    table.first_row, table.horz_banding = True, False
    frame._element.find(".//" + qn("a:tableStyleId")).text = PLAIN
    for index, width in enumerate(_widths(sheet, place.width)):
        table.columns[index].width = Emu(width)
    for row in table.rows:
        row.height = Emu(high)
    for index, column in enumerate(sheet.columns):
        _cell(table.cell(0, index), column.label, column, size, head=True)
        for row in range(count):
            _cell(table.cell(row + 1, index), column.shown[sheet.first + row], column, size)


def _cell(cell: Any, words: str, column: TableColumn, size: float, *, head: bool = False) -> None:
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if column.numeric else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = shortened(legal(words).replace("\n", " "), CELL_LETTERS)
    text.style(run.font, size, LOOK.muted if head else LOOK.fg, bold=head)
    _lined(cell, LOOK.muted if head else LOOK.line)


def _lined(cell: Any, ink: str) -> None:
    """A thin line under the cell."""
    properties = cell._tc.get_or_add_tcPr()
    line = etree.SubElement(properties, qn("a:lnB"), w=str(Pt(0.75)))
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=ink.lstrip("#").upper())


def _widths(sheet: Sheet, whole: int) -> Sequence[int]:
    """Wide columns for long texts, as shares of the whole."""
    longest = [
        min(max([len(column.label) / 1.6, *(len(one) for one in column.shown[sheet.first : sheet.end])], default=4), 40)
        + 3
        for column in sheet.columns
    ]
    return [round(whole * one / sum(longest)) for one in longest]
