"""Messages about alerts that did not arrive, as an operator sees them: why, since when, and what to do about each."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from alerts.wording import not_sent
from components import forms as f
from components.cards import section_card
from components.chips import chip
from components.columns import Column
from components.formatting import moment, number
from components.language import _
from components.tables import simple_table
from data.alerts.undelivered import UNCERTAIN, WAITING, Undelivered


def not_arrived(found: tuple[Undelivered, ...]) -> Component | None:
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
    words = _(
        "Tin “không rõ” có thể đã tới: máy chủ thư nhận xong mà không trả lời. Tin “không gửi được” bị từ chối hẳn, "
        "hãy sửa địa chỉ trước. Hệ thống không tự gửi lại hai loại tin ấy."
    )
    table = simple_table(rows, columns, id="alert-messages", caption=title, in_blocks=True)
    return section_card(title, [html.P(words), table], subtitle=_("{count} tin").format(count=number(len(rows))))


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
