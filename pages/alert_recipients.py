"""For everybody: how one is told of alerts. For administrators: how everybody is. For operators: what did not arrive.

Decision it serves: whether whoever must know of an alert gets to know of it, and what to do where they may not have.
"""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

import dash
from dash import Dash, html
from dash.development.base_component import Component

from access import accounts
from access.errors import AccessError
from access.recipients import MAIL, WEBHOOK
from access.roles import Action
from access.scopes import parse_grant
from access.web import gate, rules
from access.web.names import grant_in_words
from alerts.wording import not_sent, severity_word
from components import forms as f
from components.cards import notice, section_card
from components.chips import chip
from components.columns import Column
from components.language import _
from components.markup import attrs
from components.tables import simple_table
from data.alerts.outbox import Outbox, Recipient
from data.alerts.records import Severity
from data.alerts.undelivered import FAILED, Undelivered, undelivered
from pages.alert_bell import bell_card
from pages.alert_recipient_changes import PAGE, keeps_all, of_mine
from pages.alert_recipient_trial import last_trial
from pages.alert_undelivered import not_arrived
from pages.alerts import alert_tabs
from pages.drawing import drawn_anew
from pages.parts import page
from pages.view import View

Refused = Mapping[int, Undelivered]
"""The newest message to each recipient (by its number) that could not be delivered."""


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
    failed = undelivered(gate.engine())
    refused = {one.recipient_id: one for one in reversed(failed) if one.state == FAILED}
    return page(
        view,
        _("Nhận tin cảnh báo"),
        html.Span(hidden=True, **attrs(data_desk="on")),
        _no_server(who),
        alert_tabs(view, PAGE),
        not_arrived(failed) if rules.lets(who, Action.OPERATE) else None,
        bell_card(view),
        _own(mine, refused) if who.account_id is not None else None,
        _everybody(view, every, refused) if keeps_all(who) else None,
        lead=_("Thư và webhook chỉ gồm điều người nhận được xem vào lúc gửi; chuông đếm theo cách chọn dưới đây."),
    )  # fmt: skip


def _no_server(who: Any) -> Component | None:
    """For whoever keeps the system: that no mail can go out."""
    if gate.settings().smtp_host or not rules.lets(who, Action.WATCH):
        return None
    return notice(_("Chưa đặt máy chủ thư (TOANCANH_SMTP_HOST); thư cảnh báo sẽ đợi, không gửi được."), tone="risk")


# -- one's own


def _own(mine: list[Recipient], refused: Refused) -> Component:
    body: list[Component] = [_one(one, refused.get(one.id)) for one in mine]
    new = f.form("/api/alert-recipients", *_fields(None), submit=_("Nhận tin"), key=f"own{len(mine)}")
    body.append(f.folded(_("Nhận thư ở một địa chỉ nữa"), new) if mine else new)
    return section_card(_("Gửi cho tôi"), body, subtitle=_("theo vai trò của tôi vào lúc gửi"))


def _one(one: Recipient, refused: Undelivered | None) -> Component:
    form = f.form(_at(one), *_fields(one), submit=_("Ghi"), key=f"r{one.id}-{_print(one)}")
    said = html.P([html.B(one.address), " · ", _how(one)])
    return html.Div([said, _refusal(one, refused), f.folded(_("Sửa"), form), *_deeds(one)], className="tc-stack")


def _at(one: Recipient) -> str:
    return f"/api/alert-recipients/{one.id}"


def _refusal(one: Recipient, refused: Undelivered | None) -> Component | None:
    """That messages to this address do not arrive, and why."""
    if refused is None:
        return None
    words = _("Có tin không tới {address}: {fault}")
    return notice(words.format(address=refused.address, fault=not_sent(refused.fault)), tone="bad")


def _deeds(one: Recipient) -> list[Component]:
    """What can be done about a recipient, and how the last trial went."""
    turn = ("stop", _("Ngừng gửi")) if one.active else ("resume", _("Gửi lại từ nay"))
    tried = last_trial(one)
    trial = f.form(f"{_at(one)}/try", submit=_("Gửi tin thử"), key=f"y{one.id}-{_print(one)}", quiet=True)
    stop = f.form(f"{_at(one)}/{turn[0]}", submit=turn[1], key=f"t{one.id}-{_print(one)}", quiet=True)
    deeds: list[Component] = [html.Div([trial, stop], className="tc-deeds")]
    return [html.P(tried), *deeds] if tried else deeds


