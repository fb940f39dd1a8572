"""How units are spread over an indicator: a dot each on one line, their middle half, and the nation among them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.figures.indexed_lines import recast_words
from components.figures.map_parts import RECAST, SYMBOLS, is_recast
from components.figures.parts import Drawn, FigureDict, local_name, rows_of, value_text
from components.formatting import is_missing, status_word, with_unit
from components.language import _, language
from components.theme import CATEGORIES, base_layout, current_theme, tokens
from data.records import Indicator, Status
from exports.content import Axis, Dot, Kind, Shape

EDGES = 20
HEAD, HALF, FOOT, ROW = 40, 30, 48, 13
"""Heights in px: of a band's title, of half the box around its line, of the values under it, of a row of names."""

LETTERS = 42
"""Of a band's title on one line: what a phone has room for."""

WIDTH, LETTER, APART = 290, 5.8, 6
"""Width of a band on a phone, of a letter of a name, and between two names, in px: what fits there fits everywhere."""

BINS = 60
PILE = 11
"""How far apart dots stand that would cover each other, in px, where a pile has room for that."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One indicator: its figures (entity, name_vi, name_en, value, status, parts, address) and the nation's."""

    indicator: Indicator
    frame: pd.DataFrame
    nation: float | None
    when: str


@dataclass(frozen=True, slots=True)
class _Label:
    """The name of a chosen unit: where its dot is, on which side of that it is written, and in which row, from 0."""

    row: Any
    at: float
    anchor: str
    level: int


def strip_height(spreads: Sequence[Spread], chosen: Collection[str] = ()) -> int:
    """The height that gives every indicator its band, in px."""
    return EDGES + band_height(spreads, chosen) * max(len(spreads), 1)


def band_height(spreads: Sequence[Spread], chosen: Collection[str]) -> int:
    """Px of one band: as many rows of names as the fullest band needs."""
    rows = [label.level + 1 for one in spreads for label in _labels(one, chosen)]
    return HEAD + ROW * max(rows, default=0) + 2 * HALF + FOOT


def strip(spreads: Sequence[Spread], chosen: Collection[str] = ()) -> FigureDict:
    """A band for each indicator, each on its own scale from its least to its greatest value."""
    known = [one for one in spreads if len(one.frame)]
    if not known:
        return {"data": [], "layout": {}}
    inks = dict(zip(chosen, list(CATEGORIES[current_theme()]) * 2, strict=False))
    high = band_height(known, chosen)
    lines = [high * band + high - FOOT - HALF for band in range(len(known))]
    layout = base_layout(
        xaxis={"range": [-0.02, 1.02], "visible": False},
        yaxis={"range": [high * len(known), 0], "visible": False},
        margin={"l": 12, "r": 12, "t": 4, "b": 4},
        shapes=[shape for line, one in zip(lines, known, strict=True) for shape in _marks(one, line)],
        annotations=[
            note
            for line, one in zip(lines, known, strict=True)
            for note in (*_notes(one, line, line + HALF + FOOT - high), *_named(one, line, inks))
        ],
    )
    traces = [_dots(one, line, inks) for line, one in zip(lines, known, strict=True)]
    return Drawn(traces, layout, lambda: Shape(Kind.STRIPS, parts=tuple(_shape(one, chosen) for one in known)))


def _shape(one: Spread, chosen: Collection[str]) -> Shape:
    """The dots on the indicator's own scale, those at one place piled up, and the nation among them."""
    rows, indicator = rows_of(one.frame), one.indicator
    heights = piled([_scaled(one, float(row.value)) for row in rows])
    units = [
        Dot(
            name=local_name(row),
            code=str(row.entity),
            group=_("Địa phương"),
            x=float(row.value),
            y=high / PILE,
            status=str(row.status),
            strong=row.entity in chosen,
        )
        for row, high in zip(rows, heights, strict=True)
    ]
    if one.nation is not None and not is_missing(one.nation):
        over = max(heights, default=0.0) / PILE + 1  # above all others, so that its name stands in nobody's way
        units.append(Dot(_("Cả nước"), "VN", _("Cả nước"), one.nation, over, strong=True))
    name = f"{indicator.short(language())}, {one.when}"
    axes = (Axis(name, indicator.unit(language()), indicator.decimals), Axis("", "", 0))
    return Shape(Kind.SCATTER, dots=tuple(units), axes=axes, category_word=_("Địa phương"))


def _scaled(one: Spread, value: float) -> float:
    """A value as a part of the way from the least to the greatest, the nation's included."""
    ends = [*one.frame["value"], *([] if one.nation is None else [one.nation])]
    low, high = min(ends), max(ends)
    return 0.5 if high == low else (value - low) / (high - low)


