"""For whoever keeps the rules of alerts: which there are, how often each would have fired, and a form to change one.

Decision it serves: whether a limit is worth somebody's attention.
"""

from collections import Counter
from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from access.roles import Action, may
from access.web import gate
from access.web.details import actor_in_words
from alerts.wording import LOOK, kind_word, severity_word
from components import forms as f
from components.cards import notice, section_card
from components.chips import chip
from components.columns import Column
from components.formatting import moment, number, period
from components.language import _
from components.markup import attrs
from components.tables import simple_table
from data.alerts.records import Breach, Kind, Rule, Severity
from data.alerts.rules import LEVELS, OPERATORS
from data.alerts.touched import is_of_walls, with_shown
from data.questions.findings import runs
from data.wall.shown import shown_codes
from pages.alert_rule_changes import draft_of, rule_of
from pages.alert_rule_standard import reason_words, unlike_standard
from pages.alerts import alert_tabs
from pages.drawing import drawn_anew
from pages.parts import joined, page
from pages.view import View
from pages.wall import state

UNITS = ("nation", "province", "region", "nation,province")


def register(app: Dash) -> None:
    dash.register_page(
        # first, for Dash would take the address for that of an alert
        __name__,
        path="/alerts/rules",
        order=0,
        title=lambda **_codes: _("Quy tắc cảnh báo") + " · Toàn Cảnh",
        layout=layout,
    )


@drawn_anew
def layout(view: View) -> Component:
    rules = view.questions.alert_rules()
    chosen = next((one for one in rules if str(one.number) == view.params.get("rule")), None)
    kind = view.choice("new", [*Kind], "")
    return page(
        view,
        _("Quy tắc cảnh báo"),
        html.Span(hidden=True, **attrs(data_desk="on")),
        alert_tabs(view, "/alerts/rules"),
        _one(view, chosen) if chosen else _new(view, kind) if kind else None,
        _every(view, rules),
        _add(view) if may(gate.viewer(), Action.EDIT) else None,
        lead=_("Cột “24 tháng qua” đếm lại quá khứ bằng chính cách tìm đang dùng, trên số liệu anh/chị được xem."),
    )


def _every(view: View, rules: tuple[Rule, ...]) -> Component:
    rows = [_row(view, one) for one in rules]
    columns = [
        Column("name", _("Quy tắc"), link="href"),
        Column("kind", _("Loại")),
        Column("severity", _("Mức")),
        Column("on", _("Trạng thái")),
        Column("open", _("Đang mở"), "number", decimals=0),
        Column("past", _("24 tháng qua"), "number", decimals=0),
    ]
    title = _("Các quy tắc")
    return section_card(title, simple_table(rows, columns, id="alert-rules", caption=title, in_blocks=True))


def _row(view: View, one: Rule) -> dict[str, Any]:
    tone, icon = LOOK[one.severity]
    return {
        "name": one.name(view.language),
        "href": view.link("/alerts/rules", rule=one.number),
        "kind": kind_word(one.kind),
        "severity": chip(severity_word(one.severity), tone=tone, icon=icon),
        "on": _("đang dùng") if one.enabled else _("đã tắt"),
        "open": len(view.questions.open_alerts(rule_number=one.number)),
        "past": runs(_past(view, one)),
    }


def _past(view: View, rule: Rule) -> tuple[Breach, ...]:
    """What a rule would have found over the last two years; one about walls in what they show today."""
    shown = shown_codes(gate.engine(), state.wall().definitions.read()) if is_of_walls(rule) else ()
    return view.questions.rule_preview(with_shown(rule, shown))


def _add(view: View) -> Component:
    lines = [
        html.Li([dcc.Link(kind_word(kind), href=view.link("/alerts/rules", new=kind.value)), f": {words}."])
        for kind, words in _raised_when().items()
    ]
    return section_card(_("Thêm quy tắc"), html.Ul(lines, className="tc-definition"))


def _raised_when() -> dict[Kind, str]:
    """When a rule of each kind raises an alert."""
    return {
        Kind.THRESHOLD: _("số mới nhất lớn hơn hay nhỏ hơn một mức"),
        Kind.TARGET: _("một mục tiêu từ đúng tiến độ thành có nguy cơ, khó đạt hay không đạt"),
        Kind.ANOMALY: _("số mới công bố nằm ngoài khoảng đã dự báo cho nó"),
        Kind.LATE: _("kỳ tiếp theo của một chuỗi số lẽ ra đã có mà chưa có"),
        Kind.PARTS: _("tổng các địa phương không bằng số của cả nước"),
        Kind.MISSING: _("cả kỳ đã có số, riêng vài địa phương thì chưa"),
        Kind.SIMULATED: _("số mới nhất đang chiếu trên màn hình lớn là số mô phỏng"),
    }


def _writer(rule: Rule) -> str:
    return actor_in_words(rule.recorded_by or "system")


