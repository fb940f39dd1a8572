"""What a load has to say: every refused row with its reason, and what became of the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pandas as pd


class Fault(StrEnum):
    """Kinds of faults. Pages translate them; the sentences of a report are for the operator."""

    # of the whole file
    NOT_READABLE = "not_readable"
    TOO_LARGE = "too_large"
    ENCODING = "encoding"
    CORRUPT = "corrupt"
    EMPTY = "empty"
    SHEET = "sheet"
    HEADING_MISSING = "heading_missing"
    HEADING_DUPLICATED = "heading_duplicated"
    HEADING_UNKNOWN = "heading_unknown"
    DECIMAL_AMBIGUOUS = "decimal_ambiguous"
    # of a row
    ROW_SHAPE = "row_shape"
    FORMULA = "formula"
    CELL_ERROR = "cell_error"
    INDICATOR_UNKNOWN = "indicator_unknown"
    ENTITY_UNKNOWN = "entity_unknown"
    VINTAGE_WRONG = "vintage_wrong"
    VINTAGE_NEEDED = "vintage_needed"
    LEVEL = "level"
    PERIOD = "period"
    PERIOD_FUTURE = "period_future"
    VALUE_TEXT = "value_text"
    VALUE_NOT_FINITE = "value_not_finite"
    VALUE_MISSING = "value_missing"
    VALUE_UNEXPECTED = "value_unexpected"
    VALUE_RANGE = "value_range"
    DECIMAL_MIXED = "decimal_mixed"
    STATUS = "status"
    RECORDED_AT = "recorded_at"
    RECAST = "recast"
    DUPLICATE = "duplicate"
    ALREADY_RECORDED = "already_recorded"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One fault. `line` is the line of the file, the heading being line 1; None for a fault of the whole file."""

    line: int | None
    column: str | None
    value: str | None
    fault: Fault
    reason: str
    expected: str


REPORT_COLUMNS = ("line", "column", "value", "fault", "reason", "expected")
_TYPES: dict[str, Any] = {name: "Int64" if name == "line" else object for name in REPORT_COLUMNS}


class Report:
    """Refusals in the order of the file. Kept as columns: a file may have a million of them."""

    def __init__(self) -> None:
        self._parts: list[pd.DataFrame] = []
        self._ordered = True

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts)

    def rows(self) -> int:
        """How many rows are refused; a row may have several faults."""
        return int(self.frame()["line"].nunique())

    def add(self, refusal: Refusal) -> None:
        """Add one fault."""
        self.add_frame({name: [getattr(refusal, name)] for name in REPORT_COLUMNS})

    def add_frame(self, columns: Mapping[str, Any]) -> None:
        """Add many; `columns` has the columns of `REPORT_COLUMNS`, of one length."""
        frame = pd.DataFrame({name: pd.Series(columns[name], dtype=_TYPES[name]) for name in REPORT_COLUMNS})
        if len(frame):
            self._parts.append(frame)
            self._ordered = False

    def frame(self) -> pd.DataFrame:
        """Every refusal, ordered by line, faults of the whole file first."""
        if not self._parts:
            return pd.DataFrame(columns=list(REPORT_COLUMNS))
        if not self._ordered:
            whole = pd.concat(self._parts, ignore_index=True)
            self._parts = [whole.sort_values("line", kind="stable", na_position="first", ignore_index=True)]
            self._ordered = True
        return self._parts[0]

    def first(self, count: int) -> list[Refusal]:
        """The first refusals, as records."""
        rows = self.frame().head(count).astype(object)
        return [_refusal(row) for row in rows.where(rows.notna(), None).itertuples(index=False, name=None)]

    def write_csv(self, path: Path) -> None:
        """Write every refusal to a CSV file that a spreadsheet opens with its Vietnamese letters."""
        self.frame().to_csv(path, index=False, encoding="utf-8-sig")


def _refusal(row: tuple[object, ...]) -> Refusal:
    line, column, value, fault, reason, expected = row
    return Refusal(
        line=int(str(line)) if line is not None else None,
        column=str(column) if column is not None else None,
        value=str(value) if value is not None else None,
        fault=Fault(str(fault)),
        reason=str(reason),
        expected=str(expected) if expected is not None else "",
    )


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did; with `dry_run`, what it would do. `data_version` is None when nothing changed.

    `rows_replaced` are published figures that took the place of simulated ones: nobody had published those, so that
    nothing was revised.
    """

    rows_read: int
    rows_new: int
    rows_revised: int
    rows_replaced: int
    rows_unchanged: int
    dry_run: bool
    data_version: int | None
