"""For an officer of a commune or of its province: one commune, from its headline figures to every indicator it has,
beside its province and the nation.

Decision it serves: what to ask this commune about.
"""

from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import kpi_row, notice, section_card
from components.columns import Column
from components.formatting import number
from components.language import _
from components.messages import empty
from components.tables import data_grid
from data.records import Entity, Indicator
from pages import province_parts as parts
from pages.charts import about
from pages.drawing import drawn
from pages.indicator_parts import unit_key
from pages.parts import joined, page
from pages.readings import (
    ALL,
    PROVINCE_HEADLINES,
    figure_card,
    figure_cells,
    indicator_cells,
    name_column,
    short_text,
    simulated_note,
    theme_choice,
)
from pages.view import View

MOST_CARDS = 8


def register(_app: Dash) -> None:
    dash.register_page(__name__, path_template="/communes/<code>", title=_title, layout=layout)


def _title(code: str = "", **_codes: str) -> str:
    return f"{code} · " + _("Cấp xã") + " · Toàn Cảnh"


@drawn
def layout(view: View, code: str) -> Component:
    unit = view.questions.entity("commune", code)
    province = view.questions.province_of(unit)
    profile = parts.profile_of(view, unit, above=province)
    return page(
        view,
        unit.full_name(view.language),
        _headlines(view, profile),
        parts.comparison(view, profile) if profile.rows else None,
        _indicators(view, profile),
        crumbs=[
            (_("Địa phương"), view.link("/provinces")),
            (province.name(view.language), view.link(f"/provinces/{province.code}")),
            (_("Cấp xã"), view.link("/communes", province=province.code)),
        ],
        lead=_facts(view, unit, province),
    )


def _facts(view: View, unit: Entity, province: Entity) -> list[Any]:
    """One line: code, province, area, population, and where the list comes from."""
    people = _("{people} nghìn người").format(people=number(unit.population_thousand, 1))
    return joined(
        [
            _("mã {code}").format(code=unit.code),
            dcc.Link(province.full_name(view.language), href=view.link(f"/provinces/{province.code}")),
            _("{area} km²").format(area=number(unit.area_km2, 0)) if unit.area_km2 else "",
            people if unit.population_thousand else "",
        ]
    )


def _headlines(view: View, profile: parts.Profile) -> Component:
    """The figures a province is known by where the commune has them, then its others, as many as fit."""
    if not profile.rows:
        return notice(_("Chưa có số liệu của đơn vị này."), title=_("Chưa có số liệu"))
    codes = [*(one for one in PROVINCE_HEADLINES if one in profile.rows), *profile.rows]
    shown = [view.questions.indicator(code) for code in dict.fromkeys(codes)][:MOST_CARDS]
    cards = [
        figure_card(
            view,
            one,
            profile.rows[one.code],
            profile.sparks,
            chip=html.Div([parts.standing(profile, one)], className="tc-standing"),
            href=view.link(f"/indicators/{one.code}", unit=unit_key(profile.unit)),
        )
        for one in shown
    ]
    told = about(view, profile.newest, subject=profile.unit.name(view.language))
    return kpi_row(cards, id="profile-headlines", about=told)


def _indicators(view: View, profile: parts.Profile) -> Component:
    """All indicators that the commune has a figure of, by theme."""
    known = [one for one in view.questions.indicators() if one.code in profile.rows]
    title = _("Chỉ tiêu theo chủ đề")
    if not known:
        return section_card(title, empty(_("Chưa có số liệu của đơn vị này.")))
    themes = {one.theme: one.theme_name(view.language) for one in known}
    theme = view.choice("theme", themes, ALL)
    grid = data_grid(
        [_row(view, profile, one) for one in known if theme in (ALL, one.theme)],
        _columns(),
        id="profile-grid",
        search_label=_("Tìm chỉ tiêu (không cần dấu)"),
        label=title,
        about=about(view, profile.newest, subject=profile.unit.name(view.language)),
    )
    return section_card(
        title, [controls.bar(theme_choice(themes, theme)), grid], subtitle=simulated_note(profile.newest)
    )


def _row(view: View, profile: parts.Profile, indicator: Indicator) -> dict[str, Any]:
    own = profile.rows[indicator.code]
    cells = indicator_cells(view, indicator) | figure_cells(indicator, own, profile.sparks, profile.pursuit)
    cells["href"] = view.link(f"/indicators/{indicator.code}", unit=unit_key(profile.unit))
    place = profile.ranks.get(indicator.code)
    cells["rank"] = (place.rank, place.of) if place is not None and place.of > 1 else None
    for other in profile.others:
        row = parts.same_period(other, indicator, own)
        cells[other.unit.kind] = None if row is None else float(row.value)
        cells[f"{other.unit.kind}_text"] = "…" if row is None else short_text(row.value, row.status, indicator)
    return cells


def _columns() -> list[Column]:
    same = _("Số của cùng kỳ; “…” khi chưa có")
    return [
        name_column(),
        Column("value", _("Giá trị"), "number", text="value_text", hint="status_word", width=100),
        Column("period", _("Kỳ"), "period", width=130),
        Column("change", _("Thay đổi"), "change", width=148),
        Column("spark", _("Diễn biến"), "spark", width=104),
        Column("rank", _("Hạng"), "rank", width=84, note=_("Trong các đơn vị cấp xã của tỉnh có số cùng kỳ")),
        Column("province", _("Tỉnh"), "number", text="province_text", width=110, note=same),
        Column("nation", _("Cả nước"), "number", text="nation_text", width=110, note=same),
    ]
