"""XLSX: a sheet of figures, a native chart beside them, and a sheet that says where they come from."""

import io
from typing import Any

import xlsxwriter

from components.language import _
from exports.content import Table, Taken
from exports.names import legal, sheet_name
from exports.packages import settled
from exports.tabling import table_of
from exports.wording import facts, footer, made, number_format

WIDEST = 60


def workbook_of(taken: Taken) -> bytes:
    """One content as a workbook."""
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(saved, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
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
    names: set[str] = set()
    data = book.add_worksheet(sheet_name(_("Số liệu"), names))
    names.add(data.name)
    _figures(book, data, taken)
    _about(book, book.add_worksheet(sheet_name(_("Thông tin"), names)), taken)
    book.close()
    return settled(saved.getvalue())


def _figures(book: Any, sheet: Any, taken: Taken) -> None:
    """Title, footer and table; numbers as numbers, texts as texts whatever they begin with."""
    content, table = taken.content, table_of(taken.content)
    sheet.write_string(
        0, 0, legal(content.name), book.add_format({"bold": True, "font_size": 14, "font_name": "Arial"})
    )
    quiet = book.add_format({"font_color": "#566579", "font_name": "Arial", "font_size": 9})
    sheet.write_string(1, 0, legal(footer(taken)), quiet)
    if not table.count:
        sheet.write_string(3, 0, legal(content.empty_reason or _("Chưa có số liệu.")), quiet)
        return
    write_table(book, sheet, table, top=3)
    sheet.freeze_panes(4, 1)


def write_table(book: Any, sheet: Any, table: Table, top: int) -> None:
    """A table with its heads in the row `top`."""
    head = {"bold": True, "bottom": 1, "font_name": "Arial", "text_wrap": True, "valign": "bottom"}
    for index, column in enumerate(table.columns):
        side = "right" if column.numeric else "left"
        sheet.write_string(top, index, legal(column.label), book.add_format({**head, "align": side}))
        cells = book.add_format(
            {"font_name": "Arial", **({"num_format": number_format(column.decimals)} if column.numeric else {})}
        )
        longest = max((len(one) for one in column.shown), default=0)
        sheet.set_column(index, index, min(max(longest, len(column.label) / 2, 8) + 2, WIDEST))
        for row, (raw, shown) in enumerate(zip(column.raw, column.shown, strict=True), start=top + 1):
            if column.numeric and isinstance(raw, int | float):
                sheet.write_number(row, index, raw, cells)
            elif raw is not None:
                sheet.write_string(row, index, legal(shown), cells)


def _about(book: Any, sheet: Any, taken: Taken) -> None:
    """Where the figures come from, a fact a row."""
    word = book.add_format({"bold": True, "font_name": "Arial", "valign": "top"})
    what = book.add_format({"font_name": "Arial", "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    for row, (name, value) in enumerate(facts(taken)):
        sheet.write_string(row, 0, name, word)
        sheet.write_string(row, 1, legal(value), what)
