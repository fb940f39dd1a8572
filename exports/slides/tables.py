"""Tables on slides: native ones, split into slides where they are long or wide, so that every cell can be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pptx.util import Emu, Inches

from components.language import _
from exports.content import Table, TableColumn, Taken
from exports.lettering import fitted, wide
from exports.paint import LOOK
from exports.slides import text
from exports.slides.cells import Cell, add_cells
from exports.slides.place import Box
from exports.tabling import table_of
from exports.wording import description

ROWS, COLUMNS, MOST_SLIDES = 16, 8, 6
MARGINS = 10
"""Points of a cell's width that no word may use."""

NOTE = Inches(0.2)
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
    every = sheets_of(table_of(taken.content))
    sheets = every[:MOST_SLIDES]
    for number, sheet in enumerate(sheets, start=1):
        slide, place = start(f" ({number}/{len(sheets)})" if len(sheets) > 1 else "")
        add_table(slide, place, sheet, taken)
    if len(every) > len(sheets):
        words = _("Còn {count} trang nữa: xem trong tệp Excel hoặc CSV.").format(count=len(every) - len(sheets))
        text.box(slide, Box(place.left, place.bottom - NOTE, place.width, NOTE), words, size=10, ink=LOOK.muted)
    return len(sheets)


def add_table(slide: Any, place: Box, sheet: Sheet, taken: Taken) -> None:
    """One native table; words that do not fit their cell are shortened, the whole of them is in the other forms."""
    count = sheet.end - sheet.first
    high = min(place.height // (count + 1), Inches(0.34))
    size = min(12.0, Emu(high).pt / 1.75)
    widths = _widths(sheet, place.width)
    rooms = [(Emu(width).pt - MARGINS) / size for width in widths]
    head = [_head(column, room) for column, room in zip(sheet.columns, rooms, strict=True)]
    body = [
        [_told(column, sheet.first + row, room) for column, room in zip(sheet.columns, rooms, strict=True)]
        for row in range(count)
    ]
    frame = add_cells(slide, place, widths, high, [head, *body], size)
    text.describe(frame, taken.content.name, description(taken.content))


def _head(column: TableColumn, room: float) -> Cell:
    return Cell(fitted(column.label, room), "r" if column.numeric else "l", LOOK.muted, bold=True, under=LOOK.muted)


def _told(column: TableColumn, row: int, room: float) -> Cell:
    return Cell(fitted(column.shown[row], room), "r" if column.numeric else "l", under=LOOK.line)


def _widths(sheet: Sheet, whole: int) -> list[int]:
    """As wide as the longest words of each column call for, as shares of the whole."""
    longest = [
        min(max([min(wide(column.label), 9.0), *(wide(one) for one in column.shown[sheet.first : sheet.end])]), 22.0)
        + 1.2
        for column in sheet.columns
    ]
    return [round(whole * one / sum(longest)) for one in longest]
