"""The provinces as tiles, wide enough for their names and figures to be read from across a room.

A map may play through periods: what changes is sent with it, and `assets/wall` paints it. One scale holds for all, so
that a colour means the same at every time. The archipelagos stand in their place with the colour of their province.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from components.figures.map_parts import (
    STEPS,
    Known,
    Place,
    Scale,
    class_of,
    known_of,
    scale_of,
    tile_decimals,
    tile_number,
)
from components.figures.parts import local_name, rows_of
from components.figures.tile_map import places_of
from components.formatting import is_missing, number
from components.formatting import period as period_text
from components.language import _, language
from components.wall.axes import words
from components.wall.box import SMALLEST, Box
from components.wall.lettering import fitted, width
from components.wall.ranked import heads
from components.wall.tags import NOTHING, tag
from data.records import Indicator, Status

GAP = 3.0
NAME, FIGURE = 25.0, 24.0
"""Sizes of letters on a tile: as large as it allows, and never below the smallest that is legible from five metres."""
LISTED = 8
SIDE = 0.3
"""Part of a wide map's room for what stands beside it."""

SEA, ISLES = 0.25, 1.2
"""Columns of sea between the coast and the archipelagos, and how wide their tiles are, so that their names fit."""

KEY_ROW, CORNER_ROW, CORNER_WIDE, CORNER_LISTED = 3.5, 7.6, 1.9, 3
"""West of the coast the map leaves room for what the colours mean, and below it for the best and the worst."""

KINDS = ("best", "worst")
Row = tuple[str, str]

Film = dict[str, Any]


@dataclass(frozen=True)
class Country:
    """Rankings of the provinces by period, oldest first, and the tiles that they stand on."""

    tiles: pd.DataFrame
    frames: Mapping[str, pd.DataFrame]
    indicator: Indicator


@dataclass(frozen=True)
class Look:
    """What every period of a map is drawn with."""

    places: Sequence[Place]
    known: Mapping[str, Known]
    scale: Scale
    decimals: int
    size: Box


def country_map(country: Country, box: Box, *, listed: bool) -> Markup:
    """The map at its newest period; with several it plays. `listed` puts the best and the worst beside it."""
    known = {text: known_of(frame, country.indicator) for text, frame in country.frames.items()}
    values = [float(row.value) for one in known.values() for row in one.rows.values()]
    if not values or country.tiles.empty:
        return NOTHING
    upright = box.high > box.wide
    room = box if not listed else Box(box.wide, box.high * 0.74) if upright else Box(box.wide * (1 - SIDE), box.high)
    places = _near_the_coast(places_of(country.tiles))
    size = Box(room.wide / _columns(places), room.high / (max(one.y for one in places) + 1))
    look = Look(places, known, scale_of(values), tile_decimals(values, country.indicator), size)
    newest = list(known)[-1]
    film = _film(country, look, LISTED if listed else CORNER_LISTED) if len(known) > 1 else None
    return tag(
        "div",
        _drawing(country, look, newest, room, listed=listed),
        _beside(country, look, newest) if listed else None,
        class_=f"w-map{' w-map--listed' if listed else ''}{' w-map--upright' if upright else ''}",
        data_film=json.dumps(film, ensure_ascii=False, separators=(",", ":")) if film else None,
    )


def _near_the_coast(places: Sequence[Place]) -> list[Place]:
    """The archipelagos as near to the coast as they can stand: the sea between would make every tile smaller."""
    land = [one for one in places if not one.archipelago]
    return [_in_the_sea(one, land) if one.archipelago else one for one in places]


def _in_the_sea(isles: Place, land: Sequence[Place]) -> Place:
    """East of their own province and of the coast beside them; a row further south where that is nearer."""
    own = max((one.x for one in land if one.unit == isles.unit), default=0.0)
    last = max((one.y for one in land), default=isles.y)

    def east(row: float) -> float:
        coast = max((one.x + 1 for one in land if abs(one.y - row) <= 1), default=0.0)
        return max(coast, own) + SEA

    row = min((one for one in (isles.y, isles.y + 1) if one <= last), key=east, default=isles.y)
    return replace(isles, x=min(isles.x, east(row)), y=row)


def _columns(places: Sequence[Place]) -> float:
    return max(one.x + (ISLES if one.archipelago else 1.0) for one in places)


# --- the map itself ---------------------------------------------------------------------------------------------------


def _drawing(country: Country, look: Look, period: str, room: Box, *, listed: bool) -> Markup:
    known = look.known[period]
    name = country.indicator.name(language())
    label = _("{name}: {count} địa phương có số liệu").format(name=name, count=len(known.rows))
    return tag(
        "svg",
        [_tile(one, known, look) for one in look.places],
        _key(look),
        None if listed else _corner(country, look, period, room),
        class_="w-country",
        viewBox=f"0 0 {room.wide:.0f} {room.high:.0f}",
        role="img",
        aria_label=label,
    )


def _tile(place: Place, known: Known, look: Look) -> Markup:
    """A province with its name and figure; where a tile is too narrow for its name, the figure stands alone."""
    wide, high = look.size.wide * (ISLES if place.archipelago else 1.0) - GAP, look.size.high - GAP
    x, y = place.x * look.size.wide + GAP / 2, place.y * look.size.high + GAP / 2
    name, figure = (max(min(one, high * part), SMALLEST) for one, part in ((NAME, 0.47), (FIGURE, 0.45)))
    middle = x + wide / 2
    text, size, pressed = fitted(_short(place.name), wide - 4, name, SMALLEST)

    def named(baseline: float) -> Markup:
        return words(text, middle, baseline, size=size, pressed=pressed, class_="w-land__name") if text else NOTHING

    if place.archipelago:
        inside = [named(y + high / 2 + size * 0.36)]
    else:
        below = y + high * 0.92 if text else y + high / 2 + figure * 0.36
        value = words(_figure(place, known, look), middle, below, size=figure, class_="w-land__figure w-num")
        inside = [named(y + high * 0.42), value]
    return tag(
        "g",
        tag("rect", x=x, y=y, width=wide, height=high, rx=7),
        inside,
        class_=f"w-land {_shade(place, known, look)}{' w-land--isles' if place.archipelago else ''}",
        data_key=place.id,
    )


