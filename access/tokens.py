"""Tokens of machines and wall screens: `tc_<id>_<secret>`, shown once, stored as a fingerprint."""

import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, bindparam, insert, select, update

from access import accounts
from access.clock import EVERY, fingerprint, new_secret, utc_now
from access.errors import InvalidToken
from access.roles import NATION, Grant, Role, Viewer
from access.scopes import checked, stored
from data.schema_access import access_token, access_token_grant
from data.touch import write_if_free

_FORM = re.compile(r"tc_(?P<id>[0-9a-f]{12})_(?P<secret>[A-Za-z0-9_-]{43})", re.ASCII)
NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Token:
    """A token as lists show it; the secret is in none of them."""

    id: str
    name: str
    writes: bool
    grants: frozenset[Grant]
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None
    account_id: int | None = None
    scenes: str | None = None

    def works(self, now: datetime | None = None) -> bool:
        """Whether it lets anybody in now."""
        return self.revoked_at is None and self.expires_at > (now or utc_now())


_t, _g = access_token.c, access_token_grant.c


def _rows() -> Select[Any]:
    return select(access_token, _g.role, _g.scope).select_from(access_token.outerjoin(access_token_grant))


SCREEN = frozenset({Grant(Role.VIEWER)})
"""What the link of a screen holds; that it shows scenes alone, and nothing restricted, is decided by `roles.may`."""

_FIND = _rows().where(_t.id == bindparam("id"))


def create(
    connection: Connection,
    name: str,
    grants: Iterable[Grant],
    *,
    writes: bool,
    expires: datetime,
    created_by: str,
    account_id: int | None = None,
    scenes: str | None = None,
    now: datetime | None = None,
) -> str:
    """Make a token and return its text, which cannot be had again; `expires` is UTC without a zone.

    With an `account_id` it is that person's own: it never may more than they, and ends with a lock of the account.
    With `scenes` (names of scenes and playlists, separated by commas, or all) it is the link of a screen.

    Raises:
        InvalidToken: The name is empty or long, there is no grant, one that its owner has not, or the end is past.
        InvalidGrant: A scope has not the form of one.
    """
    moment, held, said = now or utc_now(), checked(grants), " ".join(name.split())
    if not 0 < len(said) <= NAME_LENGTH or not said.isprintable():
        raise InvalidToken(f"A token needs a name of 1 to {NAME_LENGTH} characters that says what it is for.")
    if not held:
        raise InvalidToken(f"The token '{said}' has no role; give it at least one, such as viewer.")
    if expires <= moment:
        raise InvalidToken(f"The token '{said}' would end at {expires:%Y-%m-%d %H:%M} UTC, which is past.")
    if account_id is not None and _still_held(connection, account_id, held) != held:
        raise InvalidToken(f"The token '{said}' would have a role that its owner has not; give it less.")
    number, secret = secrets.token_hex(6), new_secret()
    row = {"id": number, "name": said, "secret_hash": fingerprint(secret), "writes": writes}
    row |= {
        "created_at": moment,
        "created_by": created_by,
        "expires_at": expires,
        "account_id": account_id,
        "scenes": scenes,
    }
    connection.execute(insert(access_token).values(**row))
    connection.execute(
        insert(access_token_grant), [{"token_id": number, "role": g.role.value, "scope": g.scope} for g in held]
    )
    return f"tc_{number}_{secret}"


def find(engine: Engine, text: str, now: datetime | None = None) -> Viewer | None:
    """Who holds this token; None when it is none, unknown, expired or revoked. Compared in constant time."""
    form = _FORM.fullmatch(text)
    if form is None:
        return None
    moment = now or utc_now()
    with engine.connect() as connection:
        rows = connection.execute(_FIND, {"id": form["id"]}).all()
        owner = rows[0].account_id if rows else None
        grants = stored((row.role, row.scope) for row in rows)
        if owner is not None:
            grants = _still_held(connection, owner, grants)
    kept = rows[0].secret_hash if rows else "0" * 64
    if not hmac.compare_digest(kept, fingerprint(form["secret"])) or not rows:
        return None
    token = _gathered(rows)[0]
    if not token.works(moment) or not grants:
        return None
    if token.last_used_at is None or moment - token.last_used_at >= EVERY:
        write_if_free(engine, update(access_token).where(_t.id == token.id).values(last_used_at=moment))
    if token.scenes is not None:
        return Viewer(token.name, "screen", grants, None, False, frozenset(token.scenes.split(",")), token.expires_at)
    return Viewer(token.name, "token", grants, None, token.writes)


def why_over(engine: Engine, text: str, now: datetime | None = None) -> str:
    """Why a token lets nobody in: revoked, expired, or unknown where it never was one."""
    form = _FORM.fullmatch(text)
    if form is None:
        return "unknown"
    with engine.connect() as connection:
        rows = connection.execute(_FIND, {"id": form["id"]}).all()
    if not rows or not hmac.compare_digest(rows[0].secret_hash, fingerprint(form["secret"])):
        return "unknown"
    token = _gathered(rows)[0]
    return "revoked" if token.revoked_at else "unknown" if token.works(now) else "expired"


def _still_held(connection: Connection, owner: int, grants: frozenset[Grant]) -> frozenset[Grant]:
    """Those of the grants that their owner has now, there or in the whole country; none when locked out."""
    person = accounts.by_id(connection, owner)
    if person.locked:
        return frozenset()
    return frozenset(one for one in grants if one in person.grants or Grant(one.role, NATION) in person.grants)


def list_all(connection: Connection, account_id: int | None = None) -> list[Token]:
    """Every token ever made, the newest first; of one person where an account is named."""
    owned = () if account_id is None else (_t.account_id == account_id,)
    return _gathered(connection.execute(_rows().where(*owned).order_by(_t.created_at.desc(), _t.id)).all())


def revoke(
    connection: Connection, token_id: str, now: datetime | None = None, *, account_id: int | None = None
) -> Token:
    """Withdraw a token for good, and return it as it was; of one person only where an account is named.

    Raises `InvalidToken` when none that works has this id.
    """
    rows = connection.execute(_FIND, {"id": token_id}).all()
    foreign = account_id is not None and bool(rows) and rows[0].account_id != account_id
    if not rows or rows[0].revoked_at is not None or foreign:
        raise InvalidToken(f"No token that works has the id '{token_id}'; list them to see their ids.")
    connection.execute(update(access_token).where(_t.id == token_id).values(revoked_at=now or utc_now()))
    return _gathered(rows)[0]


def _gathered(rows: Iterable[Any]) -> list[Token]:
    """Tokens of rows that repeat for each grant, in the order of the rows."""
    by_id: dict[str, list[Any]] = {}
    for row in rows:
        by_id.setdefault(row.id, []).append(row)
    return [_token(lines) for lines in by_id.values()]


def _token(lines: list[Any]) -> Token:
    first = lines[0]
    return Token(
        id=first.id,
        name=first.name,
        writes=first.writes,
        grants=stored((line.role, line.scope) for line in lines),
        created_at=first.created_at,
        created_by=first.created_by,
        expires_at=first.expires_at,
        revoked_at=first.revoked_at,
        last_used_at=first.last_used_at,
        account_id=first.account_id,
        scenes=first.scenes,
    )
