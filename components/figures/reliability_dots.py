"""Whether chances hold what they say: of calls that said about so much, the share that came."""

from collections.abc import Sequence
from math import sqrt
from typing import Any, Protocol

from components.figures.parts import Drawn, FigureDict
from components.formatting import join_unit, number
from components.language import _
from components.theme import Tokens, base_layout, tokens
from exports.content import Axis, Dot, Kind, Shape

SMALLEST, LARGEST = 9.0, 26.0


class Bin(Protocol):
    """Calls that said about the same; shares from 0 to 1."""

    @property
    def said(self) -> float: ...
    @property
    def came(self) -> float: ...
    @property
    def calls(self) -> int: ...
    @property
    def lower(self) -> float: ...
    @property
    def upper(self) -> float: ...


def reliability_dots(bins: Sequence[Bin]) -> FigureDict:
    """A dot for each group of calls, larger for more of them, with how sure its share is; on the line all is well."""
    if not bins:
        return {"data": [], "layout": {}}
    look = tokens()
    axis = {"range": [-4, 104], "tickvals": [0, 20, 40, 60, 80, 100], "ticksuffix": "%", "zeroline": False}
    layout = base_layout(
        xaxis={**axis, "title": _axis_title(_("đã nói"), look), "showgrid": True},
        yaxis={**axis, "title": _axis_title(_("đã đạt"), look)},
        margin={"t": 12, "r": 16},
        shapes=[
            {
                "type": "line",
                **{"x0": 0, "y0": 0, "x1": 100, "y1": 100},
                "line": {"color": look.muted, "width": 1.4, "dash": "5px,4px"},
                "layer": "below",
            }
        ],
    )
    return Drawn([_dots(bins, look)], layout, lambda: _shape(bins))


def _axis_title(text: str, look: Tokens) -> dict[str, Any]:
    return {"text": text, "font": {"color": look.muted, "size": 12}, "standoff": 6}


def _dots(bins: Sequence[Bin], look: Tokens) -> dict[str, Any]:
    most = max(one.calls for one in bins)
    sizes = [SMALLEST + (LARGEST - SMALLEST) * sqrt(one.calls / most) for one in bins]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [100 * one.said for one in bins],
        "y": [100 * one.came for one in bins],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [100 * max(0.0, one.upper - one.came) for one in bins],
            "arrayminus": [100 * max(0.0, one.came - one.lower) for one in bins],
            "color": look.muted,
            "thickness": 1.2,
            "width": 4,
        },
        "marker": {"color": look.accent, "size": sizes, "opacity": 0.9, "line": {"color": look.panel, "width": 1.5}},
        "text": [number(one.calls) for one in bins],
        "textposition": "middle right",
        "textfont": {"color": look.muted, "size": 11},
        "hovertext": [_hover(one) for one in bins],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _hover(one: Bin) -> str:
    return _("nói {said}, đạt {came} trong {count} lần; nếu thử nhiều lần: {low} đến {high}").format(
        said=percent(one.said),
        came=percent(one.came),
        count=number(one.calls),
        low=percent(one.lower),
        high=percent(one.upper),
    )


def percent(share: float) -> str:
    return join_unit(number(100 * share), "%")


def _shape(bins: Sequence[Bin]) -> Shape:
    dots = [
        Dot(name=percent(one.said), code="", group="", x=100 * one.said, y=100 * one.came, size=float(one.calls))
        for one in bins
    ]
    axes = (Axis(_("đã nói"), "%", 0), Axis(_("đã đạt"), "%", 0), Axis(_("số lần"), "", 0))
    return Shape(kind=Kind.SCATTER, dots=tuple(dots), axes=axes, category_word=_("Nhóm"))
