"""One alert, for whoever must see to it: what was found, who has taken it up, what was done; the trail is kept."""

from datetime import timedelta
from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from access.roles import Action
from access.web.details import actor_in_words
from alerts.wording import LOOK, about, finding, kind_word, says, severity_word, stage_word, why_word
from components import forms as f
from components.cards import fact_list, section_card
from components.chips import chip, status_chip
from components.formatting import day, moment
from components.language import _
from components.markup import attrs
from components.messages import not_found
from data.alerts.book import BY_PEOPLE
from data.alerts.records import Alert, AlertEvent, Deed, Stage
from data.clock import today
from data.records import Status
from data.tasks.records import LEAD_KINDS
from pages.alert_changes import may_see_to
from pages.alerts import who_words
from pages.drawing import drawn_anew
from pages.finding import unit_key
from pages.parts import joined, page
from pages.task_words import state_word
from pages.view import View

DAYS = 7


def register(app: Dash) -> None:
    dash.register_page(__name__, path_template="/alerts/<number>", title=_title, layout=layout)


def _title(number: str = "", **_codes: str) -> str:
    return _("Cảnh báo") + f" {number} · Toàn Cảnh"


@drawn_anew
def layout(view: View, number: str) -> Component:
    known = number.isascii() and number.isdigit() and len(number) < 10
    one = view.questions.alert(int(number)) if known else None
    if one is None:
        return not_found(number)
    trail = view.questions.alert_trail(one.id)
    registry = view.questions.registry()
    tone, icon = LOOK[one.severity]
    return page(
        view,
        about(one, registry),
        html.Span(hidden=True, **attrs(data_desk="on")),
        html.Div(
            [html.Div([_facts(view, one), _forms(view, one, len(trail)), _tasks(view, one)], className="tc-stack"),
             _trail(view, one, trail)],
            className="tc-split",
        ),
        crumbs=[(_("Cảnh báo"), view.link("/alerts"))],
        lead=joined([chip(severity_word(one.severity), tone=tone, icon=icon), stage_word(one.stage),
                     status_chip(Status.SIMULATED) if one.breach.simulated else None]),
    )  # fmt: skip


def _facts(view: View, one: Alert) -> Component:
    registry = view.questions.registry()
    rule = next((r for r in view.questions.alert_rules() if r.number == one.rule_number), None)
    indicator = registry.by_code[one.indicator]
    target = one.breach.detail.get("target")
    facts: list[tuple[str, Any]] = [
        (_("Điều đã thấy"), says(one, registry)),
        (_("Quy tắc"), rule.name(view.language) if rule else None),
        (_("Chỉ tiêu"), dcc.Link(indicator.short(view.language), href=view.link(f"/indicators/{indicator.code}"))),
        (_("Mục tiêu"), dcc.Link(f"#{target}", href=view.link(f"/targets/{target}")) if target else None),
        (_("Đơn vị"), registry.by_id[one.entity_id].full_name(view.language)),
        (_("Nêu ra lúc"), moment(one.opened_at)),
        (_("Xử lý"), who_words(view, one)),
        (_("Điều kiện không còn từ"), moment(one.cleared_at) if one.cleared_at else None),
        (_("Đóng lúc"), moment(one.closed_at) if one.closed_at else None),
        (_("Lý do đóng"), why_word(one.closed_why) if one.closed_why else None),
    ]
    return section_card(_("Cảnh báo"), fact_list(facts), subtitle=f"#{one.id} · {kind_word(one.kind)}")


def _forms(view: View, one: Alert, entries: int) -> Component | None:
    if one.stage is Stage.CLOSED or view.as_of is not None:
        return None
    key, at = f"{one.id}-{entries}", f"/api/alerts/{one.id}"
    found: list[Component] = []
    if may_see_to(view.questions, one, Action.REPORT):
        found.append(f.form(f"{at}/comment", f.text("text", _("Ghi ý kiến"), rows=2), submit=_("Ghi"), key=f"c{key}"))
        if one.acknowledged_at is None:
            found.append(f.form(f"{at}/acknowledge", submit=_("Nhận biết"), key=f"k{key}", quiet=True))
    if may_see_to(view.questions, one, Action.EDIT):
        found += [_assign(view, at, one, key), _close(at, key)]
    return section_card(_("Xử lý"), found) if found else None


