"""Maps on slides: every tile and province is a shape of its own that can be recoloured, named and described."""

from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from components.figures.map_parts import SIGNS as MARK_SIGNS
from components.figures.map_parts import mark_words
from components.formatting import join_unit, number, status_word
from components.language import _
from components.theme import readable_on
from exports.content import Area, Kind, Shape, Taken
from exports.names import legal
from exports.paint import LOOK, class_ink
from exports.slides import text
from exports.slides.place import Box

MAP_PART, GAP = 0.66, 0.08
TILE_WIDEST = Inches(0.86)
RATIO = 1.045
"""Length of a degree of latitude in degrees of longitude at 17° north, as on the screen."""

LISTED = 5


def add_map(slide: Any, place: Box, taken: Taken) -> None:
    """The map at the left; what its colours mean and who stands at both ends at the right."""
    shape = taken.content.shape
    if shape is None:
        return
    if shape.kind is Kind.TILES:
        _tiles(slide, place.part(0, 0, MAP_PART, 1), shape)
        side = place.part(MAP_PART + 0.03, 0, 1 - MAP_PART - 0.03, 1)
    else:
        _outlines(slide, place.part(0, 0, 0.5, 1), shape)
        side = place.part(0.58, 0, 0.42, 1)
    _legend(slide, side, shape)


def fill_of(area: Area, shape: Shape) -> str:
    """The colour of an area's class; that of no figures where it has none."""
    if area.group is None:
        return LOOK.nodata
    return class_ink(area.group, len(shape.classes))


def words_of(area: Area, shape: Shape) -> str:
    """What an area shows, in words."""
    if area.archipelago:
        return _("Quần đảo {name}, thuộc {owner}").format(name=area.name, owner=area.owner)
    axis = shape.axes[0]
    if area.value is None:
        return _("{name}: chưa có số liệu").format(name=area.name)
    told = f"{area.name}: {join_unit(number(area.value, axis.decimals), axis.unit)}"
    return f"{told} ({status_word(area.status)})" if area.status not in ("", "A") else told


# --- tiles ------------------------------------------------------------------------------------------------------------


def _tiles(slide: Any, place: Box, shape: Shape) -> None:
    across, down = (max(getattr(one, side) for one in shape.areas) + 1 for side in ("column", "row"))
    wide, high = min(place.width / across, TILE_WIDEST), place.height / down
    size = min(Emu(int(high)).pt / 2.9, Emu(int(wide)).pt / 6.2, 11.0)
    for area in shape.areas:
        left, top = place.left + area.column * wide, place.top + area.row * high
        drawn = slide.shapes.add_shape(
            MSO_SHAPE.ROUNDED_RECTANGLE,
            Emu(int(left)),
            Emu(int(top)),
            Emu(int(wide * (1 - GAP / 2))),
            Emu(int(high * (1 - GAP))),
        )
        drawn.adjustments[0] = 0.12
        _painted(drawn, area, shape)
        name = " ".join(area.label.split("\n"))
        lines = name if area.archipelago else f"{name}\n{area.text}{area.sign.strip()}"
        ink = readable_on(fill_of(area, shape)) if area.group is not None else LOOK.muted
        text.write(drawn.text_frame, lines, size=size, ink=ink, align=PP_ALIGN.CENTER, anchor=MSO_ANCHOR.MIDDLE)
        drawn.text_frame.word_wrap = False
        for run in drawn.text_frame.paragraphs[-1].runs:
            run.font.bold = not area.archipelago


def _painted(drawn: Any, area: Area, shape: Shape) -> None:
    """Fill, edge, name and description of one shape."""
    drawn.shadow.inherit = False
    drawn.fill.solid()
    drawn.fill.fore_color.rgb = text.colour(fill_of(area, shape))
    if area.archipelago:
        drawn.line.color.rgb, drawn.line.width = text.colour(LOOK.muted), Pt(0.75)
        drawn.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    elif area.strong:
        drawn.line.color.rgb, drawn.line.width = text.colour(LOOK.gold), Pt(2.25)
    elif shape.kind is Kind.SHAPES:
        drawn.line.color.rgb, drawn.line.width = text.colour("#ffffff"), Pt(0.5)
    else:
        drawn.line.fill.background()
    text.describe(drawn, area.name, words_of(area, shape))


# --- true shapes ------------------------------------------------------------------------------------------------------


