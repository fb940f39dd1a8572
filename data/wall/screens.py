"""The screens of walls as the database knows them: what each shows, and what each was told to do.

It is kept in the database because a screen asks one worker and the remote control another.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, func, insert, not_, select
from sqlalchemy.dialects import postgresql, sqlite

from data.schema_wall import wall_command, wall_screen
from data.touch import write_if_free

ACTIONS = ("next", "previous", "play", "pause", "show")
NAME_LENGTH = 40
LIVES = timedelta(seconds=30)
"""A command older than this is not done any more: whoever gave it looked at another picture."""

KEPT, FORGOTTEN = timedelta(hours=1), timedelta(days=30)
MOST_SCREENS = 500
UNNAMED, PASSING = "#", timedelta(minutes=1)
"""How the name of a screen begins that nobody has named, and how long after its last word it is still told of."""

_s, _c = wall_screen.c, wall_command.c


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen and what it showed when it asked last. `told` are sentences for its operator."""

    name: str
    playlist: str
    scene: str
    state: str
    told: tuple[str, ...]
    data_version: int
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Command:
    """Something a screen was told to do."""

    id: int
    action: str
    scene: str


def report(engine: Engine, screen: Screen) -> None:
    """Keep what a screen says of itself, unless a load would have to be waited for: it says it again soon."""
    make = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    row = {
        "name": screen.name,
        "playlist": screen.playlist,
        "scene": screen.scene,
        "state": screen.state,
        "told": json.dumps(screen.told, ensure_ascii=False),
        "data_version": screen.data_version,
        "seen_at": screen.seen_at,
    }
    changed = {key: value for key, value in row.items() if key != "name"}
    write_if_free(engine, make(wall_screen).values(**row).on_conflict_do_update(index_elements=[_s.name], set_=changed))
    if screen.name.startswith(UNNAMED) and not screen.scene:  # its first word: others of its kind may be long gone
        write_if_free(engine, delete(wall_screen).where(_passed(screen.seen_at)))


def _passed(now: datetime) -> ColumnElement[bool]:
    """Screens that nobody named and that ask no more: somebody had a look at the wall."""
    return and_(_s.name.startswith(UNNAMED), _s.seen_at < now - PASSING)


def listed(connection: Connection, now: datetime) -> list[Screen]:
    """Every screen that asked within the last month, by name; those without one last, and while they ask."""
    shown = select(wall_screen).where(not_(_passed(now)))
    rows = connection.execute(shown.order_by(_s.name.startswith(UNNAMED), _s.name).limit(MOST_SCREENS)).mappings()
    return [Screen(**{**row, "told": tuple(json.loads(row["told"]))}) for row in rows]


def command(connection: Connection, screen: str, action: str, scene: str, by: str, now: datetime) -> int:
    """Tell a screen to do something; returns the number of the command. Raises ValueError for no known action."""
    if action not in ACTIONS:
        raise ValueError(f"'{action}' is nothing a screen can do; expected one of: {', '.join(ACTIONS)}.")
    newest = select(func.max(_c.id)).scalar_subquery()  # stays, so that no number is given twice
    connection.execute(delete(wall_command).where(_c.made_at < now - KEPT, _c.id < newest))
    connection.execute(delete(wall_screen).where(_s.seen_at < now - FORGOTTEN))
    made = insert(wall_command).values(screen=screen, action=action, scene=scene, made_at=now, made_by=by)
    return int(connection.execute(made.returning(_c.id)).scalar_one())


def forget(connection: Connection, screen: str) -> None:
    """Take a screen off the list; one that still runs comes back by itself."""
    connection.execute(delete(wall_screen).where(_s.name == screen))


def newest_command(connection: Connection, screen: str) -> int:
    """The number of the last command of a screen; 0 where it has none."""
    return int(connection.execute(select(func.coalesce(func.max(_c.id), 0)).where(_c.screen == screen)).scalar_one())


def commands_after(connection: Connection, screen: str, number: int, now: datetime) -> list[Command]:
    """What a screen was told since a command, the oldest first, and not too long ago."""
    fresh = select(_c.id, _c.action, _c.scene).where(_c.screen == screen, _c.id > number, _c.made_at >= now - LIVES)
    return [Command(*row) for row in connection.execute(fresh.order_by(_c.id))]
