"""From any figure to its cause: the link that leads to what made it change, or to where it comes from."""

from dash import dcc
from dash.development.base_component import Component

from components.language import _
from data.records import Indicator
from pages.contribution_words import COUNTERPARTS
from pages.view import View


def why_link(view: View, indicator: Indicator, period: str, *, unit: str = "") -> Component:
    """A small link on a card: to the provinces or components behind the change of this period.

    Where only the nation has the indicator and nothing stands for it in provinces, to where the figure comes from.
    """
    target = _told_by(view, indicator)
    if target is None:
        return origin_link(view, indicator, period, unit=unit)
    return dcc.Link(
        _("Do đâu?"),
        href=view.link(f"/contribution/{target.code}", period=period, unit=unit),
        className="tc-why",
        title=_("{indicator}: do đâu mà thay đổi").format(indicator=target.short(view.language)),
    )


def origin_link(view: View, indicator: Indicator, period: str, *, unit: str = "") -> Component:
    """A small link to where a figure comes from."""
    return dcc.Link(
        _("Nguồn gốc"),
        href=view.link(f"/trail/{indicator.code}", period=period, unit=unit),
        className="tc-why",
        title=_("{indicator}: số này đến từ đâu").format(indicator=indicator.short(view.language)),
    )


def has_parts(view: View, indicator: Indicator) -> bool:
    """Whether provinces or components stand behind the indicator, or behind what stands for it."""
    return _told_by(view, indicator) is not None


def _told_by(view: View, indicator: Indicator) -> Indicator | None:
    code = COUNTERPARTS.get(indicator.code, indicator.code)
    target = next((one for one in view.questions.indicators() if one.code == code), indicator)
    return target if target.level != "national" or view.questions.registry().parts_of(target) else None
