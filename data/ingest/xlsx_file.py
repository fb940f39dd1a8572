"""Reading XLSX: one sheet, row by row. Formulas are named, not evaluated; numbers stay numbers."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from data.ingest import headings
from data.ingest.cells import CELL_ERROR, CHUNK_ROWS, FORMULA, Cell, Chunk, FileRefused, Heading, Progress
from data.ingest.report import Fault, Refusal, Report

# A workbook is a compressed archive; a small one can hold a text that fills the memory.
MOST_TIMES_UNPACKED = 4
SPOILT = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, ParseError, InvalidFileException)
_DAY_IN_FORMAT = re.compile(r"d", re.IGNORECASE)
_QUOTED_IN_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@contextmanager
def open_xlsx(
    path: Path, report: Report, progress: Progress, sheet: str | None, limit: int
) -> Iterator[tuple[Heading, Iterator[Chunk]]]:
    """Yield the headings and the chunks of one sheet. Raises `FileRefused` for what cannot be read."""
    with _saying_what_is_wrong(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of parts it leaves aside: styles, validation, drawings
        _refuse_what_unpacks_too_large(path, limit)
        book = openpyxl.load_workbook(path, read_only=True, data_only=False)
        try:
            rows = _sheet_rows(book, sheet)
            line, names = _headings(rows)
            places, faults = headings.match(names, line)
            if faults:
                raise FileRefused(*faults)
            heading = Heading(places, names)
            yield heading, _chunks(rows, line, heading, report, progress)
        finally:
            book.close()


@contextmanager
def _saying_what_is_wrong() -> Iterator[None]:
    try:
        yield
    except SPOILT as problem:
        reason = f"The workbook is truncated or damaged: {type(problem).__name__}: {problem}."
        whole = "a whole XLSX workbook; send or save it again"
        raise FileRefused(Refusal(None, None, None, Fault.CORRUPT, reason, whole)) from problem


def _refuse_what_unpacks_too_large(path: Path, limit: int) -> None:
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > limit * MOST_TIMES_UNPACKED:
        reason = f"The workbook unpacks to {unpacked / 1e6:,.0f} MB."
        most = f"at most {limit * MOST_TIMES_UNPACKED / 1e6:,.0f} MB unpacked; split it, or raise --max-mb"
        raise FileRefused(Refusal(None, None, None, Fault.TOO_LARGE, reason, most))


def _sheet_rows(book: Any, wanted: str | None) -> Iterator[Sequence[Any]]:
    """Rows of the wanted sheet, or of the only one that has the headings of an import."""
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for sheet in sheets.values():
        sheet.reset_dimensions()  # the size that a file states may be less than what it holds
    if wanted is not None and wanted in sheets:
        return iter(sheets[wanted].iter_rows())
    names = ", ".join(f"'{name}'" for name in sheets) or "none"
    if wanted is not None:
        reason = f"The workbook has no sheet '{wanted}'."
        raise FileRefused(Refusal(None, None, wanted, Fault.SHEET, reason, f"one of {names}"))
    fitting = [name for name in sheets if len(sheets) == 1 or _looks_fit(sheets[name])]
    if len(fitting) != 1:
        reason = f"{len(fitting)} of the sheets {names} have the headings of an import."
        raise FileRefused(Refusal(None, None, None, Fault.SHEET, reason, "name the sheet with --sheet"))
    return iter(sheets[fitting[0]].iter_rows())


def _looks_fit(sheet: Any) -> bool:
    rows = (row for row in sheet.iter_rows() if any(cell.value is not None for cell in row))
    return headings.recognised([str(cell.value or "") for cell in next(rows, ())]) == len(headings.REQUIRED)


def _headings(rows: Iterator[Sequence[Any]]) -> tuple[int, list[str]]:
    for line, row in enumerate(rows, start=1):
        names = ["" if cell.value is None else str(cell.value) for cell in row]
        while names and not names[-1]:
            names.pop()
        if names:
            return line, names
    empty = Refusal(None, None, None, Fault.EMPTY, "The sheet is empty.", "a line of headings and rows below it")
    raise FileRefused(empty)


def _chunks(
    rows: Iterator[Sequence[Any]], line: int, heading: Heading, report: Report, progress: Progress
) -> Iterator[Chunk]:
    lines: list[int] = []
    cells: list[list[Cell]] = []
    for number, row in enumerate(rows, start=line + 1):
        texts = [_cell(cell) for cell in row]
        if any(text != "" for text in texts[heading.width :]):
            report.add(_too_wide(number, texts, heading.width))
            continue
        if all(text == "" for text in texts):
            continue
        lines.append(number)
        cells.append((texts + [""] * heading.width)[: heading.width])
        if len(cells) == CHUNK_ROWS:
            progress("reading", 0.5)  # a workbook does not say how many rows are still to come
            yield Chunk(lines, cells)
            lines, cells = [], []
    if cells:
        yield Chunk(lines, cells)


def _too_wide(line: int, texts: list[Cell], width: int) -> Refusal:
    beyond = next(str(text) for text in texts[width:] if text != "")
    reason = f"A cell stands right of the last of the {width} headings."
    return Refusal(line, None, beyond, Fault.ROW_SHAPE, reason, "a heading above each column that holds something")


def _cell(cell: Any) -> Cell:
    """The cell as people see it: a number stays a number, a date is written by what its format shows."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return f"{FORMULA}{getattr(value, 'text', value)}"
    if cell.data_type == "e":
        return f"{CELL_ERROR}{value}"
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime):
        return _date_text(value, str(cell.number_format))
    return value.isoformat() if isinstance(value, date) else str(value)


def _date_text(value: datetime, number_format: str) -> str:
    """Write a date as its cell shows it: "2025-09" typed into a spreadsheet becomes a date shown without its day."""
    if value.hour or value.minute or value.second or value.microsecond:
        return value.isoformat(sep=" ")
    if not _DAY_IN_FORMAT.search(_QUOTED_IN_FORMAT.sub("", number_format)):
        return f"{value:%Y-%m}"
    return f"{value:%Y-%m-%d}"
