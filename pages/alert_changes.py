"""Routes by which people see to alerts: each asks for the role within the scope of the alert, and is recorded."""

from collections.abc import Callable

from flask import abort, jsonify

from access import audit, scopes
from access.roles import NATION, Action, may
from access.web import gate, seeing
from components.language import _
from data.alerts.book import AlertBook
from data.alerts.records import Alert
from data.clock import today
from data.engine import saying_what_is_wrong
from data.errors import AlertRefused, WarehouseError
from data.questions import Questions
from data.records import Entity
from data.tasks.records import LEAD_KINDS
from pages.drawing import in_words
from pages.finding import unit_key
from pages.task_changes import Answer, day, field, refused

FIELDS = {"due_on": "due_on", "text": "text", "why": "why", "unit": "unit"}


def may_see_to(questions: Questions, one: Alert, action: Action) -> bool:
    """Whether whoever asks may do this to an alert: over its unit, the owner of its indicator, or whom it was given."""
    return may(gate.viewer(), action, keys_of(questions, one))


def keys_of(questions: Questions, one: Alert) -> tuple[str, ...]:
    """Scopes that an alert lies under."""
    registry = questions.registry()
    keys = scopes.of_figure(registry, registry.by_code[one.indicator], registry.by_id[one.entity_id])
    given = registry.by_id.get(one.assigned_id or 0)
    return (*keys, *(scopes.lineage(registry, given) if given else ()))


def within_scope(questions: Questions) -> tuple[Alert, ...]:
    """Open alerts that lie within a scope of whoever asks, or were given to a unit within it."""
    every, scopes_held = questions.open_alerts(), {grant.scope for grant in gate.viewer().grants}
    if NATION in scopes_held:
        return every
    return tuple(one for one in every if not scopes_held.isdisjoint(keys_of(questions, one)))


def comment(number: int) -> Answer:
    """A word on an alert, or that one knows of it, by whoever reports within its scope."""
    return _do(number, Action.REPORT, "alert-commented", lambda book, one: book.comment(one.id, field("text")))


def acknowledge(number: int) -> Answer:
    return _do(number, Action.REPORT, "alert-acknowledged", lambda book, one: book.acknowledge(one.id))


def assign(number: int) -> Answer:
    unit = _unit(field("unit", 40))
    if unit is None:
        return refused({"unit": _("Hãy chọn bộ, ngành hoặc tỉnh, thành phố.")})

    def give(book: AlertBook, one: Alert) -> None:
        book.assign(one.id, unit.id, day("due_on"), field("text"), today=today())

    return _do(number, Action.EDIT, "alert-assigned", give)


def close(number: int) -> Answer:
    return _do(
        number, Action.EDIT, "alert-closed", lambda book, one: book.close(one.id, field("why", 20), field("text"))
    )


def _do(number: int, action: Action, event: str, write: Callable[[AlertBook, Alert], None]) -> Answer:
    """Do it and record it, both or neither."""
    questions, who, engine = seeing.questions(), gate.viewer(), gate.engine()
    one = questions.alert(number)
    if one is None:
        abort(404)
    if not may_see_to(questions, one, action):
        abort(403)
    address = f"/alerts/{number}"
    try:
        with saying_what_is_wrong(engine), engine.begin() as connection:
            write(AlertBook(connection, audit.actor_of(who), sight=questions.sight), one)
            audit.write(connection, who, event, address)
    except AlertRefused as problem:
        return refused({FIELDS.get(problem.code, ""): _sentence(problem.code)})
    except WarehouseError as problem:
        return refused({"": in_words(problem)}, 503)
    return jsonify(go=address), 200


def _sentence(code: str) -> str:
    return {
        "due_on": _("Hạn xử lý phải từ hôm nay trở đi."),
        "text": _("Hãy ghi trong một câu, dài nhất 2.000 ký tự."),
        "why": _("Hãy chọn lý do đóng."),
        "closed": _("Cảnh báo này đã đóng."),
    }.get(code, _("Không ghi được."))


def _unit(key: str) -> Entity | None:
    entities = seeing.questions().registry().entities
    return next((one for one in entities if one.kind in LEAD_KINDS and unit_key(one) == key), None)
