"""One assigned task, for whoever must do it and whoever asks for it: what, until when, how far, and its history."""

from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from access.web.details import actor_in_words
from components.cards import fact_list, notice, section_card
from components.chips import chip, status_chip
from components.formatting import day, moment
from components.language import _
from components.markup import attrs
from components.messages import not_found
from data.records import Status
from data.tasks.records import Task, TaskEntry
from pages.drawing import drawn_anew
from pages.parts import joined, page
from pages.task_forms import forms
from pages.task_words import LOOK, assigner_word, change_word, day_or_none, how_long, state_word
from pages.view import View


def register(app: Dash) -> None:
    dash.register_page(__name__, path_template="/tasks/<number>", title=_title, layout=layout)


def _title(number: str = "", **_codes: str) -> str:
    return _("Nhiệm vụ") + f" {number} · Toàn Cảnh"


@drawn_anew
def layout(view: View, number: str) -> Component:
    known = number.isascii() and number.isdigit() and len(number) < 10
    one = view.questions.task(int(number), as_of=view.as_of) if known else None
    if one is None:
        later = view.as_of is not None and known and view.questions.task(int(number)) is not None
        words = _("Nhiệm vụ này chưa được giao vào ngày đang xem.")
        crumbs = [(_("Nhiệm vụ"), view.link("/tasks"))]
        return page(view, f"#{number}", notice(words), crumbs=crumbs) if later else not_found(number)
    history = view.questions.task_history(one.number, as_of=view.as_of)
    return page(
        view,
        one.content if len(one.content) <= 120 else one.content[:119] + "…",
        html.Span(hidden=True, **attrs(data_desk="on")),
        _made_up(one),
        html.Div(
            [
                html.Div([_facts(view, one), _forms(view, one, len(history))], className="tc-stack"),
                _history(history),
            ],
            className="tc-split",
        ),
        crumbs=[(_("Nhiệm vụ"), view.link("/tasks"))],
        lead=joined([_chip(view, one), how_long(view, one), status_chip(Status.SIMULATED) if one.simulated else None]),
    )


def _chip(view: View, one: Task) -> Component:
    tone, icon = LOOK[one.state]
    word = state_word(one.state)
    return chip(word[:1].upper() + word[1:], tone=tone, icon=icon)


def _made_up(one: Task) -> Component | None:
    words = _("Nhiệm vụ mô phỏng, để minh họa: không văn bản nào giao.")
    return notice(words, tone="risk") if one.simulated else None


def _facts(view: View, one: Task) -> Component:
    registry = view.questions.registry()
    extended = _("{due} (gia hạn {count} lần, lúc đầu {first})").format(
        due=day_or_none(one.due_on), count=one.extensions, first=day_or_none(one.first_due_on)
    )
    facts: list[tuple[str, Any]] = [
        (_("Nội dung nhiệm vụ"), one.content),
        (_("Văn bản"), joined([one.document, day(one.issued_on) if one.issued_on else None])),
        (_("Người giao"), assigner_word(one.assigned_by)),
        (_("Chủ trì"), registry.by_id[one.lead_id].full_name(view.language)),
        (_("Phối hợp"), ", ".join(registry.by_id[unit].name(view.language) for unit in one.with_ids)),
        (_("Ngày giao"), day(one.assigned_on)),
        (_("Thời hạn"), extended if one.extensions else day_or_none(one.due_on)),
        (_("Hoàn thành"), day(one.done_on) if one.done_on else None),
        (_("Rút"), day(one.withdrawn_on) if one.withdrawn_on else None),
        (_("Chỉ tiêu"), _indicator(view, one)),
        (_("Mục tiêu"), _linked(one.target_number, view.link(f"/targets/{one.target_number}"))),
        (_("Cảnh báo"), _linked(one.alert_id, view.link(f"/alerts/{one.alert_id}"))),
        (_("Mã"), one.code),
    ]
    return section_card(_("Nhiệm vụ"), fact_list(facts), subtitle=f"#{one.number}")


def _linked(number: int | None, address: str) -> Component | None:
    return None if number is None else dcc.Link(f"#{number}", href=address)


def _indicator(view: View, one: Task) -> Component | None:
    known = view.questions.known([one.indicator] if one.indicator else [])
    return dcc.Link(known[0].short(view.language), href=view.link(f"/indicators/{known[0].code}")) if known else None


def _forms(view: View, one: Task, entries: int) -> Component | None:
    found = forms(view, one, entries) if view.as_of is None else []
    return section_card(_("Cập nhật"), found) if found else None


def _history(history: tuple[TaskEntry, ...]) -> Component:
    return section_card(_("Lịch sử"), html.Ol([_entry(one) for one in history], className="tc-trail"),
                        subtitle=_("không dòng nào bị sửa hay xóa"))  # fmt: skip


def _entry(one: TaskEntry) -> Component:
    said = {
        "extended": _("đến {day}").format(day=day(one.due_on)) if one.due_on else None,
        "done": day(one.done_on) if one.done_on else None,
        "withdrawn": day(one.withdrawn_on) if one.withdrawn_on else None,
        "assigned": _("hạn {day}").format(day=day_or_none(one.due_on)),
    }.get(one.change.value if one.change else "")
    return html.Li(
        [
            html.Small(joined([moment(one.at), actor_in_words(one.by or "system")])),
            html.B(joined([change_word(one.change), said])),
            html.P(one.text) if one.text else None,
        ]
    )
