"""CSV: figures as machines read them, decimal point, UTF-8 with the mark that Excel looks for."""

import csv
import io
from collections.abc import Iterator

from components.language import _
from exports.content import Cell, Taken
from exports.names import harmless
from exports.tabling import table_of


def csv_of(taken: Taken) -> bytes:
    """The table of the content; a file is read without its page, so map, marks and source stand in it too.

    Content without figures gives its reason. Cells that a program for sheets would run are written as text.
    """
    text = io.StringIO()
    csv.writer(text).writerows(_rows(taken))
    return ("\ufeff" + text.getvalue()).encode()


def _rows(taken: Taken) -> Iterator[list[str]]:
    content = taken.content
    table = table_of(content)
    if not table.count:
        yield [harmless(content.empty_reason or _("Chưa có số liệu."))]
        return
    extra = [(_("Địa giới"), content.boundary)] if content.boundary else []
    yield [harmless(column.label) for column in table.columns] + [label for label, _value in extra]
    for row in range(table.count):
        yield [_cell(column.raw[row]) for column in table.columns] + [value for _label, value in extra]


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else repr(value)
