"""A grid of colours on slides: a native table whose cells are filled by their class, split so that it can be read."""

from typing import Any

from pptx.util import Emu, Inches

from components.chips import SIGN
from components.formatting import number
from components.theme import readable_on
from data.records import Status
from exports.content import Series, Shape, Taken
from exports.names import shortened
from exports.paint import LOOK, class_ink
from exports.slides import text
from exports.slides.cells import Cell, add_cells
from exports.slides.place import Box
from exports.slides.tables import Start
from exports.wording import description

ROWS, COLUMNS = 17, 20
NAMES = 0.17
"""Part of the width for the names of rows."""


def add_grids(start: Start, taken: Taken) -> int:
    """As many slides as the grid needs; their number."""
    shape = taken.content.shape
    if shape is None:
        return 0
    rows, columns = _cuts(len(shape.series), ROWS), _cuts(len(shape.categories), COLUMNS)
    cuts = [(row, column) for column in columns for row in rows]
    for index, (row, column) in enumerate(cuts, start=1):
        slide, place = start(f" ({index}/{len(cuts)})" if len(cuts) > 1 else "")
        _grid(slide, place, shape, row, column, taken)
    return len(cuts)


def _cuts(count: int, most: int) -> list[range]:
    """Equal parts of at most so many."""
    parts = max(-(-count // most), 1)
    each = -(-count // parts)
    return [range(start, min(start + each, count)) for start in range(0, count, max(each, 1))]


def _grid(slide: Any, place: Box, shape: Shape, rows: range, columns: range, taken: Taken) -> None:
    high = min(place.height // (len(rows) + 1), Inches(0.34))
    names = int(place.width * NAMES)
    wide = min((place.width - names) // len(columns), Inches(1.1))
    size = min(11.0, Emu(high).pt / 1.9, Emu(wide).pt / 3.4)
    head = [Cell(""), *(Cell(shape.categories[column].name, "ctr", LOOK.muted) for column in columns)]
    body = [
        [
            Cell(shortened(shape.series[row].name, 26), bold=row in shape.strong),
            *(_figure(shape.series[row], column, shape) for column in columns),
        ]
        for row in rows
    ]
    frame = add_cells(slide, place, [names, *[wide] * len(columns)], [high] * (len(rows) + 1), [head, *body], size)
    text.describe(frame, taken.content.name, description(taken.content))


def _figure(series: Series, column: int, shape: Shape) -> Cell:
    value = series.values[column]
    if value is None:
        return Cell("…", "ctr", LOOK.muted)
    group = sum(1 for limit in shape.classes if value >= limit)
    fill = class_ink(group, len(shape.classes))
    sign = SIGN if series.status(column) == Status.SIMULATED and _mixed(shape) else ""
    return Cell(number(value, _decimals(shape, series)) + sign, "ctr", readable_on(fill), fill=fill)


def _decimals(shape: Shape, series: Series) -> int:
    """As many as fit: large figures have none."""
    most = max((abs(value) for one in shape.series for value in one.values if value is not None), default=0.0)
    return 0 if most >= 1000 else min(series.decimals, 1 if most >= 10 else 2)


def _mixed(shape: Shape) -> bool:
    return len({status for one in shape.series for status in one.statuses if status}) > 1
