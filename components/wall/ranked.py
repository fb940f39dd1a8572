"""The units that stand best and those that stand worst, as bars or dots with their figures."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from components.figures.parts import local_name, rows_of, value_text
from components.formatting import number
from components.language import _
from components.wall.tags import tag
from data.records import Indicator, Polarity

ALIKE = 0.6
"""Bars from zero tell units apart whose least has less than this part of the most. Others are dots, whose place is
read, and not their length: a bar that does not begin at zero would lie."""


def ranked_bars(frame: pd.DataFrame, indicator: Indicator, most: int) -> Markup:
    """The first and the last of a ranking (entity, name_vi, name_en, value, status, rank), at most `most` of each."""
    rows = rows_of(frame)
    if len(rows) <= 2 * most:
        parts = [("", rows)]
    else:
        first, last = heads(indicator)
        parts = [(first, rows[:most]), (last, rows[-most:])]
    values = [float(row.value) for row in rows]
    low, high = min(0.0, *values), max(0.0, *values)
    if min(values) > ALIKE * max(values) > 0:
        low = min(values) - (max(values) - min(values)) * 0.1
    return tag("div", [_part(head, some, indicator, low, high) for head, some in parts], class_="w-ranked")


def heads(indicator: Indicator) -> tuple[str, str]:
    """What the two ends of a ranking are called; where neither is better, highest and lowest."""
    if indicator.polarity is Polarity.BAND:
        return _("Cao nhất"), _("Thấp nhất")
    return _("Đứng đầu"), _("Đứng cuối")


def _part(head: str, rows: Sequence[Any], indicator: Indicator, low: float, high: float) -> Markup:
    lines = [_line(row, indicator, low, high) for row in rows]
    return tag("section", tag("h3", head) if head else None, lines, class_="w-ranked__part")


def _line(row: Any, indicator: Indicator, low: float, high: float) -> Markup:
    share = (float(row.value) - low) / (high - low) if high > low else 1.0
    cut = low > 0
    look = "w-ranked__bar w-ranked__bar--cut" if cut else "w-ranked__bar"
    return tag(
        "div",
        tag("i", number(row.rank), class_="w-num"),
        tag("span", local_name(row), class_="w-ranked__name"),
        tag("span", tag("b", style=f"{'left' if cut else 'width'}:{share:.1%}"), class_=look, aria_hidden="true"),
        tag("b", value_text(float(row.value), indicator), class_="w-num"),
        class_="w-ranked__line",
        data_key=str(row.entity),
    )
