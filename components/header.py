"""The header of every page: brand, search box, the day and the map that are looked at, and one's own switches."""

from dash import dcc, html
from dash.development.base_component import Component

from components.day_box import wrong_words
from components.export_menu import pack_button
from components.language import _, language
from components.markup import attrs
from components.theme import current_theme


def header(name: str, via: str) -> Component:
    return html.Header(
        [
            html.Button(
                html.I(className="bi bi-list", **attrs(aria_hidden="true")),
                className="tc-iconbutton tc-menu",
                id="tc-menu",
                **attrs(aria_label=_("Mở danh mục trang"), aria_expanded="false", aria_controls="tc-rail"),
            ),
            dcc.Link(
                [html.Span(className="tc-brand__mark", **attrs(aria_hidden="true")), "Toàn Cảnh"],
                href="/",
                className="tc-brand",
            ),
            _search(),
            html.Div(
                [
                    _data_date(),
                    pack_button(_("Thêm cả trang vào tài liệu họp"), "tc-iconbutton"),
                    _boundary_control(),
                    _as_of_control(),
                    _bell(),
                    _account(name, via),
                    _language_switch(),
                    _theme_switch(),
                ],
                className="tc-header__tools",
            ),
        ],
        className="tc-header",
    )


def _search() -> Component:
    """The box itself is made by assets/40-search.js, which asks /api/find; without scripts there is no app anyway."""
    return html.Div(
        id="tc-search",
        className="tc-search",
        role="search",
        **attrs(
            data_placeholder=_("Tìm chỉ tiêu, địa phương, bộ ngành…"),
            data_none=_("Không tìm thấy. Thử từ khác, không cần gõ dấu."),
            data_down=_("Chưa tìm được: mất kết nối với máy chủ."),
            data_kinds="|".join(_kinds()),
        ),
    )


def _kinds() -> tuple[str, ...]:
    """What the search box finds, in the order of assets/40-search.js."""
    return (
        _("Chỉ tiêu"),
        _("Địa phương"),
        _("Vùng"),
        _("Bộ, ngành"),
        _("Cơ quan"),
        _("Cấp xã"),
        _("Mục tiêu"),
    )


def _data_date() -> Component:
    return html.Span([_("Số liệu đến"), " ", html.B("…", id="tc-data-date")], className="tc-datadate")


def _as_of_control() -> Component:
    """A button that opens a small dialog with a date; assets/40-shell.js writes the choice into the address."""
    return html.Button(
        [
            html.I(className="bi bi-clock-history", **attrs(aria_hidden="true")),
            html.Span(_("Xem tại ngày"), className="tc-asof__label"),
            html.Span(_("hôm nay"), id="tc-asof-value", className="tc-asof__value"),
        ],
        id="tc-asof",
        className="tc-pill",
        **attrs(
            aria_haspopup="dialog",
            data_today=_("hôm nay"),
            data_title=_("Xem số liệu như đã biết vào ngày"),
            data_help=_("Mọi trang chỉ hiện những gì đã được công bố đến hết ngày này."),
            data_apply=_("Xem"),
            data_now=_("Trở về hôm nay"),
            data_close=_("Đóng"),
            data_placeholder=_("ngày/tháng/năm"),
            data_wrong=wrong_words(),
            data_presets="|".join(
                (
                    "2025-06-30=" + _("Trước khi sắp xếp tỉnh (30/6/2025)"),
                    "2025-12-31=" + _("Cuối năm 2025"),
                    "2024-12-31=" + _("Cuối năm 2024"),
                )
            ),
        ),
    )


def _boundary_control() -> Component:
    """On which map every page stands; assets/40-shell.js writes the choice into the address and reads it from there."""
    options = [
        ("2025", _("34 tỉnh, thành hiện nay")),
        ("2024", _("63 tỉnh, thành cũ")),
        ("reported", _("Như đã báo cáo")),
    ]
    title = _("Địa giới của số liệu: tính lại theo một danh sách tỉnh, thành, hoặc giữ như lúc báo cáo")
    select = html.Select(
        [html.Option(word, value=value) for value, word in options],
        id="tc-boundary",
        className="tc-boundary__select",
        title=title,
        **attrs(aria_label=_("Địa giới")),
    )
    icon = html.I(className="bi bi-map", **attrs(aria_hidden="true"))
    return html.Span([icon, select], className="tc-pill tc-boundary")


def _bell() -> Component:
    """How many open alerts one follows; assets/40-live.js keeps the number."""
    icon = html.I(className="bi bi-bell", **attrs(aria_hidden="true"))
    label = _("Cảnh báo đang mở mà anh/chị theo dõi")
    said = html.Span(label, className="tc-visually-hidden")
    parts = [icon, said, html.B("", id="tc-bell-count")]
    return dcc.Link(parts, href="/alerts", className="tc-iconbutton tc-bell", title=label)


def _account(name: str, via: str) -> Component:
    """Who is at the page: the local desk, which needs no log-in, or an account and the way to it."""
    word = _("Bàn làm việc") if via == "desk" else name
    title = _("Chạy tại chỗ, không cần đăng nhập") if via == "desk" else _("Tài khoản")
    return html.A(
        [html.I(className="bi bi-person", **attrs(aria_hidden="true")), html.Span(word, className="tc-account__name")],
        href="/account",
        className="tc-pill tc-account",
        title=title,
    )


def _language_switch() -> Component:
    other, word = ("vi", "VI") if language() == "en" else ("en", "EN")
    label = "Chuyển sang tiếng Việt" if other == "vi" else "Switch to English"
    return html.Button(
        word, className="tc-iconbutton", **attrs(data_set_language=other, aria_label=label, lang=other, title=label)
    )


def _theme_switch() -> Component:
    other, icon = ("light", "bi-sun") if current_theme() == "dark" else ("dark", "bi-moon")
    label = _("Nền sáng") if other == "light" else _("Nền tối")
    return html.Button(
        html.I(className=f"bi {icon}", **attrs(aria_hidden="true")),
        className="tc-iconbutton",
        **attrs(data_set_theme=other, aria_label=label, title=label),
    )
