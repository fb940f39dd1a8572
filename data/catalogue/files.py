"""Reading the CSV files of the catalogue, with the declared corrections applied and counted."""

import csv
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from data.errors import CatalogueError

Row = dict[str, str]

CORRECTIONS = "corrections.csv"
CORRECTION_COLUMNS = ("file", "row_key", "column", "was", "now", "reason", "declared_by", "declared_on")


@dataclass(frozen=True, slots=True)
class Correction:
    """One declared fault of a file: what it says, what is used instead, and why."""

    file: str
    row_key: str
    column: str
    was: str
    now: str
    reason: str
    declared_by: str
    declared_on: str

    def matches(self, row: Row) -> bool:
        """Whether `row` is the one that `row_key` (column=value pairs parted by semicolons) names."""
        pairs = (pair.partition("=") for pair in self.row_key.split(";"))
        return all(row.get(column) == value for column, _, value in pairs)


def read_rows(path: Path, columns: tuple[str, ...] = ()) -> list[Row]:
    """Rows of a CSV file in UTF-8, texts in Unicode NFC; raise `CatalogueError` where the shape is broken."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CatalogueError(f"The catalogue file {path.name} cannot be read: {problem}") from problem
    reader = csv.DictReader(io.StringIO(unicodedata.normalize("NFC", text)))
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise CatalogueError(f"{path.name} has no column {', '.join(missing)}; it has {reader.fieldnames}.")
    rows = list(reader)
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise CatalogueError(f"{path.name}, row {number}: expected {len(reader.fieldnames or ())} cells.")
    return rows


class CatalogueFiles:
    """The files of one catalogue folder; remembers which corrections have been used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.corrections = [Correction(**row) for row in read_rows(folder / CORRECTIONS, CORRECTION_COLUMNS)]

    def rows(self, name: str) -> list[Row]:
        """Rows of the file `name`, corrected."""
        rows = read_rows(self.folder / name)
        for correction in self.corrections:
            if correction.file == name:
                self._correct(rows, correction)
        return rows

    def _correct(self, rows: list[Row], correction: Correction) -> None:
        """Apply one correction; it must name exactly one row, which still says what the correction expects."""
        where = f"The correction of {correction.file} [{correction.row_key}]"
        found = [row for row in rows if correction.matches(row)]
        if len(found) != 1:
            raise CatalogueError(f"{where} names {len(found)} rows; expected exactly one. Mend or remove it.")
        if correction.column not in found[0]:
            raise CatalogueError(f"{where} names the column '{correction.column}', which the file does not have.")
        said = found[0][correction.column]
        if said != correction.was:
            raise CatalogueError(
                f"{where} expects {correction.column} '{correction.was}' but the file now says '{said}'. "
                "The source may have been mended: check it, then change or remove the correction."
            )
        found[0][correction.column] = correction.now
