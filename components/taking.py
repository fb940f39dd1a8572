"""From what a frame or grid shows to what can be taken away: tables of cells, and offers of content."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from components.columns import Column, guessed_columns, present, raw, shown
from data.records import Status
from exports.content import Shape, Table, TableColumn

UNWRITTEN = ("spark",)
"""Kinds of columns that hold a picture and no text."""


def day_of(value: date | datetime | None) -> date | None:
    """The day of a day or moment."""
    return value.date() if isinstance(value, datetime) else value


def table_of(rows: pd.DataFrame, columns: Sequence[Column] | None) -> Table:
    """A frame as a table that can be taken away; without columns they are guessed from the frame."""
    chosen = present(columns, list(rows.columns)) if columns else guessed_columns(rows)
    return Table(tuple(_column(rows, one) for one in chosen if one.kind not in UNWRITTEN))


def _column(rows: pd.DataFrame, column: Column) -> TableColumn:
    values: list[Any] = rows[column.key].tolist()
    written: list[Any] = rows[column.text].tolist() if column.text and column.text in rows else [None] * len(values)
    return TableColumn(
        label=column.label,
        key=column.key,
        numeric=column.is_numeric,
        decimals=0 if column.kind == "rank" else column.decimals,
        raw=tuple(raw(one) for one in values),
        shown=tuple(
            shown(one, column) if text is None else str(text) for one, text in zip(values, written, strict=True)
        ),
    )


def statuses_of(shape: Shape | None) -> tuple[Status, ...]:
    """The statuses that occur in a shape and that a reader must be told of."""
    if shape is None:
        return ()
    found = {one for series in shape.series for one in series.statuses}
    found |= {one.status for one in shape.dots} | {one.status for one in shape.areas}
    found |= {one.status for one in shape.cards}
    return tuple(one for one in Status if one in found and one not in (Status.NORMAL, Status.MISSING))
