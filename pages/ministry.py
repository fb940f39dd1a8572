"""For a minister and the Government Office: the indicators one ministry answers for, how each does, how fresh it is.

Decision it serves: which of its indicators need the ministry's attention now.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import kpi_row, notice, section_card
from components.chart_frame import footer_words
from components.chips import TargetState, target_word
from components.columns import Column
from components.formatting import number
from components.language import _
from components.messages import empty
from components.tables import data_grid
from components.taking import About
from data.clock import day_of
from data.errors import UnknownEntity
from data.records import Entity, Indicator, Status
from pages.charts import about
from pages.drawing import drawn
from pages.ministries import EDITIONS, kind_word, owned_indicators
from pages.parts import joined, page
from pages.pursuit import Held, Pursuit, held_chip, pursuit_of
from pages.readings import (
    ALL,
    Sparks,
    figure_card,
    figure_cells,
    indicator_cells,
    name_column,
    no_figure,
    rows_of,
    theme_choice,
)
from pages.targets_asked import GROUPS
from pages.view import View

MOST_CARDS = 8
URGENCY = (*(state for states in GROUPS.values() for state in states), TargetState.NO_TARGET)
"""In which order headline cards are chosen: what is off its target first."""


def register(app: Dash) -> None:
    dash.register_page(__name__, path_template="/ministries/<code>", title=_title, layout=layout)


def _title(code: str = "", **_codes: str) -> str:
    return f"{code} · " + _("Bộ, ngành") + " · Toàn Cảnh"


@drawn
def layout(view: View, code: str) -> Component:
    unit = _unit(view, code)
    owned = owned_indicators(view).get(unit.code, []) if unit.vintage == EDITIONS[0] else []
    edition = "" if unit.vintage == EDITIONS[0] else unit.vintage
    return page(
        view,
        unit.full_name(view.language),
        *_succession(view, unit),
        *(_owned_parts(view, unit, owned) if owned else [_nothing_owned(unit)]),
        crumbs=[(_("Bộ, ngành"), view.link("/ministries", edition=edition))],
        lead=_facts(view, unit, owned),
    )


def _unit(view: View, code: str) -> Entity:
    """The ministry of this code: of the edition asked for, else of the one in force, else of the last."""
    wanted = view.params.get("edition")
    for edition in (wanted,) if wanted in EDITIONS else EDITIONS:
        try:
            return view.questions.entity("ministry", code, edition)
        except UnknownEntity:
            continue
    raise UnknownEntity(f"No ministry has the code '{code}'; the page of ministries lists them all.")


# --- what it is -------------------------------------------------------------------------------------------------------


def _facts(view: View, unit: Entity, owned: list[Indicator]) -> list[Any]:
    former = view.questions.registry().predecessors(unit)
    changed = [one for one in former if one.code != unit.code]
    came_from = [_("kế tục "), *joined([_link(view, one) for one in former], ", ")] if changed else ""
    count = _("chủ trì {count} chỉ tiêu").format(count=number(len(owned))) if owned else ""
    return joined([kind_word(unit), count, came_from])


def _link(view: View, unit: Entity) -> Component:
    edition = "" if unit.vintage == EDITIONS[0] else unit.vintage
    return dcc.Link(unit.name(view.language), href=view.link(f"/ministries/{unit.code}", edition=edition))


def _succession(view: View, unit: Entity) -> list[Component]:
    if unit.vintage == EDITIONS[0]:
        return []
    heirs = joined([_link(view, one) for one in view.questions.registry().successors(unit)], ", ")
    text = _("Đây là cơ quan theo danh sách đến hết tháng 2/2025. Hiện nay: ")
    return [notice([text, *heirs] if heirs else text)]


def _nothing_owned(unit: Entity) -> Component:
    if unit.vintage != EDITIONS[0]:
        return empty(_("Chỉ tiêu được giao theo danh sách bộ, ngành hiện nay; hãy xem ở cơ quan kế tục."))
    return empty(_("Danh mục chưa giao chỉ tiêu nào cho cơ quan này."))


# --- what it answers for ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Nation:
    """The nation's newest figures by indicator, their lines, and the targets they are held to."""

    rows: dict[str, Any]
    sparks: Sparks
    pursuit: Pursuit


