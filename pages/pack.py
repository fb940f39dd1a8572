"""For whoever prepares a meeting: charts and views put together, ordered, given headings and notes, taken away whole.

A pack holds addresses; what it shows is computed anew for each reader. `assets/41-pack.js` answers the buttons.
"""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components.cards import section_card
from components.formatting import day, moment, period
from components.language import _
from components.markup import attrs
from components.messages import empty
from data.packs.records import Pack, PackItem
from exports.errors import ExportError
from exports.packs.definitions import Definition
from pages.drawing import drawn_anew
from pages.pack_owner import owner
from pages.pack_plans import period_asked, ready, since_asked
from pages.pack_routes import store, visible
from pages.view import View

FORMS = (("pptx", "PowerPoint"), ("docx", "Word"), ("pdf", "PDF"), ("xlsx", "Excel"), ("zip", "ZIP"))
MONTHS, DAYS = 12, 10
MAIN, QUIET = "btn btn-sm btn-primary", "btn btn-sm btn-outline-secondary"
"""One button of a page is loud: that of what is done next."""


def register(_app: Dash) -> None:
    dash.register_page(__name__, path="/pack", title=lambda **codes: _("Tài liệu họp") + " · Toàn Cảnh", layout=layout)


@drawn_anew
def layout(view: View) -> Component:
    who = owner()
    own = store().of(who) if who else ()
    key = view.params.get("open", "")
    asked = visible(key) if key else None
    shown = asked or (own[0] if own and not key else None)
    mine = shown is not None and shown.owner == who
    return html.Div(
        [
            html.H1(_("Tài liệu họp")),
            html.P(_("Gom biểu đồ và bảng từ mọi trang, rồi tải cả tập với số liệu mới nhất."), className="tc-lead"),
            html.Div(
                [
                    _opened(view, shown, key, mine=mine),
                    html.Div([_export(shown), _ready(view), _kept(own, shown)], className="tc-stack"),
                ],
                className="tc-split",
            ),
        ],
        className="tc-stack tc-pack",
        id="tc-pack",
    )


# --- the pack ---------------------------------------------------------------------------------------------------------


def _opened(view: View, shown: Pack | None, key: str, *, mine: bool) -> Component:
    if shown is None:
        why = (
            _("Không có tập tài liệu này, hoặc nó không được chia sẻ.")
            if key
            else _("Chưa có mục nào. Ở mỗi biểu đồ, bấm nút “Thêm vào tài liệu họp”.")
        )
        make = html.Div(_button("make", _("Lập tập mới"), main=True), className="tc-packtools")
        return html.Section([empty(why), make], className="tc-card")
    rows = [_row(view, one, mine=mine) for one in shown.items]
    listed = html.Ol(rows, className="tc-packlist", id="tc-packlist") if rows else empty(_("Tập này chưa có mục nào."))
    return html.Section(
        [_head(shown, mine=mine), listed],
        className="tc-card tc-packcard",
        **attrs(data_key=shown.key, data_mine="1" if mine else ""),
    )


def _head(shown: Pack, *, mine: bool) -> Component:
    if not mine:
        return html.Div(
            [
                html.H2(shown.title, className="tc-card__title"),
                html.P(_("Tập được chia sẻ; số liệu tính theo quyền xem của anh/chị.")),
                _button("copy", _("Chép thành tập của tôi"), main=not shown.items),
            ]
        )
    title = _field("title", _("Tên tập"), shown.title)
    shared = html.Button(
        [html.I(className="bi bi-share", **attrs(aria_hidden="true")), " ", _("Chia sẻ bằng liên kết")],
        type="button",
        className=QUIET,
        **attrs(data_pack="share", aria_pressed="true" if shown.shared else "false"),
    )
    tools = html.Div([_button("section", _("Thêm tiêu đề phần")), shared], className="tc-packtools")
    saved = html.Span("", className="tc-packsaved", role="status")
    return html.Div([title, tools, saved], className="tc-packhead")


def _row(view: View, item: PackItem, *, mine: bool) -> Component:
    name = item.heading or item.id or item.address
    label = _("Tiêu đề phần") if item.kind == "section" else _("Tiêu đề")
    if not mine:
        body: list[Component | None] = [html.Strong(name), html.P(item.note) if item.note else None]
    else:
        body = [_field("heading", label, item.heading)]
        body += [_field("note", _("Ghi chú"), item.note)] if item.kind == "view" else []
    where = None
    if item.kind == "view":
        words = item.id or _("cả trang")
        where = dcc.Link(f"{urlsplit(item.address).path} · {words}", href=item.address, className="tc-packwhere")
    tools = (
        [
            _tool("up", "arrow-up", _("Lên")),
            _tool("down", "arrow-down", _("Xuống")),
            _tool("drop", "trash", _("Bỏ mục")),
        ]
        if mine
        else []
    )
    return html.Li(
        [html.Div([*body, where], className="tc-packbody"), html.Div(tools, className="tc-packrowtools")],
        className=f"tc-packitem tc-packitem--{item.kind}",
        draggable="true" if mine else "false",
        tabIndex="0" if mine else None,
        **attrs(data_kind=item.kind, data_address=item.address, data_id=item.id),
    )


