"""For a leader at a desk: the nation in one look. What changed, what is at risk, and what to ask next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components.cards import kpi_card, kpi_row, section_card
from components.chips import TargetState, chip, target_chip
from components.columns import Column
from components.export_menu import export_menu, export_target
from components.figures.balance_bars import balance_bars
from components.figures.growth_bars import growth_bars
from components.figures.time_series import time_series
from components.figures.year_over_year import year_over_year
from components.formatting import CLOCK, period, target_text, with_unit
from components.language import _
from components.markup import attrs
from components.messages import empty
from components.sparkline import sparkline
from components.taking import About, offer_table, told_of, words_of
from data.periods import Period
from data.records import Indicator, Status
from data.targets.choosing import find_target
from pages import overview_panels as panels
from pages.charts import series_chart
from pages.drawing import drawn
from pages.readings import change_of, compared_words, rows_of, target_state
from pages.view import View
from pages.why import why_link
from sentences.gathering import paragraphs

HEADLINES = (
    "GRO01", "PRI03", "IND01", "TRD01",
    "TRD03", "INV05", "INV07", "TRD13",
    "BUD01", "SVC01", "PRI09", "LAB01",
)  # fmt: skip
LEADING = ("GRO01", "PRI03")
FIRST_YEAR = 2021


def register(app: Dash) -> None:
    dash.register_page(__name__, path="/", title=lambda **codes: _("Tổng quan") + " · Toàn Cảnh", layout=layout)


@drawn
def layout(view: View) -> Component:
    rows = rows_of(view.questions.headline(view.questions.nation(), as_of=view.as_of))
    return html.Div(
        [
            html.H1(_("Kinh tế – xã hội cả nước")),
            html.P(_lead(view), className="tc-lead"),
            kpi_row(
                [_headline(view, one, rows) for one in view.questions.known(HEADLINES)],
                id="overview-headlines",
                about=About(subject=_("Cả nước")),
            ),
            html.Div(
                [
                    html.Div(
                        [_growth(view), _targets(view, rows), _prices(view), _trade(view), _investment(view)],
                        className="tc-cols",
                    ),
                    html.Div(
                        [panels.map_panel(view), panels.changes_panel(view), panels.coverage_panel(view)],
                        className="tc-stack",
                    ),
                ],
                className="tc-split",
            ),
        ],
        className="tc-stack",
    )


def _lead(view: View) -> list[Any]:
    """Growth and prices in a sentence each, and the way to everything else that stands out."""
    questions = view.questions
    told = paragraphs(questions, questions.nation(), questions.known(LEADING), as_of=view.as_of)
    if not told:
        return [_("Kho số liệu chưa có chỉ tiêu chính nào của cả nước.")]
    more = dcc.Link(_("Xem các điểm nổi bật"), href=view.link("/highlights"))
    return [" ".join(one.sentences[0].text for one in told), " ", more]


def _headline(view: View, indicator: Indicator, rows: Mapping[str, Any]) -> Component:
    questions, code = view.questions, indicator.code
    href = view.link(f"/indicators/{code}")
    if code not in rows:
        return kpi_card(indicator=indicator, value=None, period=None, href=href)
    row = rows[code]
    values, statuses = questions.sparks(questions.nation(), as_of=view.as_of).get(code, ([], []))
    state, target = target_state(indicator, row, questions.targets(entity=questions.nation(), as_of=view.as_of))
    return kpi_card(
        indicator=indicator,
        value=row.value,
        period=row.period,
        status=row.status,
        change=change_of(indicator, row),
        compared_with=compared_words(row),
        sparkline=sparkline(values, statuses, label=indicator.short(view.language), decimals=indicator.decimals),
        chip=html.Div(
            [
                target_chip(state, target_text(target, indicator) if target else ""),
                why_link(view, indicator, row.period),
            ],
            className="tc-kpi__links",
        ),
        href=href,
    )


def _growth(view: View) -> Component | None:
    indicator = next(iter(view.questions.known(["GRO01"])), None)
    if indicator is None:
        return None
    nation = view.questions.nation()
    frame = view.questions.series(indicator, nation, start=Period.parse(f"{FIRST_YEAR}-Q1"), as_of=view.as_of)
    targets = view.questions.targets(indicator=indicator, entity=nation, as_of=view.as_of)
    return series_chart(
        view,
        growth_bars(frame, indicator, targets),
        id="overview-growth",
        title=_("Tăng trưởng GDP theo quý, so với cùng kỳ năm trước"),
        indicator=indicator,
        frames=[frame],
        empty_reason=_("Chưa có tăng trưởng GDP theo quý trong kho số liệu."),
        class_name="tc-span-12",
    )


def _targets(view: View, rows: Mapping[str, Any]) -> Component:
    """Targets of the year that is looked at, or of the newest before it that has any, against the newest figure."""
    nation = view.questions.nation()
    every = view.questions.targets(entity=nation, as_of=view.as_of)
    today = (view.as_of or datetime.now(CLOCK).date()).year
    years = {target.year_to for target in every if target.year_from == target.year_to}
    year = max((one for one in years if one <= today), default=min(years, default=None))
    of_year = [target for target in every if target.year_from == target.year_to == year]
    indicators = [view.questions.indicator(code) for code in dict.fromkeys(target.indicator for target in of_year)]
    lines = [
        _target_line(view, indicator, find_target(indicator, year, of_year), rows) for indicator in indicators if year
    ]
    if not lines:
        return section_card(_("Mục tiêu năm"), empty(_("Chưa có mục tiêu nào được giao.")), class_name="tc-span-12")
    heads = (_("Chỉ tiêu"), _("Mục tiêu"), _("Số mới nhất"), _("Tình hình"))
    title = _("Mục tiêu năm {year} giao cho cả nước").format(year=year)
    columns = [Column(str(place), head) for place, head in enumerate(heads)]
    told = [{str(place): words_of(cell.children) for place, cell in enumerate(line.children)} for line in lines]
    kinds = {Status(rows[one.code].status) for one in indicators if one.code in rows}
    offer_table("overview-targets", title, told, columns, About(marks=told_of(kinds)))
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody(lines),
        ],
        className="tc-table tc-table--targets",
    )
    return section_card(
        title,
        html.Div(
            [
                html.Div(
                    table,
                    className="tc-table__scroll",
                    tabIndex="0",
                    role="region",
                    **attrs(aria_label=_("Mục tiêu năm")),
                ),
                html.Div(export_menu(), className="tc-tools tc-tools--table"),
            ],
            className="tc-table__frame",
            **export_target("overview-targets", title),
        ),
        subtitle=_("so với số mới nhất; chưa phải dự báo"),
        class_name="tc-span-12",
    )


def _target_line(view: View, indicator: Indicator, target: Any, rows: Mapping[str, Any]) -> Component:
    mark, figure = chip(_("chưa có số năm {year}").format(year=target.year_to), icon="–"), "…"
    if indicator.code in rows:
        row = rows[indicator.code]
        state, found = target_state(indicator, row, (target,))
        figure = f"{with_unit(row.value, indicator)} · {period(row.period, short=True)}"
        if found and state is not TargetState.NO_DATA:  # else the newest figure says nothing of this year yet
            mark = target_chip(state)
    name = dcc.Link(indicator.short(view.language), href=view.link(f"/indicators/{indicator.code}"))
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(target_text(target, indicator), title=target.document),
            html.Td(figure),
            html.Td(mark),
        ]
    )


def _prices(view: View) -> Component | None:
    indicator = next(iter(view.questions.known(["PRI01"])), None)
    if indicator is None:
        return None
    start = Period.parse(f"{FIRST_YEAR}-01")
    frame = view.questions.series(indicator, view.questions.nation(), start=start, as_of=view.as_of)
    return series_chart(
        view,
        time_series(frame, indicator),
        id="overview-prices",
        title=_("Giá tiêu dùng so với cùng kỳ năm trước"),
        indicator=indicator,
        frames=[frame],
        empty_reason=_("Chưa có chỉ số giá tiêu dùng theo tháng."),
        class_name="tc-span-6",
    )


def _trade(view: View) -> Component | None:
    nation = view.questions.nation()
    indicators = view.questions.known(["TRD01", "TRD02", "TRD03"])
    if len(indicators) < 3:
        return None
    exports, imports, balance = (view.questions.series(one, nation, as_of=view.as_of) for one in indicators)
    return series_chart(
        view,
        balance_bars(exports, imports, balance, indicators[2]),
        id="overview-trade",
        title=_("Xuất khẩu, nhập khẩu và cán cân"),
        indicator=indicators[2],
        frames=[exports.tail(24), imports.tail(24), balance.tail(24)],
        table=panels.side_by_side(
            {
                one.short(view.language): frame.tail(24)
                for one, frame in zip(indicators, (exports, imports, balance), strict=True)
            }
        ),
        empty_reason=_("Chưa có kim ngạch theo tháng."),
        class_name="tc-span-6",
    )


def _investment(view: View) -> Component | None:
    indicator = next(iter(view.questions.known(["INV05"])), None)
    if indicator is None:
        return None
    frame = view.questions.series(indicator, view.questions.nation(), as_of=view.as_of)
    return series_chart(
        view,
        year_over_year(frame, indicator),
        id="overview-investment",
        title=_("Giải ngân vốn đầu tư công, lũy kế trong năm"),
        indicator=indicator,
        frames=[frame],
        empty_reason=_("Chưa có tỷ lệ giải ngân theo tháng."),
        class_name="tc-span-12",
    )
