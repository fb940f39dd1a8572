"""XLSX: a sheet of figures, a native chart beside them, and a sheet that says where they come from."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import xlsxwriter

from components.chips import SIGN
from components.formatting import status_word
from components.language import _
from exports.content import Kind, Shape, Table, Taken
from exports.names import legal, sheet_name
from exports.packages import settled
from exports.paint import FONT, LOOK
from exports.plan import Plan, by_series
from exports.plan_sheet import NAMELESS, write_plan
from exports.planning import panels_of, plan_of
from exports.planning_units import areas_plan, dots_plan
from exports.tabling import table_of
from exports.wording import description, facts, footer, made, number_format, title_with_unit
from exports.xlsx_charts import chart_of
from exports.xlsx_colours import write_grid, write_tiles

WIDEST, APART = 60, 25
"""Letters of the widest column, and rows from one chart to that below it."""


def workbook_of(taken: Taken) -> bytes:
    """One content as a workbook."""
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(saved, NAMELESS)
    content, stamp = taken.content, taken.stamp
    book.set_properties(
        {
            "title": legal(content.name)[:255],
            "subject": stamp.link[:255],
            "author": "Toàn Cảnh",
            "comments": f"{made(stamp)} {stamp.link}",
            "keywords": f"data_version={stamp.data_version}",
            "created": stamp.made_at,
        }
    )
    write_content(book, taken, set())
    book.close()
    return settled(saved.getvalue())


def write_content(book: Any, taken: Taken, names: set[str], title: str = "") -> list[str]:
    """The sheets of one content in a book that has sheets of these `names`: chart, figures, about. Their names."""
    before = f"{title} " if title else ""
    sheets: list[str] = []

    def sheet(name: str) -> Any:
        found = book.add_worksheet(sheet_name(f"{before}{name}", names))
        names.add(found.name)
        sheets.append(found.name)
        return found

    shape = taken.content.shape
    plan = plan_of(shape) if shape else None
    if plan is not None:
        _charted(book, sheet(_("Biểu đồ")), plan, taken)
    elif shape is not None:
        _drawn_otherwise(book, sheet, shape, taken)
    _figures(book, sheet(_("Số liệu")), taken)
    _about(book, sheet(_("Thông tin")), taken)
    return sheets


def _drawn_otherwise(book: Any, sheet: Callable[[str], Any], shape: Shape, taken: Taken) -> None:
    """What is no single chart: small ones, cells that are coloured by rules, bars of a map's areas."""
    match shape.kind:
        case Kind.MULTIPLES:
            _panels(book, sheet, taken)
        case Kind.STRIPS:
            for number, part in enumerate(shape.parts, start=1):
                _charted(book, sheet(f"{_('Biểu đồ')} {number}"), dots_plan(part), taken, part.axes[0].name)
        case Kind.GRID if shape.series:
            write_grid(book, sheet(_("Bảng màu")), shape)
        case Kind.TILES if shape.areas:
            write_tiles(book, sheet(_("Bản đồ")), shape)
        case Kind.SHAPES if shape.areas:
            _charted(book, sheet(_("Biểu đồ")), areas_plan(shape), taken)


def _charted(book: Any, sheet: Any, plan: Plan, taken: Taken, title: str = "") -> None:
    """The columns of a plan and, beside them, its chart."""
    write_plan(book, sheet, plan)
    told = description(taken.content)
    for number, part in enumerate(by_series(plan, LOOK.gold)):
        chart = chart_of(book, sheet.name, part, title=title or title_with_unit(taken.content))
        if chart is not None:
            sheet.insert_chart(1 + number * APART, len(plan.columns) + 2, chart, {"description": legal(told)})


def _panels(book: Any, sheet: Callable[[str], Any], taken: Taken) -> None:
    """All series in one sheet, and a small chart a unit in another."""
    if taken.content.shape is None:
        return
    panels, figures = panels_of(taken.content.shape), sheet(_("Biểu đồ"))
    whole = replace(panels[0][1], columns=tuple(plan.columns[0] for _name, plan in panels))
    write_plan(book, figures, whole)
    place = len(whole.columns) + 2
    for number, (name, plan) in enumerate(panels):
        column = plan.columns[0]
        alone = replace(
            plan, columns=tuple(replace(one, look=None) if one is not column else one for one in whole.columns)
        )
        chart = chart_of(book, figures.name, alone, title=name, small=True)
        row, across = divmod(number, 4)
        figures.insert_chart(1 + row * 10, place + across * 5, chart, {"description": name})


