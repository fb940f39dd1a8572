"""Units down, periods across, each cell a figure: deeper is more, in five groups of equal size."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.figures.indexed_lines import recast_words
from components.figures.map_parts import RECAST, SYMBOLS, class_of, is_recast, scale_of, tile_decimals, tile_number
from components.figures.parts import Drawn, FigureDict, local_name, rows_of
from components.figures.shapes import value_axis
from components.formatting import is_missing, period, status_word, with_unit
from components.language import _, language
from components.theme import base_layout, readable_on, tokens
from data.records import Indicator, Status
from exports.content import Category, Kind, Series, Shape

ROW, EDGES = 20, 44
MOST_NUMBERED = 14


@dataclass(frozen=True)
class Cell:
    """One cell: its place, its row of the frame (None where there is no figure), its class and the colour of that."""

    x: int
    y: int
    row: Any
    group: int | None
    colour: str

    @property
    def known(self) -> bool:
        return self.group is not None


def heatmap_height(frame: pd.DataFrame) -> int:
    """The height that gives every unit its own readable row, in px."""
    return max(160, EDGES + ROW * int(frame["entity"].nunique()))


def heatmap(frame: pd.DataFrame, indicator: Indicator, chosen: Collection[str] = ()) -> FigureDict:
    """A panel (entity, name_vi, name_en, period, period_end, value, status, parts, address) as a grid of colours.

    Units keep the order in which they come. Recast figures carry a small diamond; cells without a figure are blank.
    """
    if frame.empty or not frame["value"].notna().any():
        return {"data": [], "layout": {}}
    periods = [str(one) for one in dict.fromkeys(frame.sort_values("period_end")["period"])]
    units = list(dict.fromkeys((str(row.entity), local_name(row)) for row in rows_of(frame)))
    cells = _cells(frame, units, periods)
    layout = base_layout(
        xaxis={**_periods(periods), "side": "top", "showline": False, "zeroline": False},
        yaxis={
            "range": [len(units) - 0.5, -0.5],
            "tickvals": list(range(len(units))),
            "ticktext": [f"<b>{name}</b>" if code in chosen else name for code, name in units],
            "tickfont": {"color": tokens().fg, "size": 11},
            "showgrid": False,
            "zeroline": False,
        },
        margin={"t": 4, "b": 4},
    )
    traces = [_colours(cells, units, periods, indicator), _recast(cells)]
    if len(periods) <= MOST_NUMBERED:
        traces.append(_numbers(cells, indicator))
    shown = [one for one in traces if one["x"]]
    return Drawn(shown, layout, lambda: _shape(cells, units, periods, indicator, chosen))


def _shape(
    cells: Sequence[Sequence[Cell]],
    units: Sequence[tuple[str, str]],
    periods: Sequence[str],
    indicator: Indicator,
    chosen: Collection[str],
) -> Shape:
    """A series a unit over the periods; `classes` are the limits between the groups of colour."""
    values = [float(cell.row.value) for line in cells for cell in line if cell.known]
    return Shape(
        kind=Kind.GRID,
        categories=tuple(Category(period(text, short=True), text) for text in periods),
        category_word=_("Địa phương"),
        series=tuple(
            Series(
                name=name,
                values=tuple(float(cell.row.value) if cell.known else None for cell in line),
                statuses=tuple(str(cell.row.status) if cell.known else "" for cell in line),
                unit=indicator.unit(language()),
                decimals=indicator.decimals,
                role="peer",
            )
            for (_code, name), line in zip(units, cells, strict=True)
        ),
        axes=value_axis(indicator),
        classes=scale_of(values).limits,
        strong=frozenset(index for index, (code, _name) in enumerate(units) if code in chosen),
    )


def _periods(periods: Sequence[str]) -> dict[str, Any]:
    step = -(-len(periods) // MOST_NUMBERED)
    shown = [index for index in range(len(periods)) if (len(periods) - 1 - index) % step == 0]
    return {
        "range": [-0.5, len(periods) - 0.5],
        "tickvals": shown,
        "ticktext": [period(periods[index], short=True) for index in shown],
    }


def _cells(frame: pd.DataFrame, units: Sequence[tuple[str, str]], periods: Sequence[str]) -> list[list[Cell]]:
    """Every cell, row by row."""
    held = {(str(row.entity), str(row.period)): row for row in rows_of(frame)}
    scale, look = scale_of([float(one) for one in frame["value"].dropna()]), tokens()

    def cell(x: int, y: int, row: Any) -> Cell:
        if row is None or is_missing(row.value):
            return Cell(x, y, row, None, look.nodata)
        group = class_of(float(row.value), scale.limits)
        return Cell(x, y, row, group, scale.colours(look)[group])

    return [
        [cell(x, y, held.get((code, text))) for x, text in enumerate(periods)] for y, (code, _name) in enumerate(units)
    ]


def _colours(
    cells: Sequence[Sequence[Cell]], units: Sequence[tuple[str, str]], periods: Sequence[str], indicator: Indicator
) -> dict[str, Any]:
    used = dict(sorted({(cell.group, cell.colour) for line in cells for cell in line if cell.group is not None}))
    last = max(*used, 1)
    return {
        "type": "heatmap",
        "x": list(range(len(periods))),
        "y": list(range(len(units))),
        "z": [[cell.group for cell in line] for line in cells],
        "zmin": 0,
        "zmax": last,
        "customdata": [[getattr(cell.row, "address", None) for cell in line] for line in cells],
        "text": [
            [_hover(name, text, cell, indicator) for text, cell in zip(periods, line, strict=True)]
            for (_code, name), line in zip(units, cells, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "hoverongaps": True,
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "colorscale": [[group / last, used.get(group, tokens().seq1)] for group in range(last + 1)],
    }


def _hover(name: str, text: str, cell: Cell, indicator: Indicator) -> str:
    head = f"{name} · {period(text)}"
    if not cell.known:
        none = _("chưa có số liệu")
        return f"{head}<br>{none}" + ("" if cell.row is None else recast_words(cell.row))
    row = cell.row
    mark = "" if row.status == Status.NORMAL else f" · {status_word(row.status)}"
    return f"{head}<br><b>{with_unit(float(row.value), indicator)}</b>{mark}{recast_words(row)}"


def _recast(cells: Sequence[Sequence[Cell]]) -> dict[str, Any]:
    """A small diamond in the corner of every recast cell."""
    found = [cell for line in cells for cell in line if cell.known and is_recast(cell.row)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [cell.x - 0.42 for cell in found],
        "y": [cell.y - 0.28 for cell in found],
        "marker": {"symbol": SYMBOLS[RECAST], "size": 5, "color": [readable_on(cell.colour) for cell in found]},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _numbers(cells: Sequence[Sequence[Cell]], indicator: Indicator) -> dict[str, Any]:
    """Each cell's figure, in an ink that reads on its colour."""
    found = [cell for line in cells for cell in line if cell.known]
    decimals = tile_decimals([float(cell.row.value) for cell in found], indicator)
    return {
        "type": "scatter",
        "mode": "text",
        "x": [cell.x for cell in found],
        "y": [cell.y for cell in found],
        "text": [tile_number(float(cell.row.value), decimals) for cell in found],
        "textfont": {"size": 10, "color": [readable_on(cell.colour) for cell in found]},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
