"""Pieces that several figures share: walking a series, axis labels, hover texts, target lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from components.formatting import (
    compact_ticks,
    is_missing,
    number,
    period,
    status_word,
    target_text,
    with_unit,
)
from components.language import _, language
from components.theme import Tokens
from data.periods import Grain, Period
from data.records import Indicator, Status, Target
from exports.content import Shape

FigureDict = dict[str, Any]


class Drawn(FigureDict):
    """A figure that also tells what it shows, for files: `shape` is called when somebody takes it away."""

    def __init__(self, data: list[dict[str, Any]], layout: dict[str, Any], shape: Callable[[], Shape]) -> None:
        super().__init__(data=data, layout=layout)
        self.shape = shape


KEPT = "same"
"""The rule of figures that another unit reported and that hold for this one as they are."""
LEAST_STEP = 0.001
"""Finer than any indicator's decimals call for, and still told apart by axis labels."""
ROOM_BEFORE = 0.45
"""Part of a chart's width that a target's words need beside its line."""
CLOSE = 0.06
"""Targets nearer to each other than this part of their height leave no room for words between."""


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series, or a gap when `value` is None."""

    period: Period
    value: float | None
    status: str
    parts: int = 0
    expected: int = 0

    @property
    def recast(self) -> bool:
        """Whether the value was put together from figures of former units."""
        return self.value is not None and self.parts > 0

    @property
    def incomplete(self) -> bool:
        """Whether there is no value because figures of former units are missing."""
        return self.value is None and self.expected > 0

    @property
    def simulated(self) -> bool:
        return self.status == Status.SIMULATED

    @property
    def middle(self) -> str:
        """Where it stands on a time axis: the middle of its period."""
        start = self.period.start
        return (start + timedelta(days=(self.period.end - start).days / 2)).isoformat()


def points_of(frame: pd.DataFrame) -> list[Point]:
    """The series in order, with a gap for each period that is missing between two others."""
    found: list[Point] = []
    counts = zip(_counts(frame, "parts"), _counts(frame, "expected"), strict=True)
    rows = zip(frame["period"], frame["value"], frame["status"], counts, strict=True)
    for text, value, status, (parts, expected) in rows:
        here = Period.parse(text)
        found.extend(_gaps(found[-1].period, here) if found else [])
        found.append(Point(here, None if is_missing(value) else float(value), str(status), parts, expected))
    return found


def _counts(frame: pd.DataFrame, name: str) -> list[int]:
    """A column of numbers of former units; none where the frame has no such column, or a figure was kept as it was."""
    if name not in frame:
        return [0] * len(frame)
    counts = frame[name].fillna(0).astype(int)
    return counts.where(~kept_whole(frame), 0).tolist()


def kept_whole(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Rows whose figure is that of one former unit, unchanged: the unit was only renamed."""
    return frame["rule"].eq(KEPT) if "rule" in frame else frame["parts"].eq(1)


def _gaps(before: Period, here: Period) -> list[Point]:
    """One empty point where periods of the same grain are missing; days have holidays, so they never break a line."""
    if before.grain is not here.grain or here.grain in (Grain.DAY, Grain.CUMULATIVE):
        return []
    following = before.shift(1)
    return [Point(following, None, Status.MISSING)] if following < here else []


def hover_text(point: Point, indicator: Indicator, name: str = "") -> str:
    """Period, value and status on two lines, after a name where several lines share a chart."""
    head = f"{name} · {period(point.period)}" if name else period(point.period)
    if point.incomplete:
        lacking = _("chưa đủ: mới có {parts} trong {expected} đơn vị cũ")
        return f"{head}<br>{lacking.format(parts=number(point.parts), expected=number(point.expected))}"
    mark = "" if point.status == Status.NORMAL else f" · {status_word(point.status)}"
    if point.recast:
        mark += " · " + _("tính lại từ {count} đơn vị cũ").format(count=number(point.parts))
    return f"{head}<br><b>{with_unit(point.value, indicator)}</b>{mark}"


