"""Small tables that people hand over: CSV in UTF-8, or the first sheet of an XLSX workbook, read as texts."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

MAX_BYTES = 20_000_000
DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S")

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
MOST_NAMED = 5

Unreadable = Callable[[str, str], Exception]
"""Makes the error of whoever reads: from what came, and what was expected."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as texts by name, and its number as the file counts: its line, or its row of the sheet."""

    number: int
    cells: dict[str, str]


Numbered = list[tuple[int, list[str]]]


def read_rows(
    path: Path, headings: Mapping[str, str], needed: Sequence[str], unreadable: Unreadable, *, what: str
) -> list[Row]:
    """The rows below the headings that say anything; raises what `unreadable` makes.

    Args:
        path: The file.
        headings: What each heading means, in small letters.
        needed: Names that some heading must mean.
        unreadable: See `Unreadable`.
        what: What a row is, such as "target".
    """
    if path.stat().st_size > MAX_BYTES:
        raise unreadable(f"{path.stat().st_size / 1e6:.0f} MB", f"at most {MAX_BYTES / 1e6:.0f} MB")
    cells = _sheet(path, unreadable) if path.suffix.lower() == ".xlsx" else _text(path, unreadable)
    if not cells or not any(cells[0][1]):
        raise unreadable("no row", f"headings, and a {what} in each row below")
    names = _names(cells[0][1], headings, needed, unreadable)
    empty = dict.fromkeys(names, "")
    said = [(number, [cell.strip() for cell in row]) for number, row in cells[1:]]
    return [Row(number, empty | dict(zip(names, row, strict=False))) for number, row in said if any(row)]


def _names(first: list[str], headings: Mapping[str, str], needed: Sequence[str], unreadable: Unreadable) -> list[str]:
    """What each heading means, empty where it means nothing to us."""
    names = [headings.get(cell.strip().lower(), "") for cell in first]
    missing = [name for name in needed if name not in names]
    if missing:
        raise unreadable(", ".join(first), f"headings that mean {', '.join(missing)}")
    twice = [name for name in set(names) if name and names.count(name) > 1]
    if twice:
        raise unreadable(", ".join(first), f"one heading that means {', '.join(sorted(twice))}")
    return names


def day_of(text: str) -> date | None:
    """A day as people and spreadsheets write it; None for nothing. Raises ValueError for what is no day."""
    for form in DAY_FORMS if text else ():
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    if text:
        raise ValueError(f"'{text}' is no day such as 2026-01-08 or 08/01/2026.")
    return None


def _text(path: Path, unreadable: Unreadable) -> Numbered:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise unreadable("another encoding", "CSV in UTF-8, or an XLSX workbook") from problem
    unprintable = CONTROLS.search(text)
    if unprintable:
        line = text.count("\n", 0, unprintable.start()) + 1
        raise unreadable(f"a character that nobody can read in line {line}", "text; save the file anew as CSV in UTF-8")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    found: Numbered = []
    try:
        begins = 1
        for row in reader:  # a row with lines of its own is known by the first of them
            found.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as problem:
        raise unreadable(str(problem), "CSV in UTF-8, or an XLSX workbook") from problem
    return found


def _sheet(path: Path, unreadable: Unreadable) -> Numbered:
    """The cells of the first sheet as its program last kept them; raises where a formula has no value that says it."""
    values, formulas = (_cells(path, unreadable, data_only=one) for one in (True, False))
    found: Numbered = []
    wrong: list[str] = []
    for number, (row, written) in enumerate(zip(values, formulas, strict=True), start=1):
        for value, formula in zip(row, written, strict=True):
            if formula.data_type == "f" and value.value is None:
                wrong.append(f"{formula.coordinate} (a formula without a value)")
            elif value.data_type == "e":
                wrong.append(f"{value.coordinate} ({value.value})")
        found.append((number, ["" if cell.value is None else str(cell.value) for cell in row]))
    if wrong:
        more = f" and {len(wrong) - MOST_NAMED} more" if len(wrong) > MOST_NAMED else ""
        expected = "values; open it in a spreadsheet program, mend these cells and save it, or paste them as values"
        raise unreadable(", ".join(wrong[:MOST_NAMED]) + more, expected)
    return found


def _cells(path: Path, unreadable: Unreadable, *, data_only: bool) -> Iterator[Sequence[Any]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=data_only)
    except Exception as problem:  # the library names no common error
        raise unreadable("a damaged workbook", "an XLSX workbook") from problem
    try:
        yield from book.worksheets[0].iter_rows()
    finally:
        book.close()
