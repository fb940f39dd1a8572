"""What a scenario comes to: the desk, both paths, and what they mean in words and figures."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.cards import notice, section_card
from components.chart_frame import chart_frame
from components.columns import Column
from components.figures.scenario_paths import scenario_paths
from components.language import _
from components.messages import empty
from components.tables import simple_table
from components.taking import About
from data.forecasts.records import Basis
from data.records import Boundary, Entity, Indicator, Status
from forecasting.assumptions import Fixed, Shock
from forecasting.scenarios import Kind, stays
from forecasting.yearly import years_of
from pages.charts import marks_in, newest_day, sources_in
from pages.forecast_panel import fan_of, history_of, recent, why_none
from pages.forecast_words import basis_warning
from pages.scenario_asked import Asked, asked_of, figures_of
from pages.scenario_desk import desk
from pages.scenario_words import effect_words, lasting_words, period_sentence, year_words
from pages.view import View

CHART = "scenario-paths"
TABLE = ("period", "base", "scenario", "difference", "lower_80", "upper_80")


def answer(view: View, indicator: Indicator, unit: Entity) -> list[Component]:
    """The parts of the page under its choosers."""
    said = view.questions.forecasts(indicator, unit, most=1, as_of=view.as_of)
    if not said:
        return [section_card(_("Dự báo"), empty(why_none(view, indicator, unit)))]
    asked = asked_of(view, indicator, unit, said[0])
    both = html.Div([_chart(view, asked), _meaning(view, asked)], className="tc-split")
    title = _("Dự báo và kịch bản theo kỳ")
    told = About(
        subject=f"{indicator.short(view.language)} · {unit.name(view.language)}",
        unit=indicator.unit(view.language),
        marks=(Status.FORECAST,),
    )
    table = simple_table(
        asked.outcome.table[list(TABLE)], _columns(indicator), id="scenario-table", caption=title, about=told
    )
    return [desk(view, asked), both, section_card(title, table, subtitle=indicator.unit(view.language))]


def _chart(view: View, asked: Asked) -> Component:
    indicator, unit, kept = asked.indicator, asked.unit, asked.kept
    shown = recent(history_of(view, indicator, unit, kept), kept)
    simulated = kept.basis is not Basis.PUBLISHED or any(
        link.base.basis is not Basis.PUBLISHED for link in asked.links.values()
    )
    marks = [Status.FORECAST, *marks_in(shown), *([Status.SIMULATED] if simulated else [])]
    breaks = view.questions.recastable(indicator, unit).breaks
    return chart_frame(
        scenario_paths(shown, indicator, fan_of(kept), _path(asked), breaks=breaks),
        id=CHART,
        title=_("{name}: dự báo và kịch bản").format(
            name=f"{indicator.short(view.language)} · {unit.name(view.language)}"
        ),
        unit=indicator.unit(view.language),
        source=sources_in(view, shown),
        data_date=newest_day(shown),
        boundary=Boundary.MAP_2025 if unit.kind == "province" else None,
        marks=list(dict.fromkeys(marks)),
        table=asked.outcome.table[list(TABLE)],
        columns=_columns(indicator),
        caption=_sentences(view, asked)[0],
        height=400,
    )


def _path(asked: Asked) -> pd.DataFrame:
    """The scenario as the figure takes it; nothing while nothing is assumed."""
    points = asked.outcome.table.rename(columns={"scenario": "mean"})
    return points if asked.used else points.iloc[0:0]


# --- what it says -----------------------------------------------------------------------------------------------------


def _meaning(view: View, asked: Asked) -> Component:
    title = _("Kịch bản nói gì")
    warning = basis_warning(asked.kept)
    head = [notice(warning, tone="risk")] if warning else []
    if not asked.used:
        none = empty(_("Chưa có giả định nào, nên kịch bản chính là dự báo."))
        return section_card(title, [*head, none], class_name="tc-meaning")
    years = years_of(figures_of(view, asked), asked.outcome.table, asked.indicator.rule_time)
    said = [
        *_sentences(view, asked),
        *(year_words(row, asked.indicator, view.language) for row in years.to_dict("records")),
    ]
    parts = [
        *head,
        *(html.P(text, className="tc-said") for text in said),
        *(html.P(text, className="tc-note") for text in _how(view, asked)),
    ]
    return section_card(title, parts, class_name="tc-meaning")


def _sentences(view: View, asked: Asked) -> list[str]:
    """The first period that differs, and the last one."""
    rows = asked.outcome.table.to_dict("records")
    differing = [row for row in rows if round(row["difference"], asked.indicator.decimals)]
    chosen = [differing[0], rows[-1]] if differing and differing[0] is not rows[-1] else rows[-1:]
    unit = asked.unit.name(view.language)
    return [period_sentence(row, asked.indicator, unit, view.language) for row in chosen]


def _how(view: View, asked: Asked) -> list[str]:
    """What the answer rests on."""
    said = [
        _("Các giả định tác động lần lượt. Kỳ đã cho trước mức thì không còn khoảng; kỳ khác giữ khoảng của dự báo.")
    ]
    shocked = dict.fromkeys(one.code for one in asked.used if isinstance(one, Shock | Fixed))
    for code in shocked:
        base = asked.kept if code == asked.indicator.code else asked.links[code].base
        said.append(lasting_words(stays(base), view.questions.indicator(code), view.language))
    for code, link in asked.links.items():
        driver = view.questions.indicator(code)
        if link.kind is Kind.IDENTITY:
            sentence = _("{part} là phần hợp thành: {whole} đổi đúng bằng phần ấy, các phần khác giữ như dự báo.")
            said.append(sentence.format(part=driver.short(view.language), whole=asked.indicator.short(view.language)))
        elif link.effect is not None:
            said.append(effect_words(link.effect, driver, asked.indicator, view.language))
        warning = basis_warning(link.base)
        said += [f"{driver.short(view.language)}: {warning}"] if warning else []
    return said


def _columns(indicator: Indicator) -> list[Column]:
    words = {
        "base": _("Theo dự báo"),
        "scenario": _("Theo kịch bản"),
        "difference": _("Chênh lệch"),
        "lower_80": _("Kịch bản, 80%: từ"),
        "upper_80": _("Kịch bản, 80%: đến"),
    }
    figures = [Column(key, word, "number", decimals=indicator.decimals) for key, word in words.items()]
    return [Column("period", _("Kỳ"), "period"), *figures]
