"""The scenes and playlists of this house and of the office, read again whenever a file changes."""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from time import monotonic
from types import MappingProxyType
from typing import Any, Self

from data.wall.choosing import base, named
from data.wall.reading import NAME, Faulty, read_playlist, read_scene
from data.wall.records import EVERY, Playlist, Problem, Scene

OURS = Path(__file__).resolve().parent
LOOK_SECONDS = 1.0
MOST_BYTES = 200_000
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Defined:
    """All scenes and playlists by name, what is wrong with the files, and a stamp that changes when any of it does."""

    scenes: Mapping[str, Scene]
    playlists: Mapping[str, Playlist]
    problems: tuple[Problem, ...]
    stamp: str


class Definitions:
    """The files of one server. Where a file is spoilt, what it last said when it was whole stays."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = Lock()
        self._looked_at = float("-inf")
        self._seen: tuple[tuple[str, int, int], ...] = ()
        self._whole: dict[Path, Any] = {}
        self._defined: Defined | None = None

    @classmethod
    def of(cls, folder: str) -> Self:
        """The files with those of the office's folder, as the settings name it."""
        return cls(Path(folder) if folder else None)

    def read(self) -> Defined:
        """What the files say now; looked for at most once a second."""
        with self._lock:
            if self._defined is None or monotonic() - self._looked_at >= LOOK_SECONDS:
                seen = tuple(self._listing())
                if self._defined is None or seen != self._seen:
                    self._seen, self._defined = seen, self._read(seen)
                    for problem in self._defined.problems:
                        log.warning("wall: %s", problem)
                self._looked_at = monotonic()
            return self._defined

    def _listing(self) -> Iterator[tuple[str, int, int]]:
        """Every file with its time and size: cheap, and enough to see that something changed."""
        for kind in ("scenes", "playlists"):
            for path in self._paths(kind):
                try:
                    found = path.stat()
                except OSError:
                    continue  # it went away just now
                yield str(path), found.st_mtime_ns, found.st_size
        if self._folder is not None:
            yield str(self._folder), 0, int(self._folder.is_dir())

    def _paths(self, kind: str) -> list[Path]:
        """Ours first, so that the office's stand in their place."""
        roots = [OURS] if self._folder is None else [OURS, self._folder]
        return [path for root in roots for path in sorted((root / kind).glob("*.toml"))]

    def _read(self, seen: tuple[tuple[str, int, int], ...]) -> Defined:
        problems: list[Problem] = []
        if self._folder is not None and not self._folder.is_dir():
            problems.append(Problem(str(self._folder), "folder_missing"))
        stamps = {path: f"{time}-{size}" for path, time, size in seen}
        scenes: dict[str, Scene] = {}
        playlists: dict[str, Playlist] = {}
        for path in self._paths("scenes"):
            self._one(path, scenes, partial(_scene, path, stamps.get(str(path), "")), problems)
        for path in self._paths("playlists"):
            self._one(path, playlists, partial(_playlist, path), problems)
        if EVERY not in playlists:
            first = [name for one in playlists.values() for name in map(base, one.scenes) if name in scenes]
            order = tuple(dict.fromkeys((*first, *scenes)))
            playlists[EVERY] = Playlist(EVERY, "Tất cả các cảnh", "All scenes", order)
        problems += (fault for scene in scenes.values() for fault in scene.problems)
        problems += (fault for playlist in playlists.values() for fault in playlist.problems)
        problems += _unknown(scenes, playlists)
        stamp = hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
        return Defined(MappingProxyType(scenes), MappingProxyType(playlists), tuple(problems), stamp)

    def _one(self, path: Path, into: dict[str, Any], read: Callable[[str], Any], problems: list[Problem]) -> None:
        """Read a file into its place; where that fails, what it last said, or what stood there before, stays."""
        where = path.name
        try:
            if NAME.fullmatch(path.stem) is None:
                raise Faulty([Problem(where, "name_wrong")])
            if path.stat().st_size > MOST_BYTES:
                raise Faulty([Problem(where, "not_readable", {"detail": f"> {MOST_BYTES} bytes"})])
            self._whole[path] = read(path.read_text(encoding="utf-8"))
        except Faulty as faulty:
            problems += faulty.problems
        except (OSError, UnicodeDecodeError) as problem:
            detail = getattr(problem, "strerror", None) or "UTF-8"
            problems.append(Problem(where, "not_readable", {"detail": detail}))
        if path in self._whole:
            into[path.stem] = self._whole[path]


def _scene(path: Path, stamp: str, text: str) -> Scene:
    return read_scene(path.stem, text, path.name, stamp)


def _playlist(path: Path, text: str) -> Playlist:
    return read_playlist(path.stem, text, path.name)


def _unknown(scenes: Mapping[str, Scene], playlists: Mapping[str, Playlist]) -> Iterator[Problem]:
    """Scenes that a playlist names and that are not there; it is shown without them."""
    for playlist in playlists.values():
        for name in dict.fromkeys((*playlist.scenes, *playlist.seconds)):
            if named(scenes, name) is None:
                values = {"scene": name, "expected": ", ".join(scenes)}
                code = "not_through" if name != base(name) in scenes else "scene_unknown"
                yield Problem(f"{playlist.name}.toml", code, values)
