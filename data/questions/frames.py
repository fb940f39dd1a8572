"""From rows of the database to the documented frames."""

from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select

from data.errors import AnswerTooLarge
from data.periods import Grain, Period

MADE_OF = ("parts", "expected", "rule")
"""Of other units: how many are known, how many there are, and how the figure was made; 0, 0 and empty as reported."""
SERIES_COLUMNS = ("period", "period_end", "grain", "value", "status", "recorded_at", "source", "note", *MADE_OF)
MOMENTS = ("period_end", "recorded_at")
NUMBERS = ("value", "previous_value", "year_ago_value")
TEXTS = ("note", "rule", "previous_status", "year_ago_status")  # these may be empty in every row
KINDS: dict[str, Any] = dict.fromkeys(NUMBERS, "float") | dict.fromkeys(TEXTS, "str")


def rows(connection: Connection, query: Select[Any], most: int) -> list[tuple[Any, ...]]:
    """Run a query and return its rows; raise `AnswerTooLarge` above `most`."""
    found = connection.execute(query).fetchmany(most + 1)
    if len(found) > most:
        raise AnswerTooLarge(
            f"The answer has more than {most:,} rows. Narrow the periods or the units, or raise TOANCANH_QUERY_ROWS."
        )
    return [tuple(row) for row in found]


def read(connection: Connection, query: Select[Any], most: int) -> pd.DataFrame:
    """Run a query and return its rows as a frame; dates become datetime64. Raise `AnswerTooLarge` above `most` rows."""
    columns = [column.name for column in query.selected_columns]
    return tidy(pd.DataFrame.from_records(rows(connection, query, most), columns=columns))


def tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the columns that every frame may have their types, whatever the database made of them."""
    texts = None
    if {"grain", "period_end"} <= set(frame.columns):
        ends = pd.to_datetime(frame["period_end"]).dt.date if len(frame) else frame["period_end"]
        texts = [period_text(end, grain) for end, grain in zip(ends, frame["grain"], strict=True)]
    typed = {column: pd.to_datetime(frame[column]) for column in MOMENTS if column in frame}
    for column, kind in KINDS.items():
        if column in frame and frame[column].dtype != kind:
            typed[column] = frame[column].astype(kind)  # one by one: all in one `astype` take five times as long
    frame = frame.assign(**typed)
    if texts is not None:
        frame.insert(0, "period", pd.Series(texts, index=frame.index, dtype="str"))
    return frame


@lru_cache(maxsize=20_000)
def period_text(end: date, grain: str) -> str:
    """The written form of a period, from its last day and grain."""
    return str(Period(end, Grain(grain)))
