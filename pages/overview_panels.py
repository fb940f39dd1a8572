"""The side of the overview: the map of the provinces, what the last load changed, and what the warehouse holds."""

from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import section_card
from components.formatting import day, number, period, with_unit
from components.language import _
from components.markup import attrs
from components.messages import empty
from data.text import folded
from pages.maps import form_choice, ground_of, province_map
from pages.view import View

MAP = "overview-map"
MAP_DEFAULT = "GRO02"


def map_panel(view: View) -> Component:
    """The provinces by one indicator and period, both of which the reader may choose."""
    options = [one for one in view.questions.indicators() if one.level != "national"]
    codes = [one.code for one in options]
    opening = view.opening(MAP_DEFAULT, codes)
    code = view.choice("indicator", codes, opening)
    indicator = view.questions.indicator(code)
    ground = ground_of(view, indicator)
    words = {one: period(one) for one in ground.editions}
    chosen = view.choice("period", words, ground.opening)
    edition = ground.edition(chosen)
    chooser = controls.bar(
        controls.finder(
            "indicator",
            _("Chỉ tiêu"),
            [
                (one.code, one.short(view.language), folded(f"{one.code} {one.name_vi} {one.name_en}"))
                for one in options
            ],
            code,
            default=opening,
        ),
        controls.choice("period", _("Kỳ"), list(words.items()), chosen, default=ground.opening),
        form_choice(view, edition),
    )
    return html.Div([chooser, province_map(view, indicator, chosen, id=MAP, vintage=edition)], className="tc-stack")


def side_by_side(series: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Several series as one table: a column each, a row per period, under readable headings."""
    columns = [frame.set_index("period")["value"].rename(name) for name, frame in series.items()]
    joined = pd.concat(columns, axis=1).sort_index().reset_index(names="period")
    return joined.rename(columns={"period": _("Kỳ")})


def changes_panel(view: View) -> Component:
    """What the newest load of real figures brought, and what it revised."""
    frame = view.questions.changes_of_last_load(8, as_of=view.as_of)
    if frame.empty:
        return section_card(_("Thay đổi từ lần nạp trước"), empty(_("Chưa có lần nạp số liệu nào.")))
    items = [html.Li(_change_line(view, row)) for row in frame.itertuples()]
    return section_card(
        _("Thay đổi từ lần nạp trước"),
        html.Ul(items, className="tc-changes"),
        subtitle=day(frame["recorded_at"].max()),
        footer=dcc.Link(_("Xem các lần nạp"), href=view.link("/data")),
    )


def _change_line(view: View, row: Any) -> list[Any]:
    indicator = view.questions.indicator(row.indicator)
    unit = view.questions.registry().by_id[row.entity_id]
    where = "" if unit.kind == "nation" else f" · {unit.name(view.language)}"
    text = f"{where} {period(row.period, short=True)}: "
    now = html.B(with_unit(row.value, indicator))
    before = [f"{with_unit(row.before, indicator)} → "] if pd.notna(row.before) else []
    return [
        dcc.Link(indicator.short(view.language), href=view.link(f"/indicators/{row.indicator}")),
        text,
        *before,
        now,
    ]


def coverage_panel(view: View) -> Component:
    """How many of the indicators have published, only simulated, or no figures; and how fresh they are."""
    frame = view.questions.coverage(as_of=view.as_of)
    counts = frame["state"].value_counts()
    words = {
        "real": (_("có số liệu công bố"), "good"),
        "simulated": (_("chỉ có số mô phỏng"), "sim"),
        "none": (_("chưa có số liệu"), "none"),
    }
    total = len(frame)
    bar = [
        html.Span(
            className=f"tc-stackbar__part tc-stackbar__part--{tone}",
            style={"width": f"{counts.get(state, 0) / total:.1%}"},
        )
        for state, (_word, tone) in words.items()
    ]
    lines = [
        html.Li(
            [html.B(number(counts.get(state, 0))), " ", word], className=f"tc-stackbar__word tc-stackbar__word--{tone}"
        )
        for state, (word, tone) in words.items()
    ]
    return section_card(
        _("Độ phủ của {count} chỉ tiêu").format(count=number(total)),
        [
            html.Div(bar, className="tc-stackbar", **attrs(aria_hidden="true")),
            html.Ul(lines, className="tc-stackbar__words"),
        ],
        subtitle=_("số công bố mới nhất ngày {day}").format(day=day(view.questions.data_date(as_of=view.as_of))),
        footer=dcc.Link(_("Xem dữ liệu đã nạp"), href=view.link("/data")),
    )
