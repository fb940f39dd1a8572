"""A change step by step: what each part added or took away, and what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import fsum
from typing import Any

from components.figures.parts import Drawn, FigureDict, value_ticks
from components.figures.ranking_bars import right_aligned
from components.formatting import MINUS, number
from components.language import _
from components.theme import CATEGORIES, base_layout, current_theme, tokens
from exports.content import Axis, Category, Kind, Series, Shape

ROW, EDGES = 22, 46
FINEST = 4
"""Most decimals with which a small part is told from nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """One part: its name, how much it did, the code that a click finds, and more words for the pointer."""

    name: str
    amount: float
    code: str = ""
    told: str = ""


def gathered(steps: Sequence[Step], most: int, others: str) -> list[Step]:
    """The first `most` steps; the rest as one, named by `others` with {count}."""
    if len(steps) <= most + 1:
        return list(steps)
    rest = steps[most:]
    return [*steps[:most], Step(others.format(count=number(len(rest))), fsum(step.amount for step in rest))]


def waterfall_height(steps: Sequence[Step]) -> int:
    """The height that gives every step and the total a readable row, in px."""
    return EDGES + ROW * (len(steps) + 1)


def waterfall(steps: Sequence[Step], decimals: int, *, total: str) -> FigureDict:
    """Steps from nothing to their sum, from the top; the last bar, named `total`, is the whole change."""
    if not steps:
        return {"data": [], "layout": {}}
    amounts = [step.amount for step in steps]
    ends = list(accumulate(amounts))
    whole = fsum(amounts)
    starts = [0.0, *ends[:-1]]
    axis = value_ticks([*starts, *ends, whole], zero=True)
    names = [*(step.name for step in steps), f"<b>{total}</b>"]
    layout = base_layout(
        xaxis={**axis, "showgrid": True, "side": "top"},
        yaxis={
            "range": [len(names) - 0.4, -0.6],
            "showgrid": False,
            "zeroline": False,
            "tickvals": list(range(len(names))),
            "ticktext": names,
            "tickfont": {"color": tokens().fg, "size": 11},
        },
        bargap=0.3,
        margin={"t": 6, "r": 64},
        hovermode="closest",
        shapes=_threads(ends),
    )
    bars = _bars(steps, amounts, starts, whole, decimals)
    figures = _figures([*amounts, whole], decimals, axis["range"][1])
    return Drawn([bars, figures], layout, lambda: _shape(steps, decimals, total))


def _shape(steps: Sequence[Step], decimals: int, total: str) -> Shape:
    """The steps; what they come to is named, not repeated."""
    return Shape(
        kind=Kind.WATERFALL,
        categories=tuple(Category(step.name, step.code) for step in steps),
        category_word=_("Phần"),
        series=(Series(_("Đóng góp"), tuple(step.amount for step in steps), decimals=decimals, form="bar"),),
        axes=(Axis(_("Đóng góp"), "", decimals),),
        total=total,
    )


def _bars(
    steps: Sequence[Step], amounts: Sequence[float], starts: Sequence[float], whole: float, decimals: int
) -> dict[str, Any]:
    hover = [f"{step.name}<br><b>{signed(step.amount, decimals)}</b>{step.told}" for step in steps]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [*amounts, whole],
        "base": [*starts, 0.0],
        "y": list(range(len(amounts) + 1)),
        "customdata": [*(step.code for step in steps), ""],
        "hovertext": [*hover, f"<b>{signed(whole, decimals)}</b>"],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"color": [*(_ink(one) for one in amounts), tokens().muted], "cornerradius": 2},
    }


def _ink(amount: float) -> str:
    """Up and down by hue: whether that is good is for the words to say."""
    up, down = CATEGORIES[current_theme()][:2]
    return down if amount < 0 else up


def _threads(ends: Sequence[float]) -> list[dict[str, Any]]:
    """Thin lines from the end of each step to the start of the next."""
    line = {"color": tokens().muted, "width": 0.8, "dash": "dot"}
    return [
        {"type": "line", "x0": end, "x1": end, "y0": row + 0.35, "y1": row + 0.65, "line": line}
        for row, end in enumerate(ends)
    ]


def _figures(amounts: Sequence[float], decimals: int, edge: float) -> dict[str, Any]:
    """The amounts under each other at the right edge."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [edge] * len(amounts),
        "y": list(range(len(amounts))),
        "text": right_aligned([signed(one, decimals) for one in amounts]),
        "textposition": "middle right",
        "textfont": {"color": tokens().fg, "size": 11},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def signed(amount: float, decimals: int) -> str:
    """An amount with its sign; nothing has none."""
    text = number(amount, decimals)
    return text if text.startswith(MINUS) or not round(amount, decimals) else f"+{text}"


def decimals_for(amounts: Sequence[float], least: int) -> int:
    """As many decimals as tell the larger half of the parts from nothing, and at least `least`."""
    sizes = sorted(abs(one) for one in amounts if one)
    middle = sizes[len(sizes) // 2] if sizes else 1.0
    return next((count for count in range(least, FINEST) if round(middle, count)), FINEST)


def caption(steps: Sequence[Step], decimals: int, title: str) -> str:
    """The largest steps in words, for readers who cannot see the chart."""
    named = [f"{step.name} {signed(step.amount, decimals)}" for step in steps[:3]]
    return _("{title}: nhiều nhất là {parts}.").format(title=title, parts="; ".join(named))
