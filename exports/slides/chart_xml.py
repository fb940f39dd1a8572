"""The chart part of a plan, as DrawingML: plots that share their axes, and every value with its cell in the sheet."""

from collections.abc import Sequence
from typing import Any

from exports.paint import LOOK
from exports.plan import Look, Plan, SheetColumn, letter
from exports.slides import dots_xml
from exports.slides.axes_xml import FIRST, SECOND, axes_of, ids, second_axes
from exports.slides.labels_xml import SHEET, labels_of, legend_of, numbers_at, texts_at
from exports.slides.xml import el, hatched, line, serialized, solid, type_of

Drawn = tuple[int, SheetColumn, Look]


def chart_xml(plan: Plan, size: float = 12.0, *, room: int = 16) -> bytes:
    """A whole chart part; `size` is that of its type in points, `room` how many categories have a label across."""
    every = plan.drawn
    if plan.across_name:
        return _document(plan, [dots_xml.plot(every, plan, size)], dots_xml.axes(plan, size), size)
    plots = [
        _area([one for one in every if one[2].form == "area"], plan),
        _filled([one for one in every if one[2].form == "band"], plan),
        _bars([one for one in every if one[2].form == "column" and not one[2].second_axis], plan, size, FIRST),
        _lines([one for one in every if one[2].form == "line" and not one[2].second_axis], plan, size, FIRST),
        _bars([one for one in every if one[2].form == "column" and one[2].second_axis], plan, size, SECOND),
        _lines([one for one in every if one[2].form == "line" and one[2].second_axis], plan, size, SECOND),
    ]
    axes = [*axes_of(plan, size, room), *(second_axes(plan, size) if plan.second_name else [])]
    return _document(plan, plots, axes, size)


def _document(plan: Plan, plots: Sequence[Any], axes: Sequence[Any], size: float) -> bytes:
    chart = el(
        "c:chart",
        el("c:autoTitleDeleted", val=1),
        el("c:plotArea", el("c:layout"), *plots, *axes, el("c:spPr", el("a:noFill"))),
        legend_of(plan, size) if plan.legend else None,
        el("c:plotVisOnly", val=1),
        el("c:dispBlanksAs", val="gap"),
    )
    return serialized(
        el("c:chartSpace", el("c:date1904", val=0), el("c:roundedCorners", val=0), chart, type_of(size, LOOK.fg))
    )


# --- plots ------------------------------------------------------------------------------------------------------------


def _area(drawn: Sequence[Drawn], plan: Plan) -> Any:
    if not drawn:
        return None
    series = [
        _series(one, plan, fill=None if one[2].hidden else solid(one[2].ink, one[2].clear), edge=line(None))
        for one in drawn
    ]
    return el("c:areaChart", el("c:grouping", val="stacked"), el("c:varyColors", val=0), *series, *ids(FIRST))


def _filled(drawn: Sequence[Drawn], plan: Plan) -> Any:
    """Bands of targets: stacked columns without gaps, behind the lines."""
    if not drawn:
        return None
    series = [
        _series(
            one,
            plan,
            fill=None if one[2].hidden else solid(one[2].ink, one[2].clear),
            edge=line(None),
            before=[el("c:invertIfNegative", val=0)],
        )
        for one in drawn
    ]
    return el(
        "c:barChart",
        el("c:barDir", val="col"),
        el("c:grouping", val="stacked"),
        el("c:varyColors", val=0),
        *series,
        el("c:gapWidth", val=0),
        el("c:overlap", val=100),
        *ids(FIRST),
    )


def _bars(drawn: Sequence[Drawn], plan: Plan, size: float, axes: tuple[str, str]) -> Any:
    if not drawn:
        return None
    series = [_bar_series(one, plan, size) for one in drawn]
    return el(
        "c:barChart",
        el("c:barDir", val="bar" if plan.horizontal else "col"),
        el("c:grouping", val="stacked" if plan.stacked else "clustered"),
        el("c:varyColors", val=0),
        *series,
        el("c:gapWidth", val=35 if plan.horizontal else 50),
        el("c:overlap", val=100 if plan.stacked else 0),
        *ids(axes),
    )