def _owned_parts(view: View, ministry: Entity, owned: list[Indicator]) -> list[Component]:
    ask, unit = view.questions, view.questions.nation()
    headline = ask.headline(unit, as_of=view.as_of)
    nation = Nation(
        rows=rows_of(headline),
        sparks=ask.sparks(unit, as_of=view.as_of),
        pursuit=pursuit_of(view, unit),
    )
    known = [one for one in owned if one.code in nation.rows]
    states = {one.code: nation.pursuit.held(one, nation.rows[one.code]) for one in known}
    chosen = sorted(known, key=lambda one: _precedence(one, nation.rows[one.code], states))[:MOST_CARDS]
    cards = [_card(view, one, nation, states[one.code]) for one in chosen]
    mine = headline[headline["indicator"].isin([one.code for one in owned])]
    told = about(view, mine, subject=ministry.name(view.language))
    nothing = notice(_("Kho chưa có số liệu của cả nước cho các chỉ tiêu này. Số sẽ hiện ngay khi được nạp."))
    return [
        *([_summary(states), kpi_row(cards, id="ministry-headlines", about=told)] if cards else [nothing]),
        _table(view, owned, nation, told),
    ]


def _precedence(indicator: Indicator, row: Any, states: dict[str, Held]) -> tuple[bool, int, float, int]:
    """Published figures first, then those off their target, then the newest."""
    state = states[indicator.code].state
    return row.status == Status.SIMULATED, URGENCY.index(state), -row.period_end.timestamp(), indicator.id


def _summary(states: dict[str, Held]) -> Component:
    """How many of the ministry's targets are in which state."""
    counts = Counter(one.state for one in states.values() if one.target is not None)
    if not counts:
        text = _("Chưa chỉ tiêu nào của cơ quan này có mục tiêu cho năm của số mới nhất.")
        return html.P(text, className="tc-note")
    chips = [
        html.Span([html.B(number(counts[one])), " ", target_word(one)], className="tc-count")
        for one in URGENCY
        if counts[one]
    ]
    return html.P([_("So với mục tiêu của năm: "), *joined(chips)], className="tc-note")


def _card(view: View, indicator: Indicator, nation: Nation, held: Held) -> Component:
    return figure_card(
        view,
        indicator,
        nation.rows[indicator.code],
        nation.sparks,
        chip=held_chip(view, indicator, held) if held.target else None,
        href=view.link(f"/indicators/{indicator.code}"),
    )


def _table(view: View, owned: list[Indicator], nation: Nation, told: About) -> Component:
    themes = {one.theme: one.theme_name(view.language) for one in owned}
    theme = view.choice("theme", themes, ALL)
    states = {str(row.indicator): str(row.state) for row in view.questions.coverage(as_of=view.as_of).itertuples()}
    shown = [one for one in owned if theme in (ALL, one.theme)]
    return section_card(
        _("Chỉ tiêu chủ trì"),
        [
            controls.bar(theme_choice(themes, theme)) if len(themes) > 1 else None,
            data_grid(
                [_row(view, one, states.get(one.code, "none"), nation) for one in shown],
                _columns(),
                id="ministry-grid",
                search_label=_("Tìm chỉ tiêu (không cần dấu)"),
                label=_("Chỉ tiêu chủ trì"),
                about=told,
            ),
        ],
        subtitle=_("số liệu của cả nước"),
        footer=footer_words(told.source, told.data_date, told.marks),
    )


def _row(view: View, indicator: Indicator, state: str, nation: Nation) -> dict[str, Any]:
    row = nation.rows.get(indicator.code)
    cells = figure_cells(indicator, row, nation.sparks, nation.pursuit)
    if row is None:
        cells |= no_figure(indicator, state)
    else:
        cells["recorded_at"] = day_of(row.recorded_at)
    return indicator_cells(view, indicator) | cells


def _columns() -> list[Column]:
    return [
        name_column(),
        Column("value", _("Giá trị"), "number", text="value_text", width=108),
        Column("period", _("Kỳ mới nhất"), "period", width=130),
        Column("change", _("Thay đổi"), "change", width=152),
        Column("spark", _("Diễn biến"), "spark", width=106),
        Column("target", _("Mục tiêu năm"), "target", width=152),
        Column("status", _("Số liệu"), "status", width=112),
        Column("recorded_at", _("Ghi nhận"), "day", width=104),
        Column("code", _("Mã"), width=80),
    ]
