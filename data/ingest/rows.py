"""Checked rows, in the order of the history's key, with duplicates settled: what goes into the staging table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from data.ingest.cells import Heading
from data.ingest.report import Fault, Report
from data.periods import Period
from data.records import Status

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
PIECE = 50_000


@dataclass(frozen=True, slots=True)
class Judged:
    """One column: what each distinct text means (None when refused), and for each row the place of its text."""

    meanings: list[Any]
    codes: npt.NDArray[np.intp]

    def good(self) -> Mask:
        """Rows whose text means something."""
        return np.array([meaning is not None for meaning in self.meanings], dtype=bool)[self.codes]

    def numbers(self, read: Callable[[Any], float | None], otherwise: float) -> Floats:
        """A number for each row, `otherwise` where the text is refused or the number is not there."""
        read_all = [None if meaning is None else read(meaning) for meaning in self.meanings]
        return np.array([otherwise if one is None else one for one in read_all], dtype=np.float64)[self.codes]


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns of equal length. `periods`, `moments`, `statuses`, `notes` and `sources` are places in the lists of the
    same name in `Words`; `prior` is the place of the moment of the row before it in the same series, -1 for none.
    """

    lines: Ints
    indicators: Ints
    units: Ints
    periods: Ints
    moments: Ints
    figures: Floats
    statuses: Ints
    notes: Ints
    sources: Ints
    words: "Words"
    prior: Ints
    same_as_prior: Mask

    @classmethod
    def of(cls, lines: Ints, values: Floats, columns: dict[str, Judged], kept: npt.NDArray[np.intp]) -> "Rows":
        """Take the rows `kept`; `columns` holds a judged column for each field that is a place or an id."""
        ranked = {name: _ranked(columns[name], kept, key) for name, key in _ORDERS.items()}
        return cls.settled_later(
            lines=lines[kept],
            figures=values[kept],
            indicators=_ids(columns["indicators"], kept),
            units=_ids(columns["units"], kept),
            **{name: places for name, (_, places) in ranked.items()},
            words=Words(**{name: words for name, (words, _) in ranked.items()}),
        )

    @classmethod
    def settled_later(cls, *, lines: Ints, figures: Floats, words: "Words", **columns: Ints) -> "Rows":
        """Rows of which nobody has asked yet what came before each."""
        return cls(
            lines=lines,
            figures=figures,
            words=words,
            prior=np.full(len(lines), -1, dtype=np.int64),
            same_as_prior=np.zeros(len(lines), dtype=bool),
            **{name: column.astype(np.int64) for name, column in columns.items()},
        )

    def __len__(self) -> int:
        return len(self.lines)

    def take(self, rows: npt.NDArray[np.intp]) -> "Rows":
        """The given rows, in the given order."""
        return replace(self, **{name: getattr(self, name)[rows] for name in _ARRAYS})

    def pieces(self) -> Iterator["Rows"]:
        """The same rows, a piece at a time."""
        for start in range(0, len(self), PIECE):
            yield self.take(np.arange(start, min(start + PIECE, len(self))))


@dataclass(frozen=True, slots=True)
class Words:
    """What the small numbers of `Rows` stand for, each list in its own order."""

    periods: list[Period]
    moments: list[datetime]
    statuses: list[Status]
    notes: list[str]
    sources: list[str]


_ORDERS: dict[str, Callable[[Any], Any]] = {
    "periods": lambda one: (one.grain.value, one.end),
    "moments": lambda one: one,
    "statuses": lambda one: one.value,
    "notes": lambda one: one,
    "sources": lambda one: one,
}
_ARRAYS = (
    "lines", "indicators", "units", "periods", "moments", "figures", "statuses", "notes", "sources", "prior",
    "same_as_prior",
)  # fmt: skip


def _ranked(column: Judged, kept: npt.NDArray[np.intp], key: Any) -> tuple[list[Any], Ints]:
    """Distinct meanings in order, and for each kept row the place of its own."""
    words = sorted({meaning for meaning in column.meanings if meaning is not None}, key=key)
    place = {word: number for number, word in enumerate(words)}
    ranks = np.array([place.get(meaning, -1) for meaning in column.meanings], dtype=np.int64)
    return words, ranks[column.codes[kept]]


