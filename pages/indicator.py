"""For an analyst: one indicator from its newest figure to its source. The series in three measures, the provinces on a
map and in order, the seasons, the revisions, the figures themselves, and what they mean.
"""

import dash
import pandas as pd
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import kpi_card, section_card
from components.figures.revision_steps import revision_steps
from components.figures.time_series import time_series
from components.figures.year_over_year import year_over_year
from components.formatting import change, data_date_words, is_missing
from components.language import _
from components.markup import attrs
from components.sparkline import sparkline
from components.tables import data_grid
from data.periods import Grain
from data.records import Entity, Indicator
from data.text import folded
from pages import indicator_parts as parts
from pages.charts import about, cited, newest_day, series_chart, series_columns
from pages.desk_panel import of_indicator
from pages.drawing import drawn_with_desk
from pages.forecast_panel import forecast_panel
from pages.indicator_places import places
from pages.pursuit import Pursuit, held_chip, pursuit_of
from pages.readings import change_of, compared_words, map_for, map_told, rows_of
from pages.recast_panel import asked_panel, recast_note
from pages.view import View
from pages.why import has_parts, origin_link, why_link

FEW_ROWS, TABLE_HEIGHT = 10, 420
SPANS = {"3": 3, "5": 5, "10": 10, "all": 200}


def register(_app: Dash) -> None:
    dash.register_page(__name__, path_template="/indicators/<code>", title=_title, layout=layout)


def _title(code: str = "", **_codes: str) -> str:
    return f"{code} · " + _("Chỉ tiêu") + " · Toàn Cảnh"


@drawn_with_desk
def layout(view: View, code: str) -> Component:
    indicator = view.questions.indicator(code)
    unit = parts.chosen_unit(view, indicator)
    frame = view.questions.change(indicator, unit, boundary=map_for(view, unit), as_of=view.as_of)
    pursuit = pursuit_of(view, unit)
    return html.Div(
        [
            parts.breadcrumb(view, indicator),
            parts.heading(view, indicator),
            _controls(view, indicator, unit),
            html.Div(
                [_newest(view, indicator, unit, frame, pursuit), parts.targets(view, indicator, unit, pursuit)],
                className="tc-split tc-split--even",
            ),
            of_indicator(view, indicator),
            _series(view, indicator, unit, frame),
            recast_note(view, indicator, unit, frame),
            forecast_panel(view, indicator, unit),
            asked_panel(view, indicator, unit, f"/indicators/{indicator.code}"),
            html.Div(
                [_seasons(view, indicator, unit, frame), _revisions(view, indicator, unit)], className="tc-cols-2"
            ),
            places(view, indicator, unit),
            _table(view, indicator, frame),
            parts.about(view, indicator),
        ],
        className="tc-stack",
    )


def _controls(view: View, indicator: Indicator, unit: Entity) -> Component:
    options = [
        (parts.unit_key(one), one.name(view.language), folded(f"{one.full_name_vi} {one.name_en} {one.code}"))
        for one in [*parts.units(view, indicator), *([unit] if unit.kind == "commune" else [])]
    ]
    measures = parts.measures(indicator)
    return controls.bar(
        controls.finder(
            "unit", _("Đơn vị"), options, parts.unit_key(unit), default=parts.default_unit(view, indicator)
        ),
        controls.choice(
            "measure", _("Cách đo"), list(measures.items()), view.choice("measure", measures, "level"), default="level"
        ),
        controls.choice("span", _("Thời gian"), parts.span_words(), view.choice("span", SPANS, "5"), default="5"),
    )


def _newest(view: View, indicator: Indicator, unit: Entity, frame: pd.DataFrame, pursuit: Pursuit) -> Component:
    """The newest figure, against last year, the period before, and its target."""
    rows = rows_of(view.questions.headline(unit, boundary=map_for(view, unit), as_of=view.as_of))
    if indicator.code not in rows:
        return kpi_card(indicator=indicator, value=None, period=None, title=unit.name(view.language))
    row = rows[indicator.code]
    said = row.grain == Grain.YEAR or is_missing(row.year_ago_value)  # the card compares with the period before
    before = None if said else change(row.value, row.previous_value, indicator)
    card = kpi_card(
        indicator=indicator,
        title=unit.name(view.language),
        value=row.value,
        period=row.period,
        status=row.status,
        change=change_of(indicator, row),
        compared_with=compared_words(row),
        sparkline=sparkline(frame["value"].tail(24).tolist(), frame["status"].tail(24).tolist(), width=160, height=44),
        chip=html.Div(
            [
                held_chip(view, indicator, pursuit.held(indicator, row)),
                *_causes(view, indicator, unit, row.period),
            ],
            className="tc-kpi__links",
        ),
    )
    told = _("{change} so với kỳ liền trước").format(change=before.text) if before else ""
    return html.Div(
        [card, html.P(told, className="tc-indicator__before") if told else None], className="tc-indicator__newest"
    )


