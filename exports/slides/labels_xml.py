"""Labels, legend and values of a chart part, as DrawingML: every value with its cell in the sheet."""

from collections.abc import Iterator, Sequence
from typing import Any

from exports.paint import LOOK
from exports.plan import Look, Plan, SheetColumn
from exports.slides.xml import el, line, type_of
from exports.wording import number_format

SHEET = "Sheet1"


def texts_at(where: str, texts: Sequence[str]) -> Any:
    points = [el("c:pt", el("c:v", text), idx=index) for index, text in enumerate(texts)]
    return el("c:strRef", el("c:f", where), el("c:strCache", el("c:ptCount", val=len(texts)), *points))


def numbers_at(where: str, column: SheetColumn) -> Any:
    points = [
        el("c:pt", el("c:v", repr(value)), idx=index) for index, value in enumerate(column.values) if value is not None
    ]
    head = [el("c:formatCode", number_format(column.decimals)), el("c:ptCount", val=len(column.values))]
    return el("c:numRef", el("c:f", where), el("c:numCache", *head, *points))


def labels_of(column: SheetColumn, look: Look, plan: Plan, size: float, where: str) -> Any:
    """Figures at all points or the last, or the name of the series at its end."""
    if look.labels == "none":
        return None
    form = number_format(column.decimals)
    small = size if plan.horizontal else size - 1
    if look.labels == "all":
        return el("c:dLbls", *label_parts(form, small, where, value=True))
    known = [index for index, value in enumerate(column.values) if value is not None]
    if not known:
        return None
    at = known[0] if look.labels == "first" else known[-1]
    named = look.labels == "name"
    ink = look.ink if not named or look.width > 2 else LOOK.muted
    last = el(
        "c:dLbl",
        el("c:idx", val=at),
        *label_parts(form, small, where, value=not named, name=named, ink=ink, bold=not named),
    )
    return el("c:dLbls", last, *label_parts(form, small, "", value=False))


def label_parts(
    form: str, size: float, where: str, *, value: bool, name: bool = False, ink: str = LOOK.fg, bold: bool = False
) -> Iterator[Any]:
    yield el("c:numFmt", formatCode=form, sourceLinked=0)
    yield el("c:spPr", el("a:noFill"), line(None))
    yield type_of(size, ink, bold=bold)
    if where:
        yield el("c:dLblPos", val=where)
    shown = {"LegendKey": False, "Val": value, "CatName": False, "SerName": name, "Percent": False, "BubbleSize": False}
    for part, is_shown in shown.items():
        yield el(f"c:show{part}", val=int(is_shown))


def legend_of(plan: Plan, size: float) -> Any:
    hidden = [el("c:legendEntry", el("c:idx", val=number), el("c:delete", val=1)) for number in plan.unseen]
    return el(
        "c:legend",
        el("c:legendPos", val="b"),
        *hidden,
        el("c:overlay", val=0),
        type_of(size - 1, LOOK.fg),
    )
