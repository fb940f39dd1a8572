"""The ways to look at targets, as tabs above each of their pages."""

from dash.development.base_component import Component

from components import controls
from components.language import _
from pages.view import View

BEFORE_NUMBERS = 0
"""Order of pages such as /targets/cascade among all pages: Dash takes the first that fits, and /targets/<number> would.

Pages without an order come after those with one.
"""


def tabs(view: View, here: str, year: int | None = None) -> Component:
    """Links to the board, the list and the cascade of the same year."""
    words = {
        "board": (_("Theo tình hình"), view.link("/targets", year=year)),
        "list": (_("Danh sách"), view.link("/targets", year=year, show="list")),
        "cascade": (_("Phân giao"), view.link("/targets/cascade", year=year)),
    }
    words["what_if"] = (_("Nếu đặt mức khác"), view.link("/targets/what-if"))
    words["record"] = (_("Nhận định đã qua"), view.link("/targets/record"))
    words["readings"] = (_("Cách đọc ghi chú"), view.link("/targets/readings"))
    links = [(href, word, name == here) for name, (word, href) in words.items()]
    row = controls.tabs(links, _("Cách xem mục tiêu"))
    row.children[-1].className += " tc-may-edit"  # one drawing is for all roles: the style hides it from the others
    return row