def _figures(book: Any, sheet: Any, taken: Taken) -> None:
    """Title, footer and table; numbers as numbers, texts as texts whatever they begin with."""
    content, table = taken.content, table_of(taken.content)
    sheet.write_string(0, 0, legal(content.name), book.add_format({"bold": True, "font_size": 14, "font_name": FONT}))
    quiet = book.add_format({"font_color": LOOK.muted, "font_name": FONT, "font_size": 9})
    sheet.write_string(1, 0, legal(footer(taken)), quiet)
    if not table.count:
        sheet.write_string(3, 0, legal(content.empty_reason or _("Chưa có số liệu.")), quiet)
        return
    write_table(book, sheet, table, top=3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(4, 1)


def write_table(book: Any, sheet: Any, table: Table, top: int) -> None:
    """A table with its heads in the row `top`."""
    head = {"bold": True, "bottom": 1, "font_name": FONT, "text_wrap": True, "valign": "bottom"}
    for index, column in enumerate(table.columns):
        side = "right" if column.numeric else "left"
        sheet.write_string(top, index, legal(column.label), book.add_format({**head, "align": side}))
        plain, formats = book.add_format({"font_name": FONT}), _Formats(book)
        longest = max((len(one) for one in column.shown), default=0)
        sheet.set_column(index, index, min(max(longest, len(column.label) / 2, 8) + 2, WIDEST))
        for row, (raw, shown) in enumerate(zip(column.raw, column.shown, strict=True), start=top + 1):
            if column.numeric and isinstance(raw, int | float):
                sheet.write_number(row, index, raw, formats.of(shown, column.decimals))
            elif raw is not None:
                sheet.write_string(row, index, legal(shown), plain)


class _Formats:
    """Formats of numbers as they are written on the screen: as many decimals, and the sign of simulated ones."""

    def __init__(self, book: Any) -> None:
        self._book, self._made = book, dict[str, Any]()

    def of(self, shown: str, decimals: int) -> Any:
        told = re.search(r"[.,](\d+)\D*$", shown) if decimals else None
        form = number_format(len(told.group(1)) if told and decimals else decimals)
        form += f'"{SIGN}"' if shown.endswith(SIGN) else ""
        if form not in self._made:
            self._made[form] = self._book.add_format({"font_name": FONT, "num_format": form})
        return self._made[form]


def _about(book: Any, sheet: Any, taken: Taken) -> None:
    """Where the figures come from, a fact a row; and each sentence with the figures that it is made of."""
    word = book.add_format({"bold": True, "font_name": FONT, "valign": "top"})
    what = book.add_format({"font_name": FONT, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    told = facts(taken)
    for row, (name, value) in enumerate(told):
        sheet.write_string(row, 0, name, word)
        sheet.write_string(row, 1, legal(value), what)
    _grounds(book, sheet, taken, len(told) + 1)


def _grounds(book: Any, sheet: Any, taken: Taken, row: int) -> None:
    """The sentences with their figures: of what, when or where, and the figure as a number."""
    content = taken.content
    if not any(content.grounds):
        return
    head = book.add_format({"bold": True, "bottom": 1, "font_name": FONT})
    plain, formats = book.add_format({"font_name": FONT, "text_wrap": True, "valign": "top"}), _Formats(book)
    for place, name in enumerate((_("Từ các số liệu"), _("Nhận định"), _("Kỳ"), _("Giá trị"), _("Loại số liệu"))):
        sheet.write_string(row, place, name, head)
    sheet.set_column(2, 4, 18)
    for sentence, figures in zip(content.sentences, content.grounds, strict=True):
        for number, one in enumerate(figures):
            row += 1
            sheet.write_string(row, 0, legal(one.of), plain)
            sheet.write_string(row, 1, legal(sentence) if number == 0 else "", plain)
            sheet.write_string(row, 2, legal(one.at), plain)
            sheet.write_number(row, 3, one.value, formats.of("", one.decimals))
            sheet.write_string(row, 4, status_word(one.status) if one.status else "", plain)
