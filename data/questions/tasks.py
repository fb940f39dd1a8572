"""Questions about assigned tasks: lists, one with its history, and counts that add up."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, String, Subquery, Table, cast, func, or_, select, type_coerce

from data.questions.asking import Asking
from data.recast import end_of_day
from data.schema import entity
from data.schema import indicator as indicator_table
from data.schema_tasks import task, task_note, task_unit
from data.tasks.records import Change, Task, TaskEntry, TaskState
from data.tasks.states import state_on

STATES = tuple(state.value for state in TaskState)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks; what is None or empty does not narrow. `units` are entity ids of those that must do them."""

    units: tuple[int, ...] | None = None
    states: tuple[str, ...] = ()
    month: str = ""
    indicator_id: int | None = None
    target_number: int | None = None
    alert_id: int | None = None
    due: tuple[date, date] | None = None
    numbers: tuple[int, ...] | None = None


def seen(asking: Asking) -> list[ColumnElement[bool]]:
    """Conditions that leave out tasks about what may not be seen; one about no indicator is everybody's."""
    hidden, units = asking.sight.hidden, asking.sight.units
    if not hidden:
        return []
    about = task.c.indicator_id
    return [or_(about.is_(None), about.not_in(sorted(hidden)), task.c.lead_id.in_(sorted(units)))]


def newest(asking: Asking) -> Subquery:
    """Of each task that may be seen, the newest version that was known, with what its versions say together."""
    known = [] if asking.as_of is None else [task.c.recorded_at < end_of_day(asking.as_of)]
    versions = (
        select(
            task.c.number,
            func.max(task.c.version).label("version"),
            func.count().filter(task.c.change == Change.EXTENDED.value).label("extensions"),
        )
        .where(*known)
        .group_by(task.c.number)
    )
    return versions.subquery("newest")


def _standing(asking: Asking, day: date, *more: ColumnElement[Any] | Table) -> Select[Any]:
    """Rows of the versions that count, with their state on the day."""
    last = newest(asking)
    same = (last.c.number == task.c.number) & (last.c.version == task.c.version)
    query = select(*more, state_on(day).label("state"), last.c.extensions).join(last, same)
    return query.where(task.c.assigned_on <= day, *seen(asking))


