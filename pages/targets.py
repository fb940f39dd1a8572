"""For a minister: every target of a year, by how it stands. What is missed, what may be, and whom to ask.

Decision it serves: which targets need a word today.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import dash
from dash import Dash, html
from dash.development.base_component import Component

from components import controls
from components.cards import notice
from components.chips import short_target_word
from components.export_menu import export_menu, export_target, pack_button
from components.formatting import number
from components.language import _
from components.messages import empty
from components.target_board import Goal, Group, board, tally
from data.text import folded
from pages.drawing import drawn
from pages.parts import joined, page
from pages.target_list import list_panel
from pages.target_map import NATION_MAP, UNITS_MAP, maps_panel
from pages.target_offers import BOARD, offer_board
from pages.target_tabs import tabs
from pages.target_turns import turns_panel
from pages.target_words import asked_short, figure_text
from pages.targets_asked import (
    ALL,
    GROUPS,
    Chosen,
    Followed,
    assignees,
    assigner_name,
    assigners,
    chosen,
    followed,
    measured,
    opening_year,
    themes,
)
from pages.view import View

CARDS, CARDS_ALONE = 8, 60
VIEWS = ("board", "list")


def register(app: Dash) -> None:
    dash.register_page(__name__, path="/targets", title=lambda **codes: _("Mục tiêu") + " · Toàn Cảnh", layout=layout)
    for chart in (NATION_MAP, UNITS_MAP):
        controls.open_on_click(app, f"{chart}-graph", "/")


@drawn
def layout(view: View) -> Component:
    if not view.questions.targets(as_of=view.as_of):
        return page(view, _("Mục tiêu"), empty(_nothing(view)))
    wanted = chosen(view)
    every = followed(view, wanted.year)
    kept = [one for one in every if wanted.keeps(one)]
    show = view.choice("show", VIEWS, VIEWS[0])
    body = (
        [_board(view, wanted, kept), turns_panel(view, wanted.year, kept), maps_panel(view, kept)]
        if show == "board"
        else [list_panel(view, kept)]
    )
    return page(
        view,
        _("Mục tiêu năm {year}").format(year=wanted.year),
        tabs(view, show, wanted.year),
        _filters(view, wanted, every),
        *(body if kept else [empty(_("Không có mục tiêu nào như đã chọn. Hãy bỏ bớt lựa chọn."))]),
        lead=_lead(kept),
    )


def _nothing(view: View) -> str:
    if view.as_of is not None:
        return _("Đến ngày đang xem chưa có mục tiêu nào được giao.")
    return _("Chưa có mục tiêu nào. Người vận hành nạp bằng lệnh: python -m data import-targets TỆP")


def _lead(kept: Sequence[Followed]) -> list[Any]:
    """How many stand how, in a sentence: what a minister reads first."""
    counts = Counter(one.state for one in kept)
    parts = [
        html.B(f"{number(counts[state])} {short_target_word(state)}", className=f"tc-tone--{tone}")
        for tone, states in GROUPS.items()
        for state in states
        if counts[state]
    ]
    return [_("{count} mục tiêu: ").format(count=number(len(kept))), *joined(parts, ", "), "."] if parts else []


def _filters(view: View, wanted: Chosen, every: Sequence[Followed]) -> Component:
    opening = str(opening_year(view, wanted.years))
    everything = (ALL, _("Tất cả"))
    units = [
        (key, unit.name(view.language), folded(f"{unit.full_name_vi} {unit.name_en} {unit.code}"))
        for key, unit in assignees(every).items()
    ]
    years = [(str(one), str(one)) for one in wanted.years]
    by = [everything, *assigners(view, every).items()]
    found = [
        (code, one.short(view.language), folded(f"{one.code} {one.name_vi} {one.name_en}"))
        for code, one in measured(every).items()
    ]
    nothing = (ALL, _("Tất cả"), "")
    bar = controls.bar(
        controls.choice("year", _("Năm"), years, str(wanted.year), default=opening),
        controls.choice("by", _("Ai giao"), by, wanted.assigner, default=ALL),
        controls.finder("unit", _("Giao cho"), [nothing, *units], wanted.assignee, default=ALL),
        controls.choice("theme", _("Chủ đề"), [everything, *themes(view, every).items()], wanted.theme, default=ALL),
        controls.finder("indicator", _("Chỉ tiêu"), [nothing, *found], wanted.indicator, default=ALL),
    )
    return html.Div(bar, className="tc-filters tc-filters--targets")


def _board(view: View, wanted: Chosen, kept: Sequence[Followed]) -> Component:
    by_group = {tone: [one for one in kept if one.group == tone] for tone in GROUPS}
    few = sum(map(bool, by_group.values())) < 3  # columns are wide enough for two cards side by side
    groups = [_group(view, wanted, tone, found, 2 * CARDS if few else CARDS) for tone, found in by_group.items()]
    shown = [one for one in groups if one.count and (wanted.group in (ALL, one.tone))]
    title = offer_board(view, wanted.year, words_of(_lead(kept)), kept)
    calm = notice(_("Không mục tiêu nào đang ở tình hình đã chọn."))
    return html.Div(
        [
            tally(groups),
            board(shown) if shown else calm,
            html.Div([export_menu(), pack_button()], className="tc-tools tc-tools--table"),
        ],
        className="tc-stack",
        **export_target(BOARD, title),
    )


def words_of(parts: Sequence[Any]) -> str:
    """What a sentence of words and emphases says."""
    return "".join(str(getattr(one, "children", one)) for one in parts)


def _group(view: View, wanted: Chosen, tone: str, found: Sequence[Followed], most: int) -> Group:
    alone = wanted.group == tone
    states = [state for state in GROUPS[tone] if any(one.state is state for one in found)] or list(GROUPS[tone])
    title = " · ".join(short_target_word(state) for state in states)
    goals = [_goal(view, one) for one in found[: CARDS_ALONE if alone else most]]
    params = {
        name: value for name, value in view.params.items() if name in ("year", "by", "unit", "theme", "indicator")
    }
    href = view.link("/targets", **params, state="" if alone else tone)
    return Group(tone, title, len(found), href, goals, alone)


def _goal(view: View, one: Followed) -> Goal:
    by = ", ".join(assigner_name(view, code) for code in one.assigners)
    return Goal(
        name=one.indicator.short(view.language),
        href=view.link(f"/targets/{one.target.number}"),
        who=f"{one.unit.name(view.language)} · " + _("{assigners} giao").format(assigners=by),
        asked=asked_short(one.target, one.indicator),
        state=one.state,
        said=said_of(one),
        chance=one.call.probability,
        simulated=one.call.simulated,
    )


def said_of(one: Followed) -> str:
    """The figure that was reached, or that the year is expected to come to."""
    if one.call.value is not None:
        return _("thực hiện {value}").format(value=figure_text(one.call.value, one.target, one.indicator))
    if one.call.expected is not None:
        return _("dự báo {value}").format(value=figure_text(one.call.expected, one.target, one.indicator))
    return ""
