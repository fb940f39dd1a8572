"""One file into the warehouse: read, judge everything, then load whole in one transaction, or refuse whole."""

import hashlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select, update

from data.engine import saying_what_is_wrong
from data.errors import LoadRefused, WarehouseNotBuilt
from data.ingest import load
from data.ingest.cells import FileRefused, Progress
from data.ingest.numbers import Decimal
from data.ingest.reading import Asked, Reading
from data.ingest.reference import Units, read_facts, read_units
from data.ingest.report import REPORT_COLUMNS, Fault, LoadResult, Refusal, Report
from data.ingest.rows import Rows, figure_text
from data.ingest.spill import Spill
from data.schema import batch, refused_row, warehouse_state
from data.versions import raise_version

MAX_MB = 200
KEPT_REFUSALS = 1000
TOLD = ("rows_new", "rows_revised", "rows_replaced", "rows_unchanged", "data_version")
"""What the row of a load keeps of its result."""


class Import:
    """One load of one file, `by` somebody. `progress` is called with the stage and its share that is done."""

    def __init__(
        self,
        engine: Engine,
        path: Path,
        *,
        decimal: Decimal | None = None,
        sheet: str | None = None,
        max_mb: int = MAX_MB,
        progress: Progress | None = None,
        now: datetime | None = None,
        by: str | None = None,
    ) -> None:
        self._engine, self._path = engine, path
        self._decimal, self._sheet, self._limit = decimal, sheet, max_mb * 1_000_000
        self._progress: Progress = progress or (lambda _stage, _share: None)
        self._started = now or datetime.now(UTC).replace(tzinfo=None)
        self._report, self._by = Report(), by
        self._rows_read = 0

    def run(self, *, dry_run: bool = False) -> LoadResult:
        """Load the file, or with `dry_run` say what a load would do.

        Raises `LoadRefused`, whose `report` names every fault, when anything is wrong; then nothing is loaded, and
        (but for a dry run) the refusal is kept as a batch of its own.
        """
        with saying_what_is_wrong(self._engine):
            _insist_on_warehouse(self._engine)
            try:
                with Spill() as spill:
                    reading = self._read_into(spill)
                    return self._load(reading, spill, dry_run=dry_run)
            except LoadRefused:
                if not dry_run:
                    self._keep_refusal()
                raise
            except OSError as problem:  # a slip in the name of the file is no load to keep
                reason = f"The file {self._path} cannot be read: {problem.strerror or problem}."
                raise LoadRefused(reason, self._report) from problem

    def _read_into(self, spill: Spill) -> Reading:
        """Judge the whole file before anything is loaded; refuse it with every fault that it has."""
        with self._engine.connect() as connection:
            facts, units = read_facts(connection), Units(read_units(connection))
        asked = Asked(self._path, self._decimal, self._sheet, self._limit)
        reading = Reading(asked, facts, units, self._started, self._progress)
        try:
            reading.into(spill)
        except FileRefused as problem:
            for refusal in problem.refusals:
                reading.report.add(refusal)
            self._take_over(reading)
            raise self._refused() from problem
        self._take_over(reading)
        if len(self._report):
            for _ in spill.groups(reading.settled):
                pass  # what contradicts itself is to be in the report too
            raise self._refused()
        return reading

    def _take_over(self, reading: Reading) -> None:
        self._report, self._rows_read = reading.report, reading.rows_read

    def _refused(self) -> LoadRefused:
        count = len(self._report)
        faults = "1 fault" if count == 1 else f"{count:,} faults"
        return LoadRefused(f"{self._path.name} was refused: {faults}. Nothing was loaded.", self._report)

    def _load(self, reading: Reading, spill: Spill, *, dry_run: bool) -> LoadResult:
        with self._engine.connect() as connection:
            if dry_run:
                counts = self._compare(connection, reading, spill, None)
                connection.rollback()
                load.forget_stage(connection)
                result = self._result(counts, None, dry_run=True)
            else:
                load.lock(connection)
                result = self._write(connection, reading, spill)
                self._progress("committing", 0.0)
                connection.commit()
        self._progress("done", 1.0)
        return result

    def _result(self, counts: Counter[str], version: int | None, *, dry_run: bool = False) -> LoadResult:
        new, revised, replaced = (counts[one] for one in load.CHANGES)
        unchanged = self._rows_read - new - revised - replaced
        return LoadResult(self._rows_read, new, revised, replaced, unchanged, dry_run, version)

    def _write(self, connection: Connection, reading: Reading, spill: Spill) -> LoadResult:
        """Write history, what is known now and what is newest; without a change there is no new data version."""
        number = self._open_batch(connection, "committed")
        written = load.Written(connection, number, self._progress)
        counts = self._compare(connection, reading, spill, written)
        changed = any(counts[one] for one in load.CHANGES)
        if changed:
            written.finish()
        result = self._result(counts, raise_version(connection) if changed else None)
        load.forget_stage(connection)
        told = {name: getattr(result, name) for name in TOLD}
        finished = {"finished_at": datetime.now(UTC).replace(tzinfo=None), **told}
        connection.execute(update(batch).where(batch.c.id == number).values(finished))
        return result

    def _compare(
        self, connection: Connection, reading: Reading, spill: Spill, written: load.Written | None
    ) -> Counter[str]:
        """Compare each group of rows with what is known, and write it where a load is under way; raise `LoadRefused`.

        After a first contradiction the other groups are only judged, so that the report names everything.
        """
        counts: Counter[str] = Counter()
        done = 0
        for rows in spill.groups(reading.settled):
            for share in load.stage_rows(connection, rows, self._source_ids(connection, rows, written is None)):
                self._progress("staging", (done + share * len(rows)) / len(spill))
            done += len(rows)
            self._progress("comparing", 0.0)
            found = load.judge(connection)
            counts.update(found)
            if found.get(load.CONFLICT):
                self._report_conflicts(connection)
            if written is not None and not len(self._report) and any(found.get(one) for one in load.CHANGES):
                written.add()
        if len(self._report):
            raise self._refused()
        return counts

    def _source_ids(self, connection: Connection, rows: Rows, is_dry: bool) -> dict[str, int]:
        """Ids of the sources by the names in the file; a dry run gives no numbers."""
        names = {name: name or f"tệp {self._path.name}" for name in rows.words.sources}
        english = {full: name or f"file {self._path.name}" for name, full in names.items()}
        known = {} if is_dry else load.name_sources(connection, english)
        return {name: known.get(full, 0) for name, full in names.items()}

    def _open_batch(self, connection: Connection, state: str) -> int:
        """Add the batch's row; what became of the rows follows."""
        made = connection.execute(
            insert(batch)
            .values(
                kind="import",
                state=state,
                file_name=self._path.name,
                sha256=_fingerprint(self._path),
                started_at=self._started,
                finished_at=datetime.now(UTC).replace(tzinfo=None),
                rows_read=self._rows_read,
                rows_new=0,
                rows_revised=0,
                rows_replaced=0,
                rows_unchanged=0,
                rows_refused=self._report.rows(),
                loaded_by=self._by,
            )
            .returning(batch.c.id)
        )
        return int(made.scalar_one())

    def _report_conflicts(self, connection: Connection) -> None:
        for line, value, there in load.conflicts(connection):
            reason = f"The history already says {figure_text(there)} for this indicator, unit, period and moment."
            expected = "a later recorded_at for a revised figure"
            self._report.add(Refusal(line, "value", figure_text(value), Fault.ALREADY_RECORDED, reason, expected))

    def _keep_refusal(self) -> None:
        """Record the refused load, so that the page of loads can show what to mend."""
        with self._engine.begin() as connection:
            load.lock(connection)
            number = self._open_batch(connection, "refused")
            first = self._report.first(KEPT_REFUSALS)
            rows = [
                {"batch_id": number, "number": place}
                | {_KEPT_AS[name]: getattr(refusal, name) for name in REPORT_COLUMNS}
                for place, refusal in enumerate(first, start=1)
            ]
            connection.execute(insert(refused_row), rows)


_KEPT_AS = {name: name for name in REPORT_COLUMNS} | {"column": "column_name", "fault": "code"}


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _insist_on_warehouse(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.execute(select(warehouse_state.c.id)).first() is None:
            raise WarehouseNotBuilt("The database holds no built warehouse. Build one with: python -m data init")
