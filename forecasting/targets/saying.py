"""When a run speaks of targets: as soon as the forecasts that they rest on are made, and at its end."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from data.forecasts.records import Task
from data.forecasts.store import Store
from data.targets import Thresholds
from data.targets.callbook import CallBook
from data.targets.rules import rule_for
from forecasting.targets.keeping import keep_calls
from forecasting.targets.trying import try_past
from forecasting.targets.walking import walk_year


class Sayings:
    """The calls of one run. `kept` counts them.

    Args:
        store: The warehouse.
        thresholds: Chances from which a target is on track or at risk.
        plan: What the run may have to do. No call of it is made before all forecasts that targets rest on are looked
            at: else one rests on whatever happens to be done, and turns a minute later without any new figure.
    """

    def __init__(self, store: Store, thresholds: Thresholds | None, plan: Iterable[tuple[Task, int]]) -> None:
        self._store, self._thresholds, places = store, thresholds, list(plan)
        self._touched = frozenset(id for _, id in places)
        self._awaited = {id for task, id in places if task is Task.FORECAST} & awaited(store)
        self._said = not self._awaited
        self.kept = 0

    def looked_at(self, task: Task, indicator_id: int) -> None:
        """Note that a piece of work is done, or need not be."""
        if task is Task.FORECAST:
            self._awaited.discard(indicator_id)

    def ready(self) -> bool:
        """Whether all that calls wait for is there, and nothing was said since."""
        return not self._said and not self._awaited

    def keep(self) -> int:
        """Say what is to be said now of the targets of what was touched; how many calls are new."""
        if self._awaited:
            return 0
        self._said = True
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


def awaited(store: Store) -> set[int]:
    """Ids of the indicators that targets are set for, and of those that their figures are made of."""
    by_id = {one.id: one for one in store.indicators()}
    by_code = {one.code: one.id for one in by_id.values()}
    own = store.targeted() & by_id.keys()
    sources = {by_code[code] for id in own for code in rule_for(by_id[id]).sources if code in by_code}
    return own | sources


def due(store: Store, today: date | None = None) -> bool:
    """Whether some target was written or changed, or a month began, since calls were made."""
    return CallBook(store.engine).due(today or datetime.now(UTC).date())
