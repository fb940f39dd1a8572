"""What was said before, held against what came: one earlier forecast as a fan, and all of them as a table."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.cards import section_card
from components.columns import Column
from components.figures.fan import span_text
from components.formatting import number, period
from components.language import _
from components.messages import empty
from components.tables import data_grid
from data.forecasts.records import Basis, KeptForecast
from data.records import Entity, Indicator, Status
from pages.forecast_panel import fan_chart, history_of, why_none
from pages.view import View

CHART, TABLE = "forecast-past", "forecast-past-table"
MOST = 40
BACK = 3
FEW_ROWS, TABLE_HEIGHT = 10, 420


def kept_ones(view: View, indicator: Indicator, unit: Entity) -> tuple[KeptForecast, ...]:
    """All forecasts of a series that are kept, the newest first."""
    return view.questions.forecasts(indicator, unit, most=MOST, as_of=view.as_of)


def openings(view: View, indicator: Indicator, unit: Entity) -> list[str]:
    """The origins of the forecasts that there are, the newest first."""
    return [str(one.origin) for one in kept_ones(view, indicator, unit)]


def opening(found: Sequence[str]) -> str:
    """The origin that the page opens with: far enough back that some figures have come since."""
    return found[min(BACK, len(found) - 1)]


def past_part(view: View, indicator: Indicator, unit: Entity) -> Component:
    """The chosen forecast with the figures that came after it, and what was said of every figure that has come."""
    said = kept_ones(view, indicator, unit)
    if not said:
        title = _("Đã nói gì, và số đến sau")
        return section_card(title, empty(why_none(view, indicator, unit)))
    found = openings(view, indicator, unit)
    origin = view.choice("origin", found, opening(found))
    kept = next(one for one in said if str(one.origin) == origin)
    chart = fan_chart(
        view,
        indicator,
        unit,
        kept,
        [],
        history_of(view, indicator, unit, kept),
        id=CHART,
        title=_title(view, indicator, unit, kept),
    )
    return html.Div([chart, _table(view, indicator, unit, said)], className="tc-stack")


def _title(view: View, indicator: Indicator, unit: Entity, kept: KeptForecast) -> str:
    words = {"name": indicator.short(view.language), "unit": unit.name(view.language), "period": period(kept.origin)}
    if kept.retrospective:
        return _("{name} · {unit}: dự báo tính lại như khi mới có số {period}, và số đến sau").format(**words)
    return _("{name} · {unit}: dự báo khi mới có số {period}, và số đến sau").format(**words)


def came(frame: pd.DataFrame, said: Sequence[KeptForecast]) -> pd.DataFrame:
    """What was said beside what came; a simulated figure is no answer to a forecast of published ones."""
    published = {str(one.origin) for one in said if one.basis is Basis.PUBLISHED}
    simulated = frame["status"] == Status.SIMULATED.value
    return frame[~(simulated & frame["origin"].isin(published))]


def _table(view: View, indicator: Indicator, unit: Entity, said_before: Sequence[KeptForecast]) -> Component:
    frame = came(view.questions.past_forecasts(indicator, unit, most=MOST, as_of=view.as_of), said_before)
    title = _("Mỗi số đã đến, và dự báo trước đó")
    if frame.empty:
        return section_card(title, empty(_("Chưa có số nào đến sau các dự báo đã lập.")))
    inside = frame["value"].between(frame["lower_80"], frame["upper_80"])
    said = _("{inside} trong {all} số đã đến nằm trong khoảng 80% của dự báo trước đó.").format(
        inside=number(int(inside.sum())), all=number(len(frame))
    )
    grid = data_grid(
        [_row(row, indicator) for row in frame.to_dict("records")],
        _columns(indicator, view.language),
        id=TABLE,
        search=False,
        height=TABLE_HEIGHT if len(frame) > FEW_ROWS else None,
        label=title,
    )
    return section_card(title, [html.P(said, className="tc-said"), grid])


def _row(row: dict[Any, Any], indicator: Indicator) -> dict[Any, Any]:
    low, high = float(row["lower_80"]), float(row["upper_80"])
    return {
        **row,
        "how": _("tính lại sau") if row["retrospective"] else _("lập khi ấy"),
        "span": span_text(low, high, indicator),
        "verdict": verdict(row),
    }


def verdict(row: dict[Any, Any]) -> str:
    """Where a figure came out against what was said of it."""
    value = float(row["value"])
    for level in (80, 95):
        if float(row[f"lower_{level}"]) <= value <= float(row[f"upper_{level}"]):
            return _("✓ trong khoảng {level}%").format(level=level)
    return _("✗ ngoài khoảng 95%")


def _columns(indicator: Indicator, language: str) -> list[Column]:
    unit = indicator.unit(language)
    return [
        Column("period", _("Kỳ"), "period"),
        Column("origin", _("Khi mới có số"), "period"),
        Column("how", _("Cách lập")),
        Column("mean", _("Dự báo ({unit})").format(unit=unit), "number", decimals=indicator.decimals),
        Column("span", _("Khoảng 80%"), grow=2),
        Column("value", _("Số đến sau ({unit})").format(unit=unit), "number", decimals=indicator.decimals),
        Column("status", _("Loại số liệu"), "status"),
        Column("verdict", _("So với dự báo"), grow=2),
    ]
