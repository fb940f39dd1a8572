"""Rolling origins: what would have been forecast one, two, three seasons ago, against what came.

The one place where the past is cut from its future: a row is cut, and everything is estimated from what is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from forecasting.engine import Combined
from forecasting.record import Floats

ORIGINS = 3


@dataclass(frozen=True, eq=False)
class Rolled:
    """Errors at past origins, NaN where there is none: origins by rows by periods ahead."""

    errors: Floats
    naive_errors: Floats
    spread: Floats

    def shared(self, share: Floats) -> "Rolled":
        """Return the errors of a forecast to which the seasonal naive contributes `share` (one for each row)."""
        mixed = (1 - share[:, None]) * self.errors + share[:, None] * self.naive_errors
        return Rolled(mixed, self.naive_errors, self.spread)

    def leaning(self, by: Floats) -> "Rolled":
        """Return the errors of a forecast whose mean is so many spreads higher at each period ahead."""
        return Rolled(self.errors - by * self.spread, self.naive_errors, self.spread)

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many origins each row has."""
        return np.asarray(np.isfinite(self.errors[:, :, 0]).sum(axis=0))

    @cached_property
    def absolute(self) -> tuple[Floats, Floats]:
        """Mean absolute errors of each row over all origins, of the combination and of the naive; NaN without
        origin.
        """
        known = np.isfinite(self.errors)
        counted = np.where(known.any(axis=(0, 2)), known.sum(axis=(0, 2)), np.nan)
        own, naive = (np.where(known, np.abs(each), 0.0).sum(axis=(0, 2)) for each in (self.errors, self.naive_errors))
        return own / counted, naive / counted


def fewest(season: int) -> int:
    """How many figures an origin must leave, to be worth a forecast."""
    return 5 if season == 1 else 2 * season + 2


def origins_of(length: int, season: int, horizon: int) -> tuple[int, ...]:
    """How many periods before the end the origins stand, each at the same place of the season as the end.

    A series too short for the whole horizon is tried over a shorter one; the first origin is then a whole number of
    seasons back that leaves enough.
    """
    room = length - fewest(season)
    first = -(-horizon // season) * season
    if first > room:
        return (room // season * season,) if room >= season else ()
    return tuple(back for back in range(first, first + ORIGINS * season, season) if back <= room)


@dataclass(frozen=True, slots=True)
class Cut:
    """One origin: which row is cut, how many figures before its end, and the number of the origin."""

    number: int
    row: int
    back: int

    def past(self, rows: Sequence[Floats]) -> Floats:
        figures = rows[self.row]
        return figures[: len(figures) - self.back]

    def came(self, rows: Sequence[Floats], horizon: int) -> Floats:
        figures = rows[self.row]
        return figures[len(figures) - self.back :][:horizon]


def cuts_of(rows: Sequence[Floats], season: int, horizon: int) -> list[Cut]:
    """Return every origin of every row."""
    return [
        Cut(number, row, back)
        for row, figures in enumerate(rows)
        for number, back in enumerate(origins_of(len(figures), season, horizon))
    ]


def rolled(rows: Sequence[Floats], cuts: Sequence[Cut], found: Combined) -> Rolled:
    """Return the errors at the origins; `found` holds the forecasts from them, in their order."""
    horizon = found.mean.shape[1]
    errors, naive_errors, spread = (np.full((ORIGINS, len(rows), horizon), np.nan) for _ in range(3))
    for place, cut in enumerate(cuts):
        came = cut.came(rows, horizon)
        errors[cut.number, cut.row, : len(came)] = came - found.mean[place, : len(came)]
        naive_errors[cut.number, cut.row, : len(came)] = came - found.naive[place, : len(came)]
        spread[cut.number, cut.row] = found.spread[place]
    return Rolled(errors, naive_errors, spread)
