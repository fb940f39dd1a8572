"""For everybody: how one is told of alerts. For administrators: how everybody is. For operators: what did not arrive.

Decision it serves: whether whoever must know of an alert gets to know of it, and what to do where they may not have.
"""

from typing import Any
from zlib import crc32

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from access import accounts
from access.recipients import MAIL, WEBHOOK
from access.roles import Action
from access.web import gate, rules
from alerts.wording import not_sent, severity_word
from components import forms as f
from components.cards import notice, section_card
from components.chips import chip
from components.columns import Column
from components.formatting import moment, number
from components.language import _
from components.markup import attrs
from components.tables import simple_table
from data.alerts.outbox import Outbox, Recipient
from data.alerts.records import Severity
from data.alerts.undelivered import UNCERTAIN, WAITING, Undelivered, undelivered
from pages.alert_recipient_changes import PAGE, keeps_all, of_mine
from pages.alerts import alert_tabs
from pages.drawing import drawn_anew
from pages.parts import page
from pages.view import View


def register(app: Dash) -> None:
    dash.register_page(
        # first, for Dash would take the address for that of an alert
        __name__,
        path=PAGE,
        order=0,
        title=lambda **_codes: _("Nhận tin cảnh báo") + " · Toàn Cảnh",
        layout=layout,
    )


@drawn_anew
def layout(view: View) -> Component:
    who = gate.viewer()
    every = Outbox(gate.engine()).recipients()
    mine = [one for one in every if of_mine(one, who)]
    return page(
        view,
        _("Nhận tin cảnh báo"),
        html.Span(hidden=True, **attrs(data_desk="on")),
        _no_server(who),
        alert_tabs(view, PAGE),
        _not_arrived() if rules.lets(who, Action.OPERATE) else None,
        _own(view, mine) if who.account_id is not None else None,
        _everybody(view, every) if keeps_all(who) else None,
        lead=_("Chuông ở đầu trang đếm cảnh báo đang mở trong phạm vi của anh/chị. Thư và webhook chỉ gồm điều người "
               "nhận được xem vào lúc gửi."),
    )  # fmt: skip


def _no_server(who: Any) -> Component | None:
    """For whoever keeps the system: that no mail can go out."""
    if gate.settings().smtp_host or not rules.lets(who, Action.WATCH):
        return None
    return notice(_("Chưa đặt máy chủ thư (TOANCANH_SMTP_HOST); thư cảnh báo sẽ đợi, không gửi được."), tone="risk")


# -- what did not arrive


def _not_arrived() -> Component | None:
    found = undelivered(gate.engine())
    if not found:
        return None
    rows = [_message(one) for one in found]
    columns = [
        Column("state", _("Tình trạng")),
        Column("to", _("Gửi tới")),
        Column("about", _("Về")),
        Column("fault", _("Vì sao")),
        Column("since", _("Từ"), "moment"),
        Column("deeds", _("Xử lý")),
    ]
    title = _("Tin chưa tới")
    words = _("Tin “không rõ” có thể đã tới: máy chủ thư nhận xong mà không trả lời. Hệ thống không tự gửi lại tin ấy.")
    return section_card(title, [html.P(words), simple_table(rows, columns, id="alert-messages", caption=title)],
                        subtitle=_("{count} tin").format(count=number(len(rows))))  # fmt: skip


def _message(one: Undelivered) -> dict[str, Any]:
    at, key = f"/api/alert-messages/{one.id}", f"{one.id}-{one.state}-{one.tries}"
    return {
        "state": _state(one),
        "to": f"{one.recipient}, {one.address}",
        "about": html.Span([html.Span([" " if place else "", dcc.Link(f"#{id}", href=f"/alerts/{id}")])
                            for place, id in enumerate(one.alerts)]),
        "fault": _fault(one),
        "since": one.made_at,
        "deeds": html.Div([f.form(f"{at}/again", submit=_("Gửi lại"), key=f"g{key}", quiet=True),
                           f.form(f"{at}/dismiss", submit=_("Bỏ qua"), key=f"b{key}", quiet=True)],
                          className="tc-deeds"),
    }  # fmt: skip


def _state(one: Undelivered) -> Component:
    if one.state == UNCERTAIN:
        return chip(_("không rõ đã tới chưa"), tone="risk", icon="?")
    if one.state == WAITING:
        return chip(_("đang chờ gửi lại"), tone="accent", icon="↻")
    return chip(_("không gửi được"), tone="bad", icon="✕")


def _fault(one: Undelivered) -> str:
    if one.state != WAITING:
        return not_sent(one.fault)
    words = _("{fault} Đã thử {count} lần, thử lại lúc {moment}.")
    return words.format(fault=not_sent(one.fault), count=number(one.tries), moment=moment(one.not_before))


# -- one's own


def _own(view: View, mine: list[Recipient]) -> Component:
    body: list[Component] = [_one(view, one) for one in mine]
    new = f.form("/api/alert-recipients", *_fields(None), submit=_("Nhận tin"), key=f"own{len(mine)}")
    body.append(f.folded(_("Nhận thư ở một địa chỉ nữa"), new) if mine else new)
    return section_card(_("Gửi cho tôi"), body, subtitle=_("theo vai trò của tôi vào lúc gửi"))


