"""For whoever asks whether forecasts can be believed: how far the job is, the quarter that is not yet published, how
often forecasts came true, and what was said against what came. Decision it serves: how much to lean on them.
"""

import dash
from dash import Dash
from dash.development.base_component import Component

from components import controls
from components.formatting import period
from components.language import _
from data.records import Entity, Indicator
from pages.drawing import drawn_anew
from pages.finding import indicator_options
from pages.forecast_nowcast import nowcast_part
from pages.forecast_past import opening, openings, past_part
from pages.forecast_progress import progress_part
from pages.forecast_scores import indicator_scores, scores_grid
from pages.forecast_units import forecast_unit, unit_choice
from pages.parts import page
from pages.view import View

PREFERRED = "PRI03"


def register(_app: Dash) -> None:
    dash.register_page(__name__, path="/forecasts", title=lambda **_codes: _("Dự báo") + " · Toàn Cảnh", layout=layout)


@drawn_anew
def layout(view: View) -> Component:
    indicator = chosen_indicator(view)
    unit = forecast_unit(view, indicator)
    return page(
        view,
        _("Dự báo"),
        progress_part(view),
        nowcast_part(view),
        scores_grid(view, indicator),
        controls.bar(*_choosers(view, indicator, unit)),
        indicator_scores(view, indicator, unit),
        past_part(view, indicator, unit),
        lead=_(
            "Dự báo nào cũng được thử với quá khứ và giữ lại để so với số thật; trang này cho biết nên tin đến đâu."
        ),
    )


def chosen_indicator(view: View) -> Indicator:
    """The indicator that the address names, or the one that the page opens with."""
    by_code = {one.code: one for one in view.questions.indicators()}
    return by_code[view.choice("indicator", by_code, view.opening(PREFERRED, by_code))]


def _choosers(view: View, indicator: Indicator, unit: Entity) -> list[Component]:
    codes = view.questions.indicators()
    default = view.opening(PREFERRED, [one.code for one in codes])
    what = controls.finder("indicator", _("Chỉ tiêu"), indicator_options(view, codes), indicator.code, default=default)
    found = openings(view, indicator, unit)
    if not found:
        return [what, unit_choice(view, indicator, unit)]
    origin = view.choice("origin", found, opening(found))
    words = [(one, _("khi mới có số {period}").format(period=period(one))) for one in found]
    past = controls.choice("origin", _("Dự báo đã lập"), words, origin, default=opening(found))
    return [what, unit_choice(view, indicator, unit), past]
