"""Where the pages of a Word briefing end: heights are known beforehand, so contents can be numbered without Word.

Everything that stays together is a block of known height. A block that no longer fits begins a new page, and the
document says so itself; heights are rather too great than too small, so that a page never runs over.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from exports.content import Table, TableColumn
from exports.lettering import WRAPPED, lines_of, wide, widths_of
from exports.tabling import column_groups

PAGE = 690.0
"""Points of a page that are given out; A4 has 728 between our margins."""

WIDTH = 470.0
"""Points between the margins at the sides."""

COLUMNS, MOST_ROWS = 7, 200
"""Columns of a table side by side, and the rows of it that a briefing has."""

CELL, CELL_LINE, CELL_EDGE, CELL_SIDES = 8.5, 11.0, 4.0, 11.0
"""Type, height of a line, room above and below, and at the sides, of a cell, in points."""

LEAST_ROWS = 4
"""Rows that a table has below its heading; with less room it begins on the next page."""


@dataclass(frozen=True, slots=True)
class Type:
    """How a style stands on paper: size and height of a line, room before and after, in points."""

    size: float
    line: float
    before: float = 0.0
    after: float = 4.0
    inset: float = 0.0

    def high(self, words: str) -> float:
        """Height of a paragraph."""
        return self.before + lines_of(words, self.size, WIDTH - self.inset) * self.line + self.after


TYPES = {
    "Title": Type(24, 30, 0, 12),
    "Heading 1": Type(16, 21, 18, 6),
    "Heading 2": Type(12.5, 16, 12, 4),
    "TOC Heading": Type(14, 19, 14, 6),
    "Normal": Type(11, 15),
    "List Bullet": Type(11, 15, inset=20),
    "Caption": Type(9.5, 13, 4, 4),
    "Quiet": Type(9, 12, 0, 6),
    "Cell": Type(CELL, CELL_LINE, 0, 0),
    "toc 1": Type(11, 15, 5, 2, inset=40),
    "toc 2": Type(10, 13, 0, 2, inset=54),
    "table of figures": Type(10, 13, 0, 2, inset=40),
}
"""Every style that a briefing is written in."""


class Pages:
    """Counts pages while blocks are put on them."""

    def __init__(self) -> None:
        self.number, self._used, self._turned = 1, 0.0, False

    @property
    def left(self) -> float:
        """Points that are left of the page."""
        return PAGE - self._used

    def put(self, high: float) -> bool:
        """Put a block on the page; whether it begins a new one, because it did not fit or was to."""
        if self._used > 0 and high > self.left:
            self.turn()
        turned, self._turned = self._turned, False
        self._used += high
        return turned

    def turn(self) -> None:
        """Go on to the next page."""
        self.number, self._used, self._turned = self.number + 1, 0.0, True


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands of a table in one place: some columns, from one row to before another, and how wide each is."""

    columns: tuple[TableColumn, ...]
    widths: tuple[float, ...]
    first: int
    heights: tuple[float, ...]
    head: float

    @property
    def high(self) -> float:
        return self.head + sum(self.heights)


def pieces_of(table: Table, room: float, next_room: float, later_room: float) -> list[Piece]:
    """A table cut into pieces that fit: the first the rest of a page or the next one, all others pages of their own.

    Points that are free below the heading on this page, and would be on the next; and below a caption alone.
    """
    found: list[Piece] = []
    for columns in column_groups(table.columns, COLUMNS):
        widths = _widths(columns)
        head = _row_high([one.label for one in columns], widths)
        rows = [_row_high([one.shown[row] for one in columns], widths) for row in range(min(table.count, MOST_ROWS))]
        first = later_room if found else room if head + sum(rows[:LEAST_ROWS]) <= room else next_room
        found += _cut(columns, widths, head, rows, first, later_room)
    return found


def _cut(
    columns: tuple[TableColumn, ...],
    widths: tuple[float, ...],
    head: float,
    rows: Sequence[float],
    room: float,
    later: float,
) -> Iterator[Piece]:
    start, used = 0, head
    for row, high in enumerate(rows):
        if used + high > room and row > start:
            yield Piece(columns, widths, start, tuple(rows[start:row]), head)
            start, used, room = row, head, later
        used += high
    yield Piece(columns, widths, start, tuple(rows[start:]), head)


def _row_high(cells: Iterable[str], widths: Sequence[float]) -> float:
    lines = [lines_of(words, CELL, width - CELL_SIDES) for words, width in zip(cells, widths, strict=True)]
    return max(lines, default=1) * CELL_LINE + CELL_EDGE


def _widths(columns: Sequence[TableColumn]) -> tuple[float, ...]:
    """As wide as the words of each column call for, none narrower than its longest word, as shares of the page."""
    asked = [_asked(one) for one in columns]
    least = [_least(one) for one in columns]
    return tuple(widths_of(asked, least, WIDTH))


def _asked(column: TableColumn) -> float:
    """Points that the longest words of a column take on one line."""
    words = [column.label, *column.shown[:MOST_ROWS]]
    return min(max(wide(one) for one in words) / WRAPPED * CELL + CELL_SIDES + 0.5, WIDTH * 0.6)


def _least(column: TableColumn) -> float:
    """Points that its longest word takes; a no-break space holds a number and its unit together."""
    words = [word for one in (column.label, *column.shown[:MOST_ROWS]) for word in one.split(" ")]
    longest = max((wide(word) for word in words), default=2.0)
    return min(max(longest, 2.5) / WRAPPED * CELL + CELL_SIDES + 0.5, WIDTH / 4)
