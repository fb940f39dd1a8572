"""What a screen is asked to show by its address, and what of it cannot be done."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from access.clock import utc_now
from access.roles import Viewer
from components.formatting import day
from components.language import LANGUAGES, Language, language
from data.wall.allowing import may_show
from data.wall.choosing import base, codes_in, named, plays, spread
from data.wall.folder import Defined
from data.wall.records import EVERY, LEAST_SECONDS, MOST_SECONDS, Playlist, Problem, Scene
from data.wall.screens import UNNAMED

MAIN = "main"
SCREEN = re.compile(r"[\w][\w .-]{0,39}")
MARK = re.compile(r"[a-z0-9]{4}")
"""By which a screen that nobody named tells itself from the others."""
ENDING_DAYS = 14
LONGEST = 40


@dataclass(frozen=True)
class Asked:
    """What is to be shown: the playlist as it was asked for, its scenes that can be, and what could not be done."""

    playlist: Playlist
    scenes: tuple[Scene, ...]
    problems: tuple[Problem, ...]

    def seconds(self, scene: Scene) -> int:
        of_kind = self.playlist.seconds.get(base(scene.name), self.playlist.interval)
        return self.playlist.seconds.get(scene.name, of_kind)


def asked(params: Mapping[str, str], defined: Defined, viewer: Viewer) -> Asked:
    """The playlist of an address; where it cannot be shown, the main one, and where that has none, every scene."""
    problems: list[Problem] = list(defined.problems)
    wanted = params.get("playlist", "") or _opening(defined, viewer)
    found: Asked | None = None
    for name in dict.fromkeys((wanted, MAIN, EVERY)):
        playlist = defined.playlists.get(name)
        if playlist is None:
            known = {"playlist": name[:LONGEST], "expected": ", ".join(defined.playlists), "used": MAIN}
            problems.append(Problem("playlist", "playlist_unknown", known))
            continue
        scenes = _scenes(playlist, defined, viewer, problems)
        if scenes:
            found = Asked(playlist, scenes, ())
            break
        problems.append(Problem(name, "playlist_empty", {"used": MAIN if name != MAIN else EVERY}))
    codes, wrong = codes_in(params.get("indicator", ""))
    problems += [_not_a_code(one) for one in wrong]
    if found and codes and not any(map(plays, found.scenes)):
        problems.append(Problem("indicator", "nothing_plays", {"value": ",".join(codes)}))
    playlist = found.playlist if found else Playlist(EVERY, "", "", ())
    playlist = _with_interval(playlist, params, problems)
    if screen_of(params, viewer) == "" and params.get("screen"):
        problems.append(Problem("screen", "screen_wrong", {"value": params["screen"][:LONGEST]}))
    problems += _ending(viewer)
    once = tuple(one for at, one in enumerate(problems) if one not in problems[:at])
    return Asked(playlist, spread(found.scenes, codes) if found else (), once)


def screen_of(params: Mapping[str, str], viewer: Viewer) -> str:
    """How the screen is called: as its address says, else as its link does, else by the mark that it gave itself.

    Empty where it has none of them, or where its address says what no screen can be called.
    """
    name = params.get("screen", "") or (viewer.name[:LONGEST] if viewer.via == "screen" else "")
    mark = params.get("mark", "")
    if not name and MARK.fullmatch(mark):
        return UNNAMED + mark
    return name if SCREEN.fullmatch(name) else ""


def is_screen(name: str) -> bool:
    """Whether a screen can be called so."""
    return SCREEN.fullmatch(name.removeprefix(UNNAMED)) is not None


def language_of(params: Mapping[str, str]) -> Language:
    """The language that the address names, else the reader's own."""
    wanted = params.get("language", "")
    return next((one for one in LANGUAGES if one == wanted), language())


def _opening(defined: Defined, viewer: Viewer) -> str:
    """The playlist of a screen whose address names none: the first one that its link names."""
    named = sorted(viewer.scenes & set(defined.playlists)) if viewer.via == "screen" else []
    return MAIN if EVERY in viewer.scenes or not named else named[0]


def _scenes(playlist: Playlist, defined: Defined, viewer: Viewer, problems: list[Problem]) -> tuple[Scene, ...]:
    found = [scene for name in dict.fromkeys(playlist.scenes) if (scene := named(defined.scenes, name)) is not None]
    if viewer.via != "screen":
        return tuple(found)
    shown = [one for one in found if may_show(defined, viewer.scenes, one.name)]
    if shown:  # else the sentence that nothing can be shown says it all
        hidden = [one.name for one in found if one not in shown]
        problems += [Problem(playlist.name, "not_allowed", {"scene": name}) for name in hidden]
    return tuple(shown)


def _not_a_code(text: str) -> Problem:
    return Problem("indicator", "not_codes", {"value": text[:LONGEST]})


def _with_interval(playlist: Playlist, params: Mapping[str, str], problems: list[Problem]) -> Playlist:
    text = params.get("interval", "")
    if not text:
        return playlist
    if text.isascii() and text.isdigit() and LEAST_SECONDS <= int(text[:9]) <= MOST_SECONDS:
        return replace(playlist, interval=int(text), seconds={})
    limits = {"value": text[:LONGEST], "least": LEAST_SECONDS, "most": MOST_SECONDS, "used": playlist.interval}
    problems.append(Problem("interval", "interval_wrong", limits))
    return playlist


def _ending(viewer: Viewer) -> list[Problem]:
    """Says in time that the link of a screen will end."""
    if viewer.via != "screen" or viewer.ends is None or (viewer.ends - utc_now()).days >= ENDING_DAYS:
        return []
    return [Problem(viewer.name, "link_ends", {"day": day(viewer.ends)})]
