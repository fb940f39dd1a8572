"""For a leader before a visit, and for the province's own office: one province or region, from its headline figures
to every indicator it has, beside its region and the nation.

Decision it serves: what to ask this province about.
"""

from typing import Any

import dash
from dash import Dash, html
from dash.development.base_component import Component

from components import controls
from components.cards import kpi_row, notice, section_card
from components.columns import Column
from components.language import _
from components.messages import empty
from components.tables import data_grid
from data.errors import UnknownEntity
from data.records import Entity, Indicator
from pages import province_parts as parts
from pages.charts import about
from pages.communes import communes_link
from pages.drawing import drawn
from pages.indicator_parts import unit_key
from pages.parts import joined, page
from pages.peers_panel import peers_card
from pages.places_table import EDITIONS, places_card
from pages.pursuit import held_chip
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


def register(app: Dash) -> None:
    dash.register_page(__name__, path_template="/provinces/<code>", title=_title, layout=layout)


def _title(code: str = "", **_codes: str) -> str:
    return f"{code} · " + _("Địa phương") + " · Toàn Cảnh"


@drawn
def layout(view: View, code: str) -> Component:
    unit = view.questions.called(_unit(view, code), view.as_of)
    profile = parts.profile_of(view, unit)
    return page(
        view,
        unit.full_name(view.language),
        *parts.succession_notices(view, unit),
        _headlines(view, profile),
        parts.comparison(view, profile) if profile.rows else None,
        _members(view, unit) if unit.kind == "region" else None,
        peers_card(view, unit) if profile.rows and unit.kind == "province" else None,
        _indicators(view, profile),
        crumbs=parts.way_back(view, unit, profile.above),
        lead=joined([parts.facts(view, unit, profile.above), communes_link(view, unit)]),
    )


def _unit(view: View, code: str) -> Entity:
    """The province or region of this code: of the edition asked for, else of the one in force, else of the last."""
    asked = view.params.get("edition")
    for edition in (asked,) if asked in EDITIONS else EDITIONS:
        for kind in ("province", "region"):
            try:
                return view.questions.entity(kind, code, edition)
            except UnknownEntity:
                continue
    raise UnknownEntity(f"No province or region has the code '{code}'; the page of provinces lists them all.")


# --- headline figures -------------------------------------------------------------------------------------------------


def _headlines(view: View, profile: parts.Profile) -> Component:
    if not profile.rows:
        return notice(parts.why_empty(view, profile.unit), title=_("Chưa có số liệu"))
    shown = [view.questions.indicator(code) for code in PROVINCE_HEADLINES if code in profile.rows]
    if not shown:
        return notice(_("Các chỉ tiêu chính chưa có số liệu; những chỉ tiêu khác ở bảng dưới."))
    told = about(view, profile.newest, subject=profile.unit.name(view.language))
    return kpi_row([_headline(view, profile, one) for one in shown], id="profile-headlines", about=told)


def _headline(view: View, profile: parts.Profile, indicator: Indicator) -> Component:
    row = profile.rows[indicator.code]
    held = profile.pursuit.held(indicator, row)
    below = [held_chip(view, indicator, held) if held.target else None, parts.standing(profile, indicator)]
    return figure_card(
        view,
        indicator,
        row,
        profile.sparks,
        chip=html.Div(below, className="tc-standing"),
        href=view.link(f"/indicators/{indicator.code}", unit=unit_key(profile.unit)),
    )


# --- the members of a region ------------------------------------------------------------------------------------------


def _members(view: View, region: Entity) -> Component | None:
    indicator = next(iter(view.questions.known(PROVINCE_HEADLINES)), None)
    if indicator is None:
        return None
    opening = view.questions.telling_period(indicator, vintage=region.vintage, as_of=view.as_of)
    return places_card(
        view,
        region.vintage,
        indicator=indicator,
        period_text=str(opening or ""),
        region=region.code,
        title=_("Các tỉnh, thành phố trong vùng"),
    )


# --- every indicator --------------------------------------------------------------------------------------------------


def _indicators(view: View, profile: parts.Profile) -> Component:
    """All indicators of the level, by theme; those without a figure are counted, not listed."""
    level = [one for one in view.questions.indicators() if one.level != "national"]
    known = [one for one in level if one.code in profile.rows]
    themes = {one.theme: one.theme_name(view.language) for one in known}
    theme = view.choice("theme", themes, ALL)
    title = _("Chỉ tiêu theo chủ đề")
    if not known:
        return section_card(title, empty(parts.why_empty(view, profile.unit)))
    grid = data_grid(
        [_row(view, profile, one) for one in known if theme in (ALL, one.theme)],
        _columns(profile),
        id="profile-grid",
        search_label=_("Tìm chỉ tiêu (không cần dấu)"),
        label=title,
        about=about(view, profile.newest, subject=profile.unit.name(view.language)),
    )
    counted = _("{known} trong {total} chỉ tiêu cấp tỉnh có số liệu").format(known=len(known), total=len(level))
    return section_card(
        title,
        [controls.bar(theme_choice(themes, theme)), grid],
        subtitle=html.Span([simulated_note(profile.newest), " ", counted]),
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


def _columns(profile: parts.Profile) -> list[Column]:
    same = _("Số của cùng kỳ; “…” khi chưa có")
    region = [Column("region", _("Vùng"), "number", text="region_text", width=96, note=same)] if profile.above else []
    rank = [Column("rank", _("Hạng"), "rank", width=76, note=_("Trong các tỉnh, thành phố có số cùng kỳ"))]
    return [
        name_column(),
        Column("value", _("Giá trị"), "number", text="value_text", hint="status_word", width=100),
        Column("period", _("Kỳ"), "period", width=130),
        Column("change", _("Thay đổi"), "change", width=148),
        Column("spark", _("Diễn biến"), "spark", width=104),
        *(rank if profile.unit.kind == "province" else []),
        *region,
        Column("nation", _("Cả nước"), "number", text="nation_text", width=96, note=same),
        Column("target", _("Mục tiêu năm"), "target", width=148),
    ]