def _outlines(slide: Any, place: Box, shape: Shape) -> None:
    points = [point for area in shape.areas for ring in area.rings for point in ring]
    if not points:
        return
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    degree = min(place.width / (east - west), place.height / ((north - south) * RATIO))

    def at(point: tuple[float, float]) -> tuple[int, int]:
        return int(place.left + (point[0] - west) * degree), int(place.top + (north - point[1]) * degree * RATIO)

    for area in sorted(shape.areas, key=lambda one: one.strong):
        if not area.rings:
            continue
        drawn = _freeform(slide, [[at(point) for point in ring] for ring in area.rings])
        _painted(drawn, area, shape)
        if area.archipelago:
            drawn.fill.background()
            _islands(slide, area, shape, [at(point) for point in area.islands])
            left, top = min(at(point)[0] for point in area.rings[0]), min(at(point)[1] for point in area.rings[0])
            name = _("Quần đảo {name}").format(name=area.name)
            text.box(slide, Box(left, top - Inches(0.17), Inches(1.5), Inches(0.16)), name, size=8, ink=LOOK.muted)
    sea = at((111.0, 14.4))
    text.box(slide, Box(sea[0], sea[1], Inches(1), Inches(0.2)), _("Biển Đông"), size=9, ink=LOOK.muted)


def _freeform(slide: Any, rings: Sequence[Sequence[tuple[int, int]]]) -> Any:
    builder = slide.shapes.build_freeform(*rings[0][0], scale=1.0)
    for number_, ring in enumerate(rings):
        if number_:
            builder.move_to(*ring[0])
        builder.add_line_segments(ring[1:], close=True)
    return builder.convert_to_shape()


def _islands(slide: Any, area: Area, shape: Shape, places: Sequence[tuple[int, int]]) -> None:
    size = Inches(0.05)
    for x, y in places:
        dot = slide.shapes.add_shape(MSO_SHAPE.OVAL, Emu(x - size // 2), Emu(y - size // 2), size, size)
        dot.shadow.inherit = False
        dot.fill.solid()
        dot.fill.fore_color.rgb = text.colour(fill_of(area, shape))
        dot.line.color.rgb, dot.line.width = text.colour(LOOK.muted), Pt(0.5)
        text.describe(dot, area.name, words_of(area, shape))


# --- what the colours mean --------------------------------------------------------------------------------------------


def _legend(slide: Any, place: Box, shape: Shape) -> None:
    """Each class with its span, the signs, and the units with the greatest and the least figures."""
    if not shape.reach:
        return
    axis = shape.axes[0]
    edges = [shape.reach[0], *shape.classes, shape.reach[1]]
    row, top = Inches(0.27), place.top
    for index in range(len(shape.classes) + 1):
        ink = LOOK.sequence[round(index * (len(LOOK.sequence) - 1) / max(len(shape.classes), 1))]
        swatch = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, place.left, top, Inches(0.34), Inches(0.2))
        swatch.fill.solid()
        swatch.fill.fore_color.rgb = text.colour(ink)
        swatch.line.fill.background()
        swatch.shadow.inherit = False
        span = f"{number(edges[index], axis.decimals)} – {number(edges[index + 1], axis.decimals)}"
        text.describe(swatch, span, span)
        at = Box(place.left + Inches(0.44), top, place.width - Inches(0.44), Inches(0.2))
        text.box(slide, at, span, size=11, anchor=MSO_ANCHOR.MIDDLE)
        top += row
    signs = {area.sign for area in shape.areas if area.sign}
    told = [f"{sign.strip()} {mark_words()[mark]}" for mark, sign in MARK_SIGNS.items() if sign in signs]
    if any(area.value is None and not area.archipelago for area in shape.areas):
        told.append(_("nhạt: chưa có số liệu"))
    if told:
        text.box(slide, Box(place.left, top, place.width, row), " · ".join(told), size=10, ink=LOOK.muted)
        top += row
    _ends(slide, Box(place.left, top + Inches(0.1), place.width, place.bottom - top - Inches(0.1)), shape)


def _ends(slide: Any, place: Box, shape: Shape) -> None:
    known = sorted((one for one in shape.areas if one.value is not None), key=lambda one: -(one.value or 0.0))
    if len(known) <= 2 * LISTED:
        groups = [(_("Từ lớn đến nhỏ"), known)]
    else:
        groups = [(_("Lớn nhất"), known[:LISTED]), (_("Nhỏ nhất"), known[-LISTED:])]
    top = place.top
    for head, areas in groups:
        lines = [legal(words_of(area, shape)) for area in areas]
        height = Inches(0.24 * (len(lines) + 1))
        box = text.box(slide, Box(place.left, top, place.width, height), "\n".join([head, *lines]), size=11)
        for run in box.text_frame.paragraphs[0].runs:
            text.style(run.font, 11, LOOK.muted, bold=True)
        top += height + Inches(0.08)
