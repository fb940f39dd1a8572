"""What a column of a table holds and how its cells are written: for grids, small tables and charts' tables."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import pandas as pd

from components.chips import TargetState, target_word
from components.formatting import MISSING, Change, day, is_missing, moment, number, period, status_word
from components.language import _, language
from data.records import Indicator

EXACT = 2**53
"""Whole numbers below this are exact in every browser, and short when written without a point."""

Kind = Literal["text", "number", "period", "day", "moment", "status", "change", "target", "rank", "spark"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `key` names the field of a row. What the field holds depends on `kind`: text, a number, a period ("2026-Q3"), a
    day, a moment, a status letter, a `formatting.Change`, a target state (or a tuple of state, detail and chance), a
    rank (or a pair of rank and count), or a list of values for a small line. `link` names the field that holds the
    address of a linked text, `hint` the field of a quiet line under it, `full` the field of its full name, which is
    shown on pointing and searched too. `text` names the field that holds a number as people read it, where decimals
    differ from row to row. `searched` fields answer the search box above a grid. `note` explains the heading.
    """

    key: str
    label: str
    kind: Kind = "text"
    decimals: int = 1
    link: str | None = None
    hint: str | None = None
    full: str | None = None
    text: str | None = None
    width: int | None = None
    grow: int | None = None
    searched: bool = False
    note: str = ""

    @property
    def is_numeric(self) -> bool:
        """Whether it stands at the right edge, figures under figures."""
        return self.kind in ("number", "rank")


def shown(value: Any, column: Column) -> str:
    """The cell as people read it; "…" for what is missing."""
    if _nothing(value):
        return MISSING if column.kind != "change" else ""
    match column.kind:
        case "number":
            return number(float(value), column.decimals)
        case "period":
            return period(str(value))
        case "day":
            return day(value)
        case "moment":
            return moment(value)
        case "status":
            return status_word(value)
        case "change":
            return str(value.text)
        case "target":
            return target_word(target_parts(value)[0])
        case "rank":
            rank, count = rank_parts(value)
            return f"{rank}/{count}" if count else f"{rank}"
    return str(value)


def target_parts(value: Any) -> tuple[TargetState, str, float | None]:
    """State, detail and chance of a target cell."""
    state, detail, chance = (*value, None, None)[:3] if isinstance(value, tuple) else (value, None, None)
    return TargetState(state), str(detail or ""), chance


def rank_parts(value: Any) -> tuple[int, int | None]:
    """Rank and count of a rank cell."""
    rank, count = value if isinstance(value, tuple) else (value, None)
    return int(rank), None if count is None else int(count)


def raw(value: Any) -> float | str | None:
    """The cell as machines read it: numbers as they are, days in ISO form, nothing for what is missing."""
    if _nothing(value):
        return None
    if isinstance(value, Change):
        return value.amount
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds").removesuffix("T00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return raw(value[0])
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        whole = abs(value) < EXACT and float(value) == int(value)
        return int(value) if whole else float(value)
    return str(value)


def _nothing(value: Any) -> bool:
    return isinstance(value, Hashable) and is_missing(value)


def series_columns(indicator: Indicator) -> tuple[Column, ...]:
    """The columns of "the frame of a series" as a table shows them."""
    unit = indicator.unit(language())
    return (
        Column("period", _("Kỳ"), "period"),
        Column("value", _("Giá trị ({unit})").format(unit=unit), "number", decimals=indicator.decimals),
        Column("status", _("Trạng thái"), "status"),
        Column("recorded_at", _("Ngày ghi nhận"), "day"),
        Column("source", _("Nguồn")),
        Column("note", _("Ghi chú")),
    )


def guessed_columns(frame: pd.DataFrame) -> tuple[Column, ...]:
    """A plain column for each of the frame's own, by its dtype."""
    return tuple(Column(str(name), str(name), _guess(frame[name])) for name in frame.columns)


def _guess(values: "pd.Series[Any]") -> Kind:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return "day"
    if pd.api.types.is_numeric_dtype(values.dtype):
        return "number"
    return "period" if values.name == "period" else "text"


def present(columns: Sequence[Column], names: Sequence[str]) -> tuple[Column, ...]:
    """The columns whose field exists."""
    return tuple(column for column in columns if column.key in names)
