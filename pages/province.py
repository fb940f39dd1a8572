"""For a leader before a visit, and for the province's own office: one province or region, from its headline figures
to every indicator it has, beside its region and the nation.

Decision it serves: what to ask this province about.
"""

from collections.abc import Sequence
from typing import Any

import dash
import pandas as pd
from dash import Dash, html
from dash.development.base_component import Component

from components import controls
from components.cards import kpi_card, notice, section_card
from components.chips import target_chip
from components.columns import Column
from components.formatting import is_missing
from components.language import _
from components.messages import empty
from components.sparkline import sparkline
from components.tables import data_grid
from data.errors import UnknownEntity
from data.records import Entity, Indicator
from pages import province_parts as parts
from pages.indicator_parts import unit_key
from pages.parts import page
from pages.provinces import EDITIONS, places_card
from pages.readings import (
    ALL,
    PROVINCE_HEADLINES,
    change_of,
    compared_words,
    figure_cells,
    indicator_cells,
    map_for,
    name_column,
    rows_of,
    short_text,
    simulated_note,
    target_cell,
    theme_choice,
)
from pages.view import View, drawn


def register(app: Dash) -> None:
    dash.register_page(__name__, path_template="/provinces/<code>", title=_title, layout=layout)


def _title(code: str = "", **_codes: str) -> str:
    return f"{code} · " + _("Địa phương") + " · Toàn Cảnh"


@drawn
def layout(view: View, code: str) -> Component:
    unit = _unit(view, code)
    above = parts.region_of(view, unit)
    newest = view.questions.latest(unit, boundary=map_for(view, unit), as_of=view.as_of)
    return page(
        view,
        unit.full_name(view.language),
        *parts.succession_notices(view, unit),
        _headlines(view, unit, newest),
        parts.comparison(view, unit, above, newest) if len(newest) else None,
        _members(view, unit) if unit.kind == "region" else None,
        _indicators(view, unit, above, newest),
        crumbs=parts.way_back(view, unit, above),
        lead=parts.facts(view, unit, above),
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


def _headlines(view: View, unit: Entity, newest: pd.DataFrame) -> Component:
    if newest.empty:
        return notice(parts.why_empty(view, unit), title=_("Chưa có số liệu"))
    rows = rows_of(newest)
    shown = [view.questions.indicator(code) for code in PROVINCE_HEADLINES if code in rows]
    if not shown:
        return notice(_("Các chỉ tiêu chính chưa có số liệu; những chỉ tiêu khác ở bảng dưới."))
    standing = rows_of(view.questions.ranks(unit, as_of=view.as_of))
    others = parts.compared_rows(view, unit)
    return html.Div(
        [_headline(view, unit, one, rows[one.code], standing.get(one.code), others) for one in shown],
        className="tc-kpis",
    )


def _headline(
    view: View, unit: Entity, indicator: Indicator, row: Any, standing: Any, others: Sequence[parts.Compared]
) -> Component:
    sparks = view.questions.sparks(unit, boundary=map_for(view, unit), as_of=view.as_of)
    values, statuses = sparks.get(indicator.code, ([], []))
    target = target_cell(indicator, row, view.questions.targets(entity=unit, as_of=view.as_of))
    return kpi_card(
        indicator=indicator,
        value=None if is_missing(row.value) else float(row.value),
        period=row.period,
        status=row.status,
        change=change_of(indicator, row),
        compared_with=compared_words(row),
        sparkline=sparkline(values, statuses, label=indicator.short(view.language), decimals=indicator.decimals),
        chip=html.Div(
            [target_chip(*target) if target else None, parts.standing(view, indicator, row, standing, others)],
            className="tc-standing",
        ),
        href=view.link(f"/indicators/{indicator.code}", unit=unit_key(unit)),
    )


# --- the members of a region ------------------------------------------------------------------------------------------


def _members(view: View, region: Entity) -> Component:
    indicator = view.questions.indicator(PROVINCE_HEADLINES[0])
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


def _indicators(view: View, unit: Entity, above: Entity | None, newest: pd.DataFrame) -> Component:
    """All indicators of the level, by theme; those without a figure are counted, not listed."""
    rows = rows_of(newest)
    level = [one for one in view.questions.indicators() if one.level != "national"]
    known = [one for one in level if one.code in rows]
    themes = {one.theme: one.theme_name(view.language) for one in known}
    theme = view.choice("theme", themes, ALL)
    title = _("Chỉ tiêu theo chủ đề")
    if not known:
        return section_card(title, empty(parts.why_empty(view, unit)))
    shown = [one for one in known if theme in (ALL, one.theme)]
    grid = data_grid(
        _rows(view, unit, shown, rows),
        _columns(unit, above),
        id="profile-grid",
        search_label=_("Tìm chỉ tiêu (không cần dấu)"),
        label=title,
    )
    counted = _("{known} trong {total} chỉ tiêu cấp tỉnh có số liệu").format(known=len(known), total=len(level))
    return section_card(
        title,
        [controls.bar(theme_choice(themes, theme)), grid],
        subtitle=html.Span([simulated_note(newest), " ", counted]),
    )


def _rows(view: View, unit: Entity, shown: list[Indicator], rows: dict[str, Any]) -> list[dict[str, Any]]:
    standing = rows_of(view.questions.ranks(unit, as_of=view.as_of))
    sparks = view.questions.sparks(unit, boundary=map_for(view, unit), as_of=view.as_of)
    targets = view.questions.targets(entity=unit, as_of=view.as_of)
    others = parts.compared_rows(view, unit)
    found = []
    for one in shown:
        cells = indicator_cells(view, one) | figure_cells(one, rows[one.code], sparks, targets)
        cells["href"] = view.link(f"/indicators/{one.code}", unit=unit_key(unit))
        place = standing.get(one.code)
        cells["rank"] = (place.rank, place.of) if place is not None and place.of > 1 else None
        for other in others:
            row = parts.same_period(other, one, rows[one.code])
            cells[other.unit.kind] = None if row is None else float(row.value)
            cells[f"{other.unit.kind}_text"] = "…" if row is None else short_text(row.value, row.status, one)
        found.append(cells)
    return found


def _columns(unit: Entity, above: Entity | None) -> list[Column]:
    same = _("Số của cùng kỳ; “…” khi chưa có")
    region = [Column("region", _("Vùng"), "number", text="region_text", width=96, note=same)] if above else []
    rank = [Column("rank", _("Hạng"), "rank", width=76, note=_("Trong các tỉnh, thành phố có số cùng kỳ"))]
    return [
        name_column(),
        Column("value", _("Giá trị"), "number", text="value_text", hint="status_word", width=100),
        Column("period", _("Kỳ"), "period", width=130),
        Column("change", _("Thay đổi"), "change", width=148),
        Column("spark", _("Diễn biến"), "spark", width=104),
        *(rank if unit.kind == "province" else []),
        *region,
        Column("nation", _("Cả nước"), "number", text="nation_text", width=96, note=same),
        Column("target", _("Mục tiêu năm"), "target", width=148),
    ]