def _one(view: View, rule: Rule) -> Component:
    draft = draft_of(rule, view.params)
    found = _past(view, draft)
    history = view.questions.alert_rule_history(rule.number)
    lines = [
        html.Li([html.Small(joined([moment(one.recorded_at), _writer(one)])), html.P(reason_words(one))])
        for one in history
    ]
    changed = notice(_("Đang xem thử; quy tắc chưa đổi cho đến khi ghi.")) if draft != rule else None
    standard = unlike_standard(view, history) if draft == rule else None
    form = _form(view, draft, f"/api/alert-rules/{rule.number}") if may(gate.viewer(), Action.EDIT) else None
    trail = html.Ol(lines, className="tc-trail")
    return section_card(
        rule.name(view.language),
        [changed, standard, _preview(view, found), form, f.folded(_("Các lần sửa"), trail)],
        subtitle=kind_word(rule.kind),
    )


def _new(view: View, kind: str) -> Component:
    draft = draft_of(rule_of(Kind(kind)), view.params)
    ready = draft.indicators or draft.kind is not Kind.THRESHOLD
    found = _past(view, draft) if ready else ()
    return section_card(
        _("Quy tắc mới: {kind}").format(kind=kind_word(draft.kind)),
        [_preview(view, found) if ready else None, _form(view, draft, "/api/alert-rules")],
    )


def _preview(view: View, found: tuple[Breach, ...]) -> Component:
    """How often it would have fired, in a sentence and by month."""
    months = Counter(one.known_on.strftime("%Y-%m") for one in found)
    series = len({(one.indicator_id, one.entity_id) for one in found})
    words = _("24 tháng qua: {alerts} cảnh báo, {findings} lần thấy, ở {series} chuỗi.").format(
        alerts=number(runs(found)), findings=number(len(found)), series=number(series)
    )
    most = max(months.values(), default=1)
    bars = [
        html.Li([html.Small(period(month)), html.Span(
            html.Span(className="tc-part--accent", style={"width": f"{count / most:.0%}"}), className="tc-rows__bar",
            **attrs(aria_hidden="true")), html.B(number(count))])
        for month, count in sorted(months.items())
    ]  # fmt: skip
    return html.Div([html.P(words), html.Ol(bars, className="tc-months") if bars else None])


def _form(view: View, rule: Rule, action: str) -> Component:
    given = rule.parameters
    severities = [(one.value, severity_word(one)) for one in Severity]
    shown = {"yes": _("đang dùng"), "no": _("tắt")}
    units = dict(
        zip(UNITS, (_("cả nước"), _("các tỉnh, thành phố"), _("các vùng"), _("cả nước và các tỉnh")), strict=True)
    )
    return f.form(
        action,
        f.hidden("kind", rule.kind.value),
        f.hidden("version", rule.version),
        f.fields(f.line("name_vi", _("Tên"), rule.name_vi), f.line("name_en", _("Tên tiếng Anh"), rule.name_en)),
        f.fields(
            f.line(
                "indicators",
                _("Mã chỉ tiêu (trống: như trên màn hình lớn)")
                if rule.kind is Kind.SIMULATED
                else _("Mã chỉ tiêu (trống: mọi chỉ tiêu)"),
                "; ".join(rule.indicators),
                hint="GRO01; PRI01",
            ),
            f.choice("unit_kinds", _("Đơn vị"), list(units.items()), ",".join(rule.unit_kinds)),
        ),
        f.fields(*_parameters(rule, given)),
        f.fields(
            f.choice("severity", _("Mức"), severities, rule.severity.value),
            f.choice("enabled", _("Trạng thái"), list(shown.items()), "yes" if rule.enabled else "no"),
        ),
        f.line("reason", _("Lý do sửa")) if rule.version else None,
        submit=_("Ghi quy tắc"),
        key=f"rule{rule.number}-{rule.version}",
        also=(f"{action}/preview", _("Xem thử 24 tháng qua")),
    )


def _parameters(rule: Rule, given: Any) -> list[Component]:
    only = {"yes": _("chỉ số đã công bố"), "no": _("cả số mô phỏng")}
    published = f.choice("published", _("Số liệu"), list(only.items()), "yes" if given.get("published") else "no")
    match rule.kind:
        case Kind.THRESHOLD:
            signs = f.choice(
                "operator", _("So sánh"), [(one, one) for one in OPERATORS], str(given.get("operator", ""))
            )
            return [signs, f.line("value", _("Ngưỡng"), str(given.get("value", "")).replace(".", ",")), published]
        case Kind.ANOMALY:
            levels = [(str(one), f"{one}%") for one in LEVELS]
            return [f.choice("level", _("Khoảng dự báo"), levels, str(given.get("level", ""))), published]
        case Kind.LATE:
            words = {"D": _("theo ngày"), "M": _("theo tháng"), "Q": _("theo quý"), "A": _("theo năm")}
            days = given.get("days", {})
            label = _("Số ngày cho phép, {grain}")
            return [
                f.line(f"days_{key}", label.format(grain=word), str(days.get(key, ""))) for key, word in words.items()
            ]
        case Kind.PARTS:
            return [
                f.line("tolerance", _("Lệch cho phép (%)"), str(given.get("tolerance", "")).replace(".", ",")),
                published,
            ]
        case Kind.MISSING:
            share = str(given.get("share", "")).replace(".", ",")
            return [f.line("share", _("Phần địa phương đã có số (0 đến 1)"), share), published]
    return []
