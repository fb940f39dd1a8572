"""From what frames, tables and cards show to what can be taken away: cells, key figures, offers of content."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from dash.development.base_component import Component

from components.chips import SIGN, target_word
from components.columns import Column, guessed_columns, present, raw, shown, target_parts
from components.formatting import MINUS, MISSING, chance_text
from components.language import language
from data.records import Status
from exports.content import Cell, Content, DataDate, Kind, Shape, Table, TableColumn
from exports.offered import offer

Rows = pd.DataFrame | Sequence[Mapping[str, Any]]
UNWRITTEN = ("spark",)
"""Kinds of columns that hold a picture and no text."""

_WRITTEN = re.compile(r"[+\-]?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of a table beside its cells: what the page is about, source, day and map of the figures."""

    subject: str = ""
    unit: str = ""
    source: str = ""
    data_date: DataDate | None = None
    boundary: str = ""
    marks: tuple[Status, ...] = ()


def offer_table(
    id: str, title: str, rows: Rows, columns: Sequence[Column], about: About | None = None, *, empty: str = ""
) -> None:
    """Offer a table under the id that it has on its page; `empty` says why it has no row."""
    told = about or About()

    def content() -> Content:
        table = table_of(rows, columns)
        return Content(
            id=id,
            kind=Kind.TABLE,
            title=title,
            subject=told.subject,
            unit=told.unit,
            table=table,
            source=told.source,
            data_date=told.data_date,
            boundary=told.boundary,
            marks=tuple(dict.fromkeys((*told.marks, *statuses_in(table)))),
            empty_reason="" if table.count else empty,
        )

    offer(id, content)


# --- cells ------------------------------------------------------------------------------------------------------------


def table_of(rows: Rows, columns: Sequence[Column] | None) -> Table:
    """A frame or records as a table that can be taken away; columns are guessed from a frame that comes without."""
    if isinstance(rows, pd.DataFrame):
        chosen = present(columns, list(rows.columns)) if columns else guessed_columns(rows)
        fields = {one: rows[one].tolist() for one in rows.columns}
    else:
        chosen = tuple(columns or ())
        keys = {one.key for one in chosen} | {one.text for one in chosen if one.text}
        fields = {key: [row.get(key) for row in rows] for key in keys}
    return Table(tuple(_column(fields, one) for one in chosen if one.kind not in UNWRITTEN))


def _column(fields: Mapping[Any, list[Any]], column: Column) -> TableColumn:
    values = fields[column.key]
    written = fields.get(column.text) if column.text else None
    told = [_told(one, column) for one in values] if written is None else [_text(one) for one in written]
    return TableColumn(
        label=column.label,
        key=column.key,
        numeric=column.is_numeric,
        decimals=0 if column.kind == "rank" else column.decimals,
        raw=tuple(_raw(value, text, column) for value, text in zip(values, told, strict=True)),
        shown=tuple(told),
    )


def _told(value: Any, column: Column) -> str:
    if isinstance(value, Component):
        return words_of(value)
    if column.kind == "target" and value is not None:
        state, detail, chance = target_parts(value)
        told = "" if chance is None else chance_text(chance)
        return " · ".join(part for part in (detail, target_word(state), told) if part)
    return shown(value, column)


def _text(value: Any) -> str:
    return MISSING if value is None else str(value)


def _raw(value: Any, text: str, column: Column) -> Cell:
    """The cell for machines: the number itself, also where the page holds it only as it is written."""
    if isinstance(value, Component):
        return text
    if column.is_numeric and isinstance(value, str):
        return as_number(value)
    return raw(value)


def as_number(text: str) -> float | str | None:
    """A number that is written already, such as "+1.234,5°"; the text itself where it is none."""
    point, group = (",", ".") if language() == "vi" else (".", ",")
    plain = text.removesuffix(SIGN).replace(group, "").replace(point, ".").replace(MINUS, "-").strip()
    if text in ("", MISSING):
        return None
    return float(plain) if _WRITTEN.fullmatch(plain) else text


def words_of(tree: Any) -> str:
    """What a component says: its title where it has one, else all its words."""
    if isinstance(tree, str | int | float):
        return str(tree)
    if isinstance(tree, list | tuple):
        return " ".join(text for one in tree if (text := words_of(one)))
    if getattr(tree, "aria-hidden", None) == "true":
        return ""
    title = getattr(tree, "title", None)
    if isinstance(title, str) and title:
        return title
    return "" if tree is None else words_of(getattr(tree, "children", None))


# --- what readers must be told of -------------------------------------------------------------------------------------


def told_date(value: DataDate | date | None) -> DataDate | None:
    """The day up to which figures are known, of a day or moment."""
    if value is None or isinstance(value, DataDate):
        return value
    return DataDate(value.date() if isinstance(value, datetime) else value)


def statuses_in(table: Table) -> tuple[Status, ...]:
    """The statuses that a table's cells tell of: in a column of them, or by the sign behind simulated numbers."""
    letters = {str(one) for column in table.columns if column.key == "status" for one in column.raw}
    signed = any(text.endswith(SIGN) for column in table.columns if column.numeric for text in column.shown)
    found = {Status.SIMULATED} if signed else set()
    found |= {one for one in Status if one.value in letters}
    return told_of(found)


def told_of(statuses: set[Status]) -> tuple[Status, ...]:
    """Those that a reader must be told of, in a fixed order."""
    return tuple(one for one in Status if one in statuses and one not in (Status.NORMAL, Status.MISSING))


def statuses_of(shape: Shape) -> tuple[Status, ...]:
    """The statuses that occur in a shape and that a reader must be told of."""
    letters = {one for series in shape.series for one in series.statuses}
    letters |= {one.status for one in shape.dots} | {one.status for one in shape.areas}
    letters |= {one.status for one in shape.cards}
    return told_of({one for one in Status if one.value in letters})
