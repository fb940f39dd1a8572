"""Keeping tasks: every change is a version of its own, with who, when and why; nothing is overwritten.

Everything here writes within the transaction of the caller, so that a deed and its record in the audit stand or fall
together. Raises `TaskRefused`, with every fault, before anything is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, func, insert, select

from data.clock import day_of, utc_now
from data.errors import TaskRefused
from data.questions.registry import narrowed, read_registry
from data.questions.sight import FULL, Sight
from data.schema import target
from data.schema_alerts import alert
from data.schema_tasks import task, task_note, task_unit
from data.tasks.drafts import LAST, Draft, Known, Refusal, TaskFault, faults, indicator_of, number_in
from data.tasks.records import Change
from data.text import folded

LONGEST_NOTE = 2000
DAY_FAULTS = (TaskFault.DAY, TaskFault.ASSIGNED_ON, TaskFault.DUE_ON, TaskFault.DONE_ON, TaskFault.WITHDRAWN_ON)
KEPT = (
    "assigned_by", "document", "issued_on", "content", "lead_id", "assigned_on", "due_on", "done_on", "withdrawn_on",
    "indicator_id", "target_number", "alert_id", "code",
)  # fmt: skip
"""What a version says of its task; all else says how it came about."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of drafts: numbers of new tasks, of those that got another version, and how many said nothing new."""

    added: tuple[int, ...]
    changed: tuple[int, ...]
    unchanged: int


