"""From rows of the database to the documented frames."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select

from data.errors import AnswerTooLarge
from data.periods import Grain, Period

SERIES_COLUMNS = ("period", "period_end", "grain", "value", "status", "recorded_at", "source", "note", "parts")


def read(connection: Connection, query: Select[Any], most: int) -> pd.DataFrame:
    """Run a query and return its rows as a frame; dates become datetime64. Raise `AnswerTooLarge` above `most` rows."""
    result = connection.execute(query)
    rows = result.fetchmany(most + 1)
    if len(rows) > most:
        raise AnswerTooLarge(
            f"The answer has more than {most:,} rows. Narrow the periods or the units, or raise TOANCANH_QUERY_ROWS."
        )
    return tidy(pd.DataFrame.from_records([tuple(row) for row in rows], columns=list(result.keys())))


def tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the columns that every frame may have their types, whatever the database made of them."""
    for column in ("period_end", "recorded_at"):
        if column in frame:
            frame[column] = pd.to_datetime(frame[column])
    for column in ("value", "previous_value", "year_ago_value"):
        if column in frame:
            frame[column] = frame[column].astype(float)
    if {"grain", "period_end"} <= set(frame.columns):
        frame.insert(0, "period", period_texts(frame["period_end"], frame["grain"]))
    return frame


def period_texts(ends: "pd.Series[Any]", grains: "pd.Series[Any]") -> Sequence[str]:
    """The written form of each period, from its last day and grain."""
    days = pd.to_datetime(ends).dt.date
    return [str(Period(end, Grain(grain))) for end, grain in zip(days, grains, strict=True)]