def _bar_series(one: Drawn, plan: Plan, size: float) -> Any:
    _place, column, look = one
    fill = None if look.hidden else solid(look.ink)
    points = [
        el(
            "c:dPt",
            el("c:idx", val=index),
            el("c:invertIfNegative", val=0),
            el("c:bubble3D", val=0),
            _paint(look, index),
        )
        for index in range(len(column.values))
        if index in look.points or index in look.soft or index in look.hollow
    ]
    labels = (
        None
        if look.hidden
        else labels_of(column, look, plan, size, "ctr" if plan.stacked and not plan.horizontal else "")
    )
    return _series(
        one, plan, fill=fill, edge=line(None), before=[el("c:invertIfNegative", val=0), *points], labels=labels
    )


def _paint(look: Look, index: int) -> Any:
    """One bar: hatched where it is simulated, pale within a line where it is estimated."""
    ink = look.points.get(index, look.ink)
    if index in look.soft:
        return el("c:spPr", hatched(ink), line(ink, 0.75))
    if index in look.hollow:
        return el("c:spPr", solid(ink, 0.75), line(ink, 1.25))
    return el("c:spPr", solid(ink), line(None))


def _lines(drawn: Sequence[Drawn], plan: Plan, size: float, axes: tuple[str, str]) -> Any:
    if not drawn:
        return None
    series = [_line_series(one, plan, size) for one in drawn]
    return el(
        "c:lineChart",
        el("c:grouping", val="standard"),
        el("c:varyColors", val=0),
        *series,
        el("c:marker", val=1),
        *ids(axes),
    )


def _line_series(one: Drawn, plan: Plan, size: float) -> Any:
    _place, column, look = one
    edge = line(look.ink, look.width, dash="dash" if look.dashed else "")
    mark = _marker(look) if look.marker else el("c:marker", el("c:symbol", val="none"))
    points = [
        el(
            "c:dPt",
            el("c:idx", val=index),
            _marker(look, hollow=index in look.hollow, stroke=index in look.strokes)
            if index in look.hollow | look.strokes
            else None,
            el("c:bubble3D", val=0),
            el("c:spPr", line(look.ink, look.width, dash=_dash(look, index))),
        )
        for index in range(len(column.values))
        if index in look.hollow | look.strokes or _dash(look, index) != ("dash" if look.dashed else "")
    ]
    labels = labels_of(column, look, plan, size, "r" if look.labels == "name" else "b" if look.below else "t")
    return _series(
        one, plan, fill=None, edge=edge, before=[mark, *points], labels=labels, after=[el("c:smooth", val=0)]
    )


def _dash(look: Look, index: int) -> str:
    """How the line to a point is dashed: where the line is, its official points are not, and the other way round."""
    if look.dashed and look.soft:
        return "dash" if index in look.soft else ""
    return "dash" if look.dashed or index in look.soft else ""


def _marker(look: Look, *, hollow: bool = False, stroke: bool = False) -> Any:
    fill = "#ffffff" if hollow else look.ink
    shape, size = ("dash", 12) if stroke else ("circle", 6 if hollow or look.width > 2 else 4)
    return el(
        "c:marker",
        el("c:symbol", val=shape),
        el("c:size", val=size),
        el("c:spPr", solid(fill), line(look.ink, 1.25)),
    )


def _series(
    one: Drawn,
    plan: Plan,
    *,
    fill: Any,
    edge: Any,
    before: Sequence[Any] = (),
    labels: Any = None,
    after: Sequence[Any] = (),
) -> Any:
    """What every series is made of: its place, its name, its look, and its values with their cells."""
    place, column, look = one
    paint = [fill] if fill is not None else [el("a:noFill")] if look.form != "line" else []
    last = len(plan.categories) + 1
    return el(
        "c:ser",
        el("c:idx", val=place - 1),
        el("c:order", val=place - 1),
        el("c:tx", texts_at(f"{SHEET}!${letter(place)}$1", [column.name])),
        el("c:spPr", *paint, edge),
        *before,
        labels,
        el("c:cat", texts_at(f"{SHEET}!$A$2:$A${last}", plan.categories)),
        el("c:val", numbers_at(f"{SHEET}!${letter(place)}$2:${letter(place)}${last}", column)),
        *after,
    )
