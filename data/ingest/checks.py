"""Everything a file says is judged here, all of it, before anything is loaded."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from data.ingest import judges
from data.ingest.cells import Heading
from data.ingest.columns import Column, Table
from data.ingest.numbers import Decimal, Numbers, read_numbers
from data.ingest.reference import Fact, Unit, Units, Wrong
from data.ingest.report import Fault, Refusal, Report
from data.ingest.rows import Judged, Mask, Rows
from data.periods import Period
from data.records import Status

SUBNATIONAL = ("region", "province", "commune")


class Checker:
    """Judges the columns of one slice of a file; what is wrong goes into the report."""

    def __init__(self, table: Table, heading: Heading, facts: dict[str, Fact], units: Units, report: Report) -> None:
        self._table, self._heading, self._report = table, heading, report
        self._facts, self._units = facts, units

    def rows(self, now: datetime, decimal: Decimal | None) -> Rows:
        """Judge everything; the rows that come back are whole only when the report is empty, not yet settled."""
        indicator = self._judge("indicator", judges.judge_indicator(self._facts))
        period = self._judge("period", judges.judge_period)
        unit = self._judge_units(period)
        status = self._judge("status", judges.judge_status)
        moment = self._judge("recorded_at", judges.judge_moment(now))
        columns = {
            "indicators": indicator,
            "units": unit,
            "periods": period,
            "statuses": status,
            "moments": moment,
            "notes": self._judge("note", judges.judge_note),
            "sources": self._judge("source", lambda text: text),
        }
        self._check_level(indicator, unit)
        self._check_begun(period, status, moment)
        values, readable = self._read_values(status, decimal)
        self._check_range(indicator, values)
        whole = np.logical_and.reduce([readable, *(column.good() for column in columns.values())])
        return Rows.of(self._table.lines, values, columns, np.flatnonzero(whole))

    def _column(self, name: str) -> Column:
        absent = Column([""], np.zeros(len(self._table), dtype=np.int32))
        return self._table.columns.get(name, absent)

    def _judge(self, name: str, judge: Callable[[str], Any]) -> Judged:
        column = self._column(name)
        verdicts = [judges.marked(text) or judge(text) for text in column.texts]
        codes = column.codes.astype(np.intp)
        return self._settled(name, verdicts, codes, column)

    def _settled(self, name: str, verdicts: list[Any], codes: npt.NDArray[np.intp], column: Column) -> Judged:
        """Report the rows whose verdict is `Wrong`, once each."""
        refused = np.array([isinstance(verdict, Wrong) for verdict in verdicts], dtype=bool)
        rows = np.flatnonzero(refused[codes])
        if len(rows):
            wrongs = np.empty(len(verdicts), dtype=object)
            wrongs[:] = verdicts
            self._refuse(rows, name, column.of_rows(rows), wrongs[codes[rows]])
        return Judged([None if isinstance(verdict, Wrong) else verdict for verdict in verdicts], codes)

    def _refuse(self, rows: npt.NDArray[np.intp], name: str, values: Any, wrongs: Any) -> None:
        self._report.add_frame(
            {
                "line": self._table.lines[rows],
                "column": [self._heading.name(name)] * len(rows),
                "value": [judges.shown(str(value)) for value in values],
                "fault": [wrong.fault for wrong in wrongs],
                "reason": [wrong.reason for wrong in wrongs],
                "expected": [wrong.expected for wrong in wrongs],
            }
        )

    def _judge_units(self, period: Judged) -> Judged:
        """A unit's code is judged together with its edition and its period, each combination once."""
        code, vintage = self._column("entity"), self._judge("vintage", lambda text: text)
        joint = (code.codes.astype(np.int64) * len(vintage.meanings) + vintage.codes) * len(period.meanings)
        combinations, codes = np.unique(joint + period.codes, return_inverse=True)
        rest, when = np.divmod(combinations, max(len(period.meanings), 1))
        which, edition = np.divmod(rest, max(len(vintage.meanings), 1))
        verdicts = [
            self._unit(code.texts[a], vintage.meanings[b], period.meanings[c])
            for a, b, c in zip(which.tolist(), edition.tolist(), when.tolist(), strict=True)
        ]
        return self._settled("entity", verdicts, codes, code)

    def _unit(self, code: str, vintage: str | None, period: Period | None) -> Unit | Wrong | None:
        """None where the edition was refused already: then nothing can be said of the code."""
        return judges.marked(code) or (None if vintage is None else self._units.find(code, vintage, period))

    def _check_level(self, indicator: Judged, unit: Judged) -> None:
        national = indicator.numbers(lambda fact: float(fact.level == "national"), 0) > 0
        below = unit.numbers(lambda one: float(one.kind in SUBNATIONAL), 0) > 0
        rows = np.flatnonzero(national & below)
        if len(rows):
            reason = "The indicator is for the whole country; it has no figures of regions or provinces."
            wrong = Wrong(Fault.LEVEL, reason, "VN, or an indicator that provinces report")
            self._refuse(rows, "entity", self._column("entity").of_rows(rows), [wrong] * len(rows))

    def _check_begun(self, period: Judged, status: Judged, moment: Judged) -> None:
        """A year typed wrong (2062 for 2026) would stand as the newest figure on every page."""
        begins = period.numbers(lambda one: one.start.toordinal(), -np.inf)
        recorded = moment.numbers(lambda one: one.toordinal() + 1, np.inf)  # Hà Nội is ahead of UTC
        foreseen = status.numbers(lambda one: float(one in (Status.FORECAST, Status.MISSING)), 1) > 0
        rows = np.flatnonzero((begins > recorded) & ~foreseen)
        if len(rows):
            self._refuse(rows, "period", self._column("period").of_rows(rows), [_NOT_BEGUN] * len(rows))

    def _read_values(self, status: Judged, decimal: Decimal | None) -> tuple[npt.NDArray[np.float64], Mask]:
        """Values of all rows, and which of them can be taken: a number, or nothing with the status M."""
        texts, typed = self._table.value_texts, self._table.value_numbers
        is_typed = ~np.isnan(typed)
        numbers = read_numbers(texts, decimal)
        empty = np.asarray(pc.equal(pc.utf8_trim_whitespace(texts), ""), dtype=bool) & ~is_typed
        missing = status.numbers(lambda one: float(one is Status.MISSING), 0) > 0
        self._refuse_values(empty & ~missing & status.good(), _NO_VALUE)
        self._refuse_values(~empty & missing, _VALUE_WITH_M)
        self._refuse_texts(numbers, ~is_typed & ~empty & ~missing)
        values = np.where(is_typed, typed, numbers.values) + 0.0  # -0.0 becomes 0.0
        values[missing] = np.nan
        return values, (missing & empty) | ~np.isnan(values)

    def _refuse_texts(self, numbers: Numbers, rows: Mask) -> None:
        marks = np.asarray(pc.starts_with(self._table.value_texts, "\0"), dtype=bool)
        for row in np.flatnonzero(rows & marks).tolist():
            text = self._table.value_texts[row].as_py()
            self._refuse(np.array([row]), "value", [text], [judges.marked(text)])
        self._refuse_values(rows & numbers.not_finite, _NOT_FINITE)
        self._refuse_values(rows & numbers.unreadable & ~numbers.not_finite & ~marks, _NOT_A_NUMBER)
        if numbers.decimal is not None:
            self._refuse_values(rows & numbers.other_decimal & ~numbers.not_finite, _mixed(numbers.decimal))
        self._refuse_undecided(np.flatnonzero(rows & numbers.open_to_both))

    def _refuse_undecided(self, rows: npt.NDArray[np.intp]) -> None:
        if not len(rows):
            return
        first = self._table.value_texts[int(rows[0])].as_py()
        reason = (
            f"'{first}' (line {self._table.lines[rows[0]]}) and {len(rows) - 1} other numbers can be read with a "
            "decimal point or a decimal comma, and nothing in the file decides."
        )
        name = self._heading.name("value")
        expected = "say which with --decimal point or --decimal comma"
        self._report.add(Refusal(None, name, first, Fault.DECIMAL_AMBIGUOUS, reason, expected))

    def _refuse_values(self, mask: Mask, wrong: Wrong) -> None:
        rows = np.flatnonzero(mask)
        if len(rows):
            self._refuse(rows, "value", self._values_as_text(rows), [wrong] * len(rows))

    def _values_as_text(self, rows: npt.NDArray[np.intp]) -> list[str]:
        texts = self._table.value_texts.take(rows).to_pylist()
        numbers = self._table.value_numbers[rows].tolist()
        pairs = zip(texts, numbers, strict=True)
        return [text or ("" if np.isnan(number) else f"{number:.15g}") for text, number in pairs]

    def _check_range(self, indicator: Judged, values: npt.NDArray[np.float64]) -> None:
        low = indicator.numbers(lambda fact: fact.minimum, -np.inf)
        high = indicator.numbers(lambda fact: fact.maximum, np.inf)
        rows = np.flatnonzero((values < low) | (values > high))
        if len(rows):
            wrongs = [_out_of_range(indicator.meanings[code]) for code in indicator.codes[rows].tolist()]
            self._refuse(rows, "value", self._values_as_text(rows), wrongs)


