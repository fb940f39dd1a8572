"""A scene through a chosen indicator: `map:INV05` is the scene `map` with INV05 in place of what its file names.

Only what shows the provinces is changed: maps and rankings. Whether there is such an indicator, and whether a screen
may see it, is asked when the scene is drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from data.wall.kinds import CODE
from data.wall.records import Part, Scene

BETWEEN = ":"
OF_PROVINCES = ("map", "ranking")
MOST_CHOSEN = 12


def base(name: str) -> str:
    """The scene of a file that a name stands for."""
    return name.partition(BETWEEN)[0]


def named(scenes: Mapping[str, Scene], name: str) -> Scene | None:
    """The scene of a name, through an indicator where it names one; None where there is no such scene."""
    scene, code = scenes.get(base(name)), name.partition(BETWEEN)[2]
    if scene is None or BETWEEN not in name:
        return scene
    return through(scene, code) if CODE.fullmatch(code) and shows_provinces(scene) else None


def through(scene: Scene, code: str) -> Scene:
    """The scene with another indicator on its maps and in its rankings."""
    return replace(
        scene, name=f"{base(scene.name)}{BETWEEN}{code}", parts=tuple(_with(one, code) for one in scene.parts)
    )


def _with(part: Part, code: str) -> Part:
    if part.kind not in OF_PROVINCES:
        return part
    return replace(part, options=MappingProxyType({**part.options, "indicator": code}))


def shows_provinces(scene: Scene) -> bool:
    """Whether another indicator can be chosen for it."""
    return any(one.kind in OF_PROVINCES for one in scene.parts)


def plays(scene: Scene) -> bool:
    """Whether a map of it plays through time: an address that names indicators means such scenes."""
    return any(one.kind == "map" and one.options["periods"] > 1 for one in scene.parts)


def indicator_of(scene: Scene) -> str:
    """The code of the indicator that its maps and rankings show first; empty where it has neither."""
    return next((str(one.options["indicator"]) for one in scene.parts if one.kind in OF_PROVINCES), "")


def codes_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes that an address names, and what among them is none."""
    words = tuple(dict.fromkeys(one.strip().upper() for one in text.split(",") if one.strip()))[:MOST_CHOSEN]
    return tuple(one for one in words if CODE.fullmatch(one)), tuple(one for one in words if not CODE.fullmatch(one))


def spread(scenes: Sequence[Scene], codes: Sequence[str]) -> tuple[Scene, ...]:
    """The scenes, those that play through time once for each of the indicators."""
    found: dict[str, Scene] = {}
    for scene in scenes:
        chosen = [through(scene, code) for code in codes] if plays(scene) else []
        found |= {one.name: one for one in chosen or [scene]}
    return tuple(found.values())
