"""What the warehouse holds: themes down, years across, each cell the share of figures that are real."""

from textwrap import wrap
from typing import Any

import pandas as pd

from components.figures.parts import Drawn, FigureDict
from components.formatting import number
from components.language import _
from components.theme import base_layout, readable_on, tokens
from exports.content import Axis, Category, Kind, Series, Shape

ROW = 30
LETTERS = 24  # of a row's name on one line: a phone has room for the cells beside it
EDGES = 40
MOST_NUMBERED = 14


def coverage_height(frame: pd.DataFrame) -> int:
    """The height that gives every row its own line, in px."""
    return EDGES + ROW * int(frame["row"].nunique())


def coverage_heatmap(frame: pd.DataFrame, *, unit: str = "%") -> FigureDict:
    """Long frame: row (a name), column (a name), value (0 to 100, NaN for nothing at all), optional note for the hover.

    Rows and columns keep the order in which they come.
    """
    if frame.empty:
        return {"data": [], "layout": {}}
    look = tokens()
    rows, columns = list(dict.fromkeys(frame["row"])), list(dict.fromkeys(frame["column"]))
    grid = frame.set_index(["row", "column"])["value"].unstack("column")  # noqa: PD010  (each cell occurs once)
    grid = grid.reindex(index=rows, columns=columns)
    values = [[None if pd.isna(one) else float(one) for one in line] for line in grid.to_numpy()]
    trace = {
        "type": "heatmap",
        "x": list(range(len(columns))),  # positions: plotly takes category names such as "2016" for numbers
        "y": list(range(len(rows))),
        "z": values,
        "text": [
            [_hover(row, column, one, unit) for column, one in zip(columns, line, strict=True)]
            for row, line in zip(rows, values, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "hoverongaps": False,
        "zmin": 0,
        "zmax": 100,
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "colorscale": [[index / (len(look.sequence) - 1), colour] for index, colour in enumerate(look.sequence)],
    }
    layout = base_layout(
        xaxis={**_names(columns), "side": "top", "showline": False, "ticks": ""},
        yaxis={**_names(rows), "autorange": "reversed", "showgrid": False, "zeroline": False, "ticks": ""},
        annotations=_numbers(values) if len(columns) <= MOST_NUMBERED else [],
        margin={"t": 4, "b": 4},
    )
    return Drawn([trace], layout, lambda: _shape(rows, columns, values, unit))


def _shape(rows: list[Any], columns: list[Any], values: list[list[float | None]], unit: str) -> Shape:
    """A series a row; five groups of colour from nothing to all."""
    return Shape(
        kind=Kind.GRID,
        categories=tuple(Category(str(one)) for one in columns),
        series=tuple(
            Series(str(name), tuple(line), unit=unit, decimals=0, role="peer")
            for name, line in zip(rows, values, strict=True)
        ),
        axes=(Axis("", unit, 0),),
        classes=(20.0, 40.0, 60.0, 80.0),
    )


def _names(names: list[Any]) -> dict[str, Any]:
    return {"tickvals": list(range(len(names))), "ticktext": ["<br>".join(wrap(str(name), LETTERS)) for name in names]}


def _numbers(values: list[list[float | None]]) -> list[dict[str, Any]]:
    """Each cell's number, in an ink that reads on its colour."""
    return [
        {
            "x": x,
            "y": y,
            "text": number(one, 0),
            "showarrow": False,
            "font": {"size": 10, "color": readable_on(_nearest(one))},
        }
        for y, line in enumerate(values)
        for x, one in enumerate(line)
        if one is not None
    ]


def _nearest(value: float) -> str:
    steps = tokens().sequence
    return steps[min(round(value / 100 * (len(steps) - 1)), len(steps) - 1)]


def _hover(row: str, column: str, value: float | None, unit: str) -> str:
    said = _("chưa có số liệu") if value is None else f"{number(value, 0)}{unit}"
    return f"{row} · {column}<br><b>{said}</b>"
