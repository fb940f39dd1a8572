"""For whoever follows a wrong address: says so, and leads back."""

import dash
from dash import Dash
from dash.development.base_component import Component

from components.language import _
from components.messages import not_found
from pages.drawing import drawn
from pages.view import View


def register(app: Dash) -> None:
    dash.register_page(__name__, path="/404", title=lambda **codes: _("Không tìm thấy") + " · Toàn Cảnh", layout=layout)


@drawn
def layout(view: View) -> Component:
    return not_found()
