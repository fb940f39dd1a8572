"""What the link of a screen may show: names of scenes and playlists, or everything."""

from collections.abc import Set

from data.errors import WallError
from data.wall.choosing import base
from data.wall.folder import Defined
from data.wall.records import EVERY


def allowed(defined: Defined, text: str) -> str:
    """The names in a text as a link keeps them: sorted, separated by commas; raises `WallError` for an unknown one."""
    names = sorted({one.strip().lower() for one in text.split(",") if one.strip()})
    known = {*defined.scenes, *defined.playlists, EVERY}
    unknown = [one for one in names if one not in known]
    if unknown or not names:
        what = f"No scene or playlist is called '{unknown[0]}'" if unknown else "No scene or playlist is named"
        raise WallError(f"{what}; there are: {', '.join(sorted(known))}.")
    return EVERY if EVERY in names else ",".join(names)


def may_show(defined: Defined, names: Set[str], scene: str) -> bool:
    """Whether a link that names these scenes and playlists may show a scene."""
    wanted = base(scene)
    if EVERY in names or wanted in names:
        return True
    of_lists = (playlist.scenes for name, playlist in defined.playlists.items() if name in names)
    return any(wanted in map(base, scenes) for scenes in of_lists)
