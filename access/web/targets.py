"""Targets as living records on pages: an editor adds, changes, replaces or withdraws one, within the own scope.

Nothing is overwritten: each change is a version with who, when, why and the document, and an entry of the record is
written in the same transaction. Whatever is refused comes back with all that was typed.
"""

from collections.abc import Mapping

from flask import abort, redirect, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from access import audit
from access.roles import NATION, Action, Viewer, may
from access.scopes import key, lineage
from access.web import gate, seeing
from access.web.forms import blueprint, field, page
from access.web.names import Choices, scope_choices
from access.web.target_form import read_draft, typed_again, typed_of
from access.web.target_words import by_field, fields, measures, operators
from components.language import _, language
from data.errors import TargetRefused, UnknownEntity
from data.questions import Questions
from data.questions.registry import Registry
from data.records import Target
from data.targets.drafts import Draft
from data.targets.register import Also, Register, Registered

HIGHEST = 2**31 - 1
OF_THE_NATION = ("QH", "CP")
OWN = "UBND"


@blueprint.get("/targets/new")
def new_target() -> AnyResponse:
    """An empty form; with `supersedes`, one that begins as the target that is to be replaced."""
    old = request.args.get("supersedes", "")
    if not old:
        return _form(None, {})
    target = _standing(int(old) if old.isascii() and old.isdigit() else 0)
    begun = typed_of(target, seeing.questions().registry()) | {"supersedes": str(target.number), "document": ""}
    return _form(None, begun | {"issued_on": "", "effective_on": "", "note": ""})


@blueprint.post("/targets/new")
def add_target() -> AnyResponse:
    problems: dict[str, str] = {}
    draft = read_draft(problems)
    who = _editor(draft, problems)
    if not problems:
        try:
            made = _register(who, audit.Event.TARGET_ADDED, field("reason", 500), draft.document).add(
                [draft], reason=field("reason", 500)
            )
            return redirect(f"/targets/{made.numbers[0]}", 303)
        except TargetRefused as refusal:
            problems = _told(refusal, draft)
    return _form(None, {}, problems)


@blueprint.get("/targets/<int:number>/edit")
def edit_target(number: int) -> AnyResponse:
    target = _standing(number)
    return _form(target, typed_of(target, seeing.questions().registry()))


@blueprint.post("/targets/<int:number>/edit")
def change_target(number: int) -> AnyResponse:
    target, problems = _standing(number), dict[str, str]()
    draft = read_draft(problems)
    who = _editor(draft, problems)
    _may_touch(target)
    if field("version") != str(target.version):
        problems["problem"] = _("Trong lúc này đã có người sửa mục tiêu. Hãy so với bản mới rồi gửi lại.")
    if not problems:
        try:
            reason = field("reason", 500)
            _register(who, audit.Event.TARGET_CHANGED, reason, draft.document).change(number, draft, reason=reason)
            return redirect(f"/targets/{number}", 303)
        except TargetRefused as refusal:
            problems = _told(refusal, draft)
    return _form(target, {}, problems)


@blueprint.post("/targets/<int:number>/withdraw")
def withdraw_target(number: int) -> AnyResponse:
    target, reason = _standing(number), field("reason", 500)
    who = _may_touch(target)
    try:
        _register(who, audit.Event.TARGET_WITHDRAWN, reason, target.document).withdraw(number, reason=reason)
    except TargetRefused as refusal:
        problems = {f"withdraw_{name}": text for name, text in by_field(refusal.refused, None).items()}
        return _form(target, typed_of(target, seeing.questions().registry()), problems)
    return redirect(f"/targets/{number}", 303)


def may_edit(viewer: Viewer, registry: Registry, target: Target) -> bool:
    """Whether somebody may change a target: who writes for the one that set it, and is no machine."""
    unit = registry.by_id.get(target.entity_id)
    if unit is None or viewer.via not in ("desk", "session"):
        return False
    return may(viewer, Action.EDIT, _scopes(registry, target.assigned_by, key(unit)))


def _scopes(registry: Registry, assigned_by: str, unit_key: str) -> tuple[str, ...]:
    """Under which scopes a target lies: of the nation what its organs assign, of a ministry or a unit what it sets."""
    try:
        if assigned_by == OWN:
            kind, code, vintage = unit_key.split("/")
            return lineage(registry, registry.entity(kind, code, vintage or None))
        if assigned_by not in OF_THE_NATION:
            return lineage(registry, registry.entity("ministry", assigned_by))
    except (UnknownEntity, ValueError):
        return (NATION,)
    return (NATION,)


