"""The units that forecasts are made for, as pages about forecasts let one choose."""

from dash.development.base_component import Component

from components import controls
from components.language import _
from data.records import Entity, Indicator
from pages.finding import unit_key, unit_options
from pages.view import View


def forecast_units(view: View, indicator: Indicator) -> list[Entity]:
    """The nation, and regions and provinces of today, as far as the indicator is measured there."""
    local = [*view.questions.entities("region", "2025"), *view.questions.entities("province", "2025")]
    if indicator.level == "national":
        return [view.questions.nation()]
    return local if indicator.level == "province" else [view.questions.nation(), *local]


def forecast_unit(view: View, indicator: Indicator) -> Entity:
    """The unit that the address names, or the first where it names none that has this indicator."""
    found = forecast_units(view, indicator)
    wanted = view.params.get("unit", "")
    return next((one for one in found if unit_key(one) == wanted), found[0])


def unit_choice(view: View, indicator: Indicator, unit: Entity) -> Component:
    """A control that writes the unit into the address."""
    found = forecast_units(view, indicator)
    return controls.finder("unit", _("Đơn vị"), unit_options(view, found), unit_key(unit), default=unit_key(found[0]))
