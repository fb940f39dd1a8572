"""A box for a day, written as officials write it: 26/11/2026, whatever the browser's own order of day and month is.

What is read is a box for days as browsers have it, of which the button of its calendar shows alone; beside it stands
what is written. `assets/43-days.js` keeps the two the same.
"""

from datetime import date
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from components.formatting import day
from components.language import _
from components.markup import attrs, optional_id


def day_box(
    value: date | None = None, *, id: Any = None, name: str = "", last: date | None = None, required: bool = False
) -> Component:
    """Holds a day as YYYY-MM-DD, under the `name` of a form's field or the `id` of a control; at most `last`."""
    named = {"name": name} if name else {}
    return html.Span(
        [
            dbc.Input(
                value=day(value) if value else "",
                type="text",
                placeholder=_("ngày/tháng/năm"),
                inputmode="numeric",
                maxlength=10,
                required=required,
                autocomplete="off",
                size="sm",
                class_name="tc-day__text",
            ),
            dbc.Input(
                value=value.isoformat() if value else "",
                type="date",
                max=last.isoformat() if last else None,
                tabindex="-1",
                size="sm",
                class_name="tc-day__calendar",
                **named,
                **optional_id(id),
            ),
        ],
        className="tc-day",
        **attrs(data_wrong=wrong_words(last)),
    )


def wrong_words(last: date | None = None) -> str:
    """What is said of a day that cannot be read, or lies after the last one."""
    said = _("Hãy viết ngày/tháng/năm, như 26/11/2026")
    return said + (_(", không sau {day}.").format(day=day(last)) if last else ".")
