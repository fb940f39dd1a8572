"""How a newest figure reads: against its target, against a year ago, as a line. Shared by all pages with figures.

A `row` is a row of `Questions.latest`, as `rows_of` gives them: period, grain, value, status, previous_value and
year_ago_value are attributes.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import controls
from components.cards import kpi_card
from components.chips import SIGN
from components.columns import Column
from components.formatting import Change, change, grain_word, is_missing, join_unit, number, status_word
from components.language import _
from components.sparkline import sparkline
from data.periods import Grain
from data.records import Boundary, Entity, Indicator, Status
from pages.pursuit import Pursuit
from pages.view import View

ALL = "all"
"""In the address: no choice was made."""


PROVINCE_HEADLINES = ("GRO02", "GRO04", "GRO06", "INV05", "IND01", "BUD01", "LAB14", "LAB01")
"""What a province is known by: growth, size, income, public investment, industry, revenue, people, jobs."""

Sparks = Mapping[str, tuple[list[float], list[str]]]


def rows_of(frame: pd.DataFrame, key: str = "indicator") -> dict[str, Any]:
    """The rows of a frame of newest figures by indicator code (or by another column)."""
    return {str(getattr(row, key)): row for row in frame.itertuples()}


def map_for(view: View, entity: Entity) -> Boundary:
    """The map a unit's figures are read on: a former province on its own, everything else on the view's."""
    return Boundary.MAP_2024 if entity.vintage == "2024" else view.boundary


def map_told(view: View, entity: Entity) -> Boundary | None:
    """The list of provinces that a chart of a unit names; none for the nation and for ministries."""
    return map_for(view, entity) if entity.kind in ("province", "region") else None


# --- changes and lines ------------------------------------------------------------------------------------------------


def change_of(indicator: Indicator, row: Any) -> Change | None:
    """The change on the same period of last year, else on the period before, else None."""
    reference = row.previous_value if is_missing(row.year_ago_value) else row.year_ago_value
    return change(row.value, reference, indicator)


def compared_words(row: Any) -> str:
    """What `change_of` compares with: "so với cùng kỳ", "so với kỳ trước", or nothing."""
    if not is_missing(row.year_ago_value):
        return _("so với năm trước") if row.grain == Grain.YEAR else _("so với cùng kỳ")
    return "" if is_missing(row.previous_value) else _("so với kỳ trước")


def spark_cell(sparks: Sparks, code: str) -> list[float] | None:
    """The values of a small line, for a column of kind "spark"; None when there are too few to draw."""
    values = sparks.get(code, ([], []))[0]
    return values if len(values) > 1 else None


def figure_card(
    view: View, indicator: Indicator, row: Any, sparks: Sparks, *, chip: Component | None, href: str
) -> Component:
    """A headline card of a newest figure: number, change, line, and the chip it is given."""
    values, statuses = sparks.get(indicator.code, ([], []))
    return kpi_card(
        indicator=indicator,
        value=None if is_missing(row.value) else float(row.value),
        period=row.period,
        status=row.status,
        change=change_of(indicator, row),
        compared_with=compared_words(row),
        sparkline=sparkline(values, statuses, label=indicator.short(view.language), decimals=indicator.decimals),
        chip=chip,
        href=href,
    )


# --- rows and columns of tables that list indicators ------------------------------------------------------------------


def figure_cells(indicator: Indicator, row: Any, sparks: Sparks, pursuit: Pursuit) -> dict[str, Any]:
    """The cells that every list of indicators shares; figures are left out where there is none (`row` is None)."""
    cells: dict[str, Any] = {"spark": spark_cell(sparks, indicator.code)}
    if row is None:
        return cells
    return cells | {
        "period": row.period,
        "value": None if is_missing(row.value) else float(row.value),
        "value_text": list_text(row.value, indicator),
        "change": change_of(indicator, row),
        "status": row.status,
        "status_word": "" if row.status == Status.NORMAL else status_word(row.status),
        "target": pursuit.cell(indicator, row),
    }


def no_figure(indicator: Indicator, state: str) -> dict[str, Any]:
    """The cells of an indicator that the nation has no figure of; `state` says what the provinces have."""
    if indicator.level != "province" or state == "none":
        return {"status": Status.MISSING.value}
    return {"value_text": _("theo tỉnh"), "status": Status.SIMULATED.value if state == "simulated" else None}


def list_text(value: Any, indicator: Indicator) -> str:
    """A figure in a list whose names carry the unit: the number, with its sign where it is a percentage."""
    text = number(value, indicator.decimals)
    return join_unit(text, "%") if indicator.unit_vi.startswith("%") else text


def short_text(value: Any, status: Any, indicator: Indicator) -> str:
    """A figure for a narrow cell, without its unit; simulated ones carry the sign that `simulated_note` explains."""
    text = number(value, indicator.decimals)
    return f"{text}{SIGN}" if status == Status.SIMULATED and not is_missing(value) else text


def simulated_note(frame: pd.DataFrame) -> Component | None:
    """What the sign behind some numbers means; None when no figure in the frame is simulated."""
    if frame.empty or not (frame["status"] == Status.SIMULATED).any():
        return None
    return html.Span([SIGN, " ", _("số mô phỏng")], className="tc-mark tc-mark--simulated")


def indicator_cells(view: View, indicator: Indicator) -> dict[str, Any]:
    """What names an indicator in a table: code, short name with its link, full name, and unit, frequency, theme."""
    unit = indicator.unit(view.language)
    return {
        "code": indicator.code,
        "name": indicator.short(view.language),
        "full_name": indicator.name(view.language),
        "href": view.link(f"/indicators/{indicator.code}"),
        "about": " · ".join((unit, grain_word(indicator.frequency), indicator.theme_name(view.language))),
    }


def name_column() -> Column:
    """The column of an indicator's name, for rows that have `indicator_cells`."""
    return Column("name", _("Chỉ tiêu"), link="href", hint="about", full="full_name", width=212, grow=1, searched=True)


def theme_choice(themes: Mapping[str, str], theme: str) -> Component:
    """A drop-down of themes (code to name) that writes `theme` into the address."""
    return controls.choice("theme", _("Chủ đề"), [(ALL, _("Tất cả")), *themes.items()], theme, default=ALL)
