"""The forms of a task: progress, more time, the end, what was wrong; each for whoever may within its scope."""

from dash.development.base_component import Component

from access import scopes
from access.roles import Action, may
from access.web import gate
from components import forms as f
from components.language import _
from data.clock import today
from data.records import Entity
from data.tasks.records import LEAD_KINDS, Task
from pages.finding import unit_key
from pages.task_words import assigner_word
from pages.view import View


def may_change(view: View, action: Action, unit: Entity) -> bool:
    """Whether whoever looks may do this to tasks of a unit."""
    return may(gate.viewer(), action, scopes.lineage(view.questions.registry(), unit))


def forms(view: View, one: Task, entries: int) -> list[Component]:
    """What may be done with a task now."""
    unit = view.questions.registry().by_id[one.lead_id]
    found = []
    key = f"{one.number}-{one.version}-{entries}"
    running = one.done_on is None and one.withdrawn_on is None
    if may_change(view, Action.REPORT, unit):
        hint = _("đã làm gì, vướng gì, bao giờ xong")
        found.append(
            f.form(
                f"/api/tasks/{one.number}/note",
                f.text("text", _("Ghi tiến độ"), hint=hint),
                submit=_("Ghi"),
                key=f"n{key}",
            )
        )
    if may_change(view, Action.EDIT, unit):
        found += _running(one, key) if running else [_reopen(one, key)]
        found.append(f.folded(_("Sửa nội dung"), edit(view, one, key)))
    return found


def _running(one: Task, key: str) -> list[Component]:
    seen, at = f.hidden("version", one.version), f"/api/tasks/{one.number}"
    why = f.line("reason", _("Lý do"))
    return [
        f.folded(
            _("Hoàn thành"),
            f.form(f"{at}/finish", seen, f.fields(f.day("done_on", _("Ngày hoàn thành"), today()),
                   f.line("reason", _("Kết quả, văn bản báo cáo"))), submit=_("Ghi hoàn thành"), key=f"d{key}"),
        ),
        f.folded(
            _("Gia hạn"),
            f.form(f"{at}/extend", seen, f.fields(f.day("due_on", _("Thời hạn mới")), why), submit=_("Gia hạn"),
                   key=f"e{key}"),
        ),
        f.folded(
            _("Rút nhiệm vụ"),
            f.form(f"{at}/withdraw", seen, f.fields(f.day("withdrawn_on", _("Từ ngày"), today()), why),
                   submit=_("Rút"), key=f"w{key}", quiet=True),
        ),
    ]  # fmt: skip


def _reopen(one: Task, key: str) -> Component:
    seen = f.hidden("version", one.version)
    return f.folded(
        _("Mở lại"),
        f.form(
            f"/api/tasks/{one.number}/reopen", seen, f.line("reason", _("Lý do")), submit=_("Mở lại"), key=f"r{key}"
        ),
    )


def edit(view: View, one: Task | None, key: str, **given: str) -> Component:
    """The form of a task as it is, or of a new one."""
    registry = view.questions.registry()
    units = [unit for kind in LEAD_KINDS for unit in registry.of_kind(kind)]
    lead = registry.by_id[one.lead_id] if one else None
    options = [
        (unit_key(unit), unit.name(view.language))
        for unit in (units if lead in (None, *units) else [lead, *units])
        if unit
    ]
    together = "; ".join(unit_key(registry.by_id[unit]) for unit in one.with_ids) if one else ""
    assigners = [(code, assigner_word(code)) for code in ("TTG", "CP")]
    return f.form(
        f"/api/tasks/{one.number}/change" if one else "/api/tasks",
        f.hidden("version", one.version) if one else None,
        f.text("content", _("Nội dung nhiệm vụ"), one.content if one else given.get("content", "")),
        f.fields(
            f.line("document", _("Văn bản giao"), one.document if one else "", hint="191/NQ-CP"),
            f.day("issued_on", _("Ngày văn bản"), one.issued_on if one else None),
            f.choice("assigned_by", _("Người giao"), assigners, one.assigned_by if one else "TTG"),
        ),
        f.fields(
            f.choice("lead", _("Đơn vị chủ trì"), options, unit_key(lead) if lead else given.get("lead", "")),
            f.line("with", _("Phối hợp (mã, cách nhau bằng dấu ;)"), together, hint="BCT; 24"),
        ),
        f.fields(
            f.day("assigned_on", _("Ngày giao"), one.assigned_on if one else today()),
            f.day("due_on", _("Thời hạn (để trống: không đặt)"), one.due_on if one else None),
        ),
        f.fields(
            f.line(
                "indicator",
                _("Mã chỉ tiêu"),
                (one.indicator or "") if one else given.get("indicator", ""),
                hint="INV05",
            ),
            f.line("target", _("Mục tiêu số"), _number(one.target_number) if one else ""),
            f.line("alert", _("Cảnh báo số"), _number(one.alert_id) if one else given.get("alert", "")),
        ),
        f.line("reason", _("Lý do sửa")) if one else None,
        submit=_("Ghi bản mới") if one else _("Giao nhiệm vụ"),
        key=f"c{key}",
    )


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
