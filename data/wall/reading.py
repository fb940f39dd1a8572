"""From the text of a file to a scene or a playlist; everything that is wrong with it in one list."""

import re
import tomllib
from collections.abc import Mapping
from datetime import time
from types import MappingProxyType
from typing import Any

from data.wall.kinds import KINDS, Option
from data.wall.records import (
    CALLS,
    GRID,
    LEAST_SECONDS,
    MOST_SECONDS,
    TALL_GRID,
    Part,
    Playlist,
    Problem,
    Scene,
    Spot,
)

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
NIGHT = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
MOST_COLUMNS, MOST_PARTS, MOST_SCENES = 48, 40, 60
SHOWN = 60  # letters of a value that is said back
_TITLES = {"title_vi": Option("text", needed=True), "title_en": Option("text", needed=True)}
_SCENE = {
    **_TITLES,
    "columns": Option("count", GRID[0], most=MOST_COLUMNS),
    "rows": Option("count", GRID[1], most=MOST_COLUMNS),
}
_PLAYLIST = {
    **_TITLES,
    "interval": Option("count", 30, least=LEAST_SECONDS, most=MOST_SECONDS),
    "transitions": Option("flag", True),
    "shift": Option("flag", True),
    "calls": Option("word", "critical", words=CALLS),
}
_PART_TITLES = {"title_vi": Option("text", ""), "title_en": Option("text", "")}