def _editor(draft: Draft, problems: dict[str, str]) -> Viewer:
    """Whoever asks; that they may not write for who assigns is said beside that field."""
    who, registry = gate.viewer(), seeing.questions().registry()
    if who.via not in ("desk", "session"):
        abort(403)
    if draft.assigned_by not in _assigners(registry):
        problems.setdefault("assigned_by", _("Hãy chọn trong danh sách."))
    elif not may(who, Action.EDIT, _scopes(registry, draft.assigned_by, field("entity"))):
        problems["assigned_by"] = _("Bạn không được ghi mục tiêu do nơi này giao; phạm vi của bạn là đơn vị khác.")
    return who


def _may_touch(target: Target) -> Viewer:
    who = gate.viewer()
    if not may_edit(who, seeing.questions().registry(), target):
        abort(403)
    return who


def _standing(number: int) -> Target:
    """The newest version of a target that still stands and may be seen and changed; else 404 or 403."""
    versions = seeing.questions().target_history(min(number, HIGHEST))
    if not versions or versions[0].change == "withdrawn" or versions[0].superseded_on is not None:
        abort(404)
    _may_touch(versions[0])
    return versions[0]


def _register(who: Viewer, event: audit.Event, reason: str, document: str) -> Register:
    def recorded(connection: Connection, made: Registered) -> None:
        said = {"document": document, "reason": reason, "data_version": made.data_version}
        old = {"superseded": list(made.superseded)} if made.superseded else {}
        audit.write(connection, who, event, f"target:{made.numbers[0]}", {**said, **old})

    also: Also = recorded
    return Register(gate.engine(), audit.actor_of(who), also=also)


def _told(refusal: TargetRefused, draft: Draft) -> dict[str, str]:
    return by_field(refusal.refused, seeing.questions().registry().by_code.get(draft.indicator))


def _assigners(registry: Registry) -> dict[str, str]:
    """Who may assign, by code."""
    organs = {"QH": _("Quốc hội"), "CP": _("Chính phủ"), OWN: _("Đơn vị tự đặt ra")}
    return organs | {one.code: one.name(language()) for one in registry.of_kind("ministry", "2025")}


def _units() -> Choices:
    nation = (_("Cả nước"), [("nation/VN/", _("cả nước"))])
    return [nation, *(group for group in scope_choices()[1:])]


def _form(target: Target | None, begun: Mapping[str, str], problems: Mapping[str, str] | None = None) -> AnyResponse:
    questions: Questions = seeing.questions()
    registry, wrong = questions.registry(), dict(problems or {})
    action = url_for("access.add_target") if target is None else url_for("access.change_target", number=target.number)
    title = _("Thêm mục tiêu") if target is None else _("Sửa mục tiêu {number}").format(number=target.number)
    return page(
        "target.html",
        title,
        status=400 if wrong else 200,
        names=fields(),
        value=lambda name: typed_again(name, begun.get(name, "")),
        target=target,
        indicators=[(one.code, one.name(language()), one.unit(language())) for one in registry.indicators],
        assigners=_assigners(registry),
        units=_units(),
        operators=operators(),
        measures=measures(),
        problems=wrong,
        problem=wrong.get("problem"),
        action=action,
        said_of=_sentences(),
        wide=True,
    )


def _sentences() -> dict[str, str]:
    return {
        "what": _("Điều được giao"),
        "measured": _("Cách tính"),
        "paper": _("Văn bản và lý do"),
        "save": _("Ghi"),
        "withdraw": _("Rút mục tiêu"),
        "withdraw_hint": _("Mục tiêu thôi hiệu lực mà không có mục tiêu nào thay. Mọi bản cũ vẫn đọc được."),
        "withdraw_do": _("Rút"),
        "kept": _("Không gì bị ghi đè: mỗi lần ghi là một bản mới, có người ghi, lúc ghi, lý do và văn bản."),
        "replace": _("Văn bản mới thay mục tiêu này"),
        "back": _("Về trang của mục tiêu"),
        "choose": _("Hãy chọn"),
    }
