"""Tables on slides: native ones, split into slides where they are long or wide, so that every cell can be read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.util import Emu, Inches

from components.language import _
from exports.content import Table, TableColumn, Taken
from exports.lettering import WRAPPED, fitted, lines_of, wide, widths_of
from exports.paint import LOOK
from exports.slides import text
from exports.slides.cells import Cell, add_cells
from exports.slides.place import Box
from exports.tabling import column_groups, table_of
from exports.wording import description

COLUMNS, MOST_SLIDES = 8, 6
LINES, MOST_LINES = 17.0, 4
"""Lines of type that a slide has for rows, and that a cell has at most."""

SIZE, LINE, EXTRA = 12.0, Inches(0.3), Inches(0.19)
"""Type in points, the height of a row of one line, and of each line more."""

MARGINS = 10
"""Points of a cell's width that no word may use."""

WIDE_POINTS = 888.0
"""Points of a slide between its edges."""

SHORT = 7.0
"""Width of words, in their own size, that stay on one line."""

NOTE = Inches(0.2)
Start = Callable[[str], tuple[Any, Box]]
"""Starts a slide; is given what stands behind its title, such as " (2/3)"."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one slide: some columns as shares of its width, from one row to before another, lines of each."""

    columns: tuple[TableColumn, ...]
    shares: tuple[float, ...]
    first: int
    lines: tuple[int, ...]
    head: int

    @property
    def end(self) -> int:
        return self.first + len(self.lines)


def sheets_of(table: Table, columns: int = COLUMNS) -> list[Sheet]:
    """A table cut into slides: rows first; a wide one by columns too, its first column on each."""
    return [sheet for group in column_groups(table.columns, columns) for sheet in _cut(group, table.count)]


def _cut(columns: tuple[TableColumn, ...], count: int) -> Iterator[Sheet]:
    """As many rows on each slide as fit with all their lines, about as much on each."""
    shares = _shares(columns)
    head = _lines([one.label for one in columns], shares)
    lines = [_lines([one.shown[row] for one in columns], shares) for row in range(count)]
    weights = [_weight(one) for one in lines]
    slides = max(-(-sum(weights) // (LINES - head)), 1)
    share, start, used = sum(weights) / slides, 0, 0.0
    for row, weight in enumerate(weights):
        over = used + weight > LINES - head or (used >= share and row > start)
        if over and row > start:
            yield Sheet(columns, shares, start, tuple(lines[start:row]), head)
            start, used = row, 0.0
        used += weight
    yield Sheet(columns, shares, start, tuple(lines[start:]), head)


def _weight(lines: int) -> float:
    """The height of a row in rows of one line."""
    return 1 + (lines - 1) * EXTRA / LINE


def _lines(cells: Sequence[str], shares: Sequence[float]) -> int:
    rooms = (WIDE_POINTS * share - MARGINS for share in shares)
    return min(
        max((lines_of(words, SIZE, room) for words, room in zip(cells, rooms, strict=True)), default=1), MOST_LINES
    )


def _shares(columns: Sequence[TableColumn]) -> tuple[float, ...]:
    """As wide as the words of each column call for, none narrower than its longest word, as shares of the whole."""
    asked, least = [], []
    for column in columns:
        words = [column.label, *column.shown]
        asked.append(min(max(wide(one) for one in words), 24.0) / WRAPPED + 0.9)
        short = max((wide(one) for one in column.shown), default=0.0)
        longest = max(wide(word) for one in words for word in one.split(" "))
        least.append(min(max(longest, short if short <= SHORT else 0.0) / WRAPPED + 0.9, 9.0))
    whole = WIDE_POINTS / SIZE
    return tuple(one / whole for one in widths_of(asked, least, whole))


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
    """One native table, smaller where a note leaves less room; what is longer than its lines is shortened."""
    lines = [sheet.head, *sheet.lines]
    whole = sum(LINE + (one - 1) * EXTRA for one in lines)
    scale = min(place.height / whole, 1.0)
    heights = [int((LINE + (one - 1) * EXTRA) * scale) for one in lines]
    widths = [round(place.width * share) for share in sheet.shares]
    size = SIZE * scale
    rooms = [(Emu(width).pt - MARGINS) / size for width in widths]
    head = [
        Cell(_within(one.label, room, sheet.head), _side(one), LOOK.muted, bold=True, under=LOOK.muted)
        for one, room in zip(sheet.columns, rooms, strict=True)
    ]
    body = [
        [
            Cell(_within(one.shown[sheet.first + row], room, count), _side(one), under=LOOK.line)
            for one, room in zip(sheet.columns, rooms, strict=True)
        ]
        for row, count in enumerate(sheet.lines)
    ]
    frame = add_cells(slide, place, widths, heights, [head, *body], size)
    text.describe(frame, taken.content.name, description(taken.content))


def _within(words: str, room: float, lines: int) -> str:
    """Words that fit so many lines."""
    return fitted(words, room if lines == 1 else room * lines * WRAPPED)


def _side(column: TableColumn) -> str:
    return "r" if column.numeric else "l"
