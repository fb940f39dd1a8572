"""What can be asked of assigned tasks; `Questions` adds these to what can be asked of figures.

Tasks change without a load, so their answers are kept by the *desk stamp* besides the data version. A task that is
linked to an indicator of which a figure of its lead unit may not be seen is in no answer: not in lists, not in counts.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

import pandas as pd

from data.clock import today
from data.questions import tasks
from data.questions.asking import Asking
from data.questions.desk import Desk
from data.questions.tasks import Wanted
from data.records import Entity, Indicator
from data.tasks.records import Task, TaskEntry, TaskState

RUNNING = (TaskState.IN_TIME, TaskState.OVERDUE, TaskState.NO_DUE_DATE)
"""States of tasks that are still to be done."""


class Tasked(Desk):
    """Tasks as they are known; with `as_of`, as they were known at the end of that day, and stood on it."""

    def tasks(
        self,
        *,
        unit: Entity | None = None,
        states: Sequence[TaskState] = (),
        month: str = "",
        indicator: Indicator | None = None,
        target_number: int | None = None,
        alert_id: int | None = None,
        due: tuple[date, date] | None = None,
        as_of: date | None = None,
    ) -> tuple[Task, ...]:
        """Tasks by the last day in time, then those that have none.

        Args:
            unit: Those that it must do; those in which it co-operates are not among them.
            states: How they stand; empty: any way.
            month: YYYY-MM in which they were assigned.
            indicator: That they are about.
            target_number: Of the target that they serve.
            alert_id: Of the alert that led to them.
            due: First and last day of when they are due.
            as_of: Known by the end of that day, and the day on which they stand so.
        """
        wanted = Wanted(
            units=None if unit is None else (unit.id,),
            states=tuple(one.value for one in states),
            month=month,
            indicator_id=None if indicator is None else indicator.id,
            target_number=target_number,
            alert_id=alert_id,
            due=due,
        )
        return self._tasks(wanted, as_of)

    def task(self, number: int, *, as_of: date | None = None) -> Task | None:
        """The task of a number; None where there is none, or it may not be seen."""
        found = self._tasks(Wanted(numbers=(number,)), as_of)
        return found[0] if found else None

    def task_history(self, number: int, *, as_of: date | None = None) -> tuple[TaskEntry, ...]:
        """Every version of a task and every note on it, the newest first."""
        args = (number, as_of, self.desk_stamp())
        return self._ask("task_history", args, lambda ask: tasks.history(ask, number), as_of=as_of)

    def task_counts(
        self,
        by: Literal["state", "unit", "month"] = "state",
        *,
        unit: Entity | None = None,
        as_of: date | None = None,
    ) -> pd.DataFrame:
        """How many tasks were assigned, and how they stand.

        One row for each unit (key: entity id), for each month of assignment (key: YYYY-MM), or one for all (key "all").
        Columns: key, assigned, and the number in each `TaskState`, which add up to it. The rows add up to the one for
        all: a task counts once, with the unit that must do it.
        """
        day = as_of or today()
        wanted = Wanted(units=None if unit is None else (unit.id,))
        args = (by, wanted, day, as_of, self.desk_stamp())
        return self._ask("task_counts", args, lambda ask: tasks.counts(ask, day, wanted, by), as_of=as_of)

    def tasks_due(self, days: int = 7, *, as_of: date | None = None) -> tuple[Task, ...]:
        """Tasks still to be done whose last day is within so many days, today included."""
        first = as_of or today()
        return self.tasks(states=(TaskState.IN_TIME,), due=(first, first + timedelta(days=days - 1)), as_of=as_of)

    def tasks_overdue(self, *, as_of: date | None = None) -> tuple[Task, ...]:
        """Tasks still to be done whose last day has passed, the longest first."""
        return self.tasks(states=(TaskState.OVERDUE,), as_of=as_of)

    def task_leads(self, *, as_of: date | None = None) -> tuple[Entity, ...]:
        """Units that must do some task."""
        day, registry = as_of or today(), self.registry()

        def ask(asking: Asking) -> tuple[Entity, ...]:
            return tuple(registry.by_id[one] for one in tasks.leads(asking, day))

        return self._ask("task_leads", (day, as_of, self.desk_stamp()), ask, as_of=as_of)

    def _tasks(self, wanted: Wanted, as_of: date | None) -> tuple[Task, ...]:
        day = as_of or today()
        args = (wanted, day, as_of, self.desk_stamp())
        return self._ask("tasks", args, lambda ask: tasks.listed(ask, day, wanted), as_of=as_of)
