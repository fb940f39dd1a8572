"""For a province's office, and for a leader who asks where within a province a figure comes from: its communes by one
indicator, and what they add up to beside what the province reported.

Decision it serves: which commune to look into, and whether the sum of the communes can be trusted.
"""

from typing import Any

import dash
import pandas as pd
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import notice, section_card
from components.columns import Column
from components.formatting import number, period, with_unit
from components.language import _
from components.tables import data_grid
from data.errors import UnknownEntity
from data.periods import Period
from data.questions.contribution import Reason
from data.questions.rollup import RolledUp
from data.records import Entity, Indicator
from pages.drawing import drawn
from pages.finding import indicator_options, unit_options
from pages.parts import joined, page
from pages.readings import rows_of, short_text, simulated_note
from pages.view import View

DEFAULT_PROVINCE = "01"
DEFAULT_INDICATOR = "LAB14"


def register(_app: Dash) -> None:
    dash.register_page(__name__, path="/communes", title=lambda **codes: _("Cấp xã") + " · Toàn Cảnh", layout=layout)


@drawn
def layout(view: View) -> Component:
    province = _province(view)
    units = view.questions.communes(province)
    choosable = [one for one in view.questions.indicators() if one.level != "national"]
    by_code = {one.code: one for one in choosable}
    opening = _opening(view, province, choosable)
    indicator = by_code[view.choice("indicator", by_code, opening)]
    counted = view.questions.commune_periods(indicator, province, as_of=view.as_of) if units else {}
    words = {str(one): period(one) for one in counted}
    telling = view.questions.commune_telling_period(indicator, province, as_of=view.as_of) if units else None
    chosen = view.choice("period", words, str(telling or ""))
    return page(
        view,
        _("Xã, phường, đặc khu của {province}").format(province=province.name(view.language)),
        controls.bar(
            controls.finder(
                "province",
                _("Tỉnh, thành phố"),
                unit_options(view, view.questions.entities("province")),
                province.code,
                default=DEFAULT_PROVINCE,
            ),
            controls.finder(
                "indicator", _("Xếp theo"), indicator_options(view, choosable), indicator.code, default=opening
            ),
            controls.choice("period", _("Kỳ"), list(words.items()), chosen, default=str(telling or "")),
        ),
        *_body(view, province, units, indicator, chosen),
        crumbs=[
            (_("Địa phương"), view.link("/provinces")),
            (province.name(view.language), view.link(f"/provinces/{province.code}")),
        ],
        lead=_("{count} đơn vị cấp xã từ ngày 1/7/2025.").format(count=number(len(units))) if units else None,
    )


def _province(view: View) -> Entity:
    try:
        return view.questions.entity("province", view.params.get("province", DEFAULT_PROVINCE))
    except UnknownEntity:
        return view.questions.entity("province", DEFAULT_PROVINCE)


def _opening(view: View, province: Entity, choosable: list[Indicator]) -> str:
    """The indicator that the list opens with: the first of which the communes have a figure."""
    held = view.questions.communes_held(province)
    found = [one.code for one in choosable if one.code in held] or [one.code for one in choosable]
    return View.opening(DEFAULT_INDICATOR, found)


def _body(
    view: View, province: Entity, units: tuple[Entity, ...], indicator: Indicator, chosen: str
) -> list[Component | None]:
    if not units:
        told = _("Kho số liệu chưa có danh mục cấp xã. Người vận hành nạp danh mục bằng lệnh: {command}")
        return [notice(told.format(command="python -m data import-units FILE.csv"), title=_("Chưa có đơn vị cấp xã"))]
    if not chosen:
        return [
            notice(_("Các đơn vị cấp xã chưa có số liệu của chỉ tiêu này."), title=_("Chưa có số liệu")),
            _table(view, units, indicator, pd.DataFrame(columns=["entity", "value", "status", "rank"])),
        ]
    when = Period.parse(chosen)
    ranking = view.questions.commune_ranking(indicator, when, province, as_of=view.as_of)
    return [_rolled(view, province, indicator, when, ranking), _table(view, units, indicator, ranking)]


# --- what they add up to ----------------------------------------------------------------------------------------------


