"""A forecast as a fan: what was, what is expected, and how far it may come out otherwise.

What is known is drawn as every series is. The forecast starts at its last known figure; the two bands hold 80 and 95
of a hundred outcomes. What earlier forecasts said are thin lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from components.figures.parts import (
    Drawn,
    FigureDict,
    Point,
    hatched,
    points_of,
    rows_of,
    target_marks,
    time_ticks,
    value_ticks,
)
from components.figures.shapes import breaks_over, named, periods_of, series_over, targets_over, value_axis, values_over
from components.figures.time_series import break_marks, series_lines
from components.formatting import join_unit, number, period, with_unit
from components.language import _, language
from components.theme import Tokens, base_layout, faded, tokens
from data.periods import Period
from data.records import Indicator, Status, Target
from exports.content import Band, Kind, Role, Series, Shape

DASHES = ("2px,3px", "5px,3px", "1px,4px")
"""The earlier forecasts, the newest first."""


@dataclass(frozen=True, eq=False)
class Fan:
    """A forecast to be drawn.

    `points` has one row a period: period, mean, lower_80, upper_80, lower_95, upper_95. `origin` is the newest period
    that it knew, `start` the figure of that period. `simulated`: it rests on simulated figures. `again`: it was made
    later, from the figures up to there alone.
    """

    points: pd.DataFrame
    origin: Period
    start: float
    simulated: bool = False
    again: bool = False


def forecast_fan(
    frame: pd.DataFrame,
    indicator: Indicator,
    fan: Fan,
    earlier: Sequence[Fan] = (),
    *,
    targets: Sequence[Target] = (),
    breaks: Sequence[date] = (),
    name: str = "",
    also: Sequence[float] = (),
) -> FigureDict:
    """The series (the frame of a series, one grain), the forecast after it, and what earlier forecasts said.

    Of an old forecast the figures that came since are drawn over its bands. The axis reaches `also` these values.
    """
    if fan.points.empty:
        return {"data": [], "layout": {}}
    look, known = tokens(), points_of(frame)
    coming = [Point(Period.parse(text), None, Status.FORECAST) for text in fan.points["period"]]
    spanned = [*known, *(point for point in coming if not known or point.period > known[-1].period)]
    shapes, notes, reached = target_marks(targets, spanned, indicator, look)
    lines, words = break_marks(breaks, spanned, look)
    values = [
        *(point.value for point in known),
        *reached,
        *also,
        fan.start,
        *_reach(fan),
        *(x for one in earlier for x in _said(one)),
    ]
    layout = base_layout(
        xaxis={"type": "date", **time_ticks(spanned)},
        yaxis=value_ticks(values),
        shapes=[*shapes, *lines, _start_line(fan, look)],
        annotations=[*notes, *words, _start_note(fan, look)],
        hoverdistance=40,
        showlegend=True,
        legend={"y": -0.1, "yanchor": "top"},
    )
    traces = [*_bands(fan, look), *(_before(one, indicator, look, place) for place, one in enumerate(earlier))]
    return Drawn(
        [*traces, *series_lines(known, indicator, look, name), _middle(fan, indicator, look)],
        layout,
        lambda: _shape(spanned, known, indicator, fan, earlier, targets, breaks, name),
    )


def _shape(
    spanned: Sequence[Point],
    known: Sequence[Point],
    indicator: Indicator,
    fan: Fan,
    earlier: Sequence[Fan],
    targets: Sequence[Target],
    breaks: Sequence[date],
    name: str,
) -> Shape:
    """What is known, what is expected from its last known figure on, and both intervals around it."""
    periods = tuple(sorted({*periods_of(spanned), fan.origin, *(Period.parse(one) for one in fan.points["period"])}))
    own = series_over(known, periods, indicator, name or _("số đã biết"))
    before = [_line_of(one, periods, indicator, told_origin(one), "earlier") for one in reversed(earlier)]
    return Shape(
        kind=Kind.LINES,
        categories=named(periods),
        category_word=_("Kỳ"),
        series=(*before, own, _line_of(fan, periods, indicator, _("dự báo"), "forecast")),
        bands=tuple(_interval(fan, level, periods) for level in (95, 80)),
        marks=targets_over(targets, periods, indicator),
        breaks=breaks_over(breaks, periods, _("đổi địa giới {day}")),
        axes=value_axis(indicator),
    )


def _line_of(fan: Fan, periods: Sequence[Period], indicator: Indicator, name: str, role: Role) -> Series:
    values = dict(zip(map(Period.parse, fan.points["period"]), _said(fan), strict=True))
    statuses = tuple(Status.FORECAST if one in values else "" for one in periods)
    return Series(
        name=name,
        values=values_over({fan.origin: fan.start} | values, periods),
        statuses=statuses,
        unit=indicator.unit(language()),
        decimals=indicator.decimals,
        role=role,
    )


def _interval(fan: Fan, level: int, periods: Sequence[Period]) -> Band:
    coming = [Period.parse(one) for one in fan.points["period"]]
    lower, upper = (
        {fan.origin: fan.start} | dict(zip(coming, map(float, fan.points[f"{side}_{level}"]), strict=True))
        for side in ("lower", "upper")
    )
    name = _("khoảng {level}%").format(level=level)
    return Band(name, values_over(lower, periods), values_over(upper, periods), level)


def _reach(fan: Fan) -> list[float]:
    return [float(value) for column in ("lower_95", "upper_95") for value in fan.points[column]]


def _said(fan: Fan) -> list[float]:
    return [float(value) for value in fan.points["mean"]]


def _at(fan: Fan) -> list[str]:
    """Where the forecast stands on the axis: its last known figure, then its own periods."""
    return [Point(one, None, "").middle for one in (fan.origin, *map(Period.parse, fan.points["period"]))]


def _bands(fan: Fan, look: Tokens) -> list[dict[str, Any]]:
    """The wider band first, so that the narrower lies on it; hatched where figures behind it are simulated."""
    return [
        _band(fan, 95, faded(look.accent_weak, 0.28), look),
        _band(fan, 80, faded(look.accent_weak, 0.5), look),
    ]


def _band(fan: Fan, level: int, colour: str, look: Tokens) -> dict[str, Any]:
    x = _at(fan)
    upper = [fan.start, *map(float, fan.points[f"upper_{level}"])]
    lower = [fan.start, *map(float, fan.points[f"lower_{level}"])]
    pattern = {**hatched([True], look), "shape": "/", "fgcolor": faded(look.accent, 0.35), "bgcolor": colour}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x + x[::-1],
        "y": upper + lower[::-1],
        "fill": "toself",
        "fillcolor": colour,
        **({"fillpattern": pattern} if fan.simulated and level == 80 else {}),
        "line": {"width": 0},
        "hoverinfo": "skip",
        "name": _("khoảng {level}%").format(level=level),
        "showlegend": True,
    }


def _middle(fan: Fan, indicator: Indicator, look: Tokens) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": _at(fan),
        "y": [fan.start, *_said(fan)],
        "hovertext": ["", *(fan_hover(row, indicator) for row in rows_of(fan.points))],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": look.accent, "width": 2, "dash": "6px,3px"},
        "marker": {
            "size": [0.1, *([5] * len(fan.points))],
            "color": look.panel,
            "line": {"color": look.accent, "width": 1.4},
        },
        "name": _("dự báo"),
        "showlegend": True,
    }


def _before(fan: Fan, indicator: Indicator, look: Tokens, place: int) -> dict[str, Any]:
    said = told_origin(fan)
    hover = [f"{period(row.period)} · {said}<br><b>{with_unit(row.mean, indicator)}</b>" for row in rows_of(fan.points)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": _at(fan),
        "y": [fan.start, *_said(fan)],
        "hovertext": ["", *hover],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": look.muted, "width": 1.2, "dash": DASHES[place % len(DASHES)]},
        "name": said,
        "showlegend": True,
    }


def told_origin(fan: Fan) -> str:
    """What an earlier forecast is called: by the newest figure it knew."""
    if fan.again:
        return _("tính lại như khi mới có số {period}").format(period=period(fan.origin, short=True))
    return _("dự báo khi mới có số {period}").format(period=period(fan.origin, short=True))


def fan_hover(row: Any, indicator: Indicator) -> str:
    """A period of a forecast in words: what is expected, and both intervals."""
    lines = [
        _("{period} · dự báo").format(period=period(row.period)),
        f"<b>{with_unit(row.mean, indicator)}</b>",
        f"80%: {span_text(row.lower_80, row.upper_80, indicator)}",
        f"95%: {span_text(row.lower_95, row.upper_95, indicator)}",
    ]
    return "<br>".join(lines)


def span_text(low: float, high: float, indicator: Indicator) -> str:
    """An interval with its unit once: "7,10 đến 9,42%"."""
    ends = _("{low} đến {high}").format(low=number(low, indicator.decimals), high=number(high, indicator.decimals))
    return join_unit(ends, indicator.unit(language()))


def _start_line(fan: Fan, look: Tokens) -> dict[str, Any]:
    at = fan.origin.end.isoformat()
    line = {"color": look.accent, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": line, "layer": "below"}


def _start_note(fan: Fan, look: Tokens) -> dict[str, Any]:
    return {
        "x": fan.origin.end.isoformat(),
        "yref": "paper",
        "y": 0.01,
        "xanchor": "left",
        "xshift": 3,
        "yanchor": "bottom",
        "text": _("dự báo từ {period}").format(period=period(fan.origin.shift(1), short=True)),
        "showarrow": False,
        "font": {"color": look.accent, "size": 10},
    }
