"""Which indicators stand on live walls: those that the scenes name of the playlists that screens show."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Engine

from data.clock import utc_now
from data.engine import saying_what_is_wrong
from data.wall import screens
from data.wall.folder import Defined

LIVE = timedelta(days=1)
"""A screen that asked longer ago than this is off."""
MAIN = "main"


def shown_codes(engine: Engine, defined: Defined, now: datetime | None = None) -> tuple[str, ...]:
    """Codes of the indicators on live walls, sorted: of the main playlist, of those that named screens showed within
    the last day, and of those that screens without a name are showing.
    """
    now = now or utc_now()
    with saying_what_is_wrong(engine), engine.connect() as connection:
        live = [one.playlist for one in screens.listed(connection, now) if one.seen_at >= now - LIVE]
    return codes_of(defined, {MAIN, *live})


def codes_of(defined: Defined, playlists: Iterable[str]) -> tuple[str, ...]:
    """Codes of the indicators that the scenes of these playlists name, sorted."""
    names = {scene for one in playlists if one in defined.playlists for scene in defined.playlists[one].scenes}
    parts = [part for name in names if name in defined.scenes for part in defined.scenes[name].parts]
    return tuple(sorted({code for part in parts for code in part.codes}))
