"""Who stands how to which target, at one look: the nation in one row, below it who was given what."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.chart_frame import chart_frame
from components.chips import target_word
from components.columns import Column
from components.figures.target_heatmap import TargetCell, target_heatmap, target_heatmap_height
from components.formatting import chance_text, number
from components.language import _
from components.markup import attrs
from data.records import Status
from pages.target_words import asked_short, asked_sign, figure_text
from pages.targets_asked import Followed, assignees
from pages.view import View

NATION_MAP, UNITS_MAP = "targets-nation", "targets-units"
FEW = 4
"""With no more indicators than this, units stand side by side: a matrix of one column would be mostly empty."""


def maps_panel(view: View, kept: Sequence[Followed], *, asked: bool = False) -> Component:
    """The targets as matrices: those of the nation, and those of everybody else."""
    nation = [one for one in kept if one.unit.kind == "nation"]
    others = [one for one in kept if one.unit.kind != "nation"]
    panels = [
        _panel(view, found, id=id, title=title, asked=asked)
        for found, id, title in (
            (nation, NATION_MAP, _("Cả nước: từng mục tiêu đang ra sao")),
            (others, UNITS_MAP, _("Địa phương, bộ, ngành: ai được giao gì, đang ra sao")),
        )
        if found
    ]
    return html.Div(panels, className="tc-stack")


def _panel(view: View, found: Sequence[Followed], *, id: str, title: str, asked: bool) -> Component:
    """A matrix; where two documents ask something of one unit, the one that stands worse."""
    units = [one.name(view.language) for one in assignees(found).values()]
    held = {(one.unit.name(view.language), one.indicator.short(view.language)): one for one in reversed(found)}
    counts = Counter(name for _unit, name in held)
    order = list(dict.fromkeys(one.indicator.short(view.language) for one in found))
    indicators = sorted(order, key=lambda name: -counts[name])  # among equals, what is in most danger stays first
    cells = {place: cell_of(view, one) for place, one in held.items()}
    turned = len(indicators) <= FEW and len(units) > 1
    rows, columns = (indicators, units) if turned else (units, indicators)
    if turned:
        cells = {(name, unit): cell for (unit, name), cell in cells.items()}
    chart = chart_frame(
        target_heatmap(cells, rows, columns, asked=asked),
        id=id,
        title=title,
        unit=_("mức được giao") if asked else _("xác suất đạt"),
        source=_("văn bản giao mục tiêu"),
        data_date=view.questions.data_date(as_of=view.as_of),
        marks=[Status.SIMULATED] if any(one.call.simulated for one in held.values()) else [],
        table=_table(view, found),
        columns=_columns(),
        caption=_("{title}: {units} đơn vị, {indicators} chỉ tiêu, {count} mục tiêu.").format(
            title=title, units=number(len(units)), indicators=number(len(indicators)), count=number(len(held))
        ),
        height=target_heatmap_height(len(rows), len(columns), asked=asked),
    )
    return html.Div(chart, className="tc-wide", tabIndex="0", role="region", **attrs(aria_label=title))


def cell_of(view: View, one: Followed) -> TargetCell:
    """One cell of a matrix."""
    said = one.call.value if one.call.value is not None else one.call.expected
    return TargetCell(
        one.state,
        one.call.probability,
        asked_short(one.target, one.indicator),
        asked_sign(one.target),
        "" if said is None else figure_text(said, one.target, one.indicator),
        view.link(f"/targets/{one.target.number}"),
    )


def _table(view: View, found: Sequence[Followed]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit": [one.unit.name(view.language) for one in found],
            "indicator": [one.indicator.short(view.language) for one in found],
            "asked": [asked_short(one.target, one.indicator) for one in found],
            "state": [target_word(one.state) for one in found],
            "chance": ["" if one.call.probability is None else chance_text(one.call.probability) for one in found],
        }
    )


def _columns() -> list[Column]:
    return [
        Column("unit", _("Giao cho")),
        Column("indicator", _("Chỉ tiêu")),
        Column("asked", _("Mục tiêu")),
        Column("state", _("Tình hình")),
        Column("chance", _("Xác suất đạt")),
    ]
