"""Small tables that people hand over: CSV in UTF-8, or the first sheet of an XLSX workbook, read as texts."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

MAX_BYTES = 20_000_000
DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S")

Unreadable = Callable[[str, str], Exception]
"""Makes the error of whoever reads: from what came, and what was expected."""


def read_rows(
    path: Path, headings: Mapping[str, str], needed: Sequence[str], unreadable: Unreadable, *, what: str
) -> list[dict[str, str]]:
    """The rows below the headings that say anything, as texts by name; raises what `unreadable` makes.

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
    if not cells or not any(cells[0]):
        raise unreadable("no row", f"headings, and a {what} in each row below")
    names = [headings.get(cell.strip().lower(), "") for cell in cells[0]]
    missing = [name for name in needed if name not in names]
    if missing:
        raise unreadable(", ".join(cells[0]), f"headings that mean {', '.join(missing)}")
    twice = [name for name in set(names) if name and names.count(name) > 1]
    if twice:
        raise unreadable(", ".join(cells[0]), f"one heading that means {', '.join(sorted(twice))}")
    empty = dict.fromkeys(names, "")
    return [empty | dict(zip(names, (cell.strip() for cell in row), strict=False)) for row in cells[1:] if any(row)]


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


def _text(path: Path, unreadable: Unreadable) -> list[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise unreadable("another encoding", "CSV in UTF-8, or an XLSX workbook") from problem
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as problem:
        raise unreadable(str(problem), "CSV in UTF-8, or an XLSX workbook") from problem


def _sheet(path: Path, unreadable: Unreadable) -> list[list[str]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as problem:  # the library names no common error
        raise unreadable("a damaged workbook", "an XLSX workbook") from problem
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        return [["" if cell is None else str(cell) for cell in row] for row in rows]
    finally:
        book.close()