def _dots(one: Spread, line: int, inks: dict[str, str]) -> dict[str, Any]:
    look, rows = tokens(), rows_of(one.frame)
    across = [_scaled(one, float(row.value)) for row in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": one.indicator.short(language()),
        "x": across,
        "y": [line + up for up in piled(across)],
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
    """How many px up or down each dot stands, so that dots at one place are all seen: middle, above, below, above…"""
    seen: Counter[int] = Counter()
    levels = []
    for value in across:
        place = round(value * BINS)
        number = seen[place]
        seen[place] += 1
        levels.append((number + 1) // 2 * (-1 if number % 2 else 1))
    highest = max((abs(one) for one in levels), default=0)
    step = min(PILE, (HALF - 2) / max(highest, 1))
    return [level * step for level in levels]


def _hover(row: Any, indicator: Indicator) -> str:
    mark = "" if row.status == Status.NORMAL else f" · {status_word(row.status)}"
    return f"{local_name(row)}<br><b>{with_unit(float(row.value), indicator)}</b>{mark}{recast_words(row)}"


def _marks(one: Spread, line: int) -> list[dict[str, Any]]:
    """The line, the middle half as a box, and the nation as a stroke."""
    look = tokens()
    low, high = (_scaled(one, float(one.frame["value"].quantile(part))) for part in (0.25, 0.75))
    shapes: list[dict[str, Any]] = [
        {
            "type": "rect", "x0": low, "x1": high, "y0": line - HALF, "y1": line + HALF,
            "fillcolor": look.accent_soft, "line": {"width": 0}, "layer": "below",
        },
        {"type": "line", "x0": 0, "x1": 1, "y0": line, "y1": line, "line": {"color": look.line}, "layer": "below"},
    ]  # fmt: skip
    if one.nation is not None and not is_missing(one.nation):
        at = _scaled(one, one.nation)
        stroke = {"color": look.gold, "width": 2, "dash": "dash"}
        shapes.append({"type": "line", "x0": at, "x1": at, "y0": line - HALF, "y1": line + HALF + 6, "line": stroke})
    return shapes


def _notes(one: Spread, line: int, top: int) -> list[dict[str, Any]]:
    """The indicator's name above its band, both ends under it, and below these the nation's value."""
    look = tokens()
    base = {"showarrow": False, "yanchor": "top", "font": {"size": 11, "color": look.muted}}
    ends = one.frame["value"]
    nation = [] if one.nation is None or is_missing(one.nation) else [one.nation]
    low, high = min([*ends, *nation]), max([*ends, *nation])
    name, about = one.indicator.short(language()), f"({one.indicator.unit(language())}) · {one.when}"
    title = f"<b>{name}</b>{'<br>' if len(name + about) > LETTERS else ' '}{about}"
    font = {"size": 12, "color": look.fg}
    notes = [
        {**base, "x": 0, "y": top, "xanchor": "left", "align": "left", "text": title, "font": font},
        {**base, "x": 0, "y": line + HALF, "xanchor": "left", "text": value_text(low, one.indicator)},
        {**base, "x": 1, "y": line + HALF, "xanchor": "right", "text": value_text(high, one.indicator)},
    ]
    if nation:
        text = _("Cả nước {value}").format(value=value_text(nation[0], one.indicator))
        at, anchor = _anchored(_scaled(one, nation[0]))
        gold = {"size": 11, "color": look.gold}
        notes.append({**base, "x": at, "y": line + HALF + 14, "xanchor": anchor, "text": text, "font": gold})
    return notes


def _named(one: Spread, line: int, inks: dict[str, str]) -> list[dict[str, Any]]:
    """Names of the chosen units over their dots, in the colours of these."""
    return [
        {
            "showarrow": False,
            "x": label.at,
            "y": line - HALF - ROW * label.level,
            "xanchor": label.anchor,
            "yanchor": "bottom",
            "text": local_name(label.row),
            "font": {"size": 10, "color": inks[str(label.row.entity)]},
        }
        for label in _labels(one, inks)
    ]


def _labels(one: Spread, chosen: Collection[str]) -> list[_Label]:
    """The names from left to right, each in the lowest row where it touches no other."""
    rows = sorted((row for row in rows_of(one.frame) if row.entity in chosen), key=lambda row: float(row.value))
    taken: list[float] = []  # by row, how far to the right it is taken, in px
    labels = []
    for row in rows:
        at, anchor = _anchored(_scaled(one, float(row.value)))
        wide = len(local_name(row)) * LETTER
        start = at * WIDTH - {"left": 0.0, "center": wide / 2, "right": wide}[anchor]
        level = next((level for level, end in enumerate(taken) if start >= end + APART), len(taken))
        taken[level:] = [start + wide, *taken[level + 1 :]]
        labels.append(_Label(row, at, anchor, level))
    return labels


def _anchored(at: float) -> tuple[float, str]:
    """Where words about a place are written so that they stay on the chart: centred, or to the inner side of it."""
    return at, "left" if at < 0.2 else "right" if at > 0.8 else "center"
