"""The seasonal view: one line a year over the months or quarters, the newest year strong."""

from typing import Any

import pandas as pd

from components.figures.parts import Drawn, FigureDict, Point, hover_text, points_of, value_ticks
from components.figures.shapes import value_axis
from components.formatting import grain_word
from components.language import _, language
from components.theme import base_layout, tokens
from data.periods import STEPS_IN_YEAR, Grain
from data.records import Indicator
from exports.content import Category, Kind, Series, Shape

YEARS = 6
_ROMAN = ("I", "II", "III", "IV")


def year_over_year(frame: pd.DataFrame, indicator: Indicator, years: int = YEARS) -> FigureDict:
    """The last `years` years of a monthly or quarterly series laid over each other; nothing for other grains."""
    points = [point for point in points_of(frame) if point.value is not None]
    if not points or points[0].period.grain not in (Grain.MONTH, Grain.QUARTER, Grain.CUMULATIVE):
        return {"data": [], "layout": {}}
    newest = points[-1].period.year
    shown = [point for point in points if point.period.year > newest - years]
    grain = shown[0].period.grain
    chosen = sorted({point.period.year for point in shown})
    traces = [
        _line([point for point in shown if point.period.year == year], indicator, newest - year) for year in chosen
    ]
    layout = base_layout(
        xaxis={**_ticks(grain), "title": None},
        yaxis=value_ticks([point.value for point in shown]),
        showlegend=True,
        margin={"t": 28},
    )
    return Drawn(traces, layout, lambda: _shape(shown, chosen, indicator))


def _shape(shown: list[Point], years: list[int], indicator: Indicator) -> Shape:
    """A series a year over the months or quarters, the newest last."""
    ticks = _ticks(shown[0].period.grain)
    places = [int(one) for one in ticks["tickvals"]]
    return Shape(
        kind=Kind.LINES,
        categories=tuple(Category(text, str(one)) for one, text in zip(places, ticks["ticktext"], strict=True)),
        category_word=_("Kỳ"),
        series=tuple(
            _year([point for point in shown if point.period.year == year], year, places, indicator, year == years[-1])
            for year in years
        ),
        axes=value_axis(indicator),
    )


def _year(points: list[Point], year: int, places: list[int], indicator: Indicator, newest: bool) -> Series:
    held = {_position(point): point for point in points}
    return Series(
        name=str(year),
        values=tuple(held[one].value if one in held else None for one in places),
        statuses=tuple(str(held[one].status) if one in held else "" for one in places),
        unit=indicator.unit(language()),
        decimals=indicator.decimals,
        role="own" if newest else "earlier",
    )


def _line(points: list[Point], indicator: Indicator, age: int) -> dict[str, Any]:
    look = tokens()
    simulated = all(point.simulated for point in points)
    colour = look.accent if age == 0 else look.accent_weak if age == 1 else look.muted
    return {
        "type": "scatter",
        "mode": "lines+markers" if age == 0 else "lines",
        "name": str(points[0].period.year),
        "x": [_position(point) for point in points],
        "y": [point.value for point in points],
        "hovertext": [hover_text(point, indicator) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "opacity": 1 if age <= 1 else max(0.7 - 0.12 * age, 0.25),
        "line": {"color": colour, "width": 2.6 if age == 0 else 1.6, "dash": "dot" if simulated and age else "solid"},
        "marker": {"color": colour, "size": 6},
    }


def _position(point: Point) -> int:
    """1 to 12 for months, 1 to 4 for quarters."""
    return point.period.end.month if point.period.grain is not Grain.QUARTER else point.period.end.month // 3


def _ticks(grain: Grain) -> dict[str, Any]:
    steps = 4 if grain is Grain.QUARTER else STEPS_IN_YEAR[Grain.MONTH]
    if grain is Grain.QUARTER:
        texts = [f"Q{one}" if language() == "en" else f"{grain_word(grain)} {_ROMAN[one - 1]}" for one in range(1, 5)]
    else:
        texts = [_("T{month}").format(month=one) for one in range(1, steps + 1)]
    return {"tickvals": list(range(1, steps + 1)), "ticktext": texts, "range": [0.7, steps + 0.3]}
