"""One file into the warehouse: read, judge everything, then load whole in one transaction, or refuse whole."""

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select, update

from data.engine import saying_what_is_wrong
from data.errors import LoadRefused, WarehouseNotBuilt
from data.ingest import load
from data.ingest.cells import Chunk, FileRefused, Heading, Progress
from data.ingest.checks import Checker
from data.ingest.columns import collect
from data.ingest.csv_file import open_csv
from data.ingest.numbers import Decimal
from data.ingest.reference import Units, read_facts, read_units
from data.ingest.report import REPORT_COLUMNS, Fault, LoadResult, Refusal, Report
from data.ingest.rows import Rows, figure_text
from data.ingest.xlsx_file import open_xlsx
from data.schema import batch, refused_row, warehouse_state

MAX_MB = 200
KEPT_REFUSALS = 1000
ARCHIVE, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


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
                rows = self._checked_rows()
                return self._load(rows, dry_run=dry_run)
            except LoadRefused:
                if not dry_run:
                    self._keep_refusal()
                raise
            except OSError as problem:  # a slip in the name of the file is no load to keep
                reason = f"The file {self._path} cannot be read: {problem.strerror or problem}."
                raise LoadRefused(reason, self._report) from problem

    def _checked_rows(self) -> Rows:
        with self._engine.connect() as connection:
            facts, units = read_facts(connection), Units(read_units(connection))
        try:
            with self._open() as (heading, chunks):
                table = collect(heading, chunks)
            self._rows_read = len(table) + len(self._report)
            if not self._rows_read:
                raise FileRefused(_no_rows())
            self._progress("checking", 0.0)
            rows = Checker(table, heading, facts, units, self._report).rows(self._started, self._decimal)
        except FileRefused as problem:
            for refusal in problem.refusals:
                self._report.add(refusal)
            raise self._refused() from problem
        if len(self._report):
            raise self._refused()
        return rows

    def _open(self) -> AbstractContextManager[tuple[Heading, Iterator[Chunk]]]:
        start = _first_bytes(self._path, self._limit)
        if start.startswith(OLD_OFFICE):
            reason = "The file is an old or a password-protected Excel workbook."
            raise FileRefused(
                Refusal(None, None, None, Fault.NOT_READABLE, reason, "an XLSX workbook, or CSV in UTF-8")
            )
        if start.startswith(ARCHIVE):
            return open_xlsx(self._path, self._report, self._progress, self._sheet, self._limit)
        return open_csv(self._path, self._report, self._progress)

    def _refused(self) -> LoadRefused:
        count = len(self._report)
        faults = "1 fault" if count == 1 else f"{count:,} faults"
        return LoadRefused(f"{self._path.name} was refused: {faults}. Nothing was loaded.", self._report)

    def _load(self, rows: Rows, *, dry_run: bool) -> LoadResult:
        with self._engine.connect() as connection:
            if not dry_run:
                load.lock(connection)
            names = {name: name or f"tệp {self._path.name}" for name in rows.words.sources}
            english = {full: name or f"file {self._path.name}" for name, full in names.items()}
            known = {} if dry_run else load.name_sources(connection, english)
            ids = {name: known.get(full, 0) for name, full in names.items()}
            for share in load.stage_rows(connection, rows, ids):
                self._progress("staging", share)
            self._progress("comparing", 0.0)
            counts = load.judge(connection)
            if counts.get(load.CONFLICT):
                self._report_conflicts(connection)
                raise self._refused()
            result = self._result(counts, dry_run, None if dry_run else self._write(connection, counts))
            if dry_run:
                connection.rollback()
                load.forget_stage(connection)
            else:
                self._progress("committing", 0.0)
                connection.commit()
        self._progress("done", 1.0)
        return result

    def _result(self, counts: dict[str, int], dry_run: bool, version: int | None) -> LoadResult:
        new, revised = counts.get(load.NEW, 0), counts.get(load.REVISED, 0)
        return LoadResult(self._rows_read, new, revised, self._rows_read - new - revised, dry_run, version)

    def _write(self, connection: Connection, counts: dict[str, int]) -> int | None:
        """Write history, what is known now and what is newest; return the new data version, None when unchanged."""
        result = self._result(counts, dry_run=False, version=None)
        number = self._open_batch(connection, result)
        version: int | None = None
        if result.rows_new or result.rows_revised:
            self._progress("history", 0.0)
            load.add_to_history(connection, number)
            self._progress("current", 0.0)
            load.update_current(connection, number)
            self._progress("other maps", 0.0)
            recast = load.update_recast(connection)
            self._progress("latest", 0.0)
            load.update_latest(connection, recast)
            load.update_counts(connection, number)
            version = _next_version(connection)
        load.forget_stage(connection)
        finished = {"finished_at": datetime.now(UTC).replace(tzinfo=None), "data_version": version}
        connection.execute(update(batch).where(batch.c.id == number).values(finished))
        return version

    def _open_batch(self, connection: Connection, result: LoadResult | None) -> int:
        """Add the batch's row; without a `result` it is a refused one."""
        made = connection.execute(
            insert(batch)
            .values(
                kind="import",
                state="committed" if result else "refused",
                file_name=self._path.name,
                sha256=_fingerprint(self._path),
                started_at=self._started,
                finished_at=datetime.now(UTC).replace(tzinfo=None),
                rows_read=self._rows_read,
                rows_new=result.rows_new if result else 0,
                rows_revised=result.rows_revised if result else 0,
                rows_unchanged=result.rows_unchanged if result else 0,
                rows_refused=0 if result else self._report.rows(),
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
            number = self._open_batch(connection, None)
            first = self._report.first(KEPT_REFUSALS)
            rows = [
                {"batch_id": number, "number": place}
                | {_KEPT_AS[name]: getattr(refusal, name) for name in REPORT_COLUMNS}
                for place, refusal in enumerate(first, start=1)
            ]
            connection.execute(insert(refused_row), rows)


_KEPT_AS = {name: name for name in REPORT_COLUMNS} | {"column": "column_name", "fault": "code"}


def _first_bytes(path: Path, limit: int) -> bytes:
    """The beginning of the file, which tells its kind; refuses a file over the limit."""
    size = path.stat().st_size
    if size > limit:
        reason = f"The file has {size / 1e6:,.1f} MB; the limit is {limit / 1e6:,.0f} MB."
        raise FileRefused(Refusal(None, None, None, Fault.TOO_LARGE, reason, "a smaller file, or a higher --max-mb"))
    with path.open("rb") as file:
        return file.read(8)


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _no_rows() -> Refusal:
    return Refusal(None, None, None, Fault.EMPTY, "The file has headings but no rows.", "rows below the headings")


def _insist_on_warehouse(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.execute(select(warehouse_state.c.id)).first() is None:
            raise WarehouseNotBuilt("The database holds no built warehouse. Build one with: python -m data init")


def _next_version(connection: Connection) -> int:
    raised = update(warehouse_state).values(data_version=warehouse_state.c.data_version + 1)
    return int(connection.execute(raised.returning(warehouse_state.c.data_version)).scalar_one())
