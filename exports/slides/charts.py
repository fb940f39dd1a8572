"""Native charts on slides, with the workbook that "Edit data" opens."""

from typing import Any

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml.shapes.graphfrm import CT_GraphicalObjectFrame
from pptx.parts.chart import ChartPart

from exports.content import Stamp, Taken
from exports.packages import settled
from exports.paint import LOOK
from exports.plan import Plan, readable
from exports.plan_sheet import sheet_of
from exports.planning import plan_of
from exports.slides import text
from exports.slides.chart_xml import chart_xml
from exports.slides.labels_xml import SHEET
from exports.slides.place import Box
from exports.slides.tables import Start
from exports.wording import description

MOST_BARS = 36
"""Bars that have a readable name each on one slide."""

FEW_NAMES = 10


def add_charts(start: Start, taken: Taken) -> int:
    """The content as a native chart; one of very many bars or lines as several, a slide each. Their number."""
    plan = plan_of(taken.content.shape) if taken.content.shape else None
    if plan is None:
        return 0
    parts = readable(plan, MOST_BARS, LOOK.gold)
    for number, part in enumerate(parts, start=1):
        slide, place = start(f" ({number}/{len(parts)})" if len(parts) > 1 else "")
        room = place.height / 12_700 / max(len(part.categories), 1)
        frame = put(slide, place, part, taken.stamp, _size(part, room))
        text.describe(frame, taken.content.name, description(taken.content))
    return len(parts)


def _size(plan: Plan, room: float) -> float:
    """Type in points that leaves every bar or every named line its row, `room` points high for a bar."""
    if plan.horizontal:
        return min(12.0, max(room / 1.3, 7.0))
    named = sum(look.labels == "name" for _place, _column, look in plan.drawn)
    return 12.0 if named < 2 * FEW_NAMES else 9.0


def put(slide: Any, place: Box, plan: Plan, stamp: Stamp, size: float, *, room: int = 16) -> Any:
    """A chart part with its workbook in a frame on a slide."""
    package = slide.part.package
    part = ChartPart.load(
        package.next_partname(ChartPart.partname_template),
        CONTENT_TYPE.DML_CHART,
        package,
        chart_xml(plan, size, room=room),
    )
    part.chart_workbook.update_from_xlsx_blob(settled(sheet_of(plan, SHEET, stamp)))
    relation = slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    shapes = slide.shapes
    frame = CT_GraphicalObjectFrame.new_chart_graphicFrame(
        shapes._next_shape_id, "Chart", relation, place.left, place.top, place.width, place.height
    )
    shapes._spTree.append(frame)
    return shapes._shape_factory(frame)
