"""What the wall of one server is made of: the files, and what its screens report."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from time import monotonic

from flask import current_app

from data.wall.folder import Definitions
from settings import ROOT

REPORT_SECONDS = 10.0
MOST_SCREENS = 1000
ASSETS = ROOT / "assets" / "wall"
COLOURS = ROOT / "assets" / "10-tokens.css"


@dataclass
class Wall:
    """Kept in `server.extensions["wall"]`."""

    definitions: Definitions
    _reported: dict[str, tuple[object, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def is_news(self, screen: str, said: object) -> bool:
        """Whether what a screen says of itself should be kept: when it changed, and every ten seconds."""
        with self._lock:
            known, at = self._reported.get(screen, (None, float("-inf")))
            if known == said and monotonic() - at < REPORT_SECONDS:
                return False
            self._reported.pop(screen, None)  # so that it comes last
            self._reported[screen] = (said, monotonic())
            while len(self._reported) > MOST_SCREENS:  # screens without a name come with each window anew
                del self._reported[next(iter(self._reported))]
            return True

    @cached_property
    def build(self) -> str:
        """A fingerprint of what a screen runs; when it changes, a screen loads its page anew."""
        digest = hashlib.sha256()
        for path in (*sorted(ASSETS.iterdir()), COLOURS):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]


def make(folder: str) -> Wall:
    """The wall of a server, with the office's own folder if there is one."""
    return Wall(Definitions.of(folder))


def wall() -> Wall:
    found: Wall = current_app.extensions["wall"]
    return found