def _causes(view: View, indicator: Indicator, unit: Entity, period: str) -> list[Component]:
    """The ways from this figure to its cause: what made it change, where it comes from, and who else to hold it to."""
    key = parts.unit_key(unit)
    whole = unit.kind in ("nation", "region") and has_parts(view, indicator)
    compare = dcc.Link(_("So sánh"), href=view.link("/compare", what=indicator.code, who=key), className="tc-why")
    change = [why_link(view, indicator, period, unit=key)] if whole else []
    return [*change, origin_link(view, indicator, period, unit=key), compare]


def _series(view: View, indicator: Indicator, unit: Entity, frame: pd.DataFrame) -> Component:
    measure = view.choice("measure", parts.measures(indicator), "level")
    shown, measured = frame, indicator
    if measure == "growth":
        shown, measured = parts.growth_of(frame), parts.in_percent(indicator)
    elif measure == "cumulative":
        shown = view.questions.within_year(indicator, unit, boundary=map_for(view, unit), as_of=view.as_of)
    shown = _recent(shown, SPANS[view.choice("span", SPANS, "5")])
    targets = view.questions.targets(indicator=indicator, entity=unit, as_of=view.as_of) if measure == "level" else ()
    breaks = view.questions.recastable(indicator, unit).breaks
    chart = series_chart(
        view,
        time_series(shown, measured, targets, name=unit.name(view.language), breaks=breaks),
        id="indicator-series",
        title=f"{unit.name(view.language)} · {parts.measures(indicator)[measure]}",
        indicator=measured,
        frames=[shown],
        height=340,
        empty_reason=parts.why_empty(view, indicator, unit),
        boundary=map_told(view, unit),
    )
    return html.Div(chart, **attrs(data_click_parameter="parts"))


def _recent(frame: pd.DataFrame, years: int) -> pd.DataFrame:
    if frame.empty:
        return frame
    return frame[frame["period_end"] > frame["period_end"].max() - pd.DateOffset(years=years)]


def _seasons(view: View, indicator: Indicator, unit: Entity, frame: pd.DataFrame) -> Component:
    return series_chart(
        view,
        year_over_year(frame, indicator),
        id="indicator-seasons",
        title=_("Các năm đặt chồng lên nhau"),
        indicator=indicator,
        frames=[frame],
        empty_reason=_("Chưa có số liệu để so các năm."),
        boundary=map_told(view, unit),
    )


def _revisions(view: View, indicator: Indicator, unit: Entity) -> Component:
    frame = view.questions.revisions(indicator, unit, as_of=view.as_of)
    return series_chart(
        view,
        revision_steps(frame, indicator),
        id="indicator-revisions",
        title=_("Số liệu đã điều chỉnh: biết được gì, khi nào"),
        indicator=indicator,
        frames=[frame],
        empty_reason=_("Chưa kỳ nào được điều chỉnh: mỗi số mới được ghi một lần."),
        table=frame if len(frame) else None,
        columns=[*series_columns(view, indicator), parts.recorded_column()],
    )


def _table(view: View, indicator: Indicator, frame: pd.DataFrame) -> Component:
    rows = cited(view, frame[["period", "value", "status", "source", "recorded_at"]]).iloc[::-1]
    columns = [*series_columns(view, indicator), parts.recorded_column()]
    return section_card(
        _("Bảng số liệu"),
        data_grid(
            rows,
            columns,
            id="indicator-table",
            search=False,
            height=TABLE_HEIGHT if len(rows) > FEW_ROWS else None,
            empty=_("Chưa có số liệu."),
            about=about(view, frame, subject=indicator.short(view.language), unit=indicator.unit(view.language)),
        ),
        subtitle=data_date_words(when.published, when.simulated) if (when := newest_day(frame)) else "",
    )
