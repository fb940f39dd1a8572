"""Controls that write the address: a page is drawn again from it, so every choice can be sent as a link."""

from collections.abc import Sequence
from datetime import date

import dash_bootstrap_components as dbc
from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from components.day_box import day_box
from components.language import _
from components.markup import attrs

Option = tuple[str, str]
KIND = "tc-param"
OPENERS = {"/": "openAddress"}


def parameter_id(name: str, default: str = "") -> dict[str, str]:
    """The id of a control that holds query parameter `name`; at `default` the parameter leaves the address."""
    return {"type": KIND, "name": name, "default": default}


def choice(name: str, label: str, options: Sequence[Option], value: str, *, default: str = "") -> Component:
    """A native drop-down of (value, word) pairs."""
    control = dbc.Select(
        id=parameter_id(name, default),
        options=[{"value": key, "label": word} for key, word in options],
        value=value,
        # The component shows this word, not the option's, while its value is empty.
        placeholder=dict(options).get("", ""),
        size="sm",
    )
    return html.Label([html.Span(label, className="tc-control__label"), control], className="tc-control")


def finder(
    name: str, label: str, options: Sequence[tuple[str, str, str]], value: str, *, default: str = ""
) -> Component:
    """A drop-down for long lists of (value, word, text to search in without diacritics)."""
    control = dcc.Dropdown(
        id=parameter_id(name, default),
        options=[{"value": key, "label": word, "search": folded} for key, word, folded in options],
        value=value,
        clearable=False,
        maxHeight=340,
        labels={"search": _("Tìm"), "no_options_found": _("Không có mục nào"), "clear_search": _("Xóa")},
        className="tc-finder",
    )
    return html.Label(
        [html.Span(label, className="tc-control__label"), control], className="tc-control tc-control--wide"
    )


def word_filter(name: str, label: str, value: str) -> Component:
    """A text box; the address follows when the reader pauses."""
    control = dbc.Input(
        id=parameter_id(name),
        value=value,
        placeholder=label,
        debounce=300,
        type="search",
        size="sm",
        autoComplete="off",
    )
    return html.Label([html.Span(label, className="tc-control__label"), control], className="tc-control")


def day_choice(name: str, label: str, value: date, default: date, *, last: date) -> Component:
    """A box for a day, at most `last`; the address follows once it is whole."""
    control = day_box(value, id=parameter_id(name, default.isoformat()), last=last, required=True)
    return html.Label([html.Span(label, className="tc-control__label"), control], className="tc-control")


def bar(*controls: Component | None) -> Component:
    """Controls in a row above what they change; those that have nothing to offer are None."""
    return html.Div([one for one in controls if one is not None], className="tc-controls")


def connect(app: Dash) -> None:
    """Let every control write its parameter into the address, in the browser; the server is asked for the page only."""
    app.clientside_callback(
        ClientsideFunction("toancanh", "writeAddress"),
        Output("tc-params-done", "title"),
        Input({"type": KIND, "name": ALL, "default": ALL}, "value"),
        State({"type": KIND, "name": ALL, "default": ALL}, "id"),
        prevent_initial_call=True,
    )


def open_on_click(app: Dash, graph: str, path: str) -> None:
    """Let a click on a point of `graph` open `path` followed by the code in its customdata; "/" for a whole address."""
    app.clientside_callback(
        ClientsideFunction("toancanh", OPENERS[path]),
        Output("tc-params-done", "title", allow_duplicate=True),
        Input(graph, "clickData"),
        prevent_initial_call=True,
    )


def tabs(links: Sequence[tuple[str, str, bool]], label: str) -> Component:
    """Links that look like tabs: (address, word, whether it is the present one)."""
    items = [
        dcc.Link(word, href=href, className="tc-tab tc-tab--on" if here else "tc-tab", title=word)
        for href, word, here in links
    ]
    return html.Nav(items, className="tc-tabs", **attrs(aria_label=label))
