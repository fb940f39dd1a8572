"""For an analyst, or an auditor, before one figure: the series it stands in, and where it comes from.

Decision it serves: whether to trust the figure, and whom to ask about it.
"""

from typing import Any

import dash
import pandas as pd
from dash import Dash, html
from dash.development.base_component import Component

from components import controls
from components.cards import kpi_card, section_card
from components.columns import Column
from components.figures.time_series import time_series
from components.formatting import change, is_missing, number, period
from components.language import _
from components.messages import empty
from components.tables import simple_table
from data.periods import Period
from data.records import Entity, Indicator, Status
from pages import recast_panel
from pages import trail_parts as parts
from pages.charts import about, series_chart
from pages.contribution_words import whose
from pages.drawing import drawn
from pages.finding import unit_key, unit_named, unit_options
from pages.indicator_parts import units as units_of
from pages.parts import Crumb, page
from pages.readings import map_for, map_told
from pages.view import View

RECENT = 24
CHART = "trail-series"


def register(app: Dash) -> None:
    dash.register_page(__name__, path_template="/trail/<code>", title=_title, layout=layout)


def _title(code: str = "", **_codes: str) -> str:
    return f"{code} · " + _("Số liệu đến từ đâu") + " · Toàn Cảnh"


@drawn
def layout(view: View, code: str) -> Component:
    indicator = view.questions.indicator(code)
    unit = unit_named(view, view.params.get("unit", "")) or units_of(view, indicator)[0]
    when = parts.period_named(view.params.get("period", ""))
    look = {"boundary": map_for(view, unit), "as_of": view.as_of}
    frame = view.questions.series(indicator, unit, grain=when.grain if when else None, **look)  # type: ignore[arg-type]
    chosen = when or _newest(frame, indicator)
    title = f"{whose(view, unit)}: {indicator.short(view.language)}"
    body = [empty(_("Chưa có số liệu của {unit} cho chỉ tiêu này.").format(unit=whose(view, unit)))]
    if chosen is not None:
        body = _body(view, indicator, unit, frame, chosen)
    return page(
        view,
        title,
        _choosers(view, indicator, unit, frame, chosen),
        *body,
        crumbs=_way_back(view, indicator, unit),
        lead=indicator.definition(view.language),
    )


def _newest(frame: pd.DataFrame, indicator: Indicator) -> Period | None:
    known = frame[frame["value"].notna() & (frame["status"] != Status.FORECAST)]
    return Period.parse(str(known["period"].iloc[-1])) if len(known) else None


def _way_back(view: View, indicator: Indicator, unit: Entity) -> list[Crumb]:
    """Overview, the indicator, and the change that this unit is a part of."""
    crumbs = [
        (_("Tổng quan"), view.link("/")),
        (indicator.short(view.language), view.link(f"/indicators/{indicator.code}")),
    ]
    if unit.kind in ("province", "region"):
        kept = {"unit": view.params.get("of"), "period": view.params.get("period"), "base": view.params.get("base")}
        crumbs.append((_("Đóng góp vào thay đổi"), view.link(f"/contribution/{indicator.code}", **kept)))
    return crumbs


def _choosers(view: View, indicator: Indicator, unit: Entity, frame: pd.DataFrame, chosen: Period | None) -> Component:
    units = units_of(view, indicator)
    units = units if unit in units else [unit, *units]
    parts_shown = [
        controls.finder("unit", _("Đơn vị"), unit_options(view, units), unit_key(unit), default=unit_key(units[0]))
    ]
    if chosen is not None:
        known = [str(one) for one in frame["period"][::-1]]
        options = [(one, period(one)) for one in dict.fromkeys([str(chosen), *known])]
        options.sort(key=lambda one: Period.parse(one[0]), reverse=True)
        newest = _newest(frame, indicator)
        parts_shown.append(controls.choice("period", _("Kỳ"), options, str(chosen), default=str(newest or "")))
    return controls.bar(*parts_shown)


def _body(view: View, indicator: Indicator, unit: Entity, frame: pd.DataFrame, chosen: Period) -> list[Any]:
    trail = view.questions.trail(indicator, unit, chosen, as_of=view.as_of)
    found = frame[frame["period"] == str(chosen)]
    row = found.iloc[-1] if len(found) else None
    left = html.Div(
        [_figure(view, indicator, unit, chosen, frame), _series(view, indicator, unit, frame)], className="tc-stack"
    )
    return [
        html.Div([left, parts.origin(view, trail, row)], className="tc-split tc-split--even"),
        recast_panel.panel(view, indicator, unit, chosen) if trail.empty else parts.revisions(view, indicator, trail),
        _periods(view, indicator, unit, frame, chosen),
    ]


def _figure(view: View, indicator: Indicator, unit: Entity, chosen: Period, frame: pd.DataFrame) -> Component:
    held = {str(row.period): row for row in frame.itertuples() if not is_missing(row.value)}
    row, year_ago = held.get(str(chosen)), held.get(str(chosen.year_before()))
    compared = None if row is None or year_ago is None else change(row.value, year_ago.value, indicator)  # type: ignore[arg-type]
    return kpi_card(
        indicator=indicator,
        title=unit.full_name(view.language),
        value=None if row is None else float(str(row.value)),
        period=chosen,
        status=Status.MISSING if row is None else str(row.status),
        change=compared,
        compared_with=_("so với cùng kỳ") if compared else "",
        href=view.link(f"/indicators/{indicator.code}", unit=unit_key(unit)),
    )


def _series(view: View, indicator: Indicator, unit: Entity, frame: pd.DataFrame) -> Component:
    return series_chart(
        view,
        time_series(frame, indicator, name=whose(view, unit)),
        id=CHART,
        title=_("{unit} qua các kỳ").format(unit=whose(view, unit)),
        indicator=indicator,
        frames=[frame],
        empty_reason=_("Chưa có chuỗi số liệu."),
        boundary=map_told(view, unit),
    )


def _periods(view: View, indicator: Indicator, unit: Entity, frame: pd.DataFrame, chosen: Period) -> Component:
    """The newest periods as links, so that any figure's origin is one step away without a pointer."""
    kept = {name: view.params.get(name) for name in ("of", "base")}
    rows = [
        {
            "period": period(str(row.period)),
            "href": view.link(f"/trail/{indicator.code}", unit=unit_key(unit), period=row.period, **kept),
            "value": number(float(str(row.value)), indicator.decimals),
            "status": row.status,
            "recorded_at": row.recorded_at,
            "how": parts.how_known(row),
        }
        for row in frame[::-1].head(RECENT).itertuples()
    ]
    columns = [
        Column("period", _("Kỳ"), link="href"),
        Column("value", indicator.unit(view.language), "number", text="value"),
        Column("status", _("Loại số liệu"), "status"),
        Column("recorded_at", _("Ghi nhận ngày"), "day"),
        Column("how", _("Có được từ")),
    ]
    title = _("Các kỳ gần đây")
    told = about(view, frame, subject=f"{indicator.short(view.language)} · {unit.name(view.language)}")
    table = simple_table(rows, columns, id="trail-periods", caption=title, about=told)
    return section_card(title, table, subtitle=_("bấm vào kỳ để xem nguồn gốc"))
