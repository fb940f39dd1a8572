"""Linear filters over many series at once: the one piece of arithmetic under every exponential smoothing model.

A model with additive parts is `ar(B) y = ma(B) e`. Series of different lengths stand in one block, aligned at their
start and filled with zeros after their end. Where the past begins, the free initial states act as impulses in the first
places, so the best initial states are a linear regression and need no search: the errors are those that statsmodels'
`ETSModel` has at its best initial states.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from forecasting.record import Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Block:
    """Rows of `values`, of which the first `lengths` places count; zeros follow."""

    values: Floats
    lengths: Ints

    @cached_property
    def inside(self) -> NDArray[np.bool_]:
        return np.arange(self.values.shape[1]) < self.lengths[:, None]

    @cached_property
    def outside(self) -> NDArray[np.bool_] | None:
        """What lies beyond the ends; None when all rows are equally long, which saves the trouble of emptying it."""
        return None if (self.lengths == self.values.shape[1]).all() else ~self.inside

    @cached_property
    def kinds(self) -> tuple[tuple[int, ...], Ints]:
        """The lengths that occur, and which of them each row has."""
        lengths, kind_of = np.unique(self.lengths, return_inverse=True)
        return tuple(int(length) for length in lengths), kind_of

    @property
    def last(self) -> Floats:
        return self.tail(self.values, 1)[:, 0]

    def tail(self, rows: Floats, count: int) -> Floats:
        """Return the last `count` places of each row, oldest first; zeros where a row is shorter."""
        if self.outside is None and count <= rows.shape[1]:
            return rows[:, rows.shape[1] - count :]
        places = self.lengths[:, None] - count + np.arange(count)
        taken = np.take_along_axis(rows, places.clip(0), axis=1)
        return np.where(places >= 0, taken, 0.0)

    def emptied(self, rows: Floats) -> Floats:
        """Empty, in place, what lies beyond the end of each row."""
        if self.outside is not None:
            rows[self.outside] = 0.0
        return rows

    def having(self, values: Floats) -> "Block":
        """Return the same rows with other values; what lies outside is emptied."""
        return Block(np.where(self.inside, values, 0.0), self.lengths)


def block_of(rows: Sequence[Floats]) -> Block:
    """Return the rows, one under the other."""
    lengths = np.array([len(row) for row in rows])
    values = np.zeros((len(rows), lengths.max()))
    for place, row in enumerate(rows):
        values[place, : len(row)] = row
    return Block(values, lengths)


class Filter:
    """A model `ar(B) y = ma(B) e`: its errors and its forecasts. What depends on the model alone is computed once."""

    def __init__(self, ar: Floats, ma: Floats) -> None:
        self.ar = ar
        self.ma = ma
        self._columns = np.zeros((0, len(ar) - 1))
        self._inverses: dict[int, Floats] = {}
        self._ahead: dict[int, tuple[Floats, Floats]] = {}

    def errors(self, block: Block) -> Floats:
        """Return the one-step errors at the best initial states of each row."""
        raw = block.emptied(lfilter(self.ar, self.ma, block.values, axis=1))
        columns = self._starts(block.values.shape[1])
        kinds, kind_of = block.kinds
        products = raw @ columns
        if len(kinds) == 1:
            starts = products @ self._inverse(kinds[0])
        else:
            inverses = np.stack([self._inverse(length) for length in kinds])
            starts = np.matmul(inverses[kind_of], products[:, :, None])[:, :, 0]
        return block.emptied(raw - starts @ columns.T)

    def _starts(self, width: int) -> Floats:
        """How each free initial state shows in the errors: the answer of 1/ma to an impulse in each first place."""
        if width > len(self._columns):
            impulse = np.zeros(width)
            impulse[0] = 1.0
            response = lfilter([1.0], self.ma, impulse)
            columns = np.zeros((width, self._columns.shape[1]))
            for place in range(min(width, columns.shape[1])):
                columns[place:, place] = response[: width - place]
            self._columns = columns
        return self._columns[:width]

    def _inverse(self, length: int) -> Floats:
        if length not in self._inverses:
            columns = self._starts(length)
            gram = columns.T @ columns
            # A very stiff model hardly tells its initial states apart; the ridge only keeps the inverse finite.
            gram[np.diag_indices_from(gram)] += 1e-11 * gram.trace()
            _keep(self._inverses, length, np.asarray(np.linalg.inv(gram), dtype=np.float64))
        return self._inverses[length]

    def ahead(self, horizon: int) -> tuple[Floats, Floats]:
        """Return the forecasts as linear maps of the last figures and of the last errors, oldest first."""
        if horizon not in self._ahead:
            _keep(self._ahead, horizon, self._maps(horizon))
        return self._ahead[horizon]

    def _maps(self, horizon: int) -> tuple[Floats, Floats]:
        back, shocks = len(self.ar) - 1, len(self.ma) - 1
        y = np.zeros((back + horizon, back + shocks))
        y[:back, :back] = np.eye(back)
        for step in range(horizon):
            row = -(self.ar[:0:-1] @ y[step : step + back])
            for lag in range(step + 1, shocks + 1):  # errors of the future are nil; those of the past run out
                row[back + shocks + step - lag] += self.ma[lag]
            y[back + step] = row
        return y[back:, :back], y[back:, back:]

    def psi(self, horizon: int) -> Floats:
        """Return how much of an error of today is left 0, 1, ... periods later."""
        impulse = np.zeros(horizon)
        impulse[0] = 1.0
        response: Floats = lfilter(self.ma, self.ar, impulse)
        return response


MOST_KEPT = 256
Thing = TypeVar("Thing")


def _keep(kept: dict[int, Thing], key: int, thing: Thing) -> None:
    """Keep a thing for the next block of the same size; forget the oldest when there are many."""
    if len(kept) >= MOST_KEPT:
        kept.pop(next(iter(kept)))
    kept[key] = thing
