"""The provinces of an indicator: on the map and in order for one period, or each one's own line."""

from dataclasses import replace

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import controls
from components.cards import notice, section_card
from components.chart_frame import chart_frame
from components.figures.ranking_bars import ranking_bars, ranking_height
from components.figures.small_multiples import multiples_height, small_multiples
from components.formatting import number, period, with_unit
from components.language import _
from components.messages import empty
from data.periods import Period
from data.records import Entity, Indicator
from pages.charts import (
    marks_in,
    name_of_unit,
    newest_day,
    ranking_columns,
    ranking_table,
    series_columns,
    sources_in,
)
from pages.maps import (
    INDICATORS,
    PERIODS,
    click_target,
    form_choice,
    ground_of,
    is_playing,
    province_map,
    show_choice,
    show_of,
)
from pages.small_maps import small_maps
from pages.view import View

MAP, RANKING, LINES = "indicator-map", "indicator-ranking", "indicator-lines"
YEARS = 5


def places(view: View, indicator: Indicator, unit: Entity) -> Component:
    """The provinces, as the reader chose to see them."""
    if indicator.level == "national":
        return notice(_("Chỉ tiêu này chỉ có ở cấp quốc gia, không chia theo địa phương."))
    ground = ground_of(view, indicator)
    if not ground.editions:
        return section_card(_("Các địa phương"), empty(_("Chưa có số liệu của địa phương nào cho chỉ tiêu này.")))
    ways = {"map": _("Bản đồ và xếp hạng"), "lines": _("Diễn biến từng địa phương")}
    way = view.choice("places", ways, "map")
    words = {one: period(one) for one in ground.editions}
    chosen = view.choice("period", words, ground.opening)
    edition = ground.edition(chosen)
    ways_control = controls.choice("places", _("Các địa phương"), list(ways.items()), way, default="map")
    if way == "lines":
        return html.Div([controls.bar(ways_control), _lines(view, indicator, edition)], className="tc-stack")
    bar = controls.bar(
        ways_control,
        controls.choice("period", _("Kỳ"), list(words.items()), chosen, default=ground.opening),
        form_choice(view, edition),
        show_choice(view),
    )
    if show_of(view) in (PERIODS, INDICATORS):
        path = f"/indicators/{indicator.code}"
        return html.Div([bar, small_maps(view, indicator, chosen, ground, path=path, id=MAP)], className="tc-stack")
    shown = _map_and_ranking(view, indicator, unit, Period.parse(chosen), edition)
    return html.Div([bar, *shown], className="tc-stack")


def _map_and_ranking(
    view: View, indicator: Indicator, unit: Entity, when: Period, vintage: str
) -> list[Component | None]:
    frame = view.questions.ranking(indicator, when, vintage=vintage, as_of=view.as_of)
    highlight = unit.code if unit.kind == "province" and unit.vintage == vintage else None
    title = _("Xếp hạng địa phương, {period}").format(period=period(when))
    ranking = chart_frame(
        ranking_bars(frame, indicator, highlight=highlight, nation=nation_value(view, indicator, when)),
        id=RANKING,
        title=title,
        unit=indicator.unit(view.language),
        source=sources_in(view, frame),
        data_date=newest_day(frame),
        boundary=vintage,
        marks=marks_in(frame),
        table=ranking_table(frame),
        columns=ranking_columns(view, indicator),
        caption=_("{title}: {count} địa phương, tốt nhất ở trên cùng.").format(title=title, count=number(len(frame))),
        subject=indicator.short(view.language),
        height=ranking_height(frame),
    )
    drawn_map = province_map(
        view,
        indicator,
        str(when),
        id=MAP,
        vintage=vintage,
        highlight=highlight,
        chooses="unit",
        playing=is_playing(view),
    )
    beside = html.Div([drawn_map, html.Div(ranking, **click_target(vintage))], className="tc-cols-2")
    return [sum_line(view, indicator, when, vintage), beside]


def _lines(view: View, indicator: Indicator, vintage: str) -> Component:
    """One small line a province over the last years, all on one scale."""
    frame = view.questions.panel(indicator, vintage=vintage, as_of=view.as_of)
    if not frame.empty:
        frame = frame[frame["period_end"] > frame["period_end"].max() - pd.DateOffset(years=YEARS)]
    title = _("{indicator} của từng địa phương").format(indicator=indicator.short(view.language))
    drawn, measured = frame, indicator
    if indicator.rule_space == "sum":  # sizes differ too much for one scale; shapes can be compared from 100
        drawn, measured = _indexed(frame), replace(indicator, unit_vi="", unit_en="", decimals=1)
    return chart_frame(
        small_multiples(drawn, measured) if len(frame) else None,
        id=LINES,
        title=title,
        unit=_("kỳ đầu = 100") if measured is not indicator else indicator.unit(view.language),
        source=sources_in(view, frame),
        data_date=newest_day(frame),
        boundary=vintage,
        marks=marks_in(frame),
        table=frame if len(frame) else None,
        columns=[name_of_unit(view), *series_columns(view, indicator)],
        caption=_("{title}: {count} đường, cùng một thang đo.").format(
            title=title, count=number(frame["entity"].nunique() if len(frame) else 0)
        ),
        empty_reason=None if len(frame) else _("Chưa có chuỗi số liệu theo kỳ của địa phương nào."),
        height=multiples_height(frame) if len(frame) else 200,
    )


def _indexed(frame: pd.DataFrame) -> pd.DataFrame:
    """Each unit's series as an index, 100 at its first period shown; a unit that starts at nothing is left out."""
    first = frame.groupby("entity", sort=False)["value"].transform("first")
    return frame.assign(value=frame["value"] / first * 100)[first > 0]


def nation_value(view: View, indicator: Indicator, period: Period) -> float | None:
    """The nation's figure of a period, where provinces can be held against it (rates, not sums)."""
    if indicator.rule_space == "sum" or indicator.level == "province":
        return None
    frame = view.questions.series(
        indicator, view.questions.nation(), grain=period.grain, start=period, end=period, as_of=view.as_of
    )
    return float(frame["value"].iloc[-1]) if len(frame) and pd.notna(frame["value"].iloc[-1]) else None


def sum_line(view: View, indicator: Indicator, period: Period, vintage: str) -> Component | None:
    """What the provinces add up to, and whether all are there; an incomplete sum says so."""
    if indicator.rule_space != "sum":
        return None
    frame = view.questions.members(indicator, period, vintage=vintage, as_of=view.as_of)
    told = frame.attrs
    total = with_unit(told["total"], indicator)
    if told["complete"]:
        text = _("Cộng {present} địa phương: {total}.").format(present=told["present"], total=total)
    else:
        text = _("Mới có {present} trong {expected} địa phương, cộng được {total}: chưa phải tổng cả nước.").format(
            present=told["present"], expected=told["expected"], total=total
        )
    return html.P(text, className="tc-indicator__sum")
