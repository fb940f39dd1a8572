"""A forecast held against a target: the fan, the band that is asked, and what each period to come must show."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.figures.fan import Fan, forecast_fan
from components.figures.parts import FigureDict, Point
from components.formatting import period, with_unit
from components.language import _
from components.theme import tokens
from data.periods import Period
from data.records import Indicator, Status, Target


@dataclass(frozen=True, slots=True)
class Aim:
    """What each of some periods to come must show on average for the target to be met."""

    periods: tuple[str, ...]
    value: float


def target_fan(
    frame: pd.DataFrame, indicator: Indicator, fan: Fan, target: Target, aim: Aim | None = None
) -> FigureDict:
    """The series, the forecast after it, the target over its years, and the pace that is needed from now on."""
    if fan.points.empty:
        return {"data": [], "layout": {}}
    figure = forecast_fan(frame, indicator, fan, targets=[target], also=() if aim is None else (aim.value,))
    if aim is not None and aim.periods:
        figure["data"] = [*figure["data"], _needed(aim, indicator)]
    return figure


def _needed(aim: Aim, indicator: Indicator) -> dict[str, Any]:
    look = tokens()
    periods = [Period.parse(text) for text in aim.periods]
    said = with_unit(aim.value, indicator)
    words = _("{period} · cần để đạt mục tiêu")
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [Point(one, None, Status.FORECAST).middle for one in periods],
        "y": [aim.value] * len(periods),
        "hovertext": [f"{words.format(period=period(one))}<br><b>{said}</b>" for one in periods],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": look.gold, "width": 1.4},
        "marker": {"symbol": "diamond", "size": 9, "color": look.gold, "line": {"color": look.panel, "width": 1}},
        "name": _("cần để đạt mục tiêu"),
        "showlegend": True,
    }
