"""What a page says when it cannot show what was asked for."""

from dash import dcc, html
from dash.development.base_component import Component

from components.language import _
from components.markup import attrs


def not_found(what: str = "") -> Component:
    """The kind 404: what was asked for, and where to go from here."""
    asked = (
        _("Không có gì mang tên hoặc mã “{what}”.").format(what=what) if what else _("Địa chỉ này không có trang nào.")
    )
    return html.Div(
        className="tc-message",
        children=[
            html.P("404", className="tc-message__code"),
            html.H1(_("Không tìm thấy trang")),
            html.P(asked),
            html.P(_("Hãy nhấn phím / để tìm chỉ tiêu, địa phương, bộ ngành; không cần gõ dấu.")),
            html.P(
                [
                    dcc.Link(_("Về trang tổng quan"), href="/", className="btn btn-primary"),
                    " ",
                    dcc.Link(_("Danh mục chỉ tiêu"), href="/indicators", className="btn btn-outline-primary"),
                ]
            ),
        ],
    )


def failure(title: str, sentence: str) -> Component:
    """Something that should work does not: what, and what to do."""
    return html.Div(
        className="tc-message",
        role="alert",
        children=[
            html.I(className="bi bi-database-exclamation tc-message__icon", **attrs(aria_hidden="true")),
            html.H1(title),
            html.P(sentence),
        ],
    )


def empty(sentence: str) -> Component:
    """There is nothing to show here, and why."""
    return html.P(sentence, className="tc-empty")
