"""Targets from a file: CSV in UTF-8, or the first sheet of an XLSX workbook, one target a row."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlalchemy import Engine

from data.errors import TargetRefused
from data.ingest.numbers import read_numbers
from data.sheets import Row, day_of, read_rows
from data.targets.drafts import Draft, Refusal, TargetFault
from data.targets.register import Register, Registered

HEADINGS = {
    "indicator": "indicator", "indicator_code": "indicator", "chỉ tiêu": "indicator", "mã chỉ tiêu": "indicator",
    "entity": "entity", "unit_code": "entity", "đơn vị": "entity", "mã đơn vị": "entity",
    "vintage": "vintage", "unit_vintage": "vintage", "assigned_by": "assigned_by", "cơ quan giao": "assigned_by",
    "year_from": "year_from", "year": "year_from", "năm": "year_from", "year_to": "year_to", "đến năm": "year_to",
    "operator": "operator", "so sánh": "operator", "value": "value", "giá trị": "value", "value_high": "value_high",
    "giá trị đến": "value_high", "unit": "unit", "unit_vi": "unit", "đơn vị tính": "unit", "document": "document",
    "văn bản": "document", "issued_on": "issued_on", "ngày ban hành": "issued_on", "effective_on": "effective_on",
    "ngày hiệu lực": "effective_on", "note": "note", "note_vi": "note", "ghi chú": "note",
    "supersedes": "supersedes", "thay thế": "supersedes", "measure": "measure", "tolerance": "tolerance",
    "base_value": "base_value", "unit_limit": "unit_limit",
}  # fmt: skip
NEEDED = ("indicator", "entity", "assigned_by", "year_from", "value", "unit", "document")
NUMBERS = ("value", "value_high", "tolerance", "base_value", "unit_limit")
TEXTS = (
    "indicator", "entity", "vintage", "assigned_by", "operator", "unit", "document", "note", "supersedes", "measure",
)  # fmt: skip
DAYS = ("issued_on", "effective_on")


def import_targets(engine: Engine, path: Path, *, by: str, reason: str = "", dry_run: bool = False) -> Registered:
    """Add the targets of a file, whole or not at all.

    Raises:
        TargetRefused: with every fault of every row.
    """
    drafts = read_drafts(path)
    return Register(engine, by).add(drafts, reason=reason or path.name, dry_run=dry_run)


def read_drafts(path: Path) -> list[Draft]:
    """The rows of a file as drafts; raise `TargetRefused` where a cell cannot be read as what it must be."""

    def unreadable(came: str, expected: str) -> TargetRefused:
        return TargetRefused(f"{path.name} was refused.", (Refusal(None, TargetFault.FILE, came, expected),))

    rows = read_rows(path, HEADINGS, NEEDED, unreadable, what="target")
    refused: list[Refusal] = []
    numbers = {name: _numbers(rows, name, refused) for name in NUMBERS}
    drafts = [_draft(row, {name: numbers[name][place] for name in NUMBERS}, refused) for place, row in enumerate(rows)]
    if refused:
        raise TargetRefused(f"{path.name} was refused: {len(refused)} faults; nothing was written.", tuple(refused))
    return drafts


def _draft(row: Row, numbers: dict[str, float | None], refused: list[Refusal]) -> Draft:
    line, said = row.number, row.cells
    first, last = (_year(said.get(name, ""), line, refused) for name in ("year_from", "year_to"))
    cells: dict[str, Any] = {name: said.get(name, "") for name in TEXTS}
    cells |= numbers
    cells |= {name: _day(said.get(name, ""), line, refused) for name in DAYS}
    return Draft(**cells, year_from=first or 0, year_to=last or first or 0, row=line)


def _numbers(rows: Sequence[Row], name: str, refused: list[Refusal]) -> list[float | None]:
    """Texts of a column with the one decimal mark that explains them all."""
    texts = [row.cells.get(name, "") for row in rows]
    given = [(place, text) for place, text in enumerate(texts) if text]
    read = read_numbers(pa.array([text for _, text in given], pa.string()))
    found: list[float | None] = [None] * len(texts)
    wrong = read.unreadable | read.not_finite | read.other_decimal | read.open_to_both
    for (place, text), value, bad in zip(given, read.values, wrong, strict=True):
        if bad:
            refused.append(
                Refusal(rows[place].number, TargetFault.VALUE, text, f"a number in {name}, such as 8.5 or 8,5")
            )
        else:
            found[place] = float(value)
    return found


def _year(text: str, row: int, refused: list[Refusal]) -> int | None:
    if not text:
        return None
    year = text.removesuffix(".0")
    if not (year.isascii() and year.isdigit()):
        refused.append(Refusal(row, TargetFault.YEARS, text, "a year such as 2026"))
        return None
    return int(year)


def _day(text: str, row: int, refused: list[Refusal]) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        refused.append(Refusal(row, TargetFault.DAY, text, "a day such as 2026-01-08 or 08/01/2026"))
        return None
