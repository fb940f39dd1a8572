"""The forecast of one indicator for one unit, as its page shows it: the fan, and what it says in words."""

from datetime import date

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components.cards import fact_list, notice, section_card
from components.chart_frame import chart_frame
from components.columns import Column
from components.figures.fan import Fan, forecast_fan
from components.formatting import day, moment, number, period
from components.language import _
from components.messages import empty
from data.forecasts.records import Basis, KeptForecast, RunState
from data.periods import Grain, Period
from data.records import Boundary, Entity, Indicator, Status
from forecasting.yearly import year_said
from pages.charts import marks_in, newest_day, sources_in
from pages.forecast_words import (
    basis_warning,
    basis_word,
    coherence_word,
    flag_words,
    method_sentence,
    next_sentence,
    year_sentence,
)
from pages.view import View

CHART = "indicator-forecast"
YEARS_BEFORE = {Grain.MONTH: 3, Grain.QUARTER: 5, Grain.YEAR: 12}
EARLIER = 3
BANDS = ("lower_80", "upper_80", "lower_95", "upper_95")


def forecast_panel(view: View, indicator: Indicator, unit: Entity) -> Component:
    """The fan with the last three forecasts before it, and beside it what it means."""
    said = forecasts_of(view, indicator, unit)
    title = _("Dự báo · {unit}").format(unit=unit.name(view.language))
    if not said:
        return section_card(title, empty(why_none(view, indicator, unit)), id=CHART)
    newest, *earlier = said
    frame = history_of(view, indicator, unit, newest)
    chart = fan_chart(view, indicator, unit, newest, earlier, frame, id=CHART, title=title)
    return html.Div([chart, _meaning(view, indicator, unit, newest, frame)], className="tc-split")


def forecasts_of(view: View, indicator: Indicator, unit: Entity) -> tuple[KeptForecast, ...]:
    """The newest forecast and the three before it, as known on the day in view; none of units of a former map."""
    return view.questions.forecasts(indicator, unit, most=EARLIER + 1, as_of=view.as_of)


def history_of(view: View, indicator: Indicator, unit: Entity, kept: KeptForecast) -> pd.DataFrame:
    """The figures that a forecast goes on from, on the map that forecasts are made for.

    After the last published figure that a forecast knew, simulated ones are left out where it rests on published ones
    alone: it was not made from them, and they are not what came.
    """
    grain = kept.origin.grain
    frame = view.questions.series(indicator, unit, grain=grain, boundary=Boundary.MAP_2025, as_of=view.as_of)
    if kept.basis is not Basis.PUBLISHED:
        return frame
    later = frame["period_end"] > pd.Timestamp(kept.origin.end)
    return frame[~(later & (frame["status"] == Status.SIMULATED.value))].reset_index(drop=True)


def fan_chart(
    view: View,
    indicator: Indicator,
    unit: Entity,
    kept: KeptForecast,
    earlier: list[KeptForecast],
    frame: pd.DataFrame,
    *,
    id: str,
    title: str,
) -> Component:
    """A forecast in the frame every chart stands in; its table is the forecast."""
    shown = recent(frame, kept)
    targets = view.questions.targets(indicator=indicator, entity=unit, as_of=view.as_of)
    breaks = view.questions.recastable(indicator, unit).breaks
    figure = forecast_fan(
        shown, indicator, fan_of(kept), [fan_of(one) for one in earlier], targets=targets, breaks=breaks
    )
    marks = [Status.FORECAST, *marks_in(shown), *([Status.SIMULATED] if kept.basis is not Basis.PUBLISHED else [])]
    return chart_frame(
        figure,
        id=id,
        title=title,
        unit=indicator.unit(view.language),
        source=sources_in(view, shown),
        data_date=newest_day(shown),
        boundary=Boundary.MAP_2025 if unit.kind in ("province", "region") else None,
        marks=list(dict.fromkeys(marks)),
        table=kept.points[["period", "mean", *BANDS]],
        columns=fan_columns(indicator),
        caption=next_sentence(kept, indicator, unit.name(view.language), view.language),
        subject=indicator.short(view.language),
        height=360,
    )


def fan_of(kept: KeptForecast) -> Fan:
    """A kept forecast as a figure takes it."""
    return Fan(kept.points, kept.origin, kept.last_value, kept.basis is not Basis.PUBLISHED, kept.retrospective)


