"""Small charts side by side, one a unit, all on one scale: native ones, a slide for every dozen."""

from typing import Any

from pptx.util import Inches

from exports.content import Taken
from exports.planning import panels_of
from exports.planning_units import dots_plan
from exports.slides import text
from exports.slides.charts import put
from exports.slides.place import Box
from exports.slides.tables import Start

ACROSS, DOWN, STRIPS = 4, 3, 3
HEAD = Inches(0.22)


def add_panels(start: Start, taken: Taken) -> int:
    """As many slides as the units need; their number."""
    shape = taken.content.shape
    if shape is None:
        return 0
    panels = panels_of(shape)
    most = ACROSS * DOWN
    pages = [panels[first : first + most] for first in range(0, len(panels), most)]
    for number, page in enumerate(pages, start=1):
        slide, place = start(f" ({number}/{len(pages)})" if len(pages) > 1 else "")
        for index, (name, plan) in enumerate(page):
            row, column = divmod(index, ACROSS)
            at = place.part(column / ACROSS, row / DOWN, 1 / ACROSS - 0.01, 1 / DOWN - 0.01)
            text.box(slide, Box(at.left, at.top, at.width, HEAD), name, size=11, bold=True)
            frame: Any = put(slide, at.below(HEAD), plan, taken.stamp, 9.0, room=3)
            text.describe(frame, name, f"{taken.content.name}: {name}")
    return len(pages)


def add_strips(start: Start, taken: Taken) -> int:
    """Spreads one under the other, each a native chart of dots on a scale of its own; their slides."""
    parts = taken.content.shape.parts if taken.content.shape else ()
    pages = [parts[first : first + STRIPS] for first in range(0, len(parts), STRIPS)]
    for number, page in enumerate(pages, start=1):
        slide, place = start(f" ({number}/{len(pages)})" if len(pages) > 1 else "")
        for index, part in enumerate(page):
            at = place.part(0, index / len(page), 1, 1 / len(page) - 0.01)
            frame: Any = put(slide, at, dots_plan(part), taken.stamp, 10.0)
            name = part.axes[0].name
            text.describe(frame, name, f"{taken.content.name}: {name}")
    return len(pages)
