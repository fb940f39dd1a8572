"""For a minister and an analyst: one target from what is asked to what must be done for it.

How it stands in a sentence, where the year is expected to end, the pace that is needed, who it was handed on to, and
what is written about it.
"""

import dash
from dash import Dash, html
from dash.development.base_component import Component

from components.cards import notice
from components.formatting import day
from components.language import _
from data.errors import UnknownTarget
from data.records import Target
from data.targets.choosing import AUTHORITIES
from pages.desk_panel import of_target
from pages.drawing import drawn_with_desk
from pages.parts import page
from pages.target_calls import calls_of
from pages.target_chart import chart_of
from pages.target_head import Shown, lead_of, notices, title_of, verdict
from pages.target_line import line_card, roll_up_card
from pages.target_papers import open_sdg_card, papers_card, versions_card
from pages.target_turns import said_card
from pages.view import View


def register(_app: Dash) -> None:
    dash.register_page(__name__, path_template="/targets/<number>", title=_title, layout=layout)


def _title(number: str = "", **_codes: str) -> str:
    return _("Mục tiêu {number}").format(number=number) + " · Toàn Cảnh"


@drawn_with_desk
def layout(view: View, number: str) -> Component:
    number = _number(view, number)
    versions = _versions(view, number)
    if not versions:
        return _not_yet(view, number)
    target, registry = versions[0], view.questions.registry()
    said = calls_of(view, target.year_to)
    one = Shown(target, registry.by_code[target.indicator], registry.by_id[target.entity_id], said.get(target.number))
    line = view.questions.target_lineage(target, as_of=view.as_of)
    year = target.year_from if target.year_from == target.year_to else view.year
    return page(
        view,
        title_of(view, one),
        *notices(view, one, line.after[0] if line.after else None),
        verdict(view, one),
        chart_of(view, one),
        of_target(view, target),
        html.Div(
            [
                html.Div(
                    [said_card(view, one), line_card(view, target, said), roll_up_card(view, target, one.indicator)],
                    className="tc-stack",
                ),
                html.Div(
                    [papers_card(view, one, line), versions_card(view, one, versions), open_sdg_card(view, one)],
                    className="tc-stack",
                ),
            ],
            className="tc-cols-2",
        ),
        crumbs=[(_("Mục tiêu"), view.link("/targets")), (str(year), view.link("/targets", year=year))],
        lead=lead_of(view, one),
    )


def _number(view: View, asked: str) -> str:
    """The number that the address names; of the code of an indicator, that of the nation's target of the year."""
    if asked.isdigit() or not view.questions.known([asked]):
        return asked
    indicator, nation = view.questions.indicator(asked), view.questions.nation()
    found = view.questions.targets(year=view.year, indicator=indicator, entity=nation, as_of=view.as_of)
    if not found:
        raise UnknownTarget(f"The nation has no target of {asked} for {view.year}; the page of targets lists them all.")
    order = {code: place for place, code in enumerate(AUTHORITIES)}
    return str(min(found, key=lambda one: (order.get(one.assigned_by, len(order)), one.number)).number)


def _versions(view: View, number: str) -> tuple[Target, ...]:
    """The versions of the target that were known on the day in view, the newest first."""
    if not view.questions.has_target(number):
        raise UnknownTarget(f"No target has the number '{number}'; the page of targets lists them all.")
    found, day_ = view.questions.target_history(int(number)), view.as_of
    return tuple(one for one in found if day_ is None or one.recorded_at is None or one.recorded_at.date() <= day_)


def _not_yet(view: View, number: str) -> Component:
    """On the day in view the target had not been set."""
    words = _("Đến ngày {day} mục tiêu này chưa được giao.").format(day=day(view.as_of))
    return page(
        view,
        _("Mục tiêu {number}").format(number=number),
        notice(words),
        crumbs=[(_("Mục tiêu"), view.link("/targets"))],
    )
