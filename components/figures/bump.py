"""Ranks through time: one line a unit, first at the top; the chosen ones in colour, the others quiet."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from components.figures.indexed_lines import recast_words
from components.figures.map_parts import RECAST, SYMBOLS, is_recast
from components.figures.parts import Drawn, FigureDict, local_name, rows_of
from components.formatting import period, status_word, with_unit
from components.language import _
from components.theme import CATEGORIES, base_layout, current_theme, tokens
from data.records import Indicator, Status
from exports.content import Axis, Category, Kind, Series, Shape

ROW, EDGES = 19, 54


def bump_height(frame: pd.DataFrame) -> int:
    """The height that gives every rank its own readable row, in px."""
    return max(180, EDGES + ROW * _rows(frame))


def _rows(frame: pd.DataFrame) -> int:
    """As many as the lowest rank, and as many as there are names: units of one rank share it, their names do not."""
    return max(int(frame["rank"].max()), int(frame.groupby("period")["entity"].nunique().max())) if len(frame) else 0


def bump(frame: pd.DataFrame, indicator: Indicator, chosen: Collection[str] = ()) -> FigureDict:
    """A panel with ranks (entity, name_vi, name_en, period, value, status, parts, rank, address), oldest period first.

    `chosen` are the codes to stand out. Ranks stand at the left, names beside the last period at the right.
    """
    if frame.empty:
        return {"data": [], "layout": {}}
    periods = list(dict.fromkeys(frame.sort_values("period_end")["period"]))
    place = {text: number for number, text in enumerate(periods)}
    units = [(str(code), rows_of(rows)) for code, rows in frame.groupby("entity", sort=False)]
    colours = dict(zip([code for code, _rows in units if code in chosen], _inks(), strict=False))
    lowest = _rows(frame)
    step = -(-len(periods) // 8)
    shown = [index for index in range(len(periods)) if (len(periods) - 1 - index) % step == 0]
    layout = base_layout(
        xaxis={
            "range": [-0.3, len(periods) - 0.7],
            "tickvals": shown,
            "ticktext": [period(periods[index], short=True) for index in shown],
            "side": "top",
        },
        yaxis={
            "range": [lowest + 0.6, 0.4],
            "tickvals": list(range(1, lowest + 1)),
            "ticktext": [str(one) for one in range(1, lowest + 1)],
            "showgrid": False,
            "zeroline": False,
        },
        margin={"t": 8, "r": 118},
        annotations=_names(units, place[periods[-1]], periods[-1], colours),
    )
    # The chosen ones are drawn last, above the others.
    ordered = sorted(units, key=lambda one: one[0] in colours)
    traces = [_line(rows, place, indicator, colours.get(code)) for code, rows in ordered]
    return Drawn(traces, layout, lambda: _shape(units, place, colours))


def _shape(units: Sequence[tuple[str, Sequence[Any]]], place: dict[str, int], chosen: Collection[str]) -> Shape:
    """The ranks of each unit over the periods; the chosen ones stand out."""
    return Shape(
        kind=Kind.BUMP,
        categories=tuple(Category(period(text, short=True), text) for text in place),
        category_word=_("Kỳ"),
        series=tuple(_ranks(rows, place) for _code, rows in units),
        axes=(Axis(_("Hạng"), "", 0),),
        strong=frozenset(index for index, (code, _rows) in enumerate(units) if code in chosen),
    )


def _ranks(rows: Sequence[Any], place: dict[str, int]) -> Series:
    held = {str(row.period): row for row in rows}
    return Series(
        name=local_name(rows[0]),
        values=tuple(float(held[text].rank) if text in held else None for text in place),
        statuses=tuple(str(held[text].status) if text in held else "" for text in place),
        decimals=0,
        role="peer",
    )


def _inks() -> list[str]:
    return list(CATEGORIES[current_theme()]) * 2


def _line(rows: Sequence[Any], place: dict[str, int], indicator: Indicator, ink: str | None) -> dict[str, Any]:
    """A unit's ranks; where it has none the line has a gap."""
    by_place: dict[int, Any] = {place[str(row.period)]: row for row in rows}
    held = [by_place.get(index) for index in range(len(place))]
    quiet = tokens().muted
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": local_name(rows[0]),
        "x": list(range(len(place))),
        "y": [None if row is None else int(row.rank) for row in held],
        "customdata": [None if row is None else row.address for row in held],
        "hovertext": ["" if row is None else _hover(row, indicator) for row in held],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "opacity": 1 if ink else 0.3,
        "line": {"color": ink or quiet, "width": 2.6 if ink else 1.2, "shape": "spline", "smoothing": 0.6},
        "marker": {
            "color": ink or quiet,
            "size": [7 if ink else 4] * len(held),
            "symbol": [SYMBOLS[RECAST] if is_recast(row) else "circle" for row in held],
        },
    }


def _hover(row: Any, indicator: Indicator) -> str:
    mark = "" if row.status == Status.NORMAL else f" · {status_word(row.status)}"
    rank = _("hạng {rank}").format(rank=row.rank)
    value = with_unit(float(row.value), indicator)
    return f"{local_name(row)} · {period(str(row.period))}<br><b>{rank}</b> · {value}{mark}{recast_words(row)}"


def _names(
    units: Sequence[tuple[str, Sequence[Any]]], last: int, text: str, colours: dict[str, str]
) -> list[dict[str, Any]]:
    """Each unit's name beside its last rank; names of units that share a rank stand one under the other."""
    look = tokens()
    found = sorted(
        ((int(row.rank), code, row) for code, rows in units for row in rows if str(row.period) == text),
        key=lambda one: one[:2],
    )
    before = Counter[int]()
    places = []
    for rank, code, row in found:
        places.append((rank + before[rank], code, row))
        before[rank] += 1
    return [
        {
            "x": last,
            "y": place,
            "text": f"<b>{local_name(row)}</b>" if code in colours else local_name(row),
            "xanchor": "left",
            "xshift": 8,
            "showarrow": False,
            "font": {"size": 11, "color": colours.get(code, look.muted)},
        }
        for place, code, row in places
    ]