def _narrowed(query: Select[Any], day: date, wanted: Wanted) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.units is not None:
        conditions.append(task.c.lead_id.in_(wanted.units))
    if wanted.states:
        conditions.append(state_on(day).in_(wanted.states))
    if wanted.month:
        year, month = (int(part) for part in wanted.month.split("-"))
        after = date(year + month // 12, month % 12 + 1, 1)
        conditions += [task.c.assigned_on >= date(year, month, 1), task.c.assigned_on < after]
    for name in ("indicator_id", "target_number", "alert_id"):
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(task.c[name] == value)
    if wanted.due is not None:
        conditions.append(task.c.due_on.between(*wanted.due))
    if wanted.numbers is not None:
        conditions.append(task.c.number.in_(wanted.numbers))
    return query.where(*conditions)


def listed(asking: Asking, day: date, wanted: Wanted) -> tuple[Task, ...]:
    """Tasks, those due first at the head; without a due date after them."""
    first = select(task.c.number, task.c.due_on.label("first_due_on")).where(task.c.version == 1).subquery("first")
    noted = _notes(asking)
    query = (
        _standing(asking, day, task, first.c.first_due_on, func.coalesce(noted.c.notes, 0).label("notes"))
        .add_columns(indicator_table.c.code.label("indicator"))
        .join(first, first.c.number == task.c.number)
        .outerjoin(noted, noted.c.number == task.c.number)
        .outerjoin(indicator_table, indicator_table.c.id == task.c.indicator_id)
        .order_by(task.c.due_on.is_(None), task.c.due_on, task.c.number)
    )
    rows = asking.connection.execute(_narrowed(query, day, wanted).limit(asking.most)).mappings().all()
    units = _with(asking, [row["id"] for row in rows] if wanted.numbers is not None else None)
    names = [field.name for field in fields(Task) if field.name not in ("state", "with_ids")]
    found = [
        Task(**{name: row[name] for name in names}, state=TaskState(row["state"]), with_ids=units.get(row["id"], ()))
        for row in rows
    ]
    asking.noted.update(
        (row["indicator_id"], row["lead_id"]) for row in rows if row["indicator_id"] in asking.restricted
    )
    return tuple(found)


def _notes(asking: Asking) -> Subquery:
    known = [] if asking.as_of is None else [task_note.c.recorded_at < end_of_day(asking.as_of)]
    counted = select(task_note.c.number, func.count().label("notes")).where(*known)
    return counted.group_by(task_note.c.number).subquery("noted")


def _with(asking: Asking, ids: Sequence[int] | None) -> dict[int, tuple[int, ...]]:
    """The units that co-operate, by the version of the task; of all of them, or of these."""
    query = select(task_unit.c.task_id, task_unit.c.entity_id).order_by(task_unit.c.task_id, task_unit.c.entity_id)
    if ids is not None:
        query = query.where(task_unit.c.task_id.in_(ids))
    found: dict[int, list[int]] = {}
    for version, unit in asking.connection.execute(query):
        found.setdefault(version, []).append(unit)
    return {version: tuple(units) for version, units in found.items()}


def history(asking: Asking, number: int) -> tuple[TaskEntry, ...]:
    """Every version of a task and every note on it that was known, the newest first; empty where it may not be seen."""
    known, noted = [task.c.number == number], [task_note.c.number == number]
    if asking.as_of is not None:
        known.append(task.c.recorded_at < end_of_day(asking.as_of))
        noted.append(task_note.c.recorded_at < end_of_day(asking.as_of))
    rows = asking.connection.execute(select(task).where(*known, *seen(asking))).all()
    if not rows or rows[-1].version != len(rows):  # some version speaks of what may not be seen
        return ()
    notes = asking.connection.execute(select(task_note).where(*noted)).all()
    entries = [
        TaskEntry(
            row.recorded_at, row.recorded_by, Change(row.change), row.reason, row.due_on, row.done_on,
            row.withdrawn_on, row.version,
        )
        for row in rows
    ]  # fmt: skip
    entries += [TaskEntry(row.recorded_at, row.recorded_by, None, row.text) for row in notes]
    return tuple(sorted(entries, key=lambda one: (one.at, one.version or 0), reverse=True))


def counts(asking: Asking, day: date, wanted: Wanted, by: str) -> pd.DataFrame:
    """One row for each of what is counted by: key, assigned, and a column for each state; see `Tasked.task_counts`."""
    month = func.substr(_text_of(asking, task.c.assigned_on), 1, 7)
    keys: dict[str, ColumnElement[Any]] = {"unit": task.c.lead_id, "month": month}
    one = _narrowed(_standing(asking, day, *([keys[by].label("key")] if by in keys else [])), day, wanted)
    rows = one.subquery("rows").c
    groups = [rows.key] if by in keys else []
    tallies = [func.count().filter(rows.state == state).label(state) for state in STATES]
    query = select(*groups, func.count().label("assigned"), *tallies).group_by(*groups).order_by(*groups)
    frame = asking.read(query)
    return frame if by in keys else frame.assign(key="all")[["key", "assigned", *STATES]]


def _text_of(asking: Asking, column: ColumnElement[Any]) -> ColumnElement[Any]:
    lite = asking.connection.dialect.name == "sqlite"
    return type_coerce(column, String) if lite else cast(column, String)


def months(asking: Asking, day: date) -> tuple[str, ...]:
    """Months in which tasks were assigned, the newest first."""
    return tuple(str(key) for key in counts(asking, day, Wanted(), "month")["key"][::-1])


def leads(asking: Asking, day: date) -> tuple[int, ...]:
    """Units that must do some task, in official order."""
    one = _standing(asking, day, task.c.lead_id.label("unit")).subquery("one").c
    query = select(entity.c.id).where(entity.c.id.in_(select(one.unit))).order_by(entity.c.kind, entity.c.sort_order)
    return tuple(asking.connection.execute(query).scalars())