def _ids(column: Judged, kept: npt.NDArray[np.intp]) -> Ints:
    ids = np.array([-1 if meaning is None else meaning.id for meaning in column.meanings], dtype=np.int64)
    return ids[column.codes[kept]]


def joined(parts: Sequence[Rows]) -> Rows:
    """The rows of several slices as one, their small numbers made to mean the same."""
    if len(parts) == 1:
        return parts[0]
    words = {
        name: sorted({word for part in parts for word in getattr(part.words, name)}, key=key)
        for name, key in _ORDERS.items()
    }
    columns = {name: np.concatenate([_renumbered(part, name, words[name]) for part in parts]) for name in _ORDERS}
    whole = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("lines", "figures", "indicators", "units")
    }
    return Rows.settled_later(words=Words(**words), **whole, **columns)


def _renumbered(part: Rows, name: str, words: list[Any]) -> Ints:
    place = {word: number for number, word in enumerate(words)}
    numbers = np.array([place[word] for word in getattr(part.words, name)], dtype=np.int64)
    renumbered: Ints = numbers[getattr(part, name)]
    return renumbered


def settle(rows: Rows, heading: Heading, report: Report) -> Rows:
    """Put rows in order, merge those that say the same, and refuse those that contradict each other."""
    rows = rows.take(np.lexsort((rows.lines, rows.moments, rows.periods, rows.units, rows.indicators)))
    if not len(rows):
        return rows
    in_series = _same(rows.indicators) & _same(rows.units) & _same(rows.periods)
    repeated = in_series & _same(rows.moments)
    first = np.maximum.accumulate(np.where(repeated, 0, np.arange(len(rows))))
    agrees = _equal_values(rows.figures, rows.figures[first]) & (rows.statuses == rows.statuses[first])
    _refuse_contradictions(rows, np.flatnonzero(repeated & ~agrees), first, heading, report)
    rows = rows.take(np.flatnonzero(~repeated))
    return _with_prior(rows)


def _same(column: Ints) -> Mask:
    """Whether each row has the same as the row before it."""
    same = np.zeros(len(column), dtype=bool)
    same[1:] = column[1:] == column[:-1]
    return same


def _equal_values(one: Floats, other: Floats) -> Mask:
    equal: Mask = (one == other) | (np.isnan(one) & np.isnan(other))
    return equal


def _with_prior(rows: Rows) -> Rows:
    in_series = _same(rows.indicators) & _same(rows.units) & _same(rows.periods)
    equal = _equal_values(rows.figures, np.roll(rows.figures, 1)) & (rows.statuses == np.roll(rows.statuses, 1))
    return replace(rows, prior=np.where(in_series, np.roll(rows.moments, 1), -1), same_as_prior=in_series & equal)


def figure_text(value: float | None) -> str:
    """A figure as a report shows it."""
    return "no value" if value is None or np.isnan(value) else f"{value:.15g}"


def _refuse_contradictions(
    rows: Rows, wrong: npt.NDArray[np.intp], first: npt.NDArray[np.intp], heading: Heading, report: Report
) -> None:
    pairs = [(rows.lines[row], rows.figures[row], first[row]) for row in wrong.tolist()]
    report.add_frame(
        {
            "line": [line for line, _, _ in pairs],
            "column": [heading.name("value")] * len(pairs),
            "value": [figure_text(value) for _, value, _ in pairs],
            "fault": [Fault.DUPLICATE] * len(pairs),
            "reason": [
                f"Line {rows.lines[place]} says {figure_text(rows.figures[place])} with status "
                f"{rows.words.statuses[rows.statuses[place]]} for the same indicator, unit, period and moment."
                for _, _, place in pairs
            ],
            "expected": ["one figure for one period, or different recorded_at"] * len(pairs),
        }
    )
