"""Roles, scopes and the one rule that decides: `may`. Everything that asks whether somebody may, asks here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

NATION = "nation/VN/"
"""The scope that holds every other: the whole country, all ministries included."""


class Role(StrEnum):
    """What somebody is, within a scope."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    REPORTER = "reporter"
    APPROVER = "approver"
    EDITOR = "editor"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done; every route, page, callback, download and command is one of these."""

    OPEN = "open"  # log in, health, what a page is made of: no account needed
    SEE_PUBLIC = "see-public"
    SEE_INTERNAL = "see-internal"
    SEE_RESTRICTED = "see-restricted"
    EXPORT = "export"
    LOAD = "load"
    REPORT = "report"
    APPROVE = "approve"
    EDIT = "edit"
    STEER = "steer"
    WATCH = "watch"
    OPERATE = "operate"
    ADMINISTER = "administer"


ALLOWED: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        Action.SEE_PUBLIC: frozenset(Role),
        Action.SEE_INTERNAL: frozenset(Role),
        Action.SEE_RESTRICTED: frozenset({Role.VIEWER, Role.ANALYST, Role.APPROVER, Role.ADMINISTRATOR}),
        Action.EXPORT: frozenset(
            {Role.VIEWER, Role.ANALYST, Role.REPORTER, Role.APPROVER, Role.EDITOR, Role.ADMINISTRATOR}
        ),
        Action.LOAD: frozenset({Role.REPORTER, Role.OPERATOR, Role.ADMINISTRATOR}),
        Action.REPORT: frozenset({Role.REPORTER, Role.APPROVER, Role.ADMINISTRATOR}),
        Action.APPROVE: frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
        Action.EDIT: frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
        Action.STEER: frozenset({Role.ANALYST, Role.EDITOR, Role.OPERATOR, Role.ADMINISTRATOR}),
        Action.WATCH: frozenset({Role.OPERATOR, Role.ADMINISTRATOR}),
        Action.OPERATE: frozenset({Role.OPERATOR, Role.ADMINISTRATOR}),
        Action.ADMINISTER: frozenset({Role.ADMINISTRATOR}),
    }
)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role within a scope: a unit key kind/code/vintage: nation/VN/, province/24/2025, ministry/BTC/2025."""

    role: Role
    scope: str = NATION


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks: a person, a machine with a token, the local analyst at a desk, or nobody yet.

    `via` is desk, session, token, screen or nobody; `writes` is False for a token that may only read. Of a screen,
    `scenes` are the scenes and playlists that it may show, or all, and `ends` is when its link does (UTC).
    """

    name: str
    via: str
    grants: frozenset[Grant] = frozenset()
    account_id: int | None = None
    writes: bool = True
    scenes: frozenset[str] = frozenset()
    ends: datetime | None = None


NOBODY = Viewer("", "nobody")
DESK = Viewer("desk", "desk", frozenset({Grant(Role.ANALYST), Grant(Role.ADMINISTRATOR)}))
READING = frozenset({Action.SEE_PUBLIC, Action.SEE_INTERNAL, Action.SEE_RESTRICTED, Action.EXPORT, Action.WATCH})
SHOWING = frozenset({Action.SEE_PUBLIC, Action.SEE_INTERNAL})
"""All that a screen may: it hangs where anybody passes, so it shows nothing restricted, whatever its link holds."""


def may(viewer: Viewer, action: Action, scopes: Iterable[str] = (NATION,)) -> bool:
    """Whether `viewer` may do `action` to a thing that lies in any of `scopes`.

    Args:
        viewer: Who asks.
        action: What for.
        scopes: Keys of the unit itself and of every unit it lies under, by succession too; the nation holds them all,
            so a grant for the nation is a grant everywhere, and one for a province only where its key is named.
    """
    if action is Action.OPEN:
        return True
    if not viewer.writes and action not in READING:
        return False
    if viewer.via == "screen" and action not in SHOWING:
        return False
    within = {*scopes, NATION}
    return any(grant.role in ALLOWED[action] and grant.scope in within for grant in viewer.grants)
