"""The menu under every chart and table: in which forms it can be taken away. `assets/40-exports.js` answers it."""

from typing import Any, Literal

from dash import html
from dash.development.base_component import Component

from components.language import _
from components.markup import attrs
from exports.names import file_name

What = Literal["chart", "table"]
Choices = list[tuple[str, str]]


def export_menu(what: What = "table") -> Component:
    """A button that opens the list of forms; pictures are offered of charts alone."""
    label = _("Tải về")
    return html.Details(
        [
            html.Summary(
                html.I(className="bi bi-download", **attrs(aria_hidden="true")),
                className="tc-tool",
                title=label,
                **attrs(aria_label=label),
            ),
            html.Div(
                [_group(name, choices) for name, choices in _groups(what)],
                className="tc-drop__list tc-drop__list--forms",
            ),
        ],
        className="tc-drop",
    )


def pack_button(label: str = "", class_name: str = "tc-tool") -> Component:
    """A button that adds what it stands under to the meeting pack; `assets/41-pack.js` answers it."""
    label = label or _("Thêm vào tài liệu họp")
    return html.Button(
        html.I(className="bi bi-plus-square", **attrs(aria_hidden="true")),
        type="button",
        className=class_name,
        title=label,
        **attrs(aria_label=label, data_pack="add"),
    )


def export_target(id: str, title: str) -> dict[str, Any]:
    """Attributes of the element around what a menu takes away."""
    return attrs(data_export=id, data_file=file_name(title, "").rstrip("."))


def _groups(what: What) -> list[tuple[str, Choices]]:
    office = [("pptx", _("PowerPoint, sửa được")), ("xlsx", _("Excel, kèm biểu đồ") if what == "chart" else "Excel")]
    pictures = [
        ("png", _("Ảnh PNG")),
        ("png-2x", _("Ảnh PNG lớn (2×)")),
        ("png-4k", _("Ảnh PNG 4K")),
        ("png-clear", _("Ảnh PNG nền trong")),
        ("svg", _("Ảnh SVG")),
        ("pdf", "PDF"),
    ]
    figures = [("csv", _("Số liệu CSV"))]
    groups = [(_("Trình chiếu, bảng tính"), office), (_("Hình"), pictures), (_("Số liệu"), figures)]
    return [one for one in groups if what == "chart" or one[1] is not pictures]


def _group(name: str, choices: Choices) -> Component:
    buttons = [
        html.Button(text, type="button", className="tc-drop__item", **attrs(data_tc_export=form))
        for form, text in choices
    ]
    return html.Div([html.Span(name, className="tc-drop__head"), *buttons], role="group", **attrs(aria_label=name))
