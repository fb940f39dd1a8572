"""A small made-up set of tasks, so that a new installation shows how they are followed. No document assigns them.

Each is marked as simulated where it is shown, and its document says so by its own name. The same day gives the same
set.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert

from data.counters import advance_counters
from data.questions.registry import Registry, read_registry
from data.schema_tasks import task, task_note, task_unit
from data.tasks.drafts import Draft, Known, faults, indicator_of
from data.tasks.records import Change

FILE = Path(__file__).with_name("samples.csv")
SEED = 8
FIRST_DAY = date(2025, 7, 7)
"""Nothing before the lists of today's provinces and ministries came into force."""
PER_PROVINCE = 3
LONG_AGO = timedelta(days=150)
SPANS = (30, 45, 60, 90, 120, 180)
"""Days within which a task is due."""
NO_DUE, WITHDRAWN, EXTENDED, DONE = 0.06, 0.04, 0.25, 0.82
"""Shares of tasks that have no last day, are withdrawn, get more time, and are done once they are due."""
REASONS = {
    "extended": "Cần thêm thời gian lấy ý kiến các bộ, ngành.",
    "withdrawn": "Nội dung đã chuyển sang nhiệm vụ khác.",
    "done": "Đã có báo cáo kết quả.",
}
NOTES = (
    "Đã giao các đơn vị trực thuộc xây dựng dự thảo.",
    "Đã lấy ý kiến các bộ, ngành, địa phương liên quan.",
    "Còn vướng mắc về cân đối nguồn vốn, đang xin ý kiến.",
    "Đã hoàn thiện dự thảo báo cáo, đang trình lãnh đạo ký.",
)


def write_samples(connection: Connection, until: date) -> int:
    """Write the set as if it had been kept until a day; returns how many tasks there are."""
    known = Known(read_registry(connection), {}, {})
    numbers = np.random.default_rng(SEED)
    drafts = [one for one in _drafts(known.registry, numbers, until) if not list(faults(one, known, until))]
    versions: list[dict[str, Any]] = []
    units: list[dict[str, int]] = []
    notes: list[dict[str, Any]] = []
    for number, one in enumerate(drafts, start=1):
        lived = list(_life(one, numbers, until))
        for version, row in enumerate(lived, start=1):
            id = len(versions) + 1
            versions.append({**_said(one, known), **row, "id": id, "number": number, "version": version})
            units += [{"task_id": id, "entity_id": unit} for unit in _together(one, known)]
        last = lived[-1]["recorded_at"].date() if len(lived) > 1 else until
        notes += [row | {"number": number} for row in _notes(one, numbers, last)]
    for table, rows in ((task, versions), (task_unit, units), (task_note, notes)):
        if rows:
            connection.execute(insert(table), rows)
    advance_counters(connection, task)
    return len(drafts)


@cache
def _templates() -> tuple[dict[str, str], ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _drafts(registry: Registry, numbers: np.random.Generator, until: date) -> Iterator[Draft]:
    """The tasks as they were assigned, the oldest first."""
    wanted = [(row["lead"], row) for row in _templates() if row["kind"] == "ministry"]
    local = [row for row in _templates() if row["kind"] == "province"]
    for unit in registry.of_kind("province"):
        chosen = numbers.choice(len(local), size=PER_PROVINCE, replace=False)
        wanted += [(unit.code, local[int(one)]) for one in chosen]
    days = sorted(int(one) for one in numbers.integers(5, max((until - FIRST_DAY).days, 6), len(wanted)))[::-1]
    for count, place in enumerate(numbers.permutation(len(wanted))):
        lead, row = wanted[int(place)]
        assigned = until - timedelta(days=days[count])
        due = assigned + timedelta(days=int(numbers.choice(SPANS)))
        yield Draft(
            document=f"Văn bản mô phỏng số {100 + count}/MP",
            content=row["content"],
            lead=lead,
            assigned_on=assigned,
            due_on=None if numbers.random() < NO_DUE else due,
            assigned_by="CP" if numbers.random() < 0.3 else "TTG",
            issued_on=assigned,
            together=tuple(filter(None, row["together"].split(";"))),
            code=f"MP-{count + 1:03d}",
            indicator=row["indicator"],
        )


def _said(draft: Draft, known: Known) -> dict[str, Any]:
    """What every version of a task says."""
    lead = known.unit(draft.lead, draft.assigned_on)
    names = ("assigned_by", "document", "issued_on", "content", "assigned_on", "code")
    linked = {"indicator_id": indicator_of(draft, known), "target_number": None, "alert_id": None}
    return {name: getattr(draft, name) for name in names} | linked | {
        "lead_id": lead.id if lead else None, "recorded_by": None, "simulated": True,
    }  # fmt: skip


def _together(draft: Draft, known: Known) -> set[int]:
    return {one.id for name in draft.together if (one := known.unit(name, draft.assigned_on)) is not None}


def _life(draft: Draft, numbers: np.random.Generator, until: date) -> Iterator[dict[str, Any]]:
    """What became of a task up to a day, version by version: assigned, given more time, done or withdrawn."""
    assigned, due = draft.assigned_on or until, draft.due_on
    now = {"due_on": due, "done_on": None, "withdrawn_on": None}
    known_from = assigned
    yield {**now, "change": Change.ASSIGNED, "reason": None, "recorded_at": _at(assigned)}
    if due is not None and due < until and numbers.random() < EXTENDED:
        known_from = due - timedelta(days=3)
        due += timedelta(days=int(numbers.choice((30, 45, 60))))
        now["due_on"] = due
        yield {**now, "change": Change.EXTENDED, "reason": REASONS["extended"], "recorded_at": _at(known_from)}
    end = (due or assigned + timedelta(days=90)) + timedelta(days=round(float(numbers.normal(-6, 12))))
    end, gone = max(end, known_from + timedelta(days=2)), known_from + timedelta(days=10)
    if numbers.random() < WITHDRAWN and gone < until:
        now["withdrawn_on"] = gone
        yield {**now, "change": Change.WITHDRAWN, "reason": REASONS["withdrawn"], "recorded_at": _at(gone)}
    elif end < until and numbers.random() < (DONE if end > until - LONG_AGO else 0.97):
        now["done_on"] = end
        yield {**now, "change": Change.DONE, "reason": REASONS["done"], "recorded_at": _at(end)}


def _notes(draft: Draft, numbers: np.random.Generator, until: date) -> Iterator[dict[str, Any]]:
    for step, text in enumerate(NOTES[: int(numbers.integers(0, len(NOTES) + 1))], start=1):
        on = (draft.assigned_on or until) + timedelta(days=step * 14)
        if on < until:
            yield {"text": text, "recorded_at": _at(on), "recorded_by": None}


def _at(day: date) -> datetime:
    return datetime.combine(day, time(3))
