"""A folder in which the workers of one server leave what they drew for each other.

Whoever draws holds a lock; whoever wants the same waits for it and takes what was left. The lock is the system's own,
so it goes with a worker that is killed. What cannot be read or written is drawn, as if there were no shelf.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

DRAWN, LOCK = ".drawn", ".lock"
log = logging.getLogger(__name__)


class BeingDrawn(Exception):
    """Another worker draws it now."""


class Shelf:
    """Bytes by a text that names them, for as long as a data version is the newest or the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._newest = 0

    def fetch(self, name: str, version: int, draw: Callable[[], bytes | None], *, wait: bool) -> bytes | None:
        """What stands there, or what is drawn now and left for others; None is left for nobody.

        Raises `BeingDrawn` where another worker draws it and this one does not want to wait.
        """
        self._clear_before(version)
        place = self.folder / f"{version}-{sha256(name.encode()).hexdigest()}"
        found = _read(place)
        if found is not None:
            return found
        lock = FileLock(place.with_suffix(LOCK), blocking=wait)
        try:
            lock.acquire()
        except Timeout as problem:
            raise BeingDrawn from problem
        except OSError as problem:
            log.warning("drawings cannot be shared in %s: %s", self.folder, problem)
            return draw()
        try:
            return _read(place) or self._left(place, draw())
        finally:
            lock.release()

    def _left(self, place: Path, drawn: bytes | None) -> bytes | None:
        if drawn is not None:
            part = place.with_suffix(f".{uuid4().hex}")
            try:
                part.write_bytes(drawn)
                part.replace(place.with_suffix(DRAWN))
            except OSError as problem:
                log.warning("drawings cannot be shared in %s: %s", self.folder, problem)
                with suppress(OSError):
                    part.unlink()
        return drawn

    def _clear_before(self, version: int) -> None:
        """Take away what was drawn two versions ago; of the one before, somebody may be reading."""
        if version <= self._newest:
            return
        self._newest = version
        with suppress(OSError):
            for one in self.folder.iterdir():
                number = one.name.partition("-")[0]
                if number.isdigit() and int(number) < version - 1:
                    with suppress(OSError):
                        one.unlink()


def _read(place: Path) -> bytes | None:
    try:
        return place.with_suffix(DRAWN).read_bytes()
    except OSError:
        return None
