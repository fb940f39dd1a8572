"""For the Government Office and each unit: what asks for attention now, who has taken it up, and what is overdue.

Decision it serves: who must see to what, until when.
"""

from datetime import timedelta
from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from access.roles import Action
from access.web import gate, rules, seeing
from alerts.wording import LOOK, about, kind_word, not_sent, says, severity_word, stage_word
from components import controls
from components.cards import notice, section_card
from components.chips import chip
from components.columns import Column
from components.formatting import day, moment, number
from components.language import _
from components.markup import attrs
from components.tables import simple_table
from data.alerts.records import Alert, Kind, Rule, Severity
from data.alerts.undelivered import undelivered
from data.clock import utc_now
from data.records import Entity
from pages.drawing import drawn_anew
from pages.parts import page
from pages.view import View

MOST_SHOWN = 12
SILENT = timedelta(minutes=5)
"""The watch says every minute that it lives."""


def register(app: Dash) -> None:
    dash.register_page(__name__, path="/alerts", title=lambda **_codes: _("Cảnh báo") + " · Toàn Cảnh", layout=layout)


@drawn_anew
def layout(view: View) -> Component:
    every = view.questions.open_alerts(as_of=view.as_of)
    severity = view.choice("severity", [*Severity, "overdue"], "")
    shown = [one for one in every if severity in ("", one.severity) or (severity == "overdue" and one.overdue)]
    known = {one.number: one for one in view.questions.alert_rules()}
    groups = [_group(view, known[number], ones) for number, ones in _by_rule(shown).items() if number in known]
    return page(
        view,
        _("Cảnh báo"),
        html.Span(hidden=True, **attrs(data_desk="on")),
        _watching(view),
        _undelivered(view),
        alert_tabs(view, "/alerts"),
        _tallies(view, every, severity),
        *(groups or [notice(_("Không có cảnh báo nào đang mở."))]),
        lead=_("Do quy tắc nêu ra sau mỗi lần nạp; mỗi quy tắc, chỉ tiêu và đơn vị chỉ có một cảnh báo mở."),
    )


def alert_tabs(view: View, here: str) -> Component:
    """The pages about alerts that the viewer may open."""
    links = [
        ("/alerts", _("Đang mở"), "pages.alerts"),
        ("/alerts/rules", _("Quy tắc"), "pages.alert_rules"),
        ("/alerts/recipients", _("Nhận tin"), "pages.alert_recipients"),
    ]
    open_ = [(view.link(path), word, path == here) for path, word, module in links if seeing.may_open(module)]
    return controls.tabs(open_, _("Các trang cảnh báo"))


def _watching(view: View) -> Component | None:
    """A sentence where the rules are not applied: nobody is watching, or something is wrong."""
    seen = view.questions.alert_watch()
    if view.as_of is not None:
        return notice(_("Cảnh báo còn mở vào ngày đang xem; mức và người xử lý là như hiện nay."))
    if seen.finished_at is None:
        return notice(_("Chưa áp dụng quy tắc lần nào. Người vận hành chạy: python -m alerts watch"), tone="risk")
    if seen.fault and rules.lets(gate.viewer(), Action.WATCH):
        return notice(_("Lần áp dụng quy tắc gần nhất không xong: {fault}").format(fault=seen.fault), tone="bad")
    if seen.data_version != view.questions.data_version():
        return notice(_("Quy tắc chưa xem lần nạp mới nhất; đang chờ python -m alerts watch."), tone="risk")
    silent = seen.beat_at is None or utc_now() - seen.beat_at > SILENT
    if not silent or not rules.lets(gate.viewer(), Action.WATCH):
        return None
    words = _("Không thấy python -m alerts watch từ {moment}: tin không được gửi, việc quá hạn không được nâng mức.")
    return notice(words.format(moment=moment(seen.beat_at)), tone="risk")