class Faulty(Exception):
    """A file of which nothing can be used, with everything that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)


def read_scene(name: str, text: str, where: str, stamp: str = "") -> Scene:
    """The scene that a file describes, without the parts that cannot be used; raises `Faulty` where none is left."""
    given, faults = _table(text, where), list[Problem]()
    said = _taken(given, _SCENE, where, faults, besides=("part",))
    grid = said["columns"], said["rows"]
    parts = given.get("part", [])
    if not isinstance(parts, list) or not all(isinstance(one, dict) for one in parts):
        parts = []
    read = [_part(one, f"{where}, part {number}", grid, faults) for number, one in enumerate(parts[:MOST_PARTS], 1)]
    whole = _apart(read, where, faults)
    if not parts:
        faults.append(Problem(where, "no_parts"))
    if not whole:
        raise Faulty(faults)
    titles = {key: said[key] or name for key in _TITLES}
    return Scene(name, parts=_stood_up(whole, grid), grid=grid, stamp=stamp, problems=tuple(faults), **titles)


def read_playlist(name: str, text: str, where: str) -> Playlist:
    """The playlist that a file describes, with the usual value for each that cannot be used.

    Whether its scenes exist is asked when it is shown. Raises `Faulty` where it names none.
    """
    given, faults = _table(text, where), list[Problem]()
    said = _taken(given, _PLAYLIST, where, faults, besides=("scenes", "seconds", "night", "dim"))
    scenes = _scenes(given, where, faults)
    seconds = _seconds(given, where, faults)
    night, dim = _night(given, where, faults), _dim(given, where, faults)
    if not scenes:
        raise Faulty(faults)
    said |= {key: said[key] or name for key in _TITLES}
    kept = MappingProxyType(seconds)
    return Playlist(name=name, scenes=scenes, seconds=kept, night=night, dim=dim, problems=tuple(faults), **said)


def night_of(text: str) -> tuple[time, time] | None:
    """From when to when it is night: "22:00-06:00"; None where the text is no such span."""
    found = NIGHT.fullmatch(text)
    if found is None:
        return None
    first, second, third, fourth = map(int, found.groups())
    return time(first, second), time(third, fourth)


# --- parts of a scene -------------------------------------------------------------------------------------------------


def _part(given: Mapping[str, Any], where: str, grid: tuple[int, int], faults: list[Problem]) -> Part | None:
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        expected = {"kind": _shown(kind), "expected": ", ".join(KINDS)}
        faults.append(Problem(where, "kind_unknown", expected))
        return None
    before = len(faults)
    said = _taken(given, {**_PART_TITLES, **KINDS[kind]}, where, faults, besides=("kind", "at", "size", "tall"))
    spot = _spot([*_pair(given, "at", where, faults), *_pair(given, "size", where, faults)], grid, where, faults)
    tall: Spot | None = Spot(0, 0, 0, 0)  # to be found
    if "tall" in given:
        tall = None if given["tall"] is False else _spot(given["tall"], TALL_GRID, where, faults)
    if len(faults) > before or spot is None:
        return None
    titles = {title: said.pop(title) for title in _PART_TITLES}
    return Part(kind, spot, tall, options=MappingProxyType(said), **titles)


def _pair(given: Mapping[str, Any], key: str, where: str, faults: list[Problem]) -> list[Any]:
    value = given.get(key)
    if value is None:
        faults.append(Problem(where, "key_missing", {"key": key, "expected": f"{key} = [1, 1]"}))
    elif not (isinstance(value, list) and len(value) == 2):
        faults.append(_wrong(where, key, value, "[1, 1]"))
    else:
        return value
    return []


def _spot(values: Any, grid: tuple[int, int], where: str, faults: list[Problem]) -> Spot | None:
    if not isinstance(values, list) or len(values) != 4 or not all(type(one) is int for one in values):
        if values:  # else it was said already that they are missing
            faults.append(_wrong(where, "at, size, tall", values, "[1, 1, 6, 4]"))
        return None
    spot = Spot(*values)
    if not spot.fits(grid):
        faults.append(Problem(where, "off_grid", {"columns": grid[0], "rows": grid[1]}))
    return spot


def _apart(parts: list[Part | None], where: str, faults: list[Problem]) -> list[Part]:
    """The parts that lie over none before them."""
    kept: dict[int, Part] = {}
    for number, one in enumerate(parts, 1):
        under = next((other for other, before in kept.items() if one and one.spot.overlaps(before.spot)), None)
        if under is not None:
            faults.append(Problem(f"{where}, part {number}", "overlap", {"other": under}))
        elif one is not None:
            kept[number] = one
    return list(kept.values())


def _stood_up(parts: list[Part], grid: tuple[int, int]) -> tuple[Part, ...]:
    """Every part with a place on a tall screen: as the file says, or in the order of reading, small ones by two."""
    if all(one.tall is None or one.tall.wide for one in parts):
        return tuple(parts)
    rows: list[list[Part]] = []
    for one in sorted(parts, key=lambda part: (part.spot.row, part.spot.column)):
        small = one.spot.wide * 2 <= grid[0] and one.spot.high * 2 < grid[1]
        if small and rows and len(rows[-1]) == 1 and _is_small(rows[-1][0], grid):
            rows[-1].append(one)
        else:
            rows.append([one])
    heights = [max(one.spot.high for one in row) for row in rows]
    starts = [round(TALL_GRID[1] * sum(heights[:at]) / sum(heights)) for at in range(len(rows) + 1)]
    placed = {
        id(one): Spot(1 + place * 6, start + 1, 12 // len(row), max(end - start, 1))
        for row, start, end in zip(rows, starts, starts[1:], strict=False)
        for place, one in enumerate(row)
    }
    return tuple(Part(one.kind, one.spot, placed[id(one)], one.title_vi, one.title_en, one.options) for one in parts)


def _is_small(part: Part, grid: tuple[int, int]) -> bool:
    return part.spot.wide * 2 <= grid[0] and part.spot.high * 2 < grid[1]


# --- parts of a playlist ----------------------------------------------------------------------------------------------


def _scenes(given: Mapping[str, Any], where: str, faults: list[Problem]) -> tuple[str, ...]:
    value = given.get("scenes")
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value) or len(value) > MOST_SCENES:
        faults.append(_wrong(where, "scenes", value, '["nation", "targets"]'))
        return ()
    if not value:
        faults.append(Problem(where, "playlist_empty", {"used": "main"}))
    return tuple(value)


def _seconds(given: Mapping[str, Any], where: str, faults: list[Problem]) -> dict[str, int]:
    value, option = given.get("seconds", {}), _PLAYLIST["interval"]
    if not isinstance(value, dict):
        faults.append(_wrong(where, "seconds", value, "[seconds]"))
        return {}
    faults += [
        _wrong(where, f"seconds.{name}", one, option.expected()) for name, one in value.items() if not option.takes(one)
    ]
    return {name: one for name, one in value.items() if option.takes(one)}


def _night(given: Mapping[str, Any], where: str, faults: list[Problem]) -> tuple[time, time] | None:
    value = given.get("night")
    if value is None:
        return None
    span = night_of(value) if isinstance(value, str) else None
    if span is None:
        faults.append(_wrong(where, "night", value, '"22:00-06:00"'))
    return span


def _dim(given: Mapping[str, Any], where: str, faults: list[Problem]) -> float:
    value = given.get("dim", 0.5)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.2 <= value <= 1:
        faults.append(_wrong(where, "dim", value, "0.2–1"))
        return 0.5
    return float(value)


# --- any table --------------------------------------------------------------------------------------------------------


def _table(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise Faulty([Problem(where, "not_toml", {"detail": str(problem)})]) from problem


def _taken(
    given: Mapping[str, Any],
    options: Mapping[str, Option],
    where: str,
    faults: list[Problem],
    *,
    besides: tuple[str, ...],
) -> dict[str, Any]:
    """The value of each option, its default where the file is silent or wrong; what is wrong joins `faults`."""
    known = {*options, *besides}
    listed = ", ".join(sorted(known))
    faults += [
        Problem(where, "key_unknown", {"key": _shown(key), "expected": listed}) for key in given if key not in known
    ]
    for key, option in options.items():
        if key not in given:
            if option.needed:
                faults.append(Problem(where, "key_missing", {"key": key, "expected": option.expected()}))
        elif not option.takes(given[key]):
            faults.append(_wrong(where, key, given[key], option.expected()))
    return {
        key: _frozen(given[key]) if _fits(given, key, option) else option.default for key, option in options.items()
    }


def _fits(given: Mapping[str, Any], key: str, option: Option) -> bool:
    return key in given and option.takes(given[key])


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _wrong(where: str, key: str, value: object, expected: str) -> Problem:
    return Problem(where, "value_wrong", {"key": key, "value": _shown(value), "expected": expected})


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
