"""A draft assignment as a file that `python -m data import-targets` takes: CSV or XLSX, each row marked as a draft."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

HEADINGS = (
    "indicator", "entity", "vintage", "assigned_by", "year", "operator", "value", "unit", "document", "note",
    "supersedes",
)  # fmt: skip
DRAFT = "DỰ THẢO, chưa ban hành"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What a unit would be asked, and the number of the target that it would replace."""

    indicator: str
    entity: str
    vintage: str
    year: int
    value: float
    unit: str
    supersedes: int | None = None
    assigned_by: str = "CP"

    def cells(self) -> list[str | float | int]:
        old = "" if self.supersedes is None else f"#{self.supersedes}"
        return [self.indicator, self.entity, self.vintage, self.assigned_by, self.year, ">=", self.value, self.unit,
                DRAFT, DRAFT, old]  # fmt: skip


def as_csv(rows: Sequence[DraftRow]) -> bytes:
    """UTF-8 with a mark for spreadsheets; a decimal point."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(one.cells() for one in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Sequence[DraftRow]) -> bytes:
    """One sheet whose name says that it is a draft; codes are text, so that none loses its zeros."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("DỰ THẢO")
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    sheet.write_row(0, 0, HEADINGS, bold)
    for line, one in enumerate(rows, start=1):
        for place, cell in enumerate(one.cells()):
            if isinstance(cell, str):
                sheet.write_string(line, place, cell, text)
            else:
                sheet.write_number(line, place, cell)
    book.close()
    return made.getvalue()
