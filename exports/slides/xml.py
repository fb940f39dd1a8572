"""DrawingML in few words."""

from typing import Any

from lxml import etree
from pptx.oxml.ns import nsuri, qn

from exports.paint import FONT, hexed

PREFIXES = {prefix: nsuri(prefix) for prefix in ("c", "a", "r")}
"""Declared on every part: else the names of prefixes depend on what other libraries this process has loaded."""


def el(tag: str, *children: Any, **attributes: object) -> Any:
    """Make an element, such as <c:barDir val="bar"/>; children that are None are left out, texts become its text."""
    made = etree.Element(qn(tag), {name: str(value) for name, value in attributes.items()}, nsmap=PREFIXES)
    for child in children:
        if isinstance(child, str):
            made.text = child
        elif child is not None:
            made.append(child)
    return made


def solid(ink: str, clear: float = 0.0) -> Any:
    """A fill of one colour, `clear` of it seen through."""
    colour = el("a:srgbClr", val=hexed(ink))
    if clear:
        colour.append(el("a:alpha", val=round((1 - clear) * 100_000)))
    return el("a:solidFill", colour)


def hatched(ink: str) -> Any:
    """The pattern of simulated bars."""
    return el(
        "a:pattFill",
        el("a:fgClr", el("a:srgbClr", val=hexed(ink))),
        el("a:bgClr", el("a:srgbClr", val="FFFFFF")),
        prst="wdUpDiag",
    )


def line(ink: str | None, points: float = 0.75, *, dash: str = "") -> Any:
    """A line of a width in points; none for no ink."""
    if ink is None:
        return el("a:ln", el("a:noFill"))
    drawn = el("a:ln", solid(ink), w=round(points * 12_700), cap="rnd")
    if dash:
        drawn.append(el("a:prstDash", val=dash))
    drawn.append(el("a:round"))
    return drawn


def type_of(size: float, ink: str, *, bold: bool = False, turned: int | None = None) -> Any:
    """The type of labels: a c:txPr."""
    body = el("a:bodyPr") if turned is None else el("a:bodyPr", rot=turned, vert="horz")
    run = el(
        "a:defRPr",
        solid(ink),
        el("a:latin", typeface=FONT),
        el("a:cs", typeface=FONT),
        sz=round(size * 100),
        b=int(bold),
    )
    return el("c:txPr", body, el("a:lstStyle"), el("a:p", el("a:pPr", run), el("a:endParaRPr", lang="vi-VN")))


def serialized(root: Any) -> bytes:
    """The document."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
