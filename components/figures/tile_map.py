"""The map of provinces as tiles: deeper is more; the two archipelagos stand in their place, by name."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from components.figures.parts import FigureDict, local_name, rows_of, value_text
from components.formatting import is_missing, number, status_word, with_unit
from components.language import _, language
from components.theme import Tokens, base_layout, readable_on, tokens
from data.records import Indicator, Status

HALF, ROUND = 0.46, 0.09
SHORT = {
    "Hồ Chí Minh": "TP HCM",
    "Ho Chi Minh City": "HCMC",
    "Bà Rịa - Vũng Tàu": "BR - VT",
    "Thừa Thiên Huế": "TT Huế",
}
STEPS = 5
RATIO = 0.92
LEGEND = 128


def tile_map(
    tiles: pd.DataFrame, frame: pd.DataFrame, indicator: Indicator, *, highlight: str | None = None
) -> FigureDict:
    """The tiles of an edition, coloured by the frame of a ranking (entity, name_vi, name_en, value, status, rank).

    Colours are five equal-sized groups, so that one giant does not pale the rest. Tiles of units without a figure are
    blank and say so; the archipelagos belong to their province and carry no figure of their own. Clicks find the
    unit's code in `customdata`.
    """
    found = {str(row.entity): row for row in rows_of(frame) if not is_missing(row.value)}
    if tiles.empty or not found:
        return {"data": [], "layout": {}}
    look = tokens()
    limits = class_limits([float(row.value) for row in found.values()])
    cells = rows_of(tiles)
    inks, shapes = [], []
    for cell in cells:
        fill = _fill(cell, found, limits, look)
        inks.append(look.muted if fill in (None, look.nodata) else readable_on(fill))
        shapes.append(_tile(cell, fill, look, marked=str(cell.unit_code) == highlight and cell.kind == "unit"))
    traces = [_targets(cells, found, indicator), _labels(cells, found, indicator, inks)]
    legend, notes = _legend(limits, found, indicator, look)
    return {"data": traces, "layout": {**_layout(tiles), "shapes": shapes + legend, "annotations": notes}}


def tile_map_height(tiles: pd.DataFrame, width: int = 368) -> int:
    """The height that a map `width` px wide fills without blank margins, in px."""
    across, down = float(tiles["column_no"].max()) + 1.2, float(tiles["row_no"].max()) + 1.2
    return round(width / across * RATIO * down)


def class_limits(values: Sequence[float]) -> list[float]:
    """Upper limits of the lower classes: quintiles without repeats, so ties never split."""
    quintiles = np.quantile(np.asarray(values), [step / STEPS for step in range(1, STEPS)])
    return sorted({float(one) for one in quintiles if min(values) < one <= max(values)})


def class_of(value: float, limits: Sequence[float]) -> int:
    """The class of a value, 0 for the least; spread over the five colours when there are fewer classes."""
    return int(np.searchsorted(limits, value, side="right"))


def class_colours(limits: Sequence[float], look: Tokens) -> list[str]:
    count = len(limits) + 1
    return [look.sequence[round(index * (STEPS - 1) / max(count - 1, 1))] for index in range(count)]


def _fill(cell: Any, found: Mapping[str, Any], limits: Sequence[float], look: Tokens) -> str | None:
    """The tile's colour; None for an archipelago, which is drawn in outline."""
    if cell.kind == "archipelago":
        return None
    row = found.get(str(cell.unit_code))
    return look.nodata if row is None else class_colours(limits, look)[class_of(float(row.value), limits)]


def _tile(cell: Any, fill: str | None, look: Tokens, *, marked: bool) -> dict[str, Any]:
    x, y = float(cell.column_no), float(cell.row_no)
    left, right, top, bottom = x - HALF, x + HALF, y - HALF, y + HALF
    path = (
        f"M{left + ROUND:.2f},{top:.2f}L{right - ROUND:.2f},{top:.2f}"
        f"Q{right:.2f},{top:.2f},{right:.2f},{top + ROUND:.2f}"
        f"L{right:.2f},{bottom - ROUND:.2f}Q{right:.2f},{bottom:.2f},{right - ROUND:.2f},{bottom:.2f}"
        f"L{left + ROUND:.2f},{bottom:.2f}Q{left:.2f},{bottom:.2f},{left:.2f},{bottom - ROUND:.2f}"
        f"L{left:.2f},{top + ROUND:.2f}Q{left:.2f},{top:.2f},{left + ROUND:.2f},{top:.2f}Z"
    )
    line = {"color": look.muted, "width": 1, "dash": "3px,2px"} if fill is None else {"width": 0}
    if marked:
        line = {"color": look.gold, "width": 2.5}
    return {"type": "path", "path": path, "fillcolor": fill or "rgba(0,0,0,0)", "line": line, "layer": "below"}


