"""For the Government Office: who handed which target on to whom, whether the parts give the whole, and who has none.

Decision it serves: what is still to be assigned.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import notice, section_card
from components.columns import Column
from components.export_menu import export_menu, export_target, pack_button
from components.formatting import number
from components.language import _
from components.messages import empty
from components.tables import simple_table
from components.target_tree import Node, tree
from data.records import Target
from data.targets.cascade import Branch, gaps
from data.targets.said import Call
from pages.drawing import drawn
from pages.parts import page
from pages.target_calls import calls_of
from pages.target_line import names, node_of, roll_up_words
from pages.target_map import maps_panel
from pages.target_offers import SUMS, TREE, offer_sums, offer_tree
from pages.target_tabs import BEFORE_NUMBERS, tabs
from pages.target_words import asked_short
from pages.targets_asked import assigner_name, chosen, followed, opening_year, years_of
from pages.view import View

MOST_BELOW, MOST_ALONE = 8, 3
MOST_OPEN, MANY = 6, 60
"""With more trees and targets than this, branches are folded behind their counts."""


def register(app: Dash) -> None:
    dash.register_page(
        __name__,
        path="/targets/cascade",
        order=BEFORE_NUMBERS,
        title=lambda **codes: _("Phân giao mục tiêu") + " · Toàn Cảnh",
        layout=layout,
    )


@drawn
def layout(view: View) -> Component:
    years = years_of(view)
    if not years:
        return page(view, _("Phân giao mục tiêu"), empty(_("Chưa có mục tiêu nào được giao.")))
    wanted = chosen(view)
    forest, said = view.questions.cascade(wanted.year, as_of=view.as_of), calls_of(view, wanted.year)
    words = [(str(one), str(one)) for one in years]
    opening = str(opening_year(view, years))
    return page(
        view,
        _("Phân giao mục tiêu năm {year}").format(year=wanted.year),
        tabs(view, "cascade", wanted.year),
        controls.bar(controls.choice("year", _("Năm"), words, str(wanted.year), default=opening)),
        html.Div(
            [
                html.Div([_tree_card(view, forest, said), _ends_card(view, forest)], className="tc-stack"),
                html.Div([_sums_card(view, forest), _gaps_card(view, wanted.year)], className="tc-stack"),
            ],
            className="tc-cols-2",
        ),
        maps_panel(view, followed(view, wanted.year), asked=True),
        lead=_("Quốc hội giao Chính phủ, Chính phủ giao các bộ và địa phương: ai giao cho ai, cộng lại có đủ không."),
    )


# --- the tree ---------------------------------------------------------------------------------------------------------


def _tree_card(view: View, forest: Sequence[Branch], said: Mapping[int, Call]) -> Component:
    """Trees that were handed on, then what was asked of units directly, together by indicator."""
    title = _("Cây phân giao")
    handed = [one for one in forest if one.below]
    folded = len(forest) > MOST_OPEN and sum(one.size for one in forest) > MANY
    nodes = [node_of(view, one, said, most=MOST_BELOW, folded=folded) for one in handed]
    nodes += _directly(view, [one for one in forest if not one.below and not _of_nation(view, one.target)], said)
    offer_tree(view, title, [node_of(view, one, said) for one in handed])
    if not nodes:
        return section_card(title, empty(_("Năm này chưa mục tiêu nào được giao tiếp.")))
    return section_card(
        title,
        _taken(TREE, title, tree(nodes, title)),
        subtitle=_("{count} mục tiêu").format(count=number(sum(one.size for one in forest))),
    )


def _directly(view: View, alone: Sequence[Branch], said: Mapping[int, Call]) -> list[Node]:
    """What units were asked without a target of the nation above: together where many were asked the same."""
    groups: dict[tuple[str, str], list[Branch]] = {}
    for one in alone:
        groups.setdefault((one.target.indicator, one.target.assigned_by), []).append(one)
    found: list[Node] = []
    for members in groups.values():
        if len(members) <= MOST_ALONE:
            found += [node_of(view, one, said) for one in members]
            continue
        head = node_of(view, Branch(members[0].target, tuple(members)), said, most=MOST_BELOW, folded=True)
        unit = _("{count} đơn vị").format(count=number(len(members)))
        found.append(replace(head, unit=unit, asked="", href=head.more, state=None, chance=None))
    return found


def _of_nation(view: View, target: Target) -> bool:
    return view.questions.registry().by_id[target.entity_id].kind == "nation"


# --- do the parts give the whole --------------------------------------------------------------------------------------


def _sums_card(view: View, forest: Sequence[Branch]) -> Component:
    """The roll-up of every target of the nation whose indicator adds up over provinces, the lowest of each tree."""
    items, told = [], list[tuple[str, str]]()
    for branch in _wholes(view, forest):
        indicator = view.questions.indicator(branch.target.indicator)
        found = view.questions.roll_up(branch.target, as_of=view.as_of)
        if found is None or found.reached is None:
            continue
        text, tone = roll_up_words(branch.target, indicator, found)
        by = assigner_name(view, branch.target.assigned_by)
        name = f"{indicator.short(view.language)} {asked_short(branch.target, indicator)}"
        told.append((_("{name} ({by} giao)").format(name=name, by=by), text))
        head = dcc.Link(
            _("{name} ({by} giao)").format(name=name, by=by), href=view.link(f"/targets/{branch.target.number}")
        )
        items.append(notice([html.B(head), html.Br(), text], tone=tone))
    title = _("Các phần có làm nên tổng thể?")
    offer_sums(view, told)
    if not items:
        return section_card(title, empty(_("Chưa mục tiêu nào của cả nước có các phần cộng lại được.")))
    return section_card(
        title, _taken(SUMS, title, html.Div(items, className="tc-stack")), subtitle=_("cộng theo quy mô năm trước")
    )


def _taken(id: str, title: str, body: Component) -> Component:
    """A list with the menu by which it is taken away."""
    tools = html.Div([export_menu(), pack_button()], className="tc-tools tc-tools--table")
    return html.Div([body, tools], className="tc-stack", **export_target(id, title))


def _wholes(view: View, forest: Sequence[Branch]) -> list[Branch]:
    """Targets of the nation, of every document: what the Assembly asks and what the Government asks may differ."""
    found: list[Branch] = []
    waiting = list(forest)
    while waiting:
        one = waiting.pop(0)
        if _of_nation(view, one.target):
            found.append(one)
            waiting += one.below
    return found


# --- who has none -----------------------------------------------------------------------------------------------------


def _gaps_card(view: View, year: int) -> Component:
    """Of each indicator that some province has a target for: how many have one, and who has none."""
    provinces = view.questions.entities("province")
    missing = gaps(view.questions.targets(year=year, as_of=view.as_of), provinces)
    rows: list[dict[str, Any]] = [
        {
            "name": view.questions.indicator(code).short(view.language),
            "href": view.link("/targets", year=year, show="list", indicator=code),
            "has": len(provinces) - len(units),
            "lacks": len(units),
            "who": names(view, units) if units else _("không thiếu đơn vị nào"),
        }
        for code, units in sorted(missing.items(), key=lambda item: -len(item[1]))
    ]
    title = _("Địa phương nào chưa được giao?")
    if not rows:
        return section_card(title, empty(_("Năm này chưa địa phương nào được giao mục tiêu.")))
    columns = [
        Column("name", _("Chỉ tiêu"), link="href"),
        Column("has", _("Đã giao"), "number", decimals=0),
        Column("lacks", _("Chưa giao"), "number", decimals=0),
        Column("who", _("Chưa có mục tiêu")),
    ]
    return section_card(title, simple_table(rows, columns, id="targets-gaps", caption=title))


def _ends_card(view: View, forest: Sequence[Branch]) -> Component | None:
    """Targets of the nation that nobody was given a part of, by the ministry that answers for the indicator."""
    ends = [one.target for one in forest if not one.below and _of_nation(view, one.target)]
    if not ends:
        return None
    counts = Counter(view.questions.indicator(one.indicator).ministry_code for one in ends)
    items = []
    for code, _count in counts.most_common():
        of_ministry = [one for one in ends if view.questions.indicator(one.indicator).ministry_code == code]
        links = [_end_link(view, one) for one in of_ministry]
        items.append(html.Li([html.B(assigner_name(view, code)), ": ", *_between(links)]))
    return section_card(
        _("Chưa giao tiếp cho ai"),
        html.Ul(items, className="tc-points"),
        subtitle=_("theo cơ quan chủ trì chỉ tiêu"),
    )


def _end_link(view: View, target: Target) -> Component:
    indicator = view.questions.indicator(target.indicator)
    return dcc.Link(
        f"{indicator.short(view.language)} {asked_short(target, indicator)}",
        href=view.link(f"/targets/{target.number}"),
    )


def _between(links: Sequence[Component]) -> list[Any]:
    return [piece for place, link in enumerate(links) for piece in ((", ", link) if place else (link,))]