def fan_columns(indicator: Indicator) -> list[Column]:
    """The columns of a forecast as a table."""
    words = {
        "mean": _("Mức giữa"),
        "lower_80": _("80%: từ"),
        "upper_80": _("80%: đến"),
        "lower_95": _("95%: từ"),
        "upper_95": _("95%: đến"),
    }
    figures = [Column(key, word, "number", decimals=indicator.decimals) for key, word in words.items()]
    return [Column("period", _("Kỳ"), "period"), *figures]


def recent(frame: pd.DataFrame, kept: KeptForecast) -> pd.DataFrame:
    """The last years before the forecast, so that the fan has room beside them."""
    start = pd.Timestamp(kept.origin.end) - pd.DateOffset(years=YEARS_BEFORE.get(kept.origin.grain, 5))
    return frame[frame["period_end"] > start].reset_index(drop=True)


# --- what it says -----------------------------------------------------------------------------------------------------


def _meaning(view: View, indicator: Indicator, unit: Entity, kept: KeptForecast, frame: pd.DataFrame) -> Component:
    warning = basis_warning(kept)
    sentences = [html.P(text, className="tc-said") for text in sentences_of(view, indicator, unit, kept, frame)]
    facts = [
        (_("Cách làm"), method_sentence(kept)),
        (_("Dựa trên"), _history_words(kept)),
        (_("Với đơn vị khác"), coherence_word(kept.coherence)),
        (
            _("Cần biết"),
            html.Ul([html.Li(text) for text in flag_words(kept)], className="tc-points") if kept.flags else None,
        ),
        (_("Lập lúc"), moment(kept.made_at)),
    ]
    more = dcc.Link(
        _("Dự báo đã đúng đến đâu"),
        href=view.link("/forecasts", indicator=indicator.code, unit=_key(unit)),
        className="tc-why",
    )
    return section_card(
        _("Dự báo nói gì"),
        [notice(warning, tone="risk") if warning else None, *sentences, fact_list(facts)],
        footer=more,
        class_name="tc-meaning",
    )


def sentences_of(view: View, indicator: Indicator, unit: Entity, kept: KeptForecast, frame: pd.DataFrame) -> list[str]:
    """What the forecast means: the next period, then the year, or its last period where no figure of a year is made."""
    who, language = unit.name(view.language), view.language
    first = next_sentence(kept, indicator, who, language)
    said = year_said(kept, figures_in(kept, frame), indicator.rule_time)
    if said is not None:
        return [first, year_sentence(said, indicator, who, language)]
    last = _last_of_year(kept)
    return [first, next_sentence(kept, indicator, who, language, last)] if last else [first]


def figures_in(kept: KeptForecast, frame: pd.DataFrame) -> dict[Period, float]:
    """The figures that go with a forecast, by period; simulated ones only where the forecast rests on them."""
    known = frame[frame["value"].notna()]
    if kept.basis is Basis.PUBLISHED:
        known = known[known["status"] != Status.SIMULATED.value]
    return {Period.parse(text): float(value) for text, value in zip(known["period"], known["value"], strict=True)}


def _last_of_year(kept: KeptForecast) -> int | None:
    """The place of the last period of the year in which the forecast begins, unless it is the first."""
    year = kept.origin.shift(1).year
    ends = [Period.parse(text).end for text in kept.points["period"]]
    return next((place for place, end in enumerate(ends) if place and end == date(year, 12, 31)), None)


def _history_words(kept: KeptForecast) -> str:
    return _("{count} kỳ từ {first} đến {last}, {basis}").format(
        count=number(kept.observations),
        first=period(kept.first, short=True),
        last=period(kept.origin, short=True),
        basis=basis_word(kept.basis),
    )


def why_none(view: View, indicator: Indicator, unit: Entity) -> str:
    """Why there is no forecast to show."""
    name = unit.name(view.language)
    if unit.vintage not in ("", "2025"):
        return _("Dự báo chỉ lập cho các đơn vị theo địa giới hiện nay; {unit} là đơn vị trước sắp xếp.").format(
            unit=name
        )
    if view.as_of is not None:
        return _("Đến ngày {day} chưa lập dự báo nào của {unit}.").format(day=day(view.as_of), unit=name)
    progress = view.questions.forecast_progress()
    if progress.state is RunState.RUNNING and not progress.stale:
        return _("Đang tính dự báo; trang tự hiện khi tính xong.")
    if progress.state is RunState.NEVER:
        return _("Chưa tính dự báo nào. Người vận hành tính bằng lệnh: python -m forecasting run")
    return _("Chưa có dự báo cho {name} của {unit}: không có số liệu để dựa vào.").format(
        name=indicator.short(view.language), unit=name
    )


def _key(unit: Entity) -> str:
    return unit.code
