"""The first way through a file: every slice of it is read and judged, and its rows put aside."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.ingest.cells import Chunk, FileRefused, Heading, Progress
from data.ingest.checks import Checker
from data.ingest.columns import Table, slices
from data.ingest.csv_file import open_csv
from data.ingest.numbers import Decimal, Votes
from data.ingest.reference import Fact, Units
from data.ingest.report import Fault, Refusal, Report
from data.ingest.rows import Rows, settle
from data.ingest.spill import Spill
from data.ingest.xlsx_file import open_xlsx

ARCHIVE, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which file, and what was said of it. `limit` is in bytes."""

    path: Path
    decimal: Decimal | None
    sheet: str | None
    limit: int


class Reading:
    """Reads one file into a `Spill`; what is wrong goes into `report`, and `rows_read` counts what came."""

    def __init__(self, asked: Asked, facts: dict[str, Fact], units: Units, now: datetime, progress: Progress) -> None:
        self._asked, self._facts, self._units, self._now = asked, facts, units, now
        self._progress = progress
        self._heading = Heading({}, [])
        self.report, self.rows_read = Report(), 0

    def into(self, spill: Spill) -> None:
        """Read and judge every slice; raise `FileRefused` where the file as a whole cannot be read."""
        mark = self._pass(spill, self._asked.decimal)
        if mark is not None:  # most of the file speaks for another decimal mark than its beginning did
            spill.clear()
            self.report, self.rows_read = Report(), 0
            self._pass(spill, mark)

    def settled(self, rows: Rows) -> Rows:
        """The rows in order, with what repeats merged; contradictions go into the report."""
        return settle(rows, self._heading, self.report)

    def _pass(self, spill: Spill, said: Decimal | None) -> Decimal | None:
        """Once through the file; return the decimal mark that should have been taken, where it was not."""
        votes, taken = Votes(), set[Decimal | None]()
        for table in self._tables():
            if said is None:
                votes.count(table.value_texts)
                if votes.decision is None:
                    said = self._of_whole_file()
            mark = said or votes.decision
            taken.add(mark)
            self._progress("checking", 0.0)
            checker = Checker(table, self._heading, self._facts, self._units, self.report)
            spill.add(checker.rows(self._now, mark))
        if not self.rows_read:
            raise FileRefused(Refusal(None, None, None, Fault.EMPTY, "The file has headings but no rows.", _BELOW))
        return votes.decision if said is None and taken - {votes.decision} else None

    def _tables(self) -> Iterator[Table]:
        """The slices, counted with the rows that have no shape to be read."""
        before = len(self.report)
        with self._open(self.report, self._progress) as (heading, chunks):
            self._heading = heading
            for table in slices(heading, chunks):
                self.rows_read += len(table) + len(self.report) - before
                yield table
                before = len(self.report)
        self.rows_read += len(self.report) - before

    def _of_whole_file(self) -> Decimal | None:
        """The decimal mark that the whole file speaks for, when its first numbers leave it open."""
        votes = Votes()
        with self._open(Report(), lambda _stage, _share: None) as (heading, chunks):
            for table in slices(heading, chunks):
                votes.count(table.value_texts)
        return votes.decision

    def _open(self, report: Report, progress: Progress) -> AbstractContextManager[tuple[Heading, Iterator[Chunk]]]:
        asked = self._asked
        start = _first_bytes(asked.path, asked.limit)
        if start.startswith(OLD_OFFICE):
            reason = "The file is an old or a password-protected Excel workbook."
            wanted = "an XLSX workbook, or CSV in UTF-8"
            raise FileRefused(Refusal(None, None, None, Fault.NOT_READABLE, reason, wanted))
        if start.startswith(ARCHIVE):
            return open_xlsx(asked.path, report, progress, asked.sheet, asked.limit)
        return open_csv(asked.path, report, progress)


_BELOW = "rows below the headings"


def _first_bytes(path: Path, limit: int) -> bytes:
    """The beginning of the file, which tells its kind; refuses a file over the limit."""
    size = path.stat().st_size
    if size > limit:
        reason = f"The file has {size / 1e6:,.1f} MB; the limit is {limit / 1e6:,.0f} MB."
        raise FileRefused(Refusal(None, None, None, Fault.TOO_LARGE, reason, "a smaller file, or a higher --max-mb"))
    with path.open("rb") as file:
        return file.read(8)
