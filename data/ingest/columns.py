"""The file as columns of small numbers: each distinct text is kept, read and judged once."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from data.ingest.cells import Cell, Chunk, Heading

Codes = npt.NDArray[np.int32]
SLICE_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """Distinct texts, and for each row the place of its text among them."""

    texts: list[str]
    codes: Codes

    def of_rows(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.object_]:
        """Texts of the given rows."""
        return np.array([*self.texts, ""], dtype=object)[self.codes[rows]]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file: its text columns by name, and its values as texts or, from a workbook, as numbers."""

    lines: npt.NDArray[np.int64]
    columns: dict[str, Column]
    value_texts: pa.Array
    value_numbers: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.lines)


def slices(heading: Heading, chunks: Iterator[Chunk]) -> Iterator[Table]:
    """The file in tables of about `SLICE_ROWS` rows, each read when it is asked for."""
    for first in chunks:
        yield collect(heading, chain([first], _until(chunks, SLICE_ROWS - len(first.rows))))


def _until(chunks: Iterator[Chunk], rows: int) -> Iterator[Chunk]:
    """Chunks until they have so many rows together."""
    while rows > 0 and (chunk := next(chunks, None)) is not None:
        rows -= len(chunk.rows)
        yield chunk


def collect(heading: Heading, chunks: Iterator[Chunk]) -> Table:
    """Read every chunk; a column that the file does not have is empty throughout."""
    builders = {name: _Distinct() for name in heading.places if name != "value"}
    lines: list[npt.NDArray[np.int64]] = []
    texts: list[pa.Array] = []
    numbers: list[npt.NDArray[np.float64]] = []
    for chunk in chunks:
        cells = list(zip(*chunk.rows, strict=True))
        lines.append(np.array(chunk.lines, dtype=np.int64))
        for name, builder in builders.items():
            builder.add(cells[heading.places[name]])
        text, number = _values(cells[heading.places["value"]])
        texts.append(text)
        numbers.append(number)
    return Table(
        lines=np.concatenate(lines) if lines else np.empty(0, dtype=np.int64),
        columns={name: builder.column() for name, builder in builders.items()},
        value_texts=pa.chunked_array(texts, type=pa.large_string()).combine_chunks(),
        value_numbers=np.concatenate(numbers) if numbers else np.empty(0),
    )


def _values(cells: tuple[Cell, ...]) -> tuple[pa.Array, npt.NDArray[np.float64]]:
    """Texts ("" where the cell is a number), and numbers (NaN where it is a text)."""
    if set(map(type, cells)) == {str}:
        return pa.array(cells, type=pa.large_string()), np.full(len(cells), np.nan)
    texts = pa.array([cell if isinstance(cell, str) else "" for cell in cells], type=pa.large_string())
    numbers = [np.nan if isinstance(cell, str) else cell for cell in cells]
    return texts, np.array(numbers, dtype=np.float64)


class _Distinct:
    """Gathers one column; texts are trimmed and put into one Unicode form."""

    def __init__(self) -> None:
        self._places: dict[Cell, int] = {}
        self._parts: list[Codes] = []

    def add(self, cells: tuple[Cell, ...]) -> None:
        places = self._places
        for cell in dict.fromkeys(cells):
            places.setdefault(cell, len(places))
        self._parts.append(np.fromiter(map(places.__getitem__, cells), np.int32, len(cells)))

    def column(self) -> Column:
        codes = np.concatenate(self._parts) if self._parts else np.empty(0, dtype=np.int32)
        texts = [_text(cell) for cell in self._places]
        merged = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        where = np.array([merged[text] for text in texts], dtype=np.int32)
        return Column(list(merged), where[codes] if len(texts) else codes)


def _text(cell: Cell) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return unicodedata.normalize("NFC", cell.strip())
