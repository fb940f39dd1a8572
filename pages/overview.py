"""For a leader at a desk: the nation in one look. What changed, what is at risk, and what to ask next."""

from collections.abc import Mapping
from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components.cards import kpi_card, kpi_row
from components.figures.balance_bars import balance_bars
from components.figures.growth_bars import growth_bars
from components.figures.time_series import time_series
from components.figures.year_over_year import year_over_year
from components.language import _
from components.sparkline import sparkline
from components.taking import About
from data.periods import Period
from data.records import Indicator
from pages import overview_panels as panels
from pages.charts import series_chart
from pages.drawing import drawn
from pages.overview_targets import aims_in_words, targets_panel
from pages.pursuit import Pursuit, held_chip, pursuit_of
from pages.readings import change_of, compared_words, rows_of
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
    nation = view.questions.nation()
    rows, pursuit = rows_of(view.questions.headline(nation, as_of=view.as_of)), pursuit_of(view, nation)
    return html.Div(
        [
            html.H1(_("Kinh tế – xã hội cả nước")),
            html.P(_lead(view), className="tc-lead"),
            kpi_row(
                [_headline(view, one, rows, pursuit) for one in view.questions.known(HEADLINES)],
                id="overview-headlines",
                about=About(subject=_("Cả nước")),
            ),
            html.Div(
                [
                    html.Div(
                        [_growth(view), targets_panel(view), _prices(view), _trade(view), _investment(view)],
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
    aims = aims_in_words(view)
    return [" ".join(one.sentences[0].text for one in told), *(" ", *aims), " ", more]


def _headline(view: View, indicator: Indicator, rows: Mapping[str, Any], pursuit: Pursuit) -> Component:
    questions, code = view.questions, indicator.code
    href = view.link(f"/indicators/{code}")
    if code not in rows:
        return kpi_card(indicator=indicator, value=None, period=None, href=href)
    row = rows[code]
    values, statuses = questions.sparks(questions.nation(), as_of=view.as_of).get(code, ([], []))
    held = pursuit.held(indicator, row)
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
                held_chip(view, indicator, held),
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
