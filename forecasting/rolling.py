"""Rolling origins: what would have been forecast one, two, three seasons ago, against what came.

The one place where the past is cut from its future: a row is cut, and everything is estimated from what is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forecasting.engine import combined
from forecasting.record import Floats

ORIGINS = 3


@dataclass(frozen=True, slots=True)
class Rolled:
    """Errors at past origins, NaN where there is none: origins by rows by periods ahead."""

    errors: Floats
    naive_errors: Floats
    spread: Floats

    def shared(self, share: Floats) -> "Rolled":
        """Return the errors of a forecast to which the seasonal naive contributes `share` (one for each row)."""
        mixed = (1 - share[:, None]) * self.errors + share[:, None] * self.naive_errors
        return Rolled(mixed, self.naive_errors, self.spread)

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many origins each row has."""
        return np.isfinite(self.errors[:, :, 0]).sum(axis=0)

    def absolute(self) -> tuple[Floats, Floats]:
        """Mean absolute errors of each row over all origins, of the combination and of the naive; NaN without origin."""
        known = np.isfinite(self.errors)
        counted = np.where(known.any(axis=(0, 2)), known.sum(axis=(0, 2)), np.nan)
        return tuple(  # type: ignore[return-value]
            np.where(known, np.abs(each), 0.0).sum(axis=(0, 2)) / counted for each in (self.errors, self.naive_errors)
        )


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


def rolled(rows: Sequence[Floats], season: int, horizon: int) -> Rolled:
    """Return the errors of all rows at their origins, computed together."""
    cuts = [
        (k, row, back)
        for row, figures in enumerate(rows)
        for k, back in enumerate(origins_of(len(figures), season, horizon))
    ]
    shape = (ORIGINS, len(rows), horizon)
    errors, naive_errors, spread = (np.full(shape, np.nan) for _ in range(3))
    if cuts:
        past = combined([rows[row][: len(rows[row]) - back] for _, row, back in cuts], season, horizon)
        for place, (k, row, back) in enumerate(cuts):
            came = rows[row][len(rows[row]) - back :][:horizon]
            errors[k, row, : len(came)] = came - past.mean[place, : len(came)]
            naive_errors[k, row, : len(came)] = came - past.naive[place, : len(came)]
            spread[k, row] = past.spread[place]
    return Rolled(errors, naive_errors, spread)
