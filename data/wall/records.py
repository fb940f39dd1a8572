"""The records of walls: scenes of parts, playlists of scenes, and what is wrong with a file or an address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from types import MappingProxyType
from typing import Any

LEAST_SECONDS, MOST_SECONDS = 3, 3600
GRID = (24, 12)
TALL_GRID = (12, 24)
CALLS = ("critical", "warning", "info", "none")
"""Of a playlist: the least severe alert that calls its screens to a scene."""
EVERY = "all"
"""Of a device link: it may show whatever there is. Also the name of the playlist of all scenes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a part stands on the grid: the first column and row, from 1, and how many it takes."""

    column: int
    row: int
    wide: int
    high: int

    def overlaps(self, other: "Spot") -> bool:
        beside = self.column + self.wide <= other.column or other.column + other.wide <= self.column
        below = self.row + self.high <= other.row or other.row + other.high <= self.row
        return not beside and not below

    def fits(self, grid: tuple[int, int]) -> bool:
        return (
            self.column >= 1
            and self.row >= 1
            and self.wide >= 1
            and self.high >= 1
            and self.column + self.wide - 1 <= grid[0]
            and self.row + self.high - 1 <= grid[1]
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One tile of a scene. `options` has every option of its kind.

    `tall` is its place on a screen that stands upright; None where it is left out there.
    """

    kind: str
    spot: Spot
    tall: Spot | None
    title_vi: str = ""
    title_en: str = ""
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def title(self, language: str) -> str:
        return self.title_en if language == "en" else self.title_vi

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the indicators that it names."""
        named = [self.options.get(key) for key in ("indicator", "exports", "imports", "balance")]
        return frozenset(filter(None, [*named, *(self.options.get("indicators") or ())]))


BLANK = "{indicator}"
"""Stands in a title for the name of what a map or ranking shows."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What fills a screen for a while. `stamp` changes whenever its file does; `problems` say what was left out."""

    name: str
    title_vi: str
    title_en: str
    parts: tuple[Part, ...]
    grid: tuple[int, int] = GRID
    stamp: str = ""
    problems: "tuple[Problem, ...]" = ()

    def title(self, language: str, indicator: str = "") -> str:
        """What the scene is called, with the name of the `indicator` that it is seen through, or without one."""
        title = self.title_en if language == "en" else self.title_vi
        if BLANK not in title:
            return title
        return title.replace(BLANK, indicator) if indicator else title.replace(BLANK, "").strip(" :·–-,") or self.name


@dataclass(frozen=True, slots=True)
class Playlist:
    """Scenes in their order, each shown for `interval` seconds or those in `seconds`.

    Between the two times of `night` the picture is dimmed to the part `dim` of its brightness. `calls` is the least
    severe alert that calls the screens to its scene, or "none".
    """

    name: str
    title_vi: str
    title_en: str
    scenes: tuple[str, ...]
    interval: int = 30
    seconds: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    transitions: bool = True
    shift: bool = True
    night: tuple[time, time] | None = None
    dim: float = 0.5
    calls: str = "critical"
    problems: "tuple[Problem, ...]" = ()

    def title(self, language: str) -> str:
        return self.title_en if language == "en" else self.title_vi


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a wall was asked and cannot do: where, of which kind, and what came instead of what.

    `str()` is a sentence for commands and logs; pages say the same in the reader's language, by the code.
    """

    where: str
    code: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        return f"{self.where}: {SENTENCES[self.code].format(**self.values)}"


SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "folder_missing": "there is no such folder; make it, or empty TOANCANH_WALL_FOLDER",
        "name_wrong": "a name has 1 to 40 of the letters a-z, digits and hyphens; rename the file",
        "not_readable": "the file cannot be read: {detail}",
        "not_toml": "the file is not TOML: {detail}",
        "key_missing": "'{key}' is missing; expected: {expected}",
        "key_unknown": "'{key}' is not known here; known: {expected}",
        "value_wrong": "{key} = {value} cannot be used; expected: {expected}",
        "no_parts": "the scene has no part; add at least one [[part]]",
        "kind_unknown": "'{kind}' is no kind of part; expected one of: {expected}",
        "off_grid": "the part is not within the grid of {columns} columns and {rows} rows",
        "overlap": "the part lies over part {other}",
        "scene_unknown": "there is no scene '{scene}'; there are: {expected}",
        "not_through": "'{scene}' cannot be shown; a scene with a map or a ranking takes an indicator as map:INV05",
        "nothing_plays": "no scene of this playlist has a map that plays through time; '{value}' changes nothing",
        "playlist_unknown": "there is no playlist '{playlist}'; there are: {expected}; {used} is shown",
        "playlist_empty": "the playlist has no scene that can be shown; {used} is shown",
        "interval_wrong": "interval = {value} cannot be used; expected {least} to {most} seconds; {used} is used",
        "screen_wrong": "'{value}' is no name for a screen; expected 1 to 40 letters, digits, spaces and hyphens",
        "not_allowed": "this screen's link does not let it show '{scene}'",
        "link_ends": "the link of this screen ends on {day}; make another",
        "part_failed": "part {part}: {reason}",
        "indicator_unknown": "no indicator has this code, or this screen may not see it",
        "fault": "the fault is in the log of the server",
    }
)
