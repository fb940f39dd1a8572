"""For an analyst who asks "and what if": a forecast beside what it becomes under assumptions, all of it in the address.

Decision it serves: what would have to happen for a figure to come out otherwise, and what that would do.
"""

import dash
from dash import Dash
from dash.development.base_component import Component

from components import controls
from components.language import _
from pages.drawing import drawn
from pages.finding import indicator_options
from pages.forecast_units import forecast_unit, unit_choice
from pages.parts import page
from pages.view import View

PREFERRED = "TRD01"


def register(_app: Dash) -> None:
    dash.register_page(
        __name__, path="/scenarios", title=lambda **_codes: _("Kịch bản") + " · Toàn Cảnh", layout=layout
    )


@drawn
def layout(view: View) -> Component:
    from pages.scenario_answer import answer  # it brings SciPy along, which a start need not wait for

    by_code = {one.code: one for one in view.questions.indicators()}
    default = view.opening(PREFERRED, by_code)
    indicator = by_code[view.choice("indicator", by_code, default)]
    unit = forecast_unit(view, indicator)
    options = indicator_options(view, view.questions.indicators())
    choosers = controls.bar(
        controls.finder("indicator", _("Chỉ tiêu"), options, indicator.code, default=default),
        unit_choice(view, indicator, unit),
    )
    return page(
        view,
        _("Kịch bản"),
        choosers,
        *answer(view, indicator, unit),
        lead=_("Đặt giả định và xem dự báo đổi ra sao; địa chỉ của trang giữ nguyên kịch bản để gửi cho người khác."),
    )