class TaskBook:
    """Writes versions of tasks, `by` somebody who sees what `sight` leaves, in an open transaction.

    What they do not see is not there for them: neither a task about it, nor an indicator or a target to link one with.
    """

    def __init__(
        self, connection: Connection, by: str | None, *, sight: Sight = FULL, now: datetime | None = None
    ) -> None:
        self._connection, self._by, self._sight = connection, by, sight
        self._now = now or utc_now()

    def bring(
        self,
        drafts: Sequence[Draft],
        *,
        reason: str,
        unread: Sequence[Refusal] = (),
        simulated: bool = False,
        dry_run: bool = False,
    ) -> Kept:
        """Write drafts: new tasks, and another version of those that are known by their code and say something else.

        One without a code is the same task where document, content and lead unit are the same. `unread` are faults that
        were found already, of cells that say no day; whatever else is wrong is told beside them.
        """
        known, held = self._known(), self._held()
        dayless = {one.row for one in unread}
        refused = [
            fault
            for one in drafts
            for fault in faults(one, known, self.today)
            if one.row not in dayless or fault.fault not in DAY_FAULTS
        ]
        refused = sorted([*unread, *refused], key=lambda one: one.row or 0)
        if not refused:
            refused = _twice(drafts, known)
        if refused:
            raise TaskRefused(f"{len(refused)} faults; nothing was written.", tuple(refused))
        added, changed, unchanged = [], [], 0
        number = self._last_number()
        for one in drafts:
            row, units = self._row(one, known)
            before = held.get(_identity(row))
            if before is None:
                number += 1
                added.append(number)
                if not dry_run:
                    first = {"number": number, "version": 1, "change": Change.ASSIGNED.value, "simulated": simulated}
                    self._write(row | first, units, reason)
            elif _says(before) == row and self._units_of(before.id) == set(units):
                unchanged += 1
            else:
                changed.append(before.number)
                if not dry_run:
                    self._next(before, row, units, _what_changed(before, row), reason)
        return Kept(tuple(added), tuple(changed), unchanged)

    def change(self, number: int, draft: Draft, *, version: int, reason: str) -> None:
        """Write what is right where something was wrong; the version that was read must still be the newest."""
        before, known = self._standing(number, version), self._known()
        refused = [*faults(draft, known, self.today), *self._unreasoned(reason)]
        row, units = ({}, []) if refused else self._row(draft, known)
        same = self._held().get(_identity(row)) if row else None
        if same is not None and same.number != number:
            refused = [Refusal(None, TaskFault.TWICE, f"#{same.number}", "a task that is not there already")]
        if refused:
            raise TaskRefused(f"Task {number} was not changed.", tuple(refused))
        self._next(before, row, units, Change.CHANGED, reason)

    def extend(self, number: int, due_on: date | None, *, version: int, reason: str) -> None:
        """Give a task more time; it must still be to be done."""
        before = self._standing(number, version, running=True)
        refused = [*self._unreasoned(reason)]
        first = before.assigned_on if before.due_on is None else before.due_on
        if due_on is None or not first < due_on <= LAST:
            refused.append(Refusal(None, TaskFault.DUE_ON, _said(due_on), f"a day after {first}"))
        if refused:
            raise TaskRefused(f"Task {number} was not extended.", tuple(refused))
        self._same_with(before, Change.EXTENDED, reason, due_on=due_on)

    def finish(self, number: int, done_on: date | None, *, version: int, reason: str) -> None:
        """Say that a task was done on a day; the reason says how, and may be empty."""
        before = self._standing(number, version, running=True)
        if done_on is None or not before.assigned_on <= done_on <= self.today:
            expected = f"a day from {before.assigned_on}, when it was assigned, to today"
            raise TaskRefused(
                f"Task {number} was not ended.", (Refusal(None, TaskFault.DONE_ON, _said(done_on), expected),)
            )
        self._same_with(before, Change.DONE, reason, done_on=done_on)

    def withdraw(self, number: int, on: date | None, *, version: int, reason: str) -> None:
        """Say that nobody must do a task any more."""
        before = self._standing(number, version, running=True)
        refused = [*self._unreasoned(reason)]
        if on is None or not before.assigned_on <= on <= self.today:
            expected = f"a day from {before.assigned_on}, when it was assigned, to today"
            refused.append(Refusal(None, TaskFault.WITHDRAWN_ON, _said(on), expected))
        if refused:
            raise TaskRefused(f"Task {number} was not withdrawn.", tuple(refused))
        self._same_with(before, Change.WITHDRAWN, reason, withdrawn_on=on)

    def reopen(self, number: int, *, version: int, reason: str) -> None:
        """Take back that a task was done or withdrawn."""
        before = self._standing(number, version)
        refused = [*self._unreasoned(reason)]
        if before.done_on is None and before.withdrawn_on is None:
            refused.append(Refusal(None, TaskFault.STATE, f"#{number}", "a task that was done or withdrawn"))
        if refused:
            raise TaskRefused(f"Task {number} was not opened again.", tuple(refused))
        self._same_with(before, Change.REOPENED, reason, done_on=None, withdrawn_on=None)

    def note(self, number: int, text: str) -> None:
        """Write how far a task is."""
        self._standing(number)
        if not 0 < len(text.strip()) <= LONGEST_NOTE:
            fault = Refusal(None, TaskFault.NOTE, text[:40], f"how far it is, in at most {LONGEST_NOTE} letters")
            raise TaskRefused(f"No note was written on task {number}.", (fault,))
        said = {"number": number, "recorded_at": self._now, "recorded_by": self._by, "text": text.strip()}
        self._connection.execute(insert(task_note).values(**said))

    @property
    def today(self) -> date:
        """The day in Viet Nam when this is written."""
        return day_of(self._now)

    # -- what is there

    def _known(self) -> Known:
        registry = narrowed(read_registry(self._connection), self._sight, self._connection)
        return Known(registry, self._about(target, target.c.number), self._about(alert, alert.c.id))

    def _about(self, table: Table, number: Column[int]) -> dict[int, int]:
        """By number of a target or an alert that may be seen, the id of its indicator."""
        query = select(number, table.c.indicator_id).where(*self._sight.conditions(table))
        return {int(one): int(about) for one, about in self._connection.execute(query)}

    def _held(self) -> dict[Any, Row[Any]]:
        """The newest version of every task by what tells it from others."""
        return {_identity(row._mapping): row for row in self._connection.execute(_newest())}

    def _last_number(self) -> int:
        return int(self._connection.execute(select(func.coalesce(func.max(task.c.number), 0))).scalar_one())

    def _units_of(self, version: int) -> set[int]:
        query = select(task_unit.c.entity_id).where(task_unit.c.task_id == version)
        return set(self._connection.execute(query).scalars())

    def _standing(self, number: int, version: int | None = None, *, running: bool = False) -> Row[Any]:
        """The newest version of a task; refused where somebody else wrote one meanwhile, or it runs no more."""
        row = self._connection.execute(_newest().where(task.c.number == number)).first()
        if row is None or (row.indicator_id and not self._sight.sees(row.indicator_id, row.lead_id)):
            fault = Refusal(None, TaskFault.NUMBER, str(number), "the number of a task")
            raise TaskRefused(f"There is no task {number}.", (fault,))
        if version is not None and row.version != version:
            fault = Refusal(
                None, TaskFault.STALE, f"#{number}", f"version {row.version}, which somebody wrote meanwhile"
            )
            raise TaskRefused(f"Task {number} was changed meanwhile.", (fault,))
        if running and (row.done_on is not None or row.withdrawn_on is not None):
            fault = Refusal(None, TaskFault.STATE, f"#{number}", "a task that is still to be done")
            raise TaskRefused(f"Task {number} is done or withdrawn.", (fault,))
        return row

    def _unreasoned(self, reason: str) -> list[Refusal]:
        return [] if reason.strip() else [Refusal(None, TaskFault.REASON, "", "why, in a sentence")]

    # -- writing

    def _row(self, draft: Draft, known: Known) -> tuple[dict[str, Any], list[int]]:
        """The columns of a faultless draft, and the ids of the units that co-operate."""
        lead = known.unit(draft.lead, draft.assigned_on)
        units = {one.id for name in draft.together if (one := known.unit(name, draft.assigned_on)) is not None}
        row = {
            "assigned_by": draft.assigned_by.upper(),
            "document": draft.document.strip(),
            "issued_on": draft.issued_on,
            "content": draft.content.strip(),
            "lead_id": lead.id if lead else None,
            "assigned_on": draft.assigned_on,
            "due_on": draft.due_on,
            "done_on": draft.done_on,
            "withdrawn_on": draft.withdrawn_on,
            "indicator_id": indicator_of(draft, known),
            "target_number": number_in(draft.target) if draft.target else None,
            "alert_id": number_in(draft.alert) if draft.alert else None,
            "code": draft.code.strip() or None,
        }
        return row, sorted(units)

    def _next(
        self, before: Row[Any], row: Mapping[str, Any], units: Sequence[int], change: Change, reason: str
    ) -> None:
        came = {"number": before.number, "version": before.version + 1, "change": change.value}
        self._write({**row, **came, "simulated": before.simulated}, units, reason)

    def _same_with(self, before: Row[Any], change: Change, reason: str, **new: Any) -> None:
        self._next(before, _says(before) | new, sorted(self._units_of(before.id)), change, reason)

    def _write(self, row: Mapping[str, Any], units: Sequence[int], reason: str) -> None:
        known = {"recorded_at": self._now, "recorded_by": self._by, "reason": reason.strip() or None}
        made = self._connection.execute(insert(task).values(**row, **known))
        version = int(made.inserted_primary_key[0])  # type: ignore[index]  # one row was inserted, so it has a key
        if units:
            self._connection.execute(insert(task_unit), [{"task_id": version, "entity_id": one} for one in units])


