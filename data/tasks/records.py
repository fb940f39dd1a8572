"""The records of tasks as they travel between the warehouse, pages and commands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TaskState(StrEnum):
    """How a task stands on a day; `data.tasks.states` says when it is which, and nothing else decides it."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    NO_DUE_DATE = "no_due_date"
    WITHDRAWN = "withdrawn"


class Change(StrEnum):
    """What made a version of a task."""

    ASSIGNED = "assigned"
    CHANGED = "changed"
    EXTENDED = "extended"
    DONE = "done"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


ASSIGNERS = ("CP", "TTG")
"""Who assigns: the Government, the Prime Minister."""

LEAD_KINDS = ("ministry", "agency", "province")
"""Kinds of units that tasks are assigned to."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it was known at some time, and how it stood on the day that was asked about.

    `due_on` includes the extensions, of which there were `extensions`; `first_due_on` is what was set at first.
    Units are entity ids: `lead_id` must do it, `with_ids` co-operate.
    """

    number: int
    version: int
    code: str | None
    assigned_by: str
    document: str
    issued_on: date | None
    content: str
    lead_id: int
    with_ids: tuple[int, ...]
    assigned_on: date
    due_on: date | None
    first_due_on: date | None
    done_on: date | None
    withdrawn_on: date | None
    extensions: int
    state: TaskState
    indicator: str | None
    target_number: int | None
    alert_id: int | None
    simulated: bool
    recorded_at: datetime
    recorded_by: str | None
    notes: int


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """One line of the history of a task: a version of it, or a note (`change` is None)."""

    at: datetime
    by: str | None
    change: Change | None
    text: str | None
    due_on: date | None = None
    done_on: date | None = None
    withdrawn_on: date | None = None
    version: int | None = None
