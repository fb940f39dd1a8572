"""What maps of tiles and maps of true shapes share: classes of colour, places, hover texts, marks and the legend."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from components.figures.parts import KEPT, FigureDict, rows_of, value_text
from components.formatting import is_missing, number, status_word, with_unit
from components.language import _, language
from components.theme import Tokens, readable_on
from data.records import Indicator, Status

STEPS = 5
LEGEND = 128
CLEAR = "rgba(0,0,0,0)"
RECAST, INCOMPLETE, SIMULATED = "recast", "incomplete", "simulated"
SYMBOLS = {RECAST: "diamond", INCOMPLETE: "triangle-up-open", SIMULATED: "circle-open"}
SIGNS = {RECAST: "\N{NO-BREAK SPACE}◆", INCOMPLETE: "\N{NO-BREAK SPACE}△", SIMULATED: "°"}
"""The same marks as letters behind a figure, where a label is not in a tile whose corner is free."""
ESTIMATES = (Status.ESTIMATED, Status.PROVISIONAL)
SHORT = {
    "TP. Hồ Chí Minh": "TP HCM",
    "Ho Chi Minh City": "HCMC",
    "Bà Rịa - Vũng Tàu": "BR - VT",
    "Thừa Thiên Huế": "TT Huế",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One area of a map: a province, or an archipelago, which takes the colour of its province and has no figure."""

    id: str
    unit: str
    name: str
    owner: str
    x: float
    y: float
    archipelago: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Classes of colour: the upper limits of the lower ones, and the least and greatest value that is coloured."""

    limits: tuple[float, ...]
    least: float
    most: float

    def colours(self, look: Tokens) -> list[str]:
        count = len(self.limits) + 1
        return [look.sequence[round(index * (STEPS - 1) / max(count - 1, 1))] for index in range(count)]

    def colour_of(self, value: float, look: Tokens) -> str:
        return self.colours(look)[class_of(value, self.limits)]


def scale_of(values: Sequence[float]) -> Scale:
    """Five classes of equal size, so that one giant does not pale the rest."""
    return Scale(tuple(class_limits(values)), min(values), max(values))


def class_limits(values: Sequence[float]) -> list[float]:
    """Upper limits of the lower classes: quintiles without repeats, so ties never split."""
    quintiles = np.quantile(np.asarray(values), [step / STEPS for step in range(1, STEPS)])
    return sorted({float(one) for one in quintiles if min(values) < one <= max(values)})


def class_of(value: float, limits: Sequence[float]) -> int:
    """The class of a value, 0 for the least; spread over the five colours when there are fewer classes."""
    return int(np.searchsorted(limits, value, side="right"))


# --- what is known of each place --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """The figures of one period by province, and what every hover text and mark is made of."""

    indicator: Indicator
    rows: Mapping[str, Any]
    incomplete: Mapping[str, Any]
    mixed: bool

    def fill(self, place: Place, scale: Scale, look: Tokens) -> str:
        row = self.rows.get(place.unit)
        return look.nodata if row is None else scale.colour_of(float(row.value), look)

    def hover(self, place: Place) -> str:
        if place.archipelago:
            return _("Quần đảo {name}<br>thuộc {owner}").format(name=place.name, owner=place.owner)
        return f"{place.owner}<br>{self.told(place)}"

    def told(self, place: Place) -> str:
        """The second line of a hover text: value, rank, kind of figure, and how it was put together."""
        row, lacking = self.rows.get(place.unit), self.incomplete.get(place.unit)
        if row is None and lacking is not None:
            words = _("chưa đủ: mới có {parts} trong {expected} đơn vị cũ")
            return words.format(parts=number(lacking.parts), expected=number(lacking.expected))
        if row is None:
            return _("chưa có số liệu")
        said = [f"<b>{with_unit(float(row.value), self.indicator)}</b>"]
        if "rank" in row._fields:
            said.append(_("hạng {rank}").format(rank=row.rank))
        if row.status != Status.NORMAL:
            said.append(status_word(row.status))
        if is_recast(row):
            said.append(_("tính lại từ {count} đơn vị cũ").format(count=number(row.parts)))
        return " · ".join(said)

    def mark(self, place: Place) -> str:
        """What the reader must be warned of: a figure put together, or unfinished, or simulated among others."""
        if place.archipelago:
            return ""
        row = self.rows.get(place.unit)
        if row is None:
            return INCOMPLETE if place.unit in self.incomplete else ""
        if is_recast(row):
            return RECAST
        return SIMULATED if self.mixed and row.status == Status.SIMULATED else ""


def known_of(frame: pd.DataFrame, indicator: Indicator) -> Known:
    """The figures of a frame by province: entity, value, status, and where there are such, rank, parts and expected."""
    rows = {str(row.entity): row for row in rows_of(frame)}
    found = {code: row for code, row in rows.items() if not is_missing(row.value)}
    lacking = {code: row for code, row in rows.items() if code not in found and getattr(row, "expected", 0) > 0}
    kinds = {row.status == Status.SIMULATED for row in found.values()}
    return Known(indicator, found, lacking, mixed=len(kinds) > 1)


def is_recast(row: Any) -> bool:
    """Whether a figure was put together from figures of former units."""
    parts, rule = getattr(row, "parts", 0), getattr(row, "rule", None)
    if is_missing(parts) or parts == 0:
        return False
    return parts > 1 if rule is None or is_missing(rule) else rule != KEPT


def unit_name(row: Any) -> str:
    """The province that a tile or shape stands for, in the reader's language."""
    return str(row.unit_en if language() == "en" else row.unit_vi)


