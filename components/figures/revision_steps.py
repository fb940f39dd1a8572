"""What was known when: one stepped line a period, a step up or down where its figure was revised."""

from datetime import date
from typing import Any

import pandas as pd

from components.figures.parts import Drawn, FigureDict, rows_of, value_ticks
from components.figures.shapes import value_axis
from components.formatting import day, is_missing, period, status_word, with_unit
from components.language import _, language
from components.theme import CATEGORIES, base_layout, current_theme
from data.records import Indicator
from exports.content import Category, Kind, Series, Shape

MOST = 8


def revision_steps(frame: pd.DataFrame, indicator: Indicator, *, most: int = MOST) -> FigureDict:
    """Revisions (period, value, status, recorded_at) as steps through time, for the `most` newest revised periods."""
    known = frame[~frame["value"].isna()]
    chosen = list(dict.fromkeys(known.sort_values("period_end")["period"]))[-most:]
    if not chosen:
        return {"data": [], "layout": {}}
    shown = known[known["period"].isin(chosen)]
    newest = shown["recorded_at"].max()
    colours = CATEGORIES[current_theme()]
    traces = [
        _steps(
            shown[shown["period"] == text].sort_values("recorded_at"), indicator, newest, colours[index % len(colours)]
        )
        for index, text in enumerate(chosen)
    ]
    first = shown["recorded_at"].min()
    layout = base_layout(
        xaxis={"type": "date", **_days(first, newest)},
        yaxis=value_ticks([float(value) for value in shown["value"] if not is_missing(value)]),
        showlegend=True,
        margin={"t": 28},
    )
    return Drawn(traces, layout, lambda: _shape(shown, chosen, indicator))


def _shape(shown: pd.DataFrame, chosen: list[str], indicator: Indicator) -> Shape:
    """What each period's figure was known to be, on every day on which one of them changed."""
    days = sorted({one.date() for one in shown["recorded_at"]})
    return Shape(
        kind=Kind.LINES,
        categories=tuple(Category(day(one), one.isoformat()) for one in days),
        category_word=_("Ghi nhận ngày"),
        series=tuple(_known(shown[shown["period"] == text], text, days, indicator) for text in chosen),
        axes=value_axis(indicator),
    )


def _known(rows: pd.DataFrame, text: str, days: list[date], indicator: Indicator) -> Series:
    held = rows.sort_values("recorded_at")
    when = [one.date() for one in held["recorded_at"]]
    newest = [max((index for index, one in enumerate(when) if one <= here), default=None) for here in days]
    values, statuses = held["value"].tolist(), held["status"].tolist()
    return Series(
        name=period(text, short=True),
        values=tuple(None if index is None else float(values[index]) for index in newest),
        statuses=tuple("" if index is None else str(statuses[index]) for index in newest),
        unit=indicator.unit(language()),
        decimals=indicator.decimals,
        role="peer",
        form="steps",
    )


def _days(first: pd.Timestamp, last: pd.Timestamp, room: int = 6) -> dict[str, Any]:
    chosen = list(dict.fromkeys(pd.date_range(first, last, periods=room).normalize()))
    return {"tickvals": [f"{one:%Y-%m-%d}" for one in chosen], "ticktext": [f"{one:%m/%Y}" for one in chosen]}


def _steps(rows: pd.DataFrame, indicator: Indicator, newest: pd.Timestamp, colour: str) -> dict[str, Any]:
    """One period's figures; the last one holds until the newest day of the chart."""
    name = period(str(rows["period"].iloc[0]), short=True)
    days = [f"{one:%Y-%m-%d}" for one in rows["recorded_at"]]
    values = [float(one) for one in rows["value"]]
    hover = [
        f"{period(row.period)}<br><b>{with_unit(float(row.value), indicator)}</b> · {status_word(row.status)}"
        f"<br>{day(row.recorded_at)}"
        for row in rows_of(rows)
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [*days, f"{newest:%Y-%m-%d}"],
        "y": [*values, values[-1]],
        "hovertext": [*hover, hover[-1]],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"shape": "hv", "width": 2, "color": colour},
        "marker": {"size": [7] * len(values) + [1], "color": colour},
    }
