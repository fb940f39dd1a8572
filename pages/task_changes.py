"""Routes by which tasks are changed: each asks for the role within the scope of the unit, and is recorded."""

from collections.abc import Callable
from datetime import date

from flask import Response, abort, jsonify, request

from access import audit, scopes
from access.roles import Action, may
from access.web import gate, seeing
from components.language import _
from data.engine import saying_what_is_wrong
from data.errors import TaskRefused, WarehouseError
from data.records import Entity
from data.sheets import day_of
from data.tasks.drafts import Draft
from data.tasks.files import listed
from data.tasks.records import Task
from data.tasks.register import TaskBook
from pages.drawing import in_words
from pages.task_words import told

Answer = tuple[Response, int]
MOST = 5000
WRONG_DAY = date(1, 1, 1)
"""Stands for a day that cannot be read: no rule takes it."""


def assign() -> Answer:
    """A new task, by whoever may edit within the scope of the unit that must do it."""
    draft = _draft(())
    questions = seeing.questions()
    lead = next((one for one in questions.registry().entities if _key(one) == draft.lead), None)
    if lead is not None and not _may(Action.EDIT, lead):
        return refused({"lead": _("Anh/chị không có vai trò người soạn trong phạm vi đơn vị này.")})

    def write(book: TaskBook) -> str:
        (number,) = book.bring([draft], reason="").added or (0,)
        return f"/tasks/{number}" if number else "/tasks"

    return _write(None, "task-assigned", write)


def note(number: int) -> Answer:
    """A note on how far a task is, by whoever reports within the scope of the unit."""
    one = _task(number, Action.REPORT)
    return _write(one, "task-noted", lambda book: book.note(number, field("text")))


def change(number: int, deed: str) -> Answer:
    """Any other change of a task, by whoever may edit within the scope of the unit."""
    one = _task(number, Action.EDIT)
    seen, why = _version(), field("reason")
    deeds: dict[str, tuple[str, Callable[[TaskBook], None]]] = {
        "finish": ("task-done", lambda book: book.finish(number, day("done_on"), version=seen, reason=why)),
        "extend": ("task-extended", lambda book: book.extend(number, day("due_on"), version=seen, reason=why)),
        "withdraw": (
            "task-withdrawn",
            lambda book: book.withdraw(number, day("withdrawn_on"), version=seen, reason=why),
        ),
        "reopen": ("task-reopened", lambda book: book.reopen(number, version=seen, reason=why)),
        "change": ("task-changed", lambda book: book.change(number, _draft((one,)), version=seen, reason=why)),
    }
    if deed not in deeds:
        abort(404)
    event, write = deeds[deed]
    return _write(one, event, write)


def _write(one: Task | None, event: str, write: Callable[[TaskBook], str | None]) -> Answer:
    """Do it and record it, both or neither."""
    who, engine = gate.viewer(), gate.engine()
    try:
        with saying_what_is_wrong(engine), engine.begin() as connection:
            book = TaskBook(connection, audit.actor_of(who), sight=seeing.questions().sight)
            address = write(book) or (f"/tasks/{one.number}" if one else "/tasks")
            audit.write(connection, who, event, address)
    except TaskRefused as problem:
        return refused(told(problem.refused))
    except WarehouseError as problem:
        return refused({"": in_words(problem)}, 503)
    return jsonify(go=address), 200


def refused(problems: dict[str, str], status: int = 400) -> Answer:
    """A sentence for each field that is wrong; "" for the whole form."""
    return jsonify(problems=problems), status


def field(name: str, most: int = MOST) -> str:
    """The text of a field, cut short and without what no database takes."""
    return request.form.get(name, "")[:most].replace("\0", "").strip()


def day(name: str) -> date | None:
    """The day of a field; None for nothing, and a day that no rule takes where it is none."""
    try:
        return day_of(field(name, 40))
    except ValueError:
        return WRONG_DAY


def _version() -> int:
    said = field("version", 9)
    return int(said) if said.isascii() and said.isdigit() else 0


def _task(number: int, action: Action) -> Task:
    """The task, where it may be seen and the viewer may do this to it."""
    questions = seeing.questions()
    one = questions.task(number)
    if one is None:
        abort(404)
    if not _may(action, questions.registry().by_id[one.lead_id]):
        abort(403)
    return one


def _may(action: Action, unit: Entity) -> bool:
    return may(gate.viewer(), action, scopes.lineage(seeing.questions().registry(), unit))


def _key(unit: Entity) -> str:
    return unit.code if unit.vintage in ("", "2025") else f"{unit.code}~{unit.vintage}"


def _draft(before: tuple[Task, ...]) -> Draft:
    kept = before[0] if before else None
    return Draft(
        document=field("document"),
        content=field("content"),
        lead=field("lead", 40),
        assigned_on=day("assigned_on"),
        due_on=day("due_on"),
        assigned_by=field("assigned_by", 8),
        issued_on=day("issued_on"),
        together=listed(field("with")),
        done_on=kept.done_on if kept else None,
        withdrawn_on=kept.withdrawn_on if kept else None,
        code=(kept.code or "") if kept else "",
        indicator=field("indicator", 40),
        target=field("target", 12),
        alert=field("alert", 12),
    )
