"""Pieces of work with all that they need, read from the warehouse."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data.forecasts.records import Task
from data.forecasts.store import Store
from data.periods import STEPS_IN_YEAR, Grain
from data.records import Indicator
from forecasting.feeding import grain_of
from forecasting.nowcast import MEMBERS, TARGET
from forecasting.work import Piece


class Reading:
    """Reads what pieces of work need; with `as_of`, as it was known at the end of that day."""

    def __init__(self, store: Store, as_of: date | None = None) -> None:
        self._store, self._as_of = store, as_of
        self._units = store.units()
        self._ids = [unit.id for unit in self._units]
        self._by_id = {one.id: one for one in store.indicators()}
        self._by_code = {one.code: one for one in self._by_id.values()}

    def piece(self, task: Task, id: int) -> Piece:
        """A piece of work with its figures."""
        indicator = self._by_id[id]
        grain = grain_of(indicator)
        history = self._history(id, grain, self._ids)
        if task is Task.NOWCAST:
            months = {code: self._nation(code) for code in MEMBERS if code in self._by_code}
            ids = {code: one.id for code, one in self._by_code.items() if code in {TARGET, *MEMBERS}}
            return Piece(task, indicator, grain, self._units, history, months=months, ids=ids)
        weights = self._weights(indicator) if task is Task.FORECAST else {}
        return Piece(task, indicator, grain, self._units, history, weights)

    def _nation(self, code: str) -> pd.DataFrame:
        nation = [unit.id for unit in self._units if unit.kind == "nation"]
        return self._history(self._by_code[code].id, Grain.MONTH, nation)

    def _weights(self, indicator: Indicator) -> dict[int, float]:
        """What each unit weighed over the last year; {} where the weight is not held."""
        weight = self._by_code.get(indicator.weight_code or "")
        if weight is None:
            return {}
        grain = grain_of(weight)
        frame = self._history(weight.id, grain, self._ids)
        means = frame.groupby("entity_id").tail(STEPS_IN_YEAR[grain]).groupby("entity_id")["value"].mean()
        return {int(str(id)): float(value) for id, value in means.items()}

    def _history(self, id: int, grain: Grain, units: Sequence[int]) -> pd.DataFrame:
        return self._store.history(id, grain, units, as_of=self._as_of)
