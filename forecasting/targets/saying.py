"""When a run speaks of targets: as soon as the forecasts that they rest on are made, and at its end."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from data.forecasts.records import Task
from data.forecasts.store import Store
from data.targets import Thresholds
from data.targets.callbook import CallBook
from forecasting.targets.keeping import keep_calls
from forecasting.targets.trying import try_past
from forecasting.targets.walking import walk_year


class Sayings:
    """The calls of one run. `kept` counts them."""

    def __init__(self, store: Store, thresholds: Thresholds | None, touched: Iterable[int]) -> None:
        self._store, self._thresholds, self._touched = store, thresholds, frozenset(touched)
        self._targeted = store.targeted()
        self._early = bool(self._touched & self._targeted)
        self.kept = 0

    def ready(self, task: Task, indicator_id: int) -> bool:
        """Whether, for the first time, a piece of work is done that no target waits for: those come before it."""
        ready = self._early and (task is not Task.FORECAST or indicator_id not in self._targeted)
        self._early = self._early and not ready
        return ready

    def keep(self) -> int:
        """Say what is to be said now of the targets of what was touched; how many calls are new."""
        made = keep_calls(self._store, touched=self._touched, thresholds=self._thresholds)
        self.kept += made
        return made

    def walk(self) -> int:
        """Say what would have been said in the months of the year of which nothing is kept, and of past years.

        It comes last: nobody waits for the past. Returns how many pieces are new.
        """
        made = walk_year(self._store, thresholds=self._thresholds)
        self.kept += made
        return made + len(try_past(self._store))


def due(store: Store, today: date | None = None) -> bool:
    """Whether some target was written or changed, or a month began, since calls were made."""
    return CallBook(store.engine).due(today or datetime.now(UTC).date())