def _print(one: Recipient) -> str:
    """Tells a form of what was written meanwhile from the one before."""
    return f"{crc32(repr(one).encode()):x}"


def _how(one: Recipient) -> str:
    """When and what, in a line."""
    quiet = _("yên lặng {begins}–{ends}").format(begins=one.quiet_from, ends=one.quiet_to) if one.quiet_from else ""
    urgent = _("cảnh báo khẩn gửi ngay") if one.urgent_anyway and (quiet or one.digest != "now") else ""
    least = _("từ mức {severity}").format(severity=severity_word(one.severity))
    return ", ".join(filter(None, [least, _when(one), quiet, urgent, "" if one.active else _("đã ngừng gửi")]))


def _when(one: Recipient) -> str:
    daily = _("gộp mỗi ngày lúc {at}").format(at=one.digest_at)
    return {"now": _("gửi ngay"), "hourly": _("gộp mỗi giờ")}.get(one.digest, daily)


def _fields(one: Recipient | None) -> list[Component]:
    severities = [(each.value, severity_word(each)) for each in Severity]
    digests = [("now", _("gửi ngay")), ("hourly", _("gộp mỗi giờ")), ("daily", _("gộp mỗi ngày"))]
    yes_no = [("yes", _("gửi ngay, cả giờ yên lặng")), ("no", _("như các mức khác"))]
    return [
        f.fields(f.line("address", _("Địa chỉ"), one.address if one else "", hint="ten@coquan.gov.vn"),
                 f.choice("severity", _("Từ mức"), severities, one.severity.value if one else "warning"),
                 f.choice("language", _("Ngôn ngữ"), [("vi", _("tiếng Việt")), ("en", _("tiếng Anh"))],
                          one.language if one else "vi")),
        f.fields(f.choice("digest", _("Cách gửi"), digests, one.digest if one else "now"),
                 f.clock("digest_at", _("Giờ gộp hằng ngày"), one.digest_at if one else "07:00"),
                 f.clock("quiet_from", _("Yên lặng từ"), one.quiet_from if one else ""),
                 f.clock("quiet_to", _("đến"), one.quiet_to if one else ""),
                 f.choice("urgent_anyway", _("Cảnh báo khẩn"), yes_no,
                          "no" if one and not one.urgent_anyway else "yes")),
    ]  # fmt: skip


# -- everybody


def _everybody(view: View, every: tuple[Recipient, ...], refused: Refused) -> Component:
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
            "whose": names.get(one.account_id or 0, "") or _roles(one.grants),
            "how": _how(one),
            "state": _standing(one, refused.get(one.id)),
        }
        for one in every
    ]
    title = _("Mọi nơi nhận")
    table = simple_table(
        rows, columns, id="alert-recipients", caption=title, in_blocks=True, empty=_("Chưa ai nhận tin.")
    )
    form = (
        _form(chosen, names.get(chosen.account_id or 0, ""), refused.get(chosen.id))
        if chosen
        else _form(None, "", None)
    )
    return section_card(title, [table, form])


def _roles(grants: str) -> str:
    """Roles in words; as they stand where they cannot be read, and nobody is told anything by them."""
    try:
        return ", ".join(grant_in_words(parse_grant(one)) for one in grants.split(",") if one.strip())
    except AccessError:
        return grants


def _standing(one: Recipient, refused: Undelivered | None) -> str | Component:
    if refused is not None and one.active:
        return chip(_("không tới được"), tone="bad", icon="✕")
    return _("đang gửi") if one.active else _("đã ngừng gửi")


def _form(one: Recipient | None, account: str, refused: Undelivered | None) -> Component:
    at = _at(one) if one else "/api/alert-recipients"
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
    return html.Div([html.H3(one.name), _refusal(one, refused), form, *_deeds(one)], className="tc-stack")