def _assign(view: View, at: str, one: Alert, key: str) -> Component:
    registry = view.questions.registry()
    units = [(unit_key(unit), unit.name(view.language)) for kind in LEAD_KINDS for unit in registry.of_kind(kind)]
    owner = registry.by_code[one.indicator].ministry_code
    held = registry.by_id.get(one.assigned_id or 0)
    fields = f.fields(
        f.choice("unit", _("Đơn vị xử lý"), units, unit_key(held) if held else owner),
        f.day("due_on", _("Hạn xử lý"), one.due_on or today() + timedelta(days=DAYS)),
    )
    return f.folded(
        _("Giao xử lý"),
        f.form(f"{at}/assign", fields, f.line("text", _("Yêu cầu")), submit=_("Giao"), key=f"a{key}"),
    )


def _close(at: str, key: str) -> Component:
    reasons = [(one.value, why_word(one)) for one in BY_PEOPLE]
    fields = f.fields(f.choice("why", _("Lý do"), reasons, ""), f.line("text", _("Đã làm gì, vì sao")))
    return f.folded(_("Đóng cảnh báo"), f.form(f"{at}/close", fields, submit=_("Đóng"), key=f"x{key}", quiet=True))


def _tasks(view: View, one: Alert) -> Component:
    found = view.questions.tasks(alert_id=one.id, as_of=view.as_of)
    lines = [
        html.Li([dcc.Link(task.content, href=view.link(f"/tasks/{task.number}")), f" · {state_word(task.state)}"])
        for task in found
    ]
    registry = view.questions.registry()
    held = registry.by_id.get(one.assigned_id or 0)
    lead = unit_key(held) if held else registry.by_code[one.indicator].ministry_code
    address = f"/task-new?alert={one.id}&indicator={one.indicator}&lead={lead}"
    new = dcc.Link(_("Giao nhiệm vụ từ cảnh báo này"), href=address)
    return section_card(_("Nhiệm vụ liên quan"), [html.Ul(lines) if lines else None, new])


def _trail(view: View, one: Alert, trail: tuple[AlertEvent, ...]) -> Component:
    lines = [_line(view, one, event) for event in trail]
    return section_card(_("Diễn biến"), html.Ol(lines, className="tc-trail"),
                        subtitle=_("không dòng nào bị sửa hay xóa"))  # fmt: skip


def _line(view: View, one: Alert, event: AlertEvent) -> Component:
    registry = view.questions.registry()
    words = {
        Deed.RAISED: _("nêu cảnh báo"),
        Deed.BREACHED: _("thấy thêm"),
        Deed.CLEARED: _("điều kiện không còn"),
        Deed.ACKNOWLEDGED: _("nhận biết"),
        Deed.ASSIGNED: _("giao xử lý"),
        Deed.COMMENTED: _("ý kiến"),
        Deed.ESCALATED: _("quá hạn, nâng mức"),
        Deed.CLOSED: _("đóng"),
    }
    unit = registry.by_id.get(event.entity_id or 0)
    said = [
        words[event.deed],
        unit.name(view.language) if unit else None,
        _("hạn {day}").format(day=day(event.due_on)) if event.due_on else None,
        severity_word(event.severity) if event.severity and event.deed is Deed.ESCALATED else None,
        why_word(event.why) if event.why else None,
    ]
    found = finding(one.kind, event.breach, registry.by_code[one.indicator], registry) if event.breach else None
    return html.Li(
        [
            html.Small(joined([moment(event.at), actor_in_words(event.by or "system")])),
            html.B(joined(said)),
            html.P(found) if found else None,
            html.P(event.text) if event.text else None,
        ]
    )
