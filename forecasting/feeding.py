"""From the figures of the warehouse to the histories that are forecast: which figures, and what they are.

A forecast rests on published figures alone where they carry one: enough of them, close enough together, and not long
out of date. Elsewhere it rests on all figures, and says that simulated ones are among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.forecasts.records import Basis
from data.periods import Grain
from data.records import Indicator, Status

FREQUENCY = {Grain.MONTH: "M", Grain.QUARTER: "Q", Grain.YEAR: "Y"}
HORIZON = {Grain.MONTH: 18, Grain.QUARTER: 6, Grain.YEAR: 5}
"""Through the end of next year, and of the five-year plan."""
FEWEST_PUBLISHED = {Grain.MONTH: 36, Grain.QUARTER: 16, Grain.YEAR: 8}
DENSEST_GAPS = 0.5
STALE_MONTHS = 11
"""As for headlines: a published figure goes before a simulated one unless it is more than so many months older."""


@dataclass(frozen=True, eq=False)
class Fed:
    """The history of one unit, by period, and what it is made of."""

    entity_id: int
    kind: str
    figures: "pd.Series[float]"
    basis: Basis
    published: int

    def until(self, back: int) -> "Fed":
        """The history up to so many periods before its end, as those figures are known today."""
        if not back:
            return self
        cut = self.figures[self.figures.index <= self.figures.index[-1] - back]
        return replace(self, figures=cut, published=max(0, self.published - (len(self.figures) - len(cut))))


def grain_of(indicator: Indicator) -> Grain:
    """The grain at which an indicator is forecast: months for a daily one, else its own."""
    return Grain.MONTH if indicator.frequency is Grain.DAY else indicator.frequency


def histories(frame: pd.DataFrame, grain: Grain, kinds: Mapping[int, str]) -> list[Fed]:
    """The histories in a frame of `HISTORY_COLUMNS`, one for each unit."""
    if frame.empty:
        return []
    ends = frame["period_end"].drop_duplicates()
    periods = pd.Series(pd.PeriodIndex(pd.to_datetime(ends), freq=FREQUENCY[grain]), index=ends.to_numpy())
    when = pd.PeriodIndex(periods.loc[frame["period_end"].to_numpy()])
    values = pd.Series(frame["value"].to_numpy(dtype=float), index=when)
    simulated = (frame["status"] == Status.SIMULATED.value).to_numpy()
    places: Mapping[Any, Any] = frame.groupby("entity_id", sort=True).indices
    return [_fed(int(id), kinds[int(id)], values.iloc[rows], simulated[rows], grain) for id, rows in places.items()]


def _fed(id: int, kind: str, values: "pd.Series[float]", simulated: Any, grain: Grain) -> Fed:
    real = values[~simulated]
    if len(real) == len(values):
        return Fed(id, kind, values, Basis.PUBLISHED, len(real))
    if _carry(real, values, grain):
        return Fed(id, kind, real, Basis.PUBLISHED, len(real))
    return Fed(id, kind, values, Basis.MIXED if len(real) else Basis.SIMULATED, len(real))


def _carry(real: "pd.Series[float]", values: "pd.Series[float]", grain: Grain) -> bool:
    """Whether published figures alone carry a forecast."""
    if len(real) < FEWEST_PUBLISHED[grain]:
        return False
    months = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[grain]
    span = (real.index[-1] - real.index[0]).n + 1
    behind = (values.index[-1] - real.index[-1]).n * months
    return bool(len(real) >= DENSEST_GAPS * span and behind <= STALE_MONTHS)
