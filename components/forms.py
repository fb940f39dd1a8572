"""Forms on pages that change something: fields with names, sent by assets/42-forms.js, refused beside the field.

The script sends the fields to `action`, which answers with the address to go to (`go`), or with a sentence for each
field that is wrong (`problems`). What was typed stays until it was taken; meanwhile the page is not drawn again.
"""

from collections.abc import Sequence
from datetime import date

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from components.day_box import day_box
from components.language import _
from components.markup import attrs

Option = tuple[str, str]


def form(
    action: str,
    *fields: Component | None,
    submit: str,
    key: str,
    quiet: bool = False,
    also: tuple[str, str] | None = None,
) -> Component:
    """A form with its button; another `key` is an empty form.

    `quiet`: the button is not the main one of the page. `also`: another address that takes the fields, and its word.
    """
    button = html.Button(submit, className="btn btn-sm btn-outline-primary" if quiet else "btn btn-sm btn-primary")
    other = html.Button(also[1], className="btn btn-sm btn-outline-primary", **attrs(data_to=also[0])) if also else None
    return html.Form(
        [*[one for one in fields if one is not None], html.Div([button, other], className="tc-form__end")],
        action=action,
        method="post",
        key=key,
        className="tc-form",
        noValidate=True,
        **attrs(
            data_failed=_("Chưa gửi được. Nội dung vẫn còn ở đây; hãy thử lại."),
            data_refused=_("Chưa ghi được. Hãy xem chỗ báo đỏ."),
        ),
    )


def line(name: str, label: str, value: str = "", *, hint: str = "", most: int = 500, wide: bool = False) -> Component:
    """A line of text."""
    control = dbc.Input(name=name, value=value, placeholder=hint, maxlength=most, size="sm", autocomplete="off")
    return _field(label, control, wide=wide)


def text(name: str, label: str, value: str = "", *, hint: str = "", rows: int = 3, most: int = 4000) -> Component:
    """Several lines of text."""
    return _field(label, dbc.Textarea(name=name, value=value, placeholder=hint, rows=rows, maxlength=most), wide=True)


def day(name: str, label: str, value: date | None = None) -> Component:
    """A day."""
    return _field(label, day_box(value, name=name))


def clock(name: str, label: str, value: str = "") -> Component:
    """A time of day."""
    return _field(label, dbc.Input(name=name, value=value, type="time", size="sm"))


def choice(name: str, label: str, options: Sequence[Option], value: str = "") -> Component:
    """One of (value, word) pairs."""
    listed = [{"value": key, "label": word} for key, word in options]
    return _field(label, dbc.Select(name=name, options=listed, value=value, placeholder=_("Chọn…"), size="sm"))


def hidden(name: str, value: object) -> Component:
    """What the form knows and nobody types."""
    return dbc.Input(name=name, value=str(value), type="hidden")


def fields(*ones: Component | None) -> Component:
    """Fields side by side where there is room."""
    return html.Div([one for one in ones if one is not None], className="tc-form__row")


def folded(title: str, *children: Component, opened: bool = False) -> Component:
    """What is rarely wanted, behind a word."""
    return html.Details(
        [html.Summary(title), html.Div(list(children), className="tc-form__folded")], className="tc-fold", open=opened
    )


def _field(label: str, control: Component, *, wide: bool = False) -> Component:
    return html.Label([html.Span(label), control], className="tc-field tc-field--wide" if wide else "tc-field")
