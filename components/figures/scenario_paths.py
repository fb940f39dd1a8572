"""Two futures side by side: the forecast as a fan, and what it becomes under assumptions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from components.figures.fan import Fan, forecast_fan, span_text
from components.figures.parts import Drawn, FigureDict, Point, rows_of, value_ticks
from components.formatting import period, with_unit
from components.language import _, language
from components.theme import CATEGORIES, current_theme
from data.periods import Period
from data.records import Indicator, Status
from exports.content import Series, Shape


def scenario_paths(
    frame: pd.DataFrame, indicator: Indicator, fan: Fan, points: pd.DataFrame, *, breaks: Sequence[date] = ()
) -> FigureDict:
    """The series and its forecast, with `points` of a scenario (period, mean, lower_80, upper_80) over them."""
    figure = forecast_fan(frame, indicator, fan, breaks=breaks)
    if not figure["data"] or points.empty:
        return figure
    ink = CATEGORIES[current_theme()][1]
    edges = [
        _line(fan, points[name], {"color": ink, "width": 1, "dash": "2px,3px"}) for name in ("lower_80", "upper_80")
    ]
    figure["data"] += [*edges, _middle(fan, points, indicator, ink)]
    reached = [float(value) for name in ("lower_80", "upper_80") for value in points[name]]
    figure["layout"]["yaxis"] |= value_ticks([*figure["layout"]["yaxis"]["range"], *reached])
    if not isinstance(figure, Drawn):
        return figure
    base = figure.shape
    return Drawn(figure["data"], figure["layout"], lambda: _shape(base(), fan, points, indicator))


def _shape(base: Shape, fan: Fan, points: pd.DataFrame, indicator: Indicator) -> Shape:
    """The forecast with the scenario's path and its interval's edges as lines."""
    names = {"mean": _("kịch bản"), "lower_80": _("kịch bản: thấp 80%"), "upper_80": _("kịch bản: cao 80%")}
    return replace(
        base, series=(*base.series, *(_series(base, fan, points, key, name, indicator) for key, name in names.items()))
    )


def _series(base: Shape, fan: Fan, points: pd.DataFrame, key: str, name: str, indicator: Indicator) -> Series:
    values = {str(fan.origin): fan.start} | dict(zip(points["period"], map(float, points[key]), strict=True))
    told = set(points["period"])
    return Series(
        name=name,
        values=tuple(values.get(one.code) for one in base.categories),
        statuses=tuple(Status.FORECAST if one.code in told else "" for one in base.categories),
        unit=indicator.unit(language()),
        decimals=indicator.decimals,
        role="scenario",
    )


def _at(fan: Fan, periods: Sequence[str]) -> list[str]:
    return [Point(one, None, "").middle for one in (fan.origin, *map(Period.parse, periods))]


def _line(fan: Fan, values: "pd.Series[float]", line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": _at(fan, list(fan.points["period"])),
        "y": [fan.start, *map(float, values)],
        "line": line,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _middle(fan: Fan, points: pd.DataFrame, indicator: Indicator, ink: str) -> dict[str, Any]:
    hover = [
        _("{period} · kịch bản").format(period=period(row.period))
        + f"<br><b>{with_unit(row.mean, indicator)}</b><br>80%: {span_text(row.lower_80, row.upper_80, indicator)}"
        for row in rows_of(points)
    ]
    return {
        **_line(fan, points["mean"], {"color": ink, "width": 2.4}),
        "mode": "lines+markers",
        "hoverinfo": "text",
        "hovertext": ["", *hover],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"size": [0.1, *([6] * len(points))], "color": ink, "symbol": "square"},
        "name": _("kịch bản"),
        "showlegend": True,
    }
