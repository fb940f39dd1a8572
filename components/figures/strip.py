"""How units are spread over an indicator: a dot each on one line, their middle half, and the nation among them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.figures.indexed_lines import recast_words
from components.figures.map_parts import RECAST, SYMBOLS, is_recast
from components.figures.parts import FigureDict, local_name, rows_of, value_text
from components.formatting import is_missing, status_word, with_unit
from components.language import _, language
from components.theme import CATEGORIES, base_layout, current_theme, tokens
from data.records import Indicator, Status

BAND, EDGES = 150, 20
LETTERS = 42
"""Of a band's title on one line: what a phone has room for."""

BINS = 60
PILE = 0.075
"""How far apart dots stand that would cover each other, as a part of a band."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One indicator: its figures (entity, name_vi, name_en, value, status, parts, address) and the nation's."""

    indicator: Indicator
    frame: pd.DataFrame
    nation: float | None
    when: str


def strip_height(spreads: Sequence[Spread]) -> int:
    """The height that gives every indicator its band, in px."""
    return EDGES + BAND * max(len(spreads), 1)


def strip(spreads: Sequence[Spread], chosen: Collection[str] = ()) -> FigureDict:
    """A band for each indicator, each on its own scale from its least to its greatest value."""
    known = [one for one in spreads if len(one.frame)]
    if not known:
        return {"data": [], "layout": {}}
    inks = dict(zip(chosen, list(CATEGORIES[current_theme()]) * 2, strict=False))
    layout = base_layout(
        xaxis={"range": [-0.02, 1.02], "visible": False},
        yaxis={"range": [len(known) - 0.5, -0.66], "visible": False},
        margin={"l": 12, "r": 12, "t": 4, "b": 4},
        shapes=[shape for row, one in enumerate(known) for shape in _marks(one, row)],
        annotations=[note for row, one in enumerate(known) for note in _notes(one, row, inks)],
    )
    return {"data": [_dots(one, row, inks) for row, one in enumerate(known)], "layout": layout}


def _scaled(one: Spread, value: float) -> float:
    """A value as a part of the way from the least to the greatest, the nation's included."""
    ends = [*one.frame["value"], *([] if one.nation is None else [one.nation])]
    low, high = min(ends), max(ends)
    return 0.5 if high == low else (value - low) / (high - low)


def _dots(one: Spread, band: int, inks: dict[str, str]) -> dict[str, Any]:
    look, rows = tokens(), rows_of(one.frame)
    across = [_scaled(one, float(row.value)) for row in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": one.indicator.short(language()),
        "x": across,
        "y": [band + up for up in piled(across)],
        "customdata": [row.address for row in rows],
        "hovertext": [_hover(row, one.indicator) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "color": [inks.get(str(row.entity), look.accent_weak) for row in rows],
            "size": [12 if row.entity in inks else 8 for row in rows],
            "symbol": [SYMBOLS[RECAST] if is_recast(row) else "circle" for row in rows],
            "line": {"width": 1, "color": look.panel},
        },
    }


def piled(across: Sequence[float]) -> list[float]:
    """How far up or down each dot stands, so that dots at one place are all seen: middle, above, below, above…"""
    seen: Counter[int] = Counter()
    found = []
    for value in across:
        place = round(value * BINS)
        number = seen[place]
        seen[place] += 1
        found.append((number + 1) // 2 * PILE * (-1 if number % 2 else 1))
    return found


def _hover(row: Any, indicator: Indicator) -> str:
    mark = "" if row.status == Status.NORMAL else f" · {status_word(row.status)}"
    return f"{local_name(row)}<br><b>{with_unit(float(row.value), indicator)}</b>{mark}{recast_words(row)}"


def _marks(one: Spread, band: int) -> list[dict[str, Any]]:
    """The line, the middle half as a box, and the nation as a stroke."""
    look = tokens()
    low, high = (_scaled(one, float(one.frame["value"].quantile(part))) for part in (0.25, 0.75))
    shapes: list[dict[str, Any]] = [
        {
            "type": "rect", "x0": low, "x1": high, "y0": band - 0.2, "y1": band + 0.2,
            "fillcolor": look.accent_soft, "line": {"width": 0}, "layer": "below",
        },
        {"type": "line", "x0": 0, "x1": 1, "y0": band, "y1": band, "line": {"color": look.line}, "layer": "below"},
    ]  # fmt: skip
    if one.nation is not None and not is_missing(one.nation):
        at = _scaled(one, one.nation)
        line = {"color": look.gold, "width": 2, "dash": "dash"}
        shapes.append({"type": "line", "x0": at, "x1": at, "y0": band - 0.28, "y1": band + 0.28, "line": line})
    return shapes


def _notes(one: Spread, band: int, inks: dict[str, str]) -> list[dict[str, Any]]:
    """The indicator's name above its band, both ends under it, the nation's value, and the chosen units' names."""
    look = tokens()
    base = {"showarrow": False, "font": {"size": 11, "color": look.muted}}
    ends = one.frame["value"]
    nation = [] if one.nation is None or is_missing(one.nation) else [one.nation]
    low, high = min([*ends, *nation]), max([*ends, *nation])
    name, about = one.indicator.short(language()), f"({one.indicator.unit(language())}) · {one.when}"
    title = f"<b>{name}</b>{'<br>' if len(name + about) > LETTERS else ' '}{about}"
    notes = [
        {
            **base,
            "x": 0,
            "y": band - 0.58,
            "xanchor": "left",
            "yanchor": "top",
            "align": "left",
            "text": title,
            "font": {"size": 12, "color": look.fg},
        },
        {**base, "x": 0, "y": band + 0.3, "xanchor": "left", "text": value_text(low, one.indicator)},
        {**base, "x": 1, "y": band + 0.3, "xanchor": "right", "text": value_text(high, one.indicator)},
    ]
    if nation:
        text = _("Cả nước {value}").format(value=value_text(nation[0], one.indicator))
        at = min(max(_scaled(one, nation[0]), 0.12), 0.88)
        notes.append({**base, "x": at, "y": band + 0.37, "text": text, "font": {"size": 11, "color": look.gold}})
    return notes + _named(one, band, inks)


def _named(one: Spread, band: int, inks: dict[str, str]) -> list[dict[str, Any]]:
    """Names of the chosen units over their dots, on three heights in turn so that neighbours do not hide each other."""
    rows = sorted((row for row in rows_of(one.frame) if row.entity in inks), key=lambda row: float(row.value))
    return [
        {
            "showarrow": False,
            "x": min(max(_scaled(one, float(row.value)), 0.04), 0.96),
            "y": band - 0.23 - 0.055 * (number % 3),
            "text": local_name(row),
            "font": {"size": 10, "color": inks[str(row.entity)]},
        }
        for number, row in enumerate(rows)
    ]
