"""Who stands how to which target: units down, indicators across, each cell a state with its sign and its chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten, wrap
from typing import Any

from components.chips import TargetState, target_look, target_word
from components.figures.parts import Drawn, FigureDict
from components.formatting import chance_text
from components.language import _
from components.theme import Tokens, base_layout, mixed, readable_on, tokens
from exports.content import Axis, Category, Kind, Series, Shape

ROW, TALL, EDGES, UPRIGHT_EDGES = 24, 36, 148, 56
FEWEST_COLUMNS = 10
"""Cells of a narrow matrix are no wider than if it had so many columns."""
LETTERS, LONGEST, UPRIGHT = 18, 26, 5
STRENGTH = {"bad": 0.92, "risk": 0.55, "accent": 0.42, "good": 0.42, "none": 0.16}
"""How strongly each tone is laid on: what needs a word is seen first."""
TONES = tuple(STRENGTH)


@dataclass(frozen=True, slots=True)
class TargetCell:
    """One target: how it stands, how likely it is met (0 to 1), what is asked and said of it, and where it leads.

    `sign` is what is asked in the fewest signs, for the cell itself.
    """

    state: TargetState
    chance: float | None
    asked: str
    sign: str
    said: str
    href: str


Cells = Mapping[tuple[str, str], TargetCell]


def target_heatmap_height(rows: int, columns: int, *, asked: bool = False) -> int:
    """The height that gives every row its own line, in px; two lines where cells say what is asked."""
    edges = EDGES if columns > UPRIGHT else UPRIGHT_EDGES
    return edges + (TALL if asked else ROW) * max(rows, 2)


def target_heatmap(cells: Cells, units: Sequence[str], indicators: Sequence[str], *, asked: bool = False) -> FigureDict:
    """Cells by the names of unit and indicator, in the order of both; with `asked` they say what is asked."""
    if not cells:
        return {"data": [], "layout": {}}
    look = tokens()
    grid = [[cells.get((unit, name)) for name in indicators] for unit in units]
    columns, turned = list(range(len(indicators))), len(indicators) > UPRIGHT
    layout = base_layout(
        xaxis={
            "range": [-0.5, max(len(indicators), FEWEST_COLUMNS) - 0.5],
            "tickvals": columns,
            "ticktext": [_head(name, turned=turned) for name in indicators],
            "tickangle": -45 if turned else 0,
            "side": "top",
            "showline": False,
            "zeroline": False,
        },
        yaxis={
            "range": [len(units) - 0.5, -0.5],
            "tickvals": list(range(len(units))),
            "ticktext": [shorten(name, LONGEST, placeholder="…") for name in units],
            "tickfont": {"color": look.fg, "size": 11},
            "showgrid": False,
            "zeroline": False,
        },
        margin={"t": 4, "b": 4},
    )
    traces = [_colours(grid, units, indicators, look), _words(grid, look, asked=asked)]
    return Drawn(traces, layout, lambda: _shape(grid, units, indicators))


def _shape(grid: Sequence[Sequence[TargetCell | None]], units: Sequence[str], indicators: Sequence[str]) -> Shape:
    """The chance of each target in per cent; what is met or missed is certain."""
    rows = (
        Series(name, tuple(None if one is None else _certain(one) for one in line), unit="%", decimals=0, role="peer")
        for name, line in zip(units, grid, strict=True)
    )
    return Shape(
        kind=Kind.GRID,
        categories=tuple(Category(name) for name in indicators),
        category_word=_("Giao cho"),
        series=tuple(rows),
        axes=(Axis(_("Xác suất đạt"), "%", 0),),
        classes=(20.0, 50.0, 80.0),
    )


def _certain(cell: TargetCell) -> float | None:
    ends = {TargetState.MET: 1.0, TargetState.EXCEEDED: 1.0, TargetState.MISSED: 0.0}
    chance = ends.get(cell.state, cell.chance)
    return None if chance is None else 100 * chance


def _head(name: str, *, turned: bool) -> str:
    """A turned heading stands on one line, an upright one on as many as it needs."""
    return shorten(name, LONGEST, placeholder="…") if turned else "<br>".join(wrap(name, LETTERS))


def _colours(
    grid: Sequence[Sequence[TargetCell | None]], units: Sequence[str], indicators: Sequence[str], look: Tokens
) -> dict[str, Any]:
    last = len(TONES) - 1
    return {
        "type": "heatmap",
        "x": list(range(len(indicators))),
        "y": list(range(len(units))),
        "z": [[None if one is None else TONES.index(_tone(one)) for one in line] for line in grid],
        "zmin": 0,
        "zmax": last,
        "customdata": [[None if one is None else one.href for one in line] for line in grid],
        "text": [
            [_hover(unit, name, one) for name, one in zip(indicators, line, strict=True)]
            for unit, line in zip(units, grid, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "hoverongaps": False,
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "colorscale": [[place / last, _laid_on(tone, look)] for place, tone in enumerate(TONES)],
    }


def _words(grid: Sequence[Sequence[TargetCell | None]], look: Tokens, *, asked: bool) -> dict[str, Any]:
    found = [(x, y, one) for y, line in enumerate(grid) for x, one in enumerate(line) if one is not None]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x for x, _y, _one in found],
        "y": [y for _x, y, _one in found],
        "text": [_word(one, asked=asked) for _x, _y, one in found],
        "textfont": {
            "size": 9 if asked else 10,
            "color": [readable_on(_laid_on(_tone(one), look)) for _x, _y, one in found],
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _word(cell: TargetCell, *, asked: bool) -> str:
    icon = target_look(cell.state)[1]
    if asked:
        return f"{icon}<br>{cell.sign}"
    return icon if cell.chance is None else f"{icon} {chance_text(cell.chance)}"


def _tone(cell: TargetCell) -> str:
    return target_look(cell.state)[0]


def _laid_on(tone: str, look: Tokens) -> str:
    colour = {"bad": look.bad, "risk": look.risk, "accent": look.accent, "good": look.good, "none": look.muted}[tone]
    return mixed(colour, look.panel, STRENGTH[tone])


def _hover(unit: str, indicator: str, cell: TargetCell | None) -> str:
    if cell is None:
        return ""
    chance = "" if cell.chance is None else " · " + _("xác suất đạt {chance}").format(chance=chance_text(cell.chance))
    word = target_word(cell.state)
    lines = [
        f"{unit} · {indicator}",
        _("mục tiêu {asked}").format(asked=cell.asked),
        f"<b>{word}</b>{chance}",
        cell.said,
    ]
    return "<br>".join(line for line in lines if line)