def _targets(cells: Sequence[Any], found: Mapping[str, Any], indicator: Indicator) -> dict[str, Any]:
    """An invisible square under each tile, which answers the pointer over the whole tile."""
    return {
        "type": "heatmap",
        "x": [int(cell.column_no) for cell in cells],
        "y": [int(cell.row_no) for cell in cells],
        "z": [0] * len(cells),
        "customdata": [str(cell.unit_code) for cell in cells],
        "text": [_hover(cell, found, indicator) for cell in cells],
        "hovertemplate": "%{text}<extra></extra>",
        "hoverongaps": False,
        "showscale": False,
        "colorscale": [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
    }


def _hover(cell: Any, found: Mapping[str, Any], indicator: Indicator) -> str:
    if cell.kind == "archipelago":
        return _("Quần đảo {name}<br>thuộc {owner}").format(name=cell.name_vi, owner=_unit_name(cell))
    row = found.get(str(cell.unit_code))
    if row is None:
        return f"{_unit_name(cell)}<br>{_('chưa có số liệu')}"
    mark = "" if row.status == Status.NORMAL else f" · {status_word(row.status)}"
    rank = _("hạng {rank}").format(rank=row.rank)
    return f"{local_name(row)}<br><b>{with_unit(float(row.value), indicator)}</b> · {rank}{mark}"


def _unit_name(cell: Any) -> str:
    """The province that a tile stands for, in the reader's language."""
    return str(cell.unit_en if language() == "en" else cell.unit_vi)


def _labels(
    cells: Sequence[Any],
    found: Mapping[str, Any],
    indicator: Indicator,
    inks: Sequence[str],
) -> dict[str, Any]:
    """Name and figure of each tile, in an ink that reads on it. The browser fits the type to the tiles (`meta`)."""
    decimals = tile_decimals([float(row.value) for row in found.values()], indicator)
    return {
        "type": "scatter",
        "mode": "text",
        "x": [int(cell.column_no) for cell in cells],
        "y": [int(cell.row_no) for cell in cells],
        "text": [_label(cell, found, decimals) for cell in cells],
        "textposition": "middle center",
        "textfont": {"color": list(inks), "size": 9},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "meta": {"tcTiles": True},
    }


def _label(cell: Any, found: Mapping[str, Any], decimals: int) -> str:
    row = found.get(str(cell.unit_code)) if cell.kind == "unit" else None
    name = str(cell.name_vi) if cell.kind == "archipelago" else _unit_name(cell)
    lines = _two_lines(SHORT.get(name, name))
    if row is not None:
        lines = [*lines, f"<b>{tile_number(float(row.value), decimals)}</b>"]
    return "<br>".join(lines)


def tile_decimals(values: Sequence[float], indicator: Indicator) -> int:
    """One number of decimals for the whole map: one, or two where half of the units stay below one."""
    return min(indicator.decimals, 2 if float(np.median(np.abs(values))) < 1 else 1)


def tile_number(value: float, decimals: int) -> str:
    """The value in the room of a tile: at most five figures, thousands shortened."""
    if abs(value) >= 1e6:
        return f"{number(value / 1e6, 1)}M" if language() == "en" else f"{number(value / 1e6, 1)}tr"
    if abs(value) >= 1e4:
        return f"{number(value / 1e3, 0)}k" if language() == "en" else f"{number(value / 1e3, 0)}n"
    return number(value, 0 if abs(value) >= 1000 else decimals)


def _two_lines(name: str) -> list[str]:
    """Break a name in two near its middle, so that it fits a tile."""
    words = name.split(" ")
    if len(words) == 1:
        return words
    cuts = [(abs(len(" ".join(words[:cut])) - len(" ".join(words[cut:]))), cut) for cut in range(1, len(words))]
    cut = min(cuts)[1]
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def _legend(
    limits: Sequence[float], found: Mapping[str, Any], indicator: Indicator, look: Tokens
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Five steps of colour at the top right, with the least and the greatest value at their ends."""
    colours = class_colours(limits, look)
    wide = LEGEND / len(colours)
    corner = {"xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 1, "yanchor": 1}
    shapes = [
        {
            **corner,
            "type": "rect",
            "x0": index * wide - LEGEND,
            "x1": (index + 1) * wide - LEGEND,
            "y0": -4,
            "y1": -12,
            "fillcolor": colour,
            "line": {"width": 0},
        }
        for index, colour in enumerate(colours)
    ]
    values = [float(row.value) for row in found.values()]
    base = {"xref": "paper", "yref": "paper", "x": 1, "y": 1, "yanchor": "top", "yshift": -13, "showarrow": False}
    font = {"color": look.muted, "size": 10}
    least, most = value_text(min(values), indicator), value_text(max(values), indicator)
    notes = [
        {**base, "xanchor": "left", "xshift": -LEGEND, "text": least, "font": font},
        {**base, "xanchor": "right", "text": most, "font": font},
    ]
    return shapes, notes


def _layout(tiles: pd.DataFrame) -> dict[str, Any]:
    hidden = {"visible": False, "zeroline": False, "fixedrange": True, "automargin": False}
    return base_layout(
        xaxis={**hidden, "range": [-0.6, float(tiles["column_no"].max()) + 0.6], "constrain": "domain"},
        yaxis={
            **hidden,
            "range": [float(tiles["row_no"].max()) + 0.6, -0.6],
            "scaleanchor": "x",
            "scaleratio": RATIO,
            "constrain": "domain",
            "constraintoward": "top",
        },
        margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
    )