def _rolled(view: View, province: Entity, indicator: Indicator, when: Period, parts: pd.DataFrame) -> Component:
    """What the communes make together, beside the figure of the province itself; marked where any is simulated."""
    made = view.questions.of_communes(indicator, province, when, as_of=view.as_of)
    own = view.questions.series(
        indicator, province, grain=when.grain, start=when, end=when, boundary=view.boundary, as_of=view.as_of
    )
    said = own["value"].iloc[-1] if len(own) else None
    reported = _("Tỉnh, thành phố báo cáo: {value}.").format(value=with_unit(said, indicator)) if len(own) else ""
    shown = pd.concat([parts[["status"]], own[["status"]]])
    told = [rolled_words(made, indicator), reported, simulated_note(shown)]
    return html.P(joined(told, " "), className="tc-indicator__sum")


def rolled_words(made: RolledUp, indicator: Indicator) -> str:
    """A sentence on the figure made of the communes, or on why there is none."""
    if made.value is None:
        return _why_not(made.reason)
    counts = {"present": number(made.present), "expected": number(made.expected)}
    is_sum = indicator.rule_space == "sum"
    if made.complete:
        text = _("Cộng {expected} đơn vị cấp xã: {value}.") if is_sum else _("Bình quân {expected} đơn vị: {value}.")
    elif made.enough:
        text = _("Từ {present} trong {expected} đơn vị cấp xã: {value}, chưa đủ hết nhưng đạt tỷ lệ cần có.")
    else:
        text = _("Mới có {present} trong {expected} đơn vị cấp xã, tính được {value}: chưa phải số của cả tỉnh.")
    return text.format(**counts, value=with_unit(made.value, indicator))


def _why_not(reason: Reason | None) -> str:
    words = {
        Reason.NATIONAL: _("Chỉ tiêu này chỉ có ở cấp quốc gia, không chia theo địa phương."),
        Reason.NOT_ADDITIVE: _("Chỉ tiêu này không cộng được từ cấp xã lên."),
        Reason.NO_WEIGHT: _("Chưa có quyền số để tính bình quân từ cấp xã lên."),
        Reason.WEIGHT_MISSING: _("Các đơn vị cấp xã chưa có số liệu làm quyền số cho chỉ tiêu này."),
        Reason.HIDDEN: _("Có số liệu hạn chế trong phần phải cộng, nên không cộng."),
    }
    return words.get(reason, "") if reason else _("Chưa có số liệu để cộng.")


# --- the list ---------------------------------------------------------------------------------------------------------


def _table(view: View, units: tuple[Entity, ...], indicator: Indicator, ranking: pd.DataFrame) -> Component:
    ranked = rows_of(ranking, "entity")
    ordered = sorted(units, key=lambda one: (one.code not in ranked, _rank(ranked, one), one.sort_order))
    known = _("{known}/{count} đơn vị có số").format(known=number(len(ranked)), count=number(len(units)))
    title = _("Các đơn vị cấp xã theo {indicator}").format(indicator=indicator.short(view.language))
    columns = [
        Column("rank", _("Hạng"), "rank", width=64),
        Column("name", _("Tên"), link="href", width=150, grow=1, searched=True),
        _value_column(view, indicator),
        Column("code", _("Mã"), width=90),
        Column("population", _("Dân số (nghìn người)"), "number", decimals=1, width=150),
    ]
    rows = [_row(view, one, indicator, ranked.get(one.code)) for one in ordered]
    grid = data_grid(rows, columns, id="communes-grid", search_label=_("Tìm xã, phường (không cần dấu)"), label=title)
    return section_card(title, grid, subtitle=html.Span([simulated_note(ranking), " ", known]))


def _value_column(view: View, indicator: Indicator) -> Column:
    unit = indicator.unit(view.language)
    return Column("value", unit, "number", decimals=indicator.decimals, text="value_text", width=110)


def _rank(ranked: dict[str, Any], unit: Entity) -> int:
    return int(ranked[unit.code].rank) if unit.code in ranked else 0


def _row(view: View, unit: Entity, indicator: Indicator, found: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "rank": None,
        "name": unit.full_name(view.language),
        "code": unit.code,
        "href": view.link(f"/communes/{unit.code}"),
        "population": unit.population_thousand,
    }
    if found is not None:
        row |= {"rank": int(found.rank), "value": float(found.value)}
        row["value_text"] = short_text(found.value, found.status, indicator)
    return row


def communes_link(view: View, province: Entity) -> Component | None:
    """The way from a province to its communes; None where no list of them was loaded."""
    units = view.questions.communes(province)
    if not units:
        return None
    words = _("{count} xã, phường, đặc khu").format(count=number(len(units)))
    return dcc.Link(words, href=view.link("/communes", province=province.code))