def _field(name: str, label: str, value: str) -> Component:
    """Where the script puts a field to write in; React leaves alone what it did not make."""
    named = attrs(data_field=name, data_label=label, data_value=value)
    return html.Span(className=f"tc-packfield tc-packfield--{name}", **named)


# --- beside it --------------------------------------------------------------------------------------------------------


def _export(shown: Pack | None) -> Component:
    buttons = [_form_button(*one, main=one is FORMS[0]) for one in FORMS] if shown and shown.items else []
    told = buttons or [empty(_("Thêm mục trước khi xuất."))]
    jobs = html.Div(id="tc-packjobs", className="tc-packjobs", **attrs(aria_live="polite", data_cancel=_("Hủy")))
    return section_card(
        _("Xuất cả tập"),
        [html.Div(told, className="tc-packforms"), jobs],
        subtitle=_("chạy nền, có thể hủy"),
    )


def _ready(view: View) -> Component:
    try:
        cards = [_ready_card(view, one) for one in ready().values()]
    except ExportError as problem:
        cards = [html.P(str(problem), className="tc-notice tc-notice--bad")]
    return section_card(_("Bộ có sẵn"), html.Div(cards, className="tc-stack"))


def _ready_card(view: View, definition: Definition) -> Component:
    return html.Div(
        [
            html.Strong(definition.name()),
            html.Div([_asks(view, definition, one) for one in definition.asks], className="tc-packasks"),
            html.Div(
                [*[_form_button(form, word) for form, word in FORMS[:3]], _button("open-ready", _("Mở để sửa"))],
                className="tc-packforms",
            ),
        ],
        className="tc-packready",
        **attrs(data_ready=definition.code),
    )


def _asks(view: View, definition: Definition, what: str) -> Component:
    chosen = view.params.get(what, "") if view.params.get("ready") == definition.code else ""
    if what == "period":
        last = period_asked("")
        options = [(str(one), period(one)) for one in (last.shift(-back) for back in range(MONTHS))]
        return _select(what, _("Kỳ"), options, chosen)
    if what == "since":
        usual, today = since_asked("")
        days = [usual, *(one for one in (today - timedelta(days=back) for back in range(DAYS)) if one != usual)]
        return _select(what, _("Từ ngày"), [(one.isoformat(), day(one)) for one in days], chosen)
    units = view.questions.entities(definition.kind)
    return _select(what, _("Đơn vị"), [(one.code, one.name(view.language)) for one in units], chosen)


def _select(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> Component:
    select = html.Select(
        [html.Option(word, value=value, selected=value == chosen) for value, word in options],
        className="form-select form-select-sm",
        **attrs(data_ask=name, aria_label=label),
    )
    return html.Label([html.Span(label, className="tc-control__label"), select])


def _kept(own: Sequence[Pack], shown: Pack | None) -> Component:
    rows = [
        html.Li(
            [
                dcc.Link(one.title, href=f"/pack?open={one.key}", className="tc-packname"),
                html.Span(moment(one.changed_at), className="tc-packwhen"),
                _tool("remove", "trash", _("Xóa tập {title}").format(title=one.title)),
            ],
            **attrs(data_key=one.key, aria_current="true" if shown is not None and one.key == shown.key else None),
        )
        for one in own
    ]
    listed = html.Ul(rows, className="tc-packkept") if rows else empty(_("Chưa lưu tập nào."))
    return section_card(_("Các tập của tôi"), [listed, _button("make", _("Lập tập mới"))])


def _button(action: str, word: str, *, main: bool = False) -> Component:
    return html.Button(word, type="button", className=MAIN if main else QUIET, **attrs(data_pack=action))


def _form_button(form: str, word: str, *, main: bool = False) -> Component:
    """What a whole pack is taken away by; `main` is what most people do with the one that is open."""
    label = _("Xuất {form}").format(form=word)
    return html.Button(
        word,
        type="button",
        className=MAIN if main else QUIET,
        **attrs(data_pack="export", data_form=form, aria_label=label),
    )


def _tool(action: str, icon: str, label: str) -> Component:
    mark = html.I(className=f"bi bi-{icon}", **attrs(aria_hidden="true"))
    return html.Button(
        mark, type="button", className="tc-tool", title=label, **attrs(data_pack=action, aria_label=label)
    )