def _newest() -> Any:
    last = select(task.c.number, func.max(task.c.version).label("version")).group_by(task.c.number).subquery("last")
    return select(task).join(last, (last.c.number == task.c.number) & (last.c.version == task.c.version))


def _says(row: Row[Any]) -> dict[str, Any]:
    return {name: row._mapping[name] for name in KEPT}


def _identity(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    """What tells a task from every other: its code, or its document, lead unit and content."""
    return (row["code"],) if row["code"] else (folded(row["document"]), row["lead_id"], folded(row["content"]))


def _twice(drafts: Sequence[Draft], known: Known) -> list[Refusal]:
    """Drafts that stand for the same task as an earlier one of the same hand-over."""
    seen: dict[tuple[Any, ...], int | None] = {}
    found = []
    for one in drafts:
        lead = known.unit(one.lead, one.assigned_on)
        told = {"code": one.code.strip(), "document": one.document, "content": one.content}
        key = _identity(told | {"lead_id": lead.id if lead else None})
        if key in seen:
            fault = TaskFault.CODE_TWICE if one.code else TaskFault.TWICE
            came = one.code or one.content[:40]
            found.append(Refusal(one.row, fault, came, f"one row for a task; it is in row {seen[key]} already"))
        seen.setdefault(key, one.row)
    return found


def _what_changed(before: Row[Any], row: Mapping[str, Any]) -> Change:
    """By which change an imported row is told: what matters most of what it says anew."""
    if row["withdrawn_on"] and not before.withdrawn_on:
        return Change.WITHDRAWN
    if row["done_on"] and not before.done_on:
        return Change.DONE
    if (before.done_on and not row["done_on"]) or (before.withdrawn_on and not row["withdrawn_on"]):
        return Change.REOPENED
    only_later = row["due_on"] and before.due_on and row["due_on"] > before.due_on
    return Change.EXTENDED if only_later and _says(before) | {"due_on": row["due_on"]} == row else Change.CHANGED


def _said(day: date | None) -> str:
    return "" if day is None else day.isoformat()
