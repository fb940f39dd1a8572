"""What the readers hand over: rows of cells with their lines, in chunks, whatever the kind of file."""

from collections.abc import Callable
from dataclasses import dataclass

from data.ingest.report import Refusal

CHUNK_ROWS = 50_000
# Cells that hold no plain value are marked with a letter that no text file can hold, and judged with the other cells.
FORMULA = "\0formula "
CELL_ERROR = "\0error "

Progress = Callable[[str, float], None]
"""Called with the name of the stage and how much of it is done, 0 to 1."""

Cell = str | float
"""A text, or a number that the file holds as a number."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows of cells below the headings; `lines` are the lines of the file they start on."""

    lines: list[int]
    rows: list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Heading:
    """Where each known column stands, what the file calls them, and how many cells a row must have."""

    places: dict[str, int]
    names: list[str]

    @property
    def width(self) -> int:
        return len(self.names)

    def name(self, column: str) -> str:
        """The file's own word for a column."""
        return self.names[self.places[column]] if column in self.places else column


class FileRefused(Exception):
    """The file as a whole cannot be read; `refusals` say why."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(refusals[0].reason)
        self.refusals = refusals
