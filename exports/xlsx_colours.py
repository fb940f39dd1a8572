"""Grids and maps of tiles in workbooks: cells coloured by rules, so that a figure that is changed is recoloured."""

from typing import Any

from components.formatting import number
from components.language import _
from components.theme import readable_on
from exports.content import Area, Shape
from exports.names import legal
from exports.paint import FONT, LOOK, class_ink
from exports.plan import letter
from exports.wording import number_format

TILE_WIDE, NAME_WIDE = 11, 26


def write_grid(book: Any, sheet: Any, shape: Shape) -> None:
    """Rows and columns as on the screen, each figure in the colour of its class; what the colours mean beside them."""
    head = book.add_format({"bold": True, "font_name": FONT, "align": "center", "text_wrap": True, "valign": "bottom"})
    plain, strong = (book.add_format({"font_name": FONT, "bold": bold}) for bold in (False, True))
    sheet.set_column(0, 0, NAME_WIDE)
    sheet.set_column(1, len(shape.categories), TILE_WIDE)
    sheet.write_string(0, 0, legal(shape.category_word), head)
    for column, category in enumerate(shape.categories, start=1):
        sheet.write_string(0, column, legal(category.name), head)
    for row, series in enumerate(shape.series, start=1):
        figures = book.add_format(
            {"font_name": FONT, "align": "center", "num_format": number_format(series.decimals), "border": 1,
             "border_color": "#ffffff"}
        )  # fmt: skip
        sheet.write_string(row, 0, legal(series.name), strong if row - 1 in shape.strong else plain)
        for column, value in enumerate(series.values, start=1):
            if value is None:
                sheet.write_blank(row, column, None, figures)
            else:
                sheet.write_number(row, column, value, figures)
    last_row, last_column = len(shape.series), len(shape.categories)
    if shape.series and shape.categories:
        unknown = {"type": "blanks", "stop_if_true": True, "format": _paint(book, LOOK.nodata)}
        sheet.conditional_format(1, 1, last_row, last_column, unknown)
        for rule in _rules(book, shape):
            sheet.conditional_format(1, 1, last_row, last_column, rule)
    _legend(book, sheet, shape, 1, last_column + 2)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def write_tiles(book: Any, sheet: Any, shape: Shape) -> None:
    """Each tile as two cells in its place: the name over the figure, both in the colour of the figure's class."""
    decimals = shape.axes[0].decimals if shape.axes else 1
    across = int(max(one.column for one in shape.areas)) + 1
    sheet.set_column(0, across, TILE_WIDE)
    sheet.hide_gridlines(2)
    for area in shape.areas:
        row, column = 3 * round(area.row), round(area.column)
        _tile(book, sheet, shape, area, (row, column), decimals)
    _legend(book, sheet, shape, 0, across + 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _tile(book: Any, sheet: Any, shape: Shape, area: Area, at: tuple[int, int], decimals: int) -> None:
    row, column = at
    base = {"font_name": FONT, "align": "center", "valign": "vcenter", "font_size": 9}
    name = " ".join(area.label.split("\n"))
    if area.archipelago:
        sheet.write_string(row, column, legal(name), book.add_format({**base, "border": 4, "italic": True}))
        return
    edge = {"top": 2, "left": 2, "right": 2, "border_color": LOOK.gold} if area.strong else {}
    sheet.write_string(row, column, legal(name), book.add_format({**base, **edge}))
    figure = book.add_format({**base, "bold": True, "num_format": number_format(decimals)})
    if area.value is None:
        sheet.write_blank(row + 1, column, None, figure)
    else:
        sheet.write_number(row + 1, column, area.value, figure)
    where = f"${letter(column)}${row + 2}"
    blank = {"type": "formula", "criteria": f"=ISBLANK({where})", "stop_if_true": True}
    sheet.conditional_format(row, column, row + 1, column, {**blank, "format": _paint(book, LOOK.nodata)})
    for place, ink in enumerate(_inks(shape)):
        low, high = _limits(shape, place)
        tests = [f"{where}>={low!r}" if low is not None else "", f"{where}<{high!r}" if high is not None else ""]
        criteria = f"=AND({','.join(filter(None, tests)) or 'TRUE'})"
        rule = {"type": "formula", "criteria": criteria, "format": _paint(book, ink), "stop_if_true": True}
        sheet.conditional_format(row, column, row + 1, column, rule)


def _inks(shape: Shape) -> list[str]:
    return [class_ink(place, len(shape.classes)) for place in range(len(shape.classes) + 1)]


def _limits(shape: Shape, place: int) -> tuple[float | None, float | None]:
    """Of a class: from where, to before where; None is open."""
    limits = [None, *shape.classes, None]
    return limits[place], limits[place + 1]


def _rules(book: Any, shape: Shape) -> list[dict[str, Any]]:
    found = []
    for place, ink in enumerate(_inks(shape)):
        _low, high = _limits(shape, place)
        test = {"criteria": "<", "value": high} if high is not None else {"criteria": ">", "value": -1e300}
        found.append({"type": "cell", **test, "format": _paint(book, ink), "stop_if_true": True})
    return found


def _paint(book: Any, ink: str) -> Any:
    return book.add_format({"bg_color": ink, "font_color": readable_on(ink)})


def _legend(book: Any, sheet: Any, shape: Shape, row: int, column: int) -> None:
    """The classes with their limits, each in its colour."""
    if not shape.axes:
        return
    axis = shape.axes[0]
    sheet.set_column(column, column, 24)
    name = f"{axis.name} ({axis.unit})" if axis.unit else axis.name
    sheet.write_string(row, column, legal(name), book.add_format({"bold": True, "font_name": FONT}))
    for place, ink in enumerate(_inks(shape)):
        low, high = (None if one is None else number(one, axis.decimals) for one in _limits(shape, place))
        words = (
            _("dưới {high}").format(high=high) if low is None and high is not None
            else _("từ {low}").format(low=low) if high is None and low is not None
            else f"{low}–{high}" if low is not None else _("mọi giá trị")
        )  # fmt: skip
        form = book.add_format({"font_name": FONT, "bg_color": ink, "font_color": readable_on(ink)})
        sheet.write_string(row + 1 + place, column, words, form)