def two_lines(name: str) -> list[str]:
    """Break a name in two near its middle, so that it fits a tile."""
    words = SHORT.get(name, name).split(" ")
    if len(words) == 1:
        return words
    cuts = [(abs(len(" ".join(words[:cut])) - len(" ".join(words[cut:]))), cut) for cut in range(1, len(words))]
    cut = min(cuts)[1]
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def tile_decimals(values: Sequence[float], indicator: Indicator) -> int:
    """One number of decimals for the whole map: one, or two where half of the units stay below one."""
    return min(indicator.decimals, 2 if float(np.median(np.abs(values))) < 1 else 1)


def tile_number(value: float, decimals: int) -> str:
    """The value in the room of a tile: at most five figures, thousands shortened."""
    if abs(value) >= 1e6:
        return f"{number(value / 1e6, 1)}M" if language() == "en" else f"{number(value / 1e6, 1)}tr"
    if abs(value) >= 1e4:
        return f"{number(value / 1e3, 0)}k" if language() == "en" else f"{number(value / 1e3, 0)}n"
    return number(value, 0 if abs(value) >= 1000 else decimals)


# --- marks and legend -------------------------------------------------------------------------------------------------


def mark_words() -> dict[str, str]:
    return {
        RECAST: _("tính lại từ đơn vị cũ"),
        INCOMPLETE: _("chưa đủ đơn vị cũ"),
        SIMULATED: _("số mô phỏng"),
    }


def mark_trace(
    places: Sequence[Place], marks: Sequence[str], inks: Sequence[str], shift: tuple[float, float]
) -> dict[str, Any]:
    """A small sign beside the label of each place that needs one; places without are there with no size."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [place.x + shift[0] for place in places],
        "y": [place.y + shift[1] for place in places],
        "marker": {
            "symbol": [SYMBOLS.get(mark, "circle") for mark in marks],
            "size": [6 if mark else 0 for mark in marks],
            "color": list(inks),
            "line": {"width": 1, "color": list(inks)},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
        "zorder": 3,
        "meta": {"tcMarks": True},
    }


def mark_legend(marks: Iterable[str], at: tuple[float, float], step: float, look: Tokens) -> dict[str, Any]:
    """What the signs mean, one under the other, in a free corner of the map; `step` goes down one line."""
    words, present = mark_words(), set(marks)
    shown = [mark for mark in words if mark in present]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [at[0]] * len(shown),
        "y": [at[1] + step * index for index in range(len(shown))],
        "text": [f"\N{NO-BREAK SPACE}{words[mark]}" for mark in shown],
        "textposition": "middle right",
        "textfont": {"color": look.muted, "size": 10},
        "marker": {
            "symbol": [SYMBOLS[mark] for mark in shown],
            "size": 7,
            "color": look.fg,
            "line": {"width": 1, "color": look.fg},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
        "zorder": 3,
    }


def legend(scale: Scale, indicator: Indicator, look: Tokens) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Steps of colour at the top right, with the least and the greatest value at their ends: shapes and annotations."""
    colours = scale.colours(look)
    wide = LEGEND / len(colours)
    corner = {"xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 1, "yanchor": 1}
    shapes = [
        {
            **corner,
            "type": "rect",
            "x0": index * wide - LEGEND,
            "x1": (index + 1) * wide - LEGEND,
            "y0": -4,
            "y1": -12,
            "fillcolor": colour,
            "line": {"width": 0},
        }
        for index, colour in enumerate(colours)
    ]
    base = {"xref": "paper", "yref": "paper", "x": 1, "y": 1, "yanchor": "top", "yshift": -13, "showarrow": False}
    font = {"color": look.muted, "size": 10}
    notes = [
        {**base, "xanchor": "left", "xshift": -LEGEND, "text": value_text(scale.least, indicator), "font": font},
        {**base, "xanchor": "right", "text": value_text(scale.most, indicator), "font": font},
    ]
    return shapes, notes


def ink_on(fill: str, look: Tokens) -> str:
    """The ink of words on a fill: muted where there is no figure."""
    return look.muted if fill == look.nodata else readable_on(fill)


def nothing() -> FigureDict:
    return {"data": [], "layout": {}}
