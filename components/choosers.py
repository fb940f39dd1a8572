"""A control for several things at once, found without diacritics; it writes them into the address, parted by commas."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from components.controls import parameter_id
from components.language import _


def several(
    name: str,
    label: str,
    options: Sequence[tuple[str, str, str]],
    values: Sequence[str],
    *,
    default: Sequence[str] = (),
) -> Component:
    """A drop-down of (value, word, text to search in); the address follows when it closes."""
    control = dcc.Dropdown(
        id=parameter_id(name, ",".join(default)),
        options=[{"value": key, "label": word, "search": folded} for key, word, folded in options],
        value=list(values),
        multi=True,
        clearable=False,
        closeOnSelect=False,
        debounce=True,
        maxHeight=340,
        placeholder=_("Chọn…"),
        labels={
            "search": _("Tìm"),
            "no_options_found": _("Không có mục nào"),
            "clear_search": _("Xóa"),
            "select_all": _("Chọn tất cả"),
            "deselect_all": _("Bỏ chọn tất cả"),
            "selected_count": _("đã chọn {num_selected}"),
        },
        className="tc-finder tc-finder--several",
    )
    return html.Label(
        [html.Span(label, className="tc-control__label"), control], className="tc-control tc-control--several"
    )