def _one(view: View, one: Recipient) -> Component:
    at, key = f"/api/alert-recipients/{one.id}", f"{one.id}-{_print(one)}"
    turn = ("stop", _("Ngừng gửi")) if one.active else ("resume", _("Gửi lại từ nay"))
    deeds = f.form(f"{at}/{turn[0]}", submit=turn[1], key=f"t{key}", quiet=True)
    form = f.form(at, *_fields(one), submit=_("Ghi"), key=f"r{key}")
    return html.Div(
        [html.P([html.B(one.address), " · ", _how(one)]), f.folded(_("Sửa"), form), deeds], className="tc-stack"
    )


def _print(one: Recipient) -> str:
    """Tells a form of what was written meanwhile from the one before."""
    return f"{crc32(repr(one).encode()):x}"


def _how(one: Recipient) -> str:
    """When and what, in a line."""
    quiet = _("yên lặng {begins}–{ends}").format(begins=one.quiet_from, ends=one.quiet_to) if one.quiet_from else ""
    urgent = _("trừ cảnh báo khẩn") if quiet and one.urgent_anyway else ""
    least = _("từ mức {severity}").format(severity=severity_word(one.severity))
    return ", ".join(filter(None, [least, _when(one), quiet, urgent, "" if one.active else _("đã ngừng gửi")]))


def _when(one: Recipient) -> str:
    daily = _("gộp mỗi ngày lúc {at}").format(at=one.digest_at)
    return {"now": _("gửi ngay"), "hourly": _("gộp mỗi giờ")}.get(one.digest, daily)


def _fields(one: Recipient | None) -> list[Component]:
    severities = [(each.value, severity_word(each)) for each in Severity]
    digests = [("now", _("gửi ngay")), ("hourly", _("gộp mỗi giờ")), ("daily", _("gộp mỗi ngày"))]
    yes_no = [("yes", _("vẫn gửi")), ("no", _("không gửi"))]
    return [
        f.fields(f.line("address", _("Địa chỉ"), one.address if one else "", hint="ten@coquan.gov.vn"),
                 f.choice("severity", _("Từ mức"), severities, one.severity.value if one else "warning"),
                 f.choice("language", _("Ngôn ngữ"), [("vi", _("tiếng Việt")), ("en", _("tiếng Anh"))],
                          one.language if one else "vi")),
        f.fields(f.choice("digest", _("Cách gửi"), digests, one.digest if one else "now"),
                 f.clock("digest_at", _("Giờ gộp hằng ngày"), one.digest_at if one else "07:00"),
                 f.clock("quiet_from", _("Yên lặng từ"), one.quiet_from if one else ""),
                 f.clock("quiet_to", _("đến"), one.quiet_to if one else ""),
                 f.choice("urgent_anyway", _("Cảnh báo khẩn trong giờ yên lặng"), yes_no,
                          "no" if one and not one.urgent_anyway else "yes")),
    ]  # fmt: skip


# -- everybody


def _everybody(view: View, every: tuple[Recipient, ...]) -> Component:
    chosen = next((one for one in every if str(one.id) == view.params.get("recipient")), None)
    with gate.engine().connect() as connection:
        names = {one.id: one.name for one in accounts.list_all(connection)}
    columns = [
        Column("name", _("Tên"), link="href"),
        Column("address", _("Địa chỉ")),
        Column("whose", _("Xem bằng quyền của")),
        Column("how", _("Cách gửi")),
        Column("state", _("Trạng thái")),
    ]
    rows = [
        {
            "name": one.name,
            "href": view.link(PAGE, recipient=one.id),
            "address": one.address,
            "whose": names.get(one.account_id or 0, "") or one.grants,
            "how": _how(one),
            "state": _("đang gửi") if one.active else _("đã ngừng gửi"),
        }
        for one in every
    ]
    title = _("Mọi nơi nhận")
    table = simple_table(rows, columns, id="alert-recipients", caption=title, empty=_("Chưa ai nhận tin."))
    form = _form(chosen, names.get(chosen.account_id or 0, "") if chosen else "")
    return section_card(title, [table, form])


def _form(one: Recipient | None, account: str) -> Component:
    at = f"/api/alert-recipients/{one.id}" if one else "/api/alert-recipients"
    ways = [(MAIL, _("thư")), (WEBHOOK, "webhook")]
    form = f.form(
        at,
        f.fields(f.line("name", _("Tên"), one.name if one else "", most=120),
                 f.choice("channel", _("Đường gửi"), ways, one.channel if one else MAIL),
                 f.line("account", _("Tài khoản"), account, hint="lan"),
                 f.line("grants", _("hoặc vai trò"), one.grants if one else "", hint="viewer@province/24/2025")),
        *_fields(one),
        submit=_("Ghi") if one else _("Thêm nơi nhận"),
        key=f"a{one.id}-{_print(one)}" if one else "a",
    )  # fmt: skip
    if one is None:
        return f.folded(_("Thêm nơi nhận"), form)
    turn = ("stop", _("Ngừng gửi")) if one.active else ("resume", _("Gửi lại từ nay"))
    stop = f.form(f"{at}/{turn[0]}", submit=turn[1], key=f"s{one.id}-{one.active}", quiet=True)
    return html.Div([html.H3(one.name), form, stop], className="tc-stack")