def _undelivered(view: View) -> Component | None:
    """For whoever keeps the system: why messages about alerts do not go out, and where to decide about them."""
    if view.as_of is not None or not rules.lets(gate.viewer(), Action.WATCH):
        return None
    found = undelivered(gate.engine())
    if not found:
        return None
    words = _("{count} tin báo chưa tới nơi: {recipient}: {fault}")
    said = words.format(count=number(len(found)), recipient=found[0].recipient, fault=not_sent(found[0].fault))
    return notice([said, " ", dcc.Link(_("Xem và xử lý"), href="/alerts/recipients")], tone="risk")


def _tallies(view: View, every: tuple[Alert, ...], severity: str) -> Component:
    counts = [(one.value, sum(a.severity is one for a in every), severity_word(one), LOOK[one][0]) for one in Severity]
    counts.append(("overdue", sum(a.overdue for a in every), _("quá hạn xử lý"), "bad"))
    tiles = [("", len(every), _("đang mở"), ""), *counts]
    return html.Nav(
        [
            dcc.Link(
                [html.B(number(count)), html.Span(word)],
                href=view.link("/alerts", severity=key),
                className=f"tc-card tc-tally tc-tally--{tone}" + (" tc-tally--on" if key == severity else ""),
            )
            for key, count, word, tone in tiles
        ],
        className="tc-tallies",
        **attrs(aria_label=_("Theo mức")),
    )


def _by_rule(shown: list[Alert]) -> dict[int, list[Alert]]:
    """In the order of the most severe of each rule."""
    found: dict[int, list[Alert]] = {}
    for one in shown:
        found.setdefault(one.rule_number, []).append(one)
    return found


def _group(view: View, rule: Rule, ones: list[Alert]) -> Component:
    rows = [alert_row(view, one) for one in ones]
    title = rule.name(view.language)

    def table(part: list[dict[str, Any]], id: str) -> Component:
        return simple_table(part, alert_columns(), id=id, caption=title, in_blocks=True)

    body = [table(rows[:MOST_SHOWN], f"alerts-{rule.number}")]
    if len(rows) > MOST_SHOWN:
        rest = table(rows[MOST_SHOWN:], f"alerts-{rule.number}-more")
        summary = html.Summary(_("{count} cảnh báo nữa").format(count=number(len(rows) - MOST_SHOWN)))
        body.append(html.Details([summary, rest], className="tc-fold"))
    subtitle = _("{count} cảnh báo · {kind}").format(count=number(len(ones)), kind=kind_word(rule.kind))
    return section_card(title, body, subtitle=subtitle)


def alert_columns() -> list[Column]:
    return [
        Column("severity", _("Mức")),
        Column("about", _("Về"), link="href"),
        Column("says", _("Điều đã thấy")),
        Column("since", _("Từ ngày"), "moment"),
        Column("who", _("Xử lý")),
    ]


def alert_row(view: View, one: Alert) -> dict[str, Any]:
    """An alert as a row of `alert_columns`."""
    registry = view.questions.registry()
    tone, icon = LOOK[one.severity]
    marks = [_("số mô phỏng")] if one.breach.simulated and one.kind is not Kind.SIMULATED else []
    marks += [_("điều kiện không còn")] if one.cleared_at else []
    added = _("{count} lần").format(count=number(one.breaches)) if one.breaches > 1 else ""
    return {
        "severity": chip(severity_word(one.severity), tone=tone, icon=icon),
        "about": about(one, registry),
        "href": view.link(f"/alerts/{one.id}"),
        "says": " ".join(filter(None, [says(one, registry), "· " + " · ".join(filter(None, [added, *marks]))
                                       if added or marks else ""])),
        "since": one.opened_at,
        "who": who_words(view, one),
    }  # fmt: skip


def who_words(view: View, one: Alert) -> str:
    """Who has taken it up, until when."""
    unit: Entity | None = view.questions.registry().by_id.get(one.assigned_id or 0)
    if unit is None:
        return stage_word(one.stage)
    due = _("quá hạn {day}") if one.overdue else _("hạn {day}")
    return f"{unit.name(view.language)}, " + due.format(day=day(one.due_on))
