"""How likely a target was called over time: a step at each day on which something else was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from components.chips import TargetState, target_look, target_word
from components.figures.parts import Drawn, FigureDict
from components.formatting import chance_text, day
from components.language import _
from components.theme import Tokens, base_layout, faded, tokens
from exports.content import Axis, Category, Kind, Series, Shape


@dataclass(frozen=True, slots=True)
class Said:
    """What was said on a day: the state, the chance (0 to 1) and why it was not what was said before.

    `afterwards`: worked out later, from what was known on that day.
    """

    on: date
    state: TargetState
    chance: float
    why: str
    afterwards: bool


def chance_path(said: Sequence[Said], *, on_track: float, at_risk: float) -> FigureDict:
    """Chances in the order of their days; lines stand where a target begins to be at risk, and on track."""
    if not said:
        return {"data": [], "layout": {}}
    look, ticks = tokens(), [0.0, at_risk, on_track, 1.0]
    layout = base_layout(
        xaxis={"type": "date", "tickvals": _days(said), "ticktext": [f"{one:%m/%Y}" for one in _months(said)]},
        yaxis={
            "range": [-0.03, 1.05],
            "tickvals": ticks,
            "ticktext": [f"{round(100 * one)}%" for one in ticks],
            "zeroline": False,
        },
        shapes=[_band(0, at_risk, look.bad), _band(at_risk, on_track, look.risk), _band(on_track, 1, look.accent)],
        hoverdistance=40,
    )
    return Drawn([_line(said, look)], layout, lambda: _shape(said))


def _shape(said: Sequence[Said]) -> Shape:
    chances = tuple(100 * one.chance for one in said)
    line = Series(name=_("xác suất đạt"), values=chances, unit="%", decimals=0, form="steps")
    days = tuple(Category(day(one.on), one.on.isoformat()) for one in said)
    axis = (Axis(_("xác suất đạt"), "%", 0),)
    return Shape(kind=Kind.LINES, categories=days, series=(line,), axes=axis)


def _band(low: float, high: float, colour: str) -> dict[str, Any]:
    place = {"xref": "paper", "x0": 0, "x1": 1, "y0": low, "y1": high}
    return {"type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": faded(colour, 0.07), **place}


def _line(said: Sequence[Said], look: Tokens) -> dict[str, Any]:
    colours = [_colour(one.state, look) for one in said]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [one.on.isoformat() for one in said],
        "y": [one.chance for one in said],
        "line": {"color": look.muted, "width": 1.6, "shape": "hv"},
        "marker": {
            "size": 9,
            "color": [look.panel if one.afterwards else colour for one, colour in zip(said, colours, strict=True)],
            "line": {"color": colours, "width": 2},
        },
        "hovertext": [_hover(one) for one in said],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _colour(state: TargetState, look: Tokens) -> str:
    return {"bad": look.bad, "risk": look.risk, "accent": look.accent, "good": look.good}.get(
        target_look(state)[0], look.muted
    )


def _hover(one: Said) -> str:
    later = "<br>" + _("tính lại theo số đã biết ngày ấy") if one.afterwards else ""
    return f"{day(one.on)}<br><b>{chance_text(one.chance)}</b> · {target_word(one.state)}<br>{one.why}{later}"


def _months(said: Sequence[Said]) -> list[date]:
    """The first day of each month that anything was said in, no more than there is room for."""
    months = sorted({one.on.replace(day=1) for one in said})
    step = -(-len(months) // 8)
    return months[::-1][::step][::-1]


def _days(said: Sequence[Said]) -> list[str]:
    last = {one.on.replace(day=1): one.on for one in said}
    return [last[month].isoformat() for month in _months(said)]
