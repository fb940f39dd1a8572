"""Tables on slides: native ones, split into slides where they are long or wide, so that every cell can be read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.util import Emu, Inches

from exports.content import Table, TableColumn, Taken
from exports.names import shortened
from exports.paint import LOOK
from exports.slides import text
from exports.slides.cells import Cell, add_cells
from exports.slides.place import Box
from exports.tabling import table_of
from exports.wording import description

ROWS, COLUMNS = 16, 8
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
    """One native table; words that do not fit their cell are shortened, the whole of them is in the other forms."""
    count = sheet.end - sheet.first
    high = min(place.height // (count + 1), Inches(0.34))
    size = min(12.0, Emu(high).pt / 1.75)
    widths = _widths(sheet, place.width)
    letters = [max(int((Emu(width).pt - 9) / (size * 0.52)), 4) for width in widths]
    head = [_head(column, most) for column, most in zip(sheet.columns, letters, strict=True)]
    body = [
        [_told(column, sheet.first + row, most) for column, most in zip(sheet.columns, letters, strict=True)]
        for row in range(count)
    ]
    frame = add_cells(slide, place, widths, high, [head, *body], size)
    text.describe(frame, taken.content.name, description(taken.content))


def _head(column: TableColumn, letters: int) -> Cell:
    words = shortened(column.label, letters)
    return Cell(words, "r" if column.numeric else "l", LOOK.muted, bold=True, under=LOOK.muted)


def _told(column: TableColumn, row: int, letters: int) -> Cell:
    words = shortened(" ".join(column.shown[row].split()), letters)
    return Cell(words, "r" if column.numeric else "l", under=LOOK.line)


def _widths(sheet: Sheet, whole: int) -> Sequence[int]:
    """Wide columns for long texts, as shares of the whole."""
    longest = [
        min(max([len(column.label) / 1.6, *(len(one) for one in column.shown[sheet.first : sheet.end])], default=4), 40)
        + 3
        for column in sheet.columns
    ]
    return [round(whole * one / sum(longest)) for one in longest]
