"""The figures of one target as a chart: the series, the forecast as a fan, and the band that is asked."""

from dataclasses import replace
from typing import Any

import pandas as pd
from dash.development.base_component import Component

from components.chart_frame import chart_frame
from components.figures.fan import Fan
from components.figures.target_fan import Aim, target_fan
from components.figures.time_series import time_series
from components.language import _
from data.forecasts.records import Basis, KeptForecast
from data.periods import STEPS_IN_YEAR, Grain, Period
from data.records import Boundary, Status
from data.targets import Measure
from data.targets.rules import YearRule, rule_for
from forecasting.targets.path import running_total
from pages.charts import marks_in, newest_day, series_chart, sources_in
from pages.forecast_panel import fan_columns, fan_of, history_of
from pages.readings import map_for, map_told
from pages.target_head import Shown
from pages.target_sentences import sentence
from pages.view import View

CHART = "target-chart"
HEIGHT = 360
YEARS_BEFORE = {Grain.MONTH: 2, Grain.QUARTER: 3, Grain.YEAR: 10}


def chart_of(view: View, one: Shown) -> Component:
    """The fan where a forecast reaches into the target's year, else the series; both with what is asked."""
    kept = next(iter(view.questions.forecasts(one.indicator, one.unit, most=1, as_of=view.as_of)), None)
    open_ = one.call is not None and one.call.probability is not None
    if kept is None or not open_:
        return _series(view, one)
    if _adds_up(one):
        return _total(view, one, kept) or _fan(view, one, kept)
    return _fan(view, one, kept)


def _adds_up(one: Shown) -> bool:
    return one.target.measure == Measure.CUMULATIVE or rule_for(one.indicator).year is YearRule.SUM


def _series(view: View, one: Shown) -> Component:
    frame = view.questions.series(one.indicator, one.unit, boundary=map_for(view, one.unit), as_of=view.as_of)
    last = pd.Timestamp(f"{one.target.year_to}-12-31")
    shown = frame[(frame["period_end"] > last - pd.DateOffset(years=6)) & (frame["period_end"] <= last)]
    return series_chart(
        view,
        time_series(shown, one.indicator, [one.target], name=one.unit.name(view.language)),
        id=CHART,
        title=_("Số liệu và mục tiêu"),
        indicator=one.indicator,
        frames=[shown],
        height=HEIGHT,
        empty_reason=_("Chưa có số liệu của đơn vị cho chỉ tiêu này."),
        boundary=map_told(view, one.unit),
    )


def _fan(view: View, one: Shown, kept: KeptForecast) -> Component:
    frame = _before(history_of(view, one.indicator, one.unit, kept), kept)
    fan = fan_of(kept)
    within = replace(fan, points=_of_year(kept.points, one.target.year_to))
    return _framed(view, one, kept, frame, within, _aim(one, within), _("Số liệu, dự báo và mục tiêu"))


def _total(view: View, one: Shown, kept: KeptForecast) -> Component | None:
    """Counted up since January, since it is a total that is asked; None where the forecast begins in another year."""
    year, call = one.target.year_to, one.call
    counted = view.questions.within_year(one.indicator, one.unit, boundary=Boundary.MAP_2025, as_of=view.as_of)
    grain = kept.origin.grain
    if grain not in (Grain.MONTH, Grain.QUARTER) or kept.origin.year != year or call is None:
        return None
    until = counted[counted["period_end"] <= pd.Timestamp(kept.origin.end)]
    if until.empty or until["period"].iloc[-1] != str(kept.origin):
        return None
    start = float(until["value"].iloc[-1])
    points = running_total(kept, start, STEPS_IN_YEAR[grain] - kept.origin.end.month * STEPS_IN_YEAR[grain] // 12)
    fan = Fan(points, kept.origin, start, kept.basis is not Basis.PUBLISHED)
    shown = _before(until, kept)
    return _framed(view, one, kept, shown, fan, None, _("Lũy kế từ đầu năm, dự báo và mục tiêu"))


def _before(frame: pd.DataFrame, kept: KeptForecast) -> pd.DataFrame:
    """The last years before the forecast, few enough for the year of the target to have room."""
    start = pd.Timestamp(kept.origin.end) - pd.DateOffset(years=YEARS_BEFORE[kept.origin.grain])
    return frame[frame["period_end"] > start].reset_index(drop=True)


def _of_year(points: pd.DataFrame, year: int) -> pd.DataFrame:
    """The points of a forecast up to the end of a year."""
    inside = [Period.parse(text).end.year <= year for text in points["period"]]
    return points[inside].reset_index(drop=True)


def _aim(one: Shown, fan: Fan) -> Aim | None:
    """What each period to come must show; only where periods make up the year."""
    call = one.call
    if call is None or call.needed is None or call.so_far is None or call.grain is Grain.YEAR:
        return None
    periods = [text for text in fan.points["period"] if Period.parse(text).year == one.target.year_to]
    return Aim(tuple(periods), call.needed)


def _framed(
    view: View, one: Shown, kept: KeptForecast, frame: pd.DataFrame, fan: Fan, aim: Aim | None, title: str
) -> Component:
    marks = [Status.FORECAST, *marks_in(frame), *([Status.SIMULATED] if fan.simulated else [])]
    columns: list[Any] = fan_columns(one.indicator)
    call = one.call
    who = "" if one.unit.kind == "nation" else one.unit.name(view.language)
    return chart_frame(
        target_fan(frame, one.indicator, fan, one.target, aim),
        id=CHART,
        title=title,
        unit=one.indicator.unit(view.language),
        source=sources_in(view, frame),
        data_date=newest_day(frame),
        boundary=map_told(view, one.unit),
        marks=list(dict.fromkeys(marks)),
        table=fan.points[[column.key for column in columns]],
        columns=columns,
        caption="" if call is None else sentence(one.target, call, one.indicator, who),
        subject=one.indicator.short(view.language),
        height=HEIGHT,
    )
