"""A pack as one workbook, and as a ZIP of pictures and data."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from components.language import _
from exports.csv_file import csv_of
from exports.names import file_name, legal, sheet_name
from exports.packages import settled
from exports.packs import words
from exports.packs.contents import Briefing
from exports.plan_sheet import NAMELESS
from exports.properties import told
from exports.wording import footer, made
from exports.xlsx_file import write_content


def workbook_of_pack(briefing: Briefing) -> bytes:
    """An index, and sheets for each part: its native chart, its figures, and where they come from."""
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(saved, NAMELESS)
    stamp = briefing.stamp
    book.set_properties(
        {
            "title": legal(briefing.title)[:255],
            "subject": stamp.link[:255],
            "author": "Toàn Cảnh",
            "comments": f"{made(stamp)} {stamp.link}",
            "keywords": f"data_version={stamp.data_version}",
            "created": stamp.made_at,
        }
    )
    names: set[str] = set()
    index = book.add_worksheet(sheet_name(_("Mục lục"), names))
    names.add(index.name)
    sheets = []
    for number, part in enumerate(briefing.parts, start=1):
        first = write_content(book, part.taken, names, f"{number}.")[0]
        sheets.append((first, part.title, footer(part.taken)))
    _index(book, index, briefing, sheets)
    book.close()
    return settled(saved.getvalue())


def _index(book: Any, index: Any, briefing: Briefing, sheets: list[tuple[str, str, str]]) -> None:
    bold = book.add_format({"bold": True, "font_name": "Arial", "font_size": 14})
    plain = book.add_format({"font_name": "Arial", "text_wrap": True, "valign": "top"})
    link = book.add_format({"font_name": "Arial", "font_color": "#0B5394", "underline": 1, "valign": "top"})
    index.set_column(0, 0, 6)
    index.set_column(1, 1, 70)
    index.set_column(2, 2, 90)
    index.write_string(0, 0, legal(briefing.title), bold)
    row = 1
    for line in words.opening(briefing):
        index.write_string(row, 0, legal(line), book.add_format({"font_name": "Arial"}))
        row += 1
    for number, (name, title, source) in enumerate(sheets, start=1):
        row += 1
        index.write_number(row, 0, number, plain)
        quoted = name.replace("'", "''")
        index.write_url(row, 1, f"internal:'{quoted}'!A1", link, string=legal(title))
        index.write_string(row, 2, legal(source), plain)
    for line in briefing.changes:
        row += 1
        index.write_string(row + 1, 1, legal(line), plain)


def bundle_of(briefing: Briefing, pictures: Mapping[int, bytes]) -> bytes:
    """A ZIP with a CSV of each part, the picture of each chart, and a list of what is in it."""
    made_file = io.BytesIO()
    lines = [briefing.title, *words.opening(briefing), briefing.stamp.link, ""]
    with zipfile.ZipFile(made_file, "w", zipfile.ZIP_DEFLATED) as package:
        for number, part in enumerate(briefing.parts, start=1):
            name = f"{number:02d}-{file_name(part.title, 'csv')}"
            package.writestr(name, csv_of(part.taken))
            lines.append(f"{name}: {part.title}. {footer(part.taken)}")
            if id(part) in pictures:
                package.writestr(name.removesuffix("csv") + "png", told(pictures[id(part)], "png", part.taken))
        package.writestr("README.txt", "\r\n".join(lines).encode("utf-8-sig"))
    return settled(made_file.getvalue())
