"""A map through time: what changes on it from period to period, small enough to travel with the page.

The browser paints each period over the map that is there (`assets/40-map.js`): colours, figures, hover texts and marks.
One scale holds for all periods, so that a colour means the same at every time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.figures.map_parts import (
    INCOMPLETE,
    RECAST,
    SIGNS,
    SIMULATED,
    SYMBOLS,
    Known,
    Place,
    Scale,
    class_of,
    ink_on,
    known_of,
    scale_of,
    tile_decimals,
    tile_number,
)
from components.formatting import period as period_words
from components.theme import tokens
from data.records import Indicator, Polarity

MARKS = ("", RECAST, INCOMPLETE, SIMULATED)
MOST_FRAMES = 60

Heads = Mapping[str, str | None]
"""By place, the lines of its label above the figure; None where it has no label."""


@dataclass(frozen=True, slots=True)
class Film:
    """Figures of all periods that can be played, oldest first, on one scale."""

    periods: tuple[str, ...]
    frames: Mapping[str, pd.DataFrame]
    scale: Scale


def film_of(panel: pd.DataFrame, indicator: Indicator, most: int = MOST_FRAMES) -> Film | None:
    """The last periods of a panel (one row a unit and period) with ranks; None where there are fewer than two."""
    known = panel[panel["value"].notna()]
    periods = tuple(dict.fromkeys(known.sort_values("period_end")["period"]))[-most:]
    if len(periods) < 2:
        return None
    shown = panel[panel["period"].isin(periods)]
    best_low = indicator.polarity is Polarity.LOWER
    ranks = shown.groupby("period")["value"].rank(method="min", ascending=best_low)
    by_period = shown.assign(rank=ranks.fillna(0).astype(int)).groupby("period")
    frames = {str(text): frame for text, frame in by_period}
    values = known.loc[known["period"].isin(periods), "value"].astype(float).tolist()
    return Film(periods, frames, scale_of(values))


def film_data(film: Film, indicator: Indicator, places: Sequence[Place], heads: Heads) -> dict[str, Any]:
    """The film as the browser plays it: one row a period in every list, one column a place."""
    look = tokens()
    colours = film.scale.colours(look)
    values = [float(value) for frame in film.frames.values() for value in frame["value"].dropna()]
    decimals = tile_decimals(values, indicator)
    known = [known_of(film.frames[one], indicator) for one in film.periods]
    return {
        "periods": list(film.periods),
        "words": [period_words(one) for one in film.periods],
        "colours": [*colours, look.nodata],
        "inks": [*(ink_on(colour, look) for colour in colours), ink_on(look.nodata, look)],
        "signs": [SIGNS.get(mark, "") for mark in MARKS],
        "symbols": [SYMBOLS.get(mark, "circle") for mark in MARKS],
        "heads": [None if place.archipelago else heads.get(place.id) for place in places],
        "names": [None if place.archipelago else place.owner for place in places],
        "fills": _of_each(known, places, lambda one, place: _class(one, place, film.scale)),
        "figures": _of_each(known, places, lambda one, place: _figure(one, place, decimals)),
        "told": _of_each(known, places, lambda one, place: "" if place.archipelago else one.told(place)),
        "marks": _of_each(known, places, lambda one, place: MARKS.index(one.mark(place))),
    }


def _of_each(known: Sequence[Known], places: Sequence[Place], ask: Callable[[Known, Place], Any]) -> list[list[Any]]:
    return [[ask(one, place) for place in places] for one in known]


def _class(known: Known, place: Place, scale: Scale) -> int:
    """The number of the place's colour; the last one, after those of the classes, says that there is no figure."""
    row = known.rows.get(place.unit)
    return len(scale.limits) + 1 if row is None else class_of(float(row.value), scale.limits)


def _figure(known: Known, place: Place, decimals: int) -> str:
    row = known.rows.get(place.unit)
    return "…" if row is None else tile_number(float(row.value), decimals)
