"""CSV: figures as machines read them, decimal point, UTF-8 with the mark that Excel looks for."""

import csv
import io
from collections.abc import Iterator

from components.chips import SIGN
from components.formatting import status_word
from components.language import _
from data.records import Status
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
    signed = [column for column in table.columns if any(text.endswith(SIGN) for text in column.shown)]
    kinds = [_("{name}: loại số liệu").format(name=column.label) for column in signed]
    yield [
        harmless(one)
        for one in (*(column.label for column in table.columns), *kinds, *(word for word, _value in extra))
    ]
    for row in range(table.count):
        marks = [status_word(Status.SIMULATED) if column.shown[row].endswith(SIGN) else "" for column in signed]
        yield [*(_cell(column.raw[row]) for column in table.columns), *marks, *(value for _word, value in extra)]


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else repr(value)
