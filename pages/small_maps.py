"""Six maps side by side: one indicator in its last periods on one scale, or six indicators at their newest."""

from collections.abc import Sequence

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components.chart_frame import chart_frame
from components.figures.map_parts import Scale, scale_of
from components.language import _
from data.periods import Period
from data.records import Indicator
from pages.charts import marks_in, newest_day, ranking_columns, ranking_table, sources_in
from pages.maps import (
    INDICATORS,
    Ground,
    click_target,
    drawn_map,
    figures_at,
    ground_of,
    map_caption,
    map_title,
    show_of,
)
from pages.readings import PROVINCE_HEADLINES
from pages.view import View

SMALL_MAPS, SMALL_HEIGHT = 6, 300


def small_maps(view: View, indicator: Indicator, text: str, ground: Ground, *, path: str, id: str) -> Component:
    """Six maps side by side: the last periods of one indicator on one scale, or six indicators at their newest."""
    if show_of(view) == INDICATORS:
        return _grid([_of_indicator(view, one, index, path, id) for index, one in enumerate(_six(view, indicator))])
    edition, when = ground.edition(text), Period.parse(text)
    same = [one for one in ground.editions if Period.parse(one).grain is when.grain and ground.edition(one) == edition]
    periods = sorted((one for one in same if Period.parse(one) <= when), key=Period.parse)[-SMALL_MAPS:]
    frames = {one: figures_at(view, indicator, one, edition) for one in periods}
    values = [float(value) for frame in frames.values() for value in frame["value"].dropna()]
    scale = scale_of(values) if values else None
    maps = [
        _small(view, indicator, one, frames[one], edition, scale=scale, id=f"{id}-{index}", path=path)
        for index, one in enumerate(periods)
    ]
    return _grid(maps)


def _six(view: View, indicator: Indicator) -> Sequence[Indicator]:
    """The indicator in view and others: those that the address names under `also`, else the headlines."""
    known = {one.code: one for one in view.questions.indicators() if one.level != "national"}
    asked = [code for code in view.params.get("also", "").split(",") if code in known]
    codes = dict.fromkeys([indicator.code, *asked, *PROVINCE_HEADLINES])
    return [known[code] for code in codes if code in known][:SMALL_MAPS]


def _of_indicator(view: View, indicator: Indicator, index: int, path: str, id: str) -> Component:
    ground = ground_of(view, indicator)
    edition = ground.edition(ground.opening)
    frame = figures_at(view, indicator, ground.opening, edition)
    return _small(view, indicator, ground.opening, frame, edition, scale=None, id=f"{id}-{index}", path=path)


def _small(
    view: View,
    indicator: Indicator,
    text: str,
    frame: pd.DataFrame,
    edition: str,
    *,
    scale: Scale | None,
    id: str,
    path: str,
) -> Component:
    known = frame[frame["value"].notna()]
    title = map_title(view, indicator, text)
    chart = chart_frame(
        drawn_map(view, frame, indicator, edition, scale=scale, small=True),
        id=id,
        title=title,
        unit=indicator.unit(view.language),
        source=sources_in(view, known, most=1),
        data_date=newest_day(known),
        boundary=edition,
        marks=marks_in(known),
        table=ranking_table(known) if len(known) else None,
        columns=ranking_columns(view, indicator),
        caption=map_caption(title, len(known), len(view.questions.entities("province", edition))),
        empty_reason=None if len(frame) else _("Chưa có số liệu của địa phương nào cho chỉ tiêu này."),
        height=SMALL_HEIGHT,
        class_name="tc-map tc-map--small",
    )
    kept = {name: view.params.get(name, "") for name in ("map", "region")}
    link = dcc.Link(
        _("Xem kỳ này"), href=view.link(path, indicator=indicator.code, period=text, **kept), className="tc-map__open"
    )
    return html.Div([chart, link], **click_target(edition))


def _grid(maps: Sequence[Component]) -> Component:
    return html.Div(list(maps), className="tc-smallmaps")