def _short(name: str) -> str:
    return "TP HCM" if name == "TP. Hồ Chí Minh" else "HCMC" if name == "Ho Chi Minh City" else name


def _shade(place: Place, known: Known, look: Look) -> str:
    row = known.rows.get(place.unit)
    if row is None:
        return "w-q-none"
    return f"w-q{_step(class_of(float(row.value), look.scale.limits), look.scale)}"


def _step(place: int, scale: Scale) -> int:
    """The shade of a class: fewer classes than shades are spread over them."""
    return round(place * (STEPS - 1) / max(len(scale.limits), 1))


def _figure(place: Place, known: Known, look: Look) -> str:
    row = known.rows.get(place.unit)
    if row is None:
        return _("chưa đủ") if place.unit in known.incomplete else _("chưa có")
    sign = "°" if known.mixed and row.status == Status.SIMULATED else ""
    return f"{tile_number(float(row.value), look.decimals)}{sign}"


def _key(look: Look) -> Markup:
    """What the shades mean, where the map leaves room: from most at the top to least at the bottom."""
    scale, step = look.scale, min(look.size.high * 0.62, 40.0)
    ends = [scale.least, *scale.limits, scale.most]
    top = look.size.high * KEY_ROW
    parts = []
    for at in range(len(scale.limits), -1, -1):
        y = top + (len(scale.limits) - at) * step
        text = f"{number(ends[at], look.decimals)} – {number(ends[at + 1], look.decimals)}"
        parts.append(tag("rect", x=0, y=y, width=26, height=step - 6, rx=5, class_=f"w-key w-q{_step(at, scale)}"))
        parts.append(words(text, 38, y + step / 2 + 4, anchor="start", size=SMALLEST, muted=True))
    return tag("g", parts)


def _corner(country: Country, look: Look, period: str, room: Box) -> Markup:
    """Where no province is drawn: the period of a map that plays, and the best and the worst."""
    wide, y = CORNER_WIDE * look.size.wide, CORNER_ROW * look.size.high
    parts: list[Markup] = []
    if len(look.known) > 1:
        parts.append(tag("g", words(period_text(period), room.wide, 26, anchor="end", size=28), class_="w-map__when"))
    lists = _lists(country, period, CORNER_LISTED)
    for kind, heading, rows in zip(KINDS, heads(country.indicator), lists, strict=True):
        parts.append(words(heading, 0, y, anchor="start", size=SMALLEST, muted=True))
        lines = [_corner_line(f"{kind}{at}", *row, y + 31 * (at + 1), wide) for at, row in enumerate(rows)]
        parts.append(tag("g", lines, class_=f"w-map__list--{kind}"))
        y += 31 * (len(rows) + 1) + 18
    return tag("g", parts)


def _corner_line(key: str, name: str, figure: str, y: float, wide: float) -> Markup:
    text, size, pressed = fitted(_short(name), wide - width(figure, SMALLEST) - 10, SMALLEST, SMALLEST)
    said = words(text, 0, y, anchor="start", size=size, pressed=pressed)
    value = words(figure, wide, y, anchor="end", size=SMALLEST, class_="w-words--value w-num")
    return tag("g", said, value, data_key=key)


# --- what stands beside it --------------------------------------------------------------------------------------------


def _beside(country: Country, look: Look, newest: str) -> Markup:
    plays = len(look.known) > 1
    dots = tag("div", [tag("i") for _one in look.known], class_="w-map__dots", aria_hidden="true") if plays else None
    lists = zip(KINDS, heads(country.indicator), _lists(country, newest, LISTED), strict=True)
    return tag(
        "div",
        tag("p", period_text(newest), class_="w-map__when w-map__period"),
        dots,
        [_listing(kind, heading, rows) for kind, heading, rows in lists],
        class_="w-map__side",
    )


def _listing(kind: str, heading: str, rows: Sequence[Row]) -> Markup:
    lines = [
        tag("li", tag("span", name), tag("b", figure, class_="w-num"), data_key=f"{kind}{at}")
        for at, (name, figure) in enumerate(rows)
    ]
    return tag("section", tag("h3", heading), tag("ol", lines), class_=f"w-map__list w-map__list--{kind}")


def _lists(country: Country, period: str, most: int) -> tuple[list[Row], list[Row]]:
    rows = [
        (local_name(row), number(float(row.value), country.indicator.decimals))
        for row in rows_of(country.frames[period])
        if not is_missing(row.value)
    ]
    shown = min(most, len(rows) // 2)
    return rows[:shown], rows[-shown:] if shown else []


def _film(country: Country, look: Look, most: int) -> Film:
    """By tile, its shade and figure at every period; by period, its words and the two lists."""
    tiles = {
        one.id: [
            [_shade(one, known, look), "" if one.archipelago else _figure(one, known, look)]
            for known in look.known.values()
        ]
        for one in look.places
    }
    lists = [[*_lists(country, text, most)] for text in look.known]
    return {"periods": [period_text(one) for one in look.known], "tiles": tiles, "lists": lists}
