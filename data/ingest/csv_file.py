"""Reading CSV: UTF-8 with or without a byte order mark; separated by comma, semicolon or tab."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Protocol

from data.ingest import headings
from data.ingest.cells import CHUNK_ROWS, Chunk, FileRefused, Heading, Progress
from data.ingest.report import Fault, Refusal, Report

DELIMITERS = (",", ";", "\t")
SAVE_AS = 'a text file in UTF-8 (in Excel: Save as, "CSV UTF-8")'
WIDEST_CELL = 1_000_000
_LINE_END = re.compile(r"\r\n|\r|\n")

Tick = Callable[[], None]


class Reader(Protocol):
    """What the standard library's reader offers."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


@contextmanager
def open_csv(path: Path, report: Report, progress: Progress) -> Iterator[tuple[Heading, Iterator[Chunk]]]:
    """Yield the headings and the chunks of a CSV file. Raises `FileRefused`; row shapes go into `report`."""
    size = max(path.stat().st_size, 1)
    with path.open("rb", buffering=0) as raw:
        text = io.TextIOWrapper(io.BufferedReader(raw, 1 << 20), encoding="utf-8-sig", newline="")
        with _saying_what_is_wrong(path):
            yield _read(text, report, lambda: progress("reading", raw.tell() / size))


def _read(text: io.TextIOWrapper, report: Report, tick: Tick) -> tuple[Heading, Iterator[Chunk]]:
    blank_lines, first = 0, text.readline()
    while first and not first.strip(" \t\r\n,;"):
        blank_lines, first = blank_lines + 1, text.readline()
    _refuse_what_is_no_text(first)
    delimiter = max(DELIMITERS, key=lambda mark: headings.recognised(_split(first, mark)))
    names = _split(first, delimiter)
    places, faults = headings.match(names, blank_lines + 1)
    if faults:
        raise FileRefused(*faults)
    csv.field_size_limit(WIDEST_CELL)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    heading = Heading(places, names)
    return heading, _chunks(reader, blank_lines + 1, heading, report, tick)


def _split(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])


def _refuse_what_is_no_text(first: str) -> None:
    if not first:
        raise FileRefused(
            Refusal(None, None, None, Fault.EMPTY, "The file is empty.", "a line of headings and rows below it")
        )
    if "\0" in first:
        reason = "The file is neither a text file nor an XLSX workbook."
        raise FileRefused(Refusal(None, None, None, Fault.NOT_READABLE, reason, SAVE_AS))


def _chunks(reader: Reader, line: int, heading: Heading, report: Report, tick: Tick) -> Iterator[Chunk]:
    """Cut the rows into chunks. Line numbers are of the file, so a quoted cell over two lines counts two."""
    above, width = line, heading.width
    while cut := list(islice(reader, CHUNK_ROWS)):
        end = above + reader.line_num
        plain = end - line == len(cut) and set(map(len, cut)) == {width} and all(map(itemgetter(0), cut))
        lines, rows = list(range(line + 1, end + 1)), cut
        if not plain:
            lines, rows = _judged(cut, _lines(cut, line), width, report)
        line = end
        tick()
        if rows:
            yield Chunk(lines, rows)  # type: ignore[arg-type]  # a list of texts is a list of cells: nobody writes to it
    tick()


def _lines(rows: list[list[str]], line: int) -> Iterator[int]:
    """The line on which each row starts: a quoted cell may hold line ends."""
    for row in rows:
        yield line + 1
        line += 1 + sum(len(_LINE_END.findall(cell)) for cell in row if "\n" in cell or "\r" in cell)


def _judged(
    cut: list[list[str]], starts: Iterable[int], width: int, report: Report
) -> tuple[list[int], list[list[str]]]:
    """The rows that have as many cells as there are headings, or could have had; empty ones are left out."""
    lines: list[int] = []
    rows: list[list[str]] = []
    for start, row in zip(starts, cut, strict=True):
        if len(row) != width:
            if any(cell.strip() for cell in row[width:]) or (len(row) < width and any(map(str.strip, row))):
                report.add(_wrong_shape(start, row, width))
                continue
            row = (row + [""] * width)[:width]
        if row[0] or any(map(str.strip, row)):
            lines.append(start)
            rows.append(row)
    return lines, rows


def _wrong_shape(line: int, row: list[str], width: int) -> Refusal:
    return Refusal(
        line,
        None,
        ",".join(row)[:200],
        Fault.ROW_SHAPE,
        f"The row has {len(row)} cells but the headings are {width}.",
        f"{width} cells; a cell that holds the separator, such as 1,5, must stand in quotes",
    )


@contextmanager
def _saying_what_is_wrong(path: Path) -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as problem:
        raise FileRefused(_wrong_encoding(path)) from problem
    except csv.Error as problem:
        reason = f"The quotes or lines of the file are broken: {problem}."
        raise FileRefused(Refusal(None, None, None, Fault.CORRUPT, reason, "every opened quote closed")) from problem


def _wrong_encoding(path: Path) -> Refusal:
    """Find the first byte that is not UTF-8; only read again when it is known to be there."""
    before, line = 0, 1
    with path.open("rb") as raw:
        for content in raw:
            try:
                content.decode("utf-8")
            except UnicodeDecodeError as problem:
                where = before + problem.start
                byte = content[problem.start]
                reason = f"Byte 0x{byte:02X} at position {where} (line {line}) is not UTF-8 text."
                return Refusal(line, None, f"0x{byte:02X}", Fault.ENCODING, reason, SAVE_AS)
            before, line = before + len(content), line + 1
    return Refusal(None, None, None, Fault.ENCODING, "The file ends in the middle of a UTF-8 letter.", SAVE_AS)