_NOT_BEGUN = Wrong(
    Fault.PERIOD_FUTURE,
    "The period had not begun when the figure was recorded.",
    "a period that has begun, or the status F for a forecast",
)
_NO_VALUE = Wrong(Fault.VALUE_MISSING, "The value is empty.", "a number, or the status M for a figure that is missing")
_VALUE_WITH_M = Wrong(
    Fault.VALUE_UNEXPECTED, "The status is M (missing) but there is a value.", "no value, or another status"
)
_NOT_FINITE = Wrong(Fault.VALUE_NOT_FINITE, "The value is not a finite number.", "a number, or empty with the status M")
_NOT_A_NUMBER = Wrong(
    Fault.VALUE_TEXT, "The value is not a number.", "digits with one decimal mark, without unit, sign % or spaces"
)


def _mixed(decimal: Decimal) -> Wrong:
    reason = f"The value cannot be read with a decimal {decimal}, as the other numbers of the file are."
    return Wrong(Fault.DECIMAL_MIXED, reason, "one decimal mark throughout the file")


def _out_of_range(fact: Fact) -> Wrong:
    low = "any" if fact.minimum is None else f"{fact.minimum:.15g}"
    high = "any" if fact.maximum is None else f"{fact.maximum:.15g}"
    reason = f"The value is outside what the indicator can be ({fact.unit})."
    return Wrong(Fault.VALUE_RANGE, reason, f"{low} to {high}")
