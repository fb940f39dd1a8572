"""Native charts: what a shape shows as a chart of PowerPoint, with the workbook that "Edit data" opens."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.util import Pt

from exports.content import Kind, Shape, Taken
from exports.names import legal
from exports.paint import LOOK, ink_of
from exports.slides import text
from exports.slides.place import Box
from exports.wording import description, number_format

TYPES = {
    Kind.LINES: XL_CHART_TYPE.LINE,
    Kind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    Kind.STACKED: XL_CHART_TYPE.COLUMN_STACKED,
    Kind.COMBINED: XL_CHART_TYPE.COLUMN_CLUSTERED,
    Kind.RANKING: XL_CHART_TYPE.BAR_CLUSTERED,
}


def add_chart(slide: Any, place: Box, taken: Taken) -> None:
    """A native chart in a place of a slide."""
    shape = taken.content.shape
    if shape is None:
        return
    data = CategoryChartData()
    data.categories = [legal(one.name) for one in shape.categories]
    for series in shape.series:
        data.add_series(legal(series.name), series.values, number_format(series.decimals))
    frame = slide.shapes.add_chart(TYPES[shape.kind], place.left, place.top, place.width, place.height, data)
    text.describe(frame, taken.content.name, description(taken.content))
    _look(frame.chart, shape)


def _look(chart: Any, shape: Shape) -> None:
    chart.font.name, chart.font.size = "Arial", Pt(12)
    chart.font.color.rgb = text.colour(LOOK.fg)
    chart.has_title = False
    chart.has_legend = len(shape.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    value, category = chart.value_axis, chart.category_axis
    value.major_gridlines.format.line.color.rgb = text.colour(LOOK.grid)
    value.format.line.fill.background()
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = (
        number_format(shape.axes[0].decimals),
        False,
    )
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.format.line.color.rgb = text.colour(LOOK.muted)
    if shape.kind is Kind.RANKING:
        category.reverse_order = True
    for index, (series, drawn) in enumerate(zip(shape.series, chart.plots[0].series, strict=True)):
        ink = text.colour(ink_of(series, index, shape.series))
        if shape.kind is Kind.LINES:
            drawn.smooth = False
            drawn.format.line.color.rgb, drawn.format.line.width = ink, Pt(2.25)
        else:
            drawn.format.fill.solid()
            drawn.format.fill.fore_color.rgb = ink
