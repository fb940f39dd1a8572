"""Dots of two measures, in groups, as DrawingML."""

from collections.abc import Sequence
from typing import Any

from exports.paint import LOOK
from exports.plan import Look, Plan, SheetColumn, letter
from exports.slides.axes_xml import FIRST, axis_title, ids
from exports.slides.labels_xml import SHEET, numbers_at, texts_at
from exports.slides.xml import el, line, solid, type_of
from exports.wording import number_format

SHOWN = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


def plot(drawn: Sequence[tuple[int, SheetColumn, Look]], plan: Plan, size: float) -> Any:
    """The groups; simulated dots are hollow where others are not, and the chosen ones have their names beside them."""
    series = [_series(place, column, look, plan, size) for place, column, look in drawn]
    return el("c:scatterChart", el("c:scatterStyle", val="lineMarker"), el("c:varyColors", val=0), *series, *ids(FIRST))


def axes(plan: Plan, size: float) -> list[Any]:
    """Two axes of numbers under their names."""
    return [
        _axis(FIRST, "b", plan.across_name, plan.across_decimals, size),
        _axis(FIRST[::-1], "l", plan.value_name, plan.decimals, size),
    ]


def _series(place: int, column: SheetColumn, look: Look, plan: Plan, size: float) -> Any:
    last = len(plan.categories) + 1
    known = sum(value is not None for value in column.values)
    points = [
        el("c:dPt", el("c:idx", val=index), _dot(look, hollow=True), el("c:bubble3D", val=0))
        for index in sorted(look.hollow)
        if len(look.hollow) < known
    ]
    return el(
        "c:ser",
        el("c:idx", val=place - 1),
        el("c:order", val=place - 1),
        el("c:tx", texts_at(f"{SHEET}!${letter(place)}$1", [column.name])),
        el("c:spPr", el("a:ln", el("a:noFill"), w=19_050)),
        _dot(look, hollow=False),
        *points,
        _labels(look, plan, size),
        el("c:xVal", numbers_at(f"{SHEET}!$B$2:$B${last}", plan.columns[0])),
        el("c:yVal", numbers_at(f"{SHEET}!${letter(place)}$2:${letter(place)}${last}", column)),
        el("c:smooth", val=0),
    )


def _dot(look: Look, *, hollow: bool) -> Any:
    fill = el("c:spPr", solid("#ffffff" if hollow else look.ink), line(look.ink, 1.25))
    return el("c:marker", el("c:symbol", val=look.symbol), el("c:size", val=8), fill)


def _labels(look: Look, plan: Plan, size: float) -> Any:
    if not look.named:
        return None
    labels = []
    for index in sorted(look.named):
        type_ = el("a:rPr", solid(LOOK.fg), lang="vi-VN", sz=round((size - 1) * 100), b=1)
        words = el("a:p", el("a:r", type_, el("a:t", plan.categories[index])))
        told = el("c:tx", el("c:rich", el("a:bodyPr"), el("a:lstStyle"), words))
        parts = [el(f"c:show{part}", val=int(part == "Val")) for part in SHOWN]
        labels.append(el("c:dLbl", el("c:idx", val=index), told, el("c:dLblPos", val="t"), *parts))
    return el("c:dLbls", *labels, *(el(f"c:show{part}", val=0) for part in SHOWN))


def _axis(own: tuple[str, str], side: str, name: str, decimals: int, size: float) -> Any:
    return el(
        "c:valAx",
        el("c:axId", val=own[0]),
        el("c:scaling", el("c:orientation", val="minMax")),
        el("c:delete", val=0 if name else 1),
        el("c:axPos", val=side),
        el("c:majorGridlines", el("c:spPr", line(LOOK.grid, 0.75))) if name else None,
        axis_title(name, size, turned=side == "l") if name else None,
        el("c:numFmt", formatCode=number_format(min(decimals, 1)), sourceLinked=0),
        el("c:majorTickMark", val="none"),
        el("c:minorTickMark", val="none"),
        el("c:tickLblPos", val="low"),
        el("c:spPr", line(LOOK.muted, 0.75)),
        type_of(size - 1, LOOK.muted),
        el("c:crossAx", val=own[1]),
        el("c:crosses", val="autoZero"),
        el("c:crossBetween", val="midCat"),
    )
