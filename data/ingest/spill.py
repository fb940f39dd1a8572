"""Checked rows of any number, kept out of memory: all rows of an indicator come back together, however they came.

What is decided between rows (repeated keys, what was known before) is decided within one indicator. So a large file is
checked slice by slice, its rows are put aside on disk, and handed back in groups of whole indicators: memory holds one
slice or one group, and the warehouse is written in the order of its key.
"""

import pickle
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import numpy as np

from data.ingest.rows import Ints, Rows, joined

GROUP_ROWS = 1_000_000
COLUMNS = ("lines", "indicators", "units", "periods", "moments", "figures", "statuses", "notes", "sources")


@dataclass(frozen=True, slots=True)
class _Slice:
    """A slice on disk, sorted by indicator; `starts` says where each of its `indicators` begins, and the end."""

    path: Path
    indicators: Ints
    starts: Ints

    def of(self, wanted: Ints) -> Rows | None:
        """The rows of these indicators, which are neighbours in every slice; None where there are none."""
        places = np.flatnonzero(np.isin(self.indicators, wanted))
        if not len(places):
            return None
        first, last = int(self.starts[places[0]]), int(self.starts[places[-1] + 1])
        columns = {name: np.load(self.path / f"{name}.npy", mmap_mode="r")[first:last] for name in COLUMNS}
        words = pickle.loads((self.path / "words").read_bytes())  # noqa: S301  # written by this process a moment ago
        return Rows.settled_later(words=words, **{name: np.array(column) for name, column in columns.items()})


class Spill:
    """Rows that wait for the end of the file; the first slice stays in memory until a second one comes."""

    def __init__(self) -> None:
        self._count = 0
        self._first: Rows | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._slices: list[_Slice] = []
        self._sizes: Counter[int] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def __len__(self) -> int:
        return self._count

    def clear(self) -> None:
        """Forget everything."""
        if self._folder is not None:
            self._folder.cleanup()
        self._folder, self._first, self._count = None, None, 0
        self._slices.clear()
        self._sizes.clear()

    def add(self, rows: Rows) -> None:
        """Put the rows of one slice aside."""
        self._count += len(rows)
        if self._first is None and not self._slices:
            self._first = rows
            return
        if self._first is not None:
            self._write(self._first)
            self._first = None
        self._write(rows)

    def _write(self, rows: Rows) -> None:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="toancanh-import-")
        path = Path(self._folder.name) / str(len(self._slices))
        path.mkdir()
        rows = rows.take(np.argsort(rows.indicators, kind="stable"))
        for name in COLUMNS:
            column = getattr(rows, name)
            np.save(path / f"{name}.npy", column if name == "figures" else column.astype(np.int32))
        (path / "words").write_bytes(pickle.dumps(rows.words))
        indicators, starts, sizes = np.unique(rows.indicators, return_index=True, return_counts=True)
        self._sizes.update(dict(zip(indicators.tolist(), sizes.tolist(), strict=True)))
        self._slices.append(_Slice(path, indicators, np.append(starts, len(rows))))

    def groups(self, settle: Callable[[Rows], Rows]) -> Iterator[Rows]:
        """Settled rows, group after group, in the order of the indicators."""
        if self._first is not None:
            yield settle(self._first)
        for wanted in self._indicators():
            parts = (one.of(wanted) for one in self._slices)
            yield settle(joined([part for part in parts if part is not None]))

    def _indicators(self) -> Iterator[Ints]:
        """Neighbouring indicators that together have at most `GROUP_ROWS` rows; a larger one stands alone."""
        waiting: list[int] = []
        count = 0
        for number, size in sorted(self._sizes.items()):
            if waiting and count + size > GROUP_ROWS:
                yield np.array(waiting)
                waiting, count = [], 0
            waiting.append(number)
            count += size
        if waiting:
            yield np.array(waiting)
