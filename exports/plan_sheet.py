"""The sheet of a plan: what "Edit data" opens on a slide, and what stands beside the chart in a workbook."""

import io
from typing import Any

import xlsxwriter

from exports.paint import FONT
from exports.plan import Plan
from exports.wording import number_format

NAMELESS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def sheet_of(plan: Plan, name: str, stamp: Any) -> bytes:
    """A workbook of one sheet that holds a plan."""
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(saved, NAMELESS)
    book.set_properties({"author": "Toàn Cảnh", "created": stamp.made_at})
    write_plan(book, book.add_worksheet(name), plan)
    book.close()
    return saved.getvalue()


def write_plan(book: Any, sheet: Any, plan: Plan) -> None:
    """Categories in the first column, the others beside it under their names; formulas where a column has them."""
    head = book.add_format({"bold": True, "font_name": FONT, "text_wrap": True, "valign": "top"})
    text, told = book.add_format({"font_name": FONT}), book.add_format({"font_name": FONT, "indent": 1})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_row(0, 30)
    sheet.set_column(0, 0, min(max(plan.longest_label + 2, 12), 40))
    sheet.write_string(0, 0, plan.head, head)
    for row, category in enumerate(plan.categories, start=1):
        sheet.write_string(row, 0, category, text)
    for place, column in enumerate(plan.columns, start=1):
        figures = book.add_format({"font_name": FONT, "num_format": number_format(column.decimals)})
        sheet.write_string(0, place, column.name, head)
        sheet.set_column(place, place, 14)
        for row, word in enumerate(column.words, start=1):
            sheet.write_string(row, place, word, told)
        for row, value in enumerate(column.values, start=1):
            formula = column.formulas[row - 1] if column.formulas else ""
            if formula:
                sheet.write_formula(row, place, formula.format(row=row + 1), figures, "" if value is None else value)
            elif value is not None:
                sheet.write_number(row, place, value, figures)
    sheet.freeze_panes(1, 1)