def time_ticks(points: Sequence[Point], room: int = 6) -> dict[str, Any]:
    """Axis labels as officials write periods: years when the series is long, quarters or months when it is short.

    `room` counts labels of periods; years are half as wide.
    """
    if not points:
        return {}
    first, last = points[0].period, points[-1].period
    years = list(range(first.year, last.year + 1))
    if len(years) > 3 or first.grain is Grain.YEAR:
        step = -(-len(years) // (2 * room))
        shown = [year for year in years if (years[-1] - year) % step == 0]
        return {"tickvals": [f"{year}-07-02" for year in shown], "ticktext": [str(year) for year in shown]}
    if first.grain is Grain.DAY:
        return _day_ticks(first.end, last.end, room)
    step = -(-len(points) // room)
    chosen = [point for index, point in enumerate(points) if (len(points) - 1 - index) % step == 0]
    return {
        "tickvals": [point.middle for point in chosen],
        "ticktext": [period(point.period, short=True) for point in chosen],
    }


def _day_ticks(first: date, last: date, room: int) -> dict[str, Any]:
    span = max((last - first).days, 1)
    chosen = [first + timedelta(days=round(span * index / (room - 1))) for index in range(room)]
    return {"tickvals": [one.isoformat() for one in chosen], "ticktext": [f"{one:%d/%m/%y}" for one in chosen]}


def value_ticks(values: Sequence[float | None], *, zero: bool = False, room: int = 5) -> dict[str, Any]:
    """Round axis steps around `values`, labelled by our own formatter; `zero` puts the base line in."""
    known = [value for value in values if value is not None]
    if not known:
        return {}
    low, high = min(known), max(known)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high == low:
        low, high = low - (abs(low) or 1) * 0.1, high + (abs(high) or 1) * 0.1
    step = _round_step(max((high - low) / room, LEAST_STEP))
    first, last = np.floor(low / step) * step, np.ceil(high / step) * step
    last = max(last, first + step)
    ticks = [float(round(first + step * index, 10)) for index in range(round((last - first) / step) + 1)]
    return {"tickvals": ticks, "ticktext": compact_ticks(ticks), "range": [ticks[0], ticks[-1]]}


def _round_step(rough: float) -> float:
    size = 10 ** np.floor(np.log10(rough))
    return float(next(step * size for step in (1, 2, 5, 10) if step * size >= rough * 0.999))


def target_marks(
    targets: Sequence[Target], points: Sequence[Point], indicator: Indicator, look: Tokens
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[float | None]]:
    """Lines and bands for targets over their years: shapes, annotations, and the values the axis must reach."""
    if not points:
        return [], [], []
    first, last = points[0].period.start, points[-1].period.end
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    reached: list[float | None] = []
    shown = sorted(
        (one for one in targets if one.year_to >= first.year and one.year_from <= last.year),
        key=lambda one: one.year_to,
    )
    for one in shown:
        start, end = max(first, date(one.year_from, 1, 1)), date(one.year_to, 12, 31)
        end = min(end, date(last.year, 12, 31))
        high = one.value if one.value_high is None else one.value_high
        shapes.append(_target_shape(start, end, one.value, high, look))
        reached += [one.value, high]
    if shown:
        notes.append(_target_note(shown[-1], shown[:-1], first, last, indicator, look))
    return shapes, notes, reached


def _target_shape(start: date, end: date, low: float, high: float, look: Tokens) -> dict[str, Any]:
    line = {"color": look.gold, "width": 1.4, "dash": "dash"}
    band = {"type": "rect", "fillcolor": look.gold, "opacity": 0.14, "line": {"width": 0}}
    kind = {"type": "line", "line": line} if low == high else band
    return {**kind, "layer": "above", "x0": start.isoformat(), "x1": end.isoformat(), "y0": low, "y1": high}


def _target_note(
    target: Target, earlier: Sequence[Target], first: date, last: date, indicator: Indicator, look: Tokens
) -> dict[str, Any]:
    """The newest target's words: before its line where there is room, else above the line's beginning.

    Before it they would lie over an earlier target of about the same height; then they stand above that one.
    """
    year = str(target.year_to) if target.year_from == target.year_to else f"{target.year_from}–{target.year_to}"
    text = _("Mục tiêu {year}: {asked}").format(year=year, asked=target_text(target, indicator))
    start = max(first, date(target.year_from, 1, 1))
    before = (start - first).days > ROOM_BEFORE * (last - first).days
    high = target.value if target.value_high is None else target.value_high
    middle = (target.value + high) / 2
    under = [top for low, top in map(_span, earlier) if low - CLOSE * abs(low) <= middle <= top + CLOSE * abs(top)]
    place = {"xanchor": "right", "yanchor": "bottom" if under else "middle", "xshift": -5}
    if not before:
        place = {"xanchor": "left", "yanchor": "bottom"}
    return {
        "text": text,
        "x": start.isoformat(),
        "y": max([high, *under]) if under or not before else middle,
        "showarrow": False,
        "font": {"color": look.gold, "size": 11},
        **place,
    }


def _span(target: Target) -> tuple[float, float]:
    """From its lower to its upper end."""
    ends = (target.value, target.value if target.value_high is None else target.value_high)
    return min(ends), max(ends)


def value_text(value: float | None, indicator: Indicator) -> str:
    """The number alone, with the indicator's decimals."""
    return number(value, indicator.decimals)


def local_name(row: Any) -> str:
    """The unit's name in the reader's language, of a row that has name_vi and name_en."""
    return str(row.name_en if language() == "en" else row.name_vi)


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """The rows as named tuples, of no declared type: pandas cannot know what a column holds."""
    return list(frame.itertuples())


def hatched(simulated: Sequence[bool], look: Tokens) -> dict[str, Any]:
    """The pattern of simulated bars among official ones."""
    return {
        "shape": ["/" if one else "" for one in simulated],
        "fillmode": "replace",
        "fgcolor": look.accent_weak,
        "bgcolor": look.accent_soft,
        "size": 5,
        "solidity": 0.25,
    }
