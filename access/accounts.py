"""People who may log in: made, invited, locked, given roles. Every function works in the caller's transaction.

Nothing here writes the audit: the caller knows who acts, and writes it in the same transaction.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, insert, select, update

from access import passwords, sessions
from access.clock import utc_now
from access.errors import AccountExists, InvalidDisplay, InvalidName, LastAdministrator, UnknownAccount
from access.roles import NATION, Grant, Role
from access.scopes import checked, stored
from data.schema_access import account, account_grant
from data.text import folded

# After folding only these letters are left, so that no name passes for another by letters that look alike.
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}", re.ASCII)
RESERVED = frozenset({"desk", "command", "nobody", "office", "token", "system"})
DISPLAY_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Account:
    """A person as lists show them; no secret is in it."""

    id: int
    name: str
    display: str
    grants: frozenset[Grant]
    locked: bool
    has_password: bool
    totp_on: bool
    external_id: str | None
    created_at: datetime
    created_by: str


_a, _g = account.c, account_grant.c
_ADMINISTERS = ((_g.role == Role.ADMINISTRATOR.value), (_g.scope == NATION))


def any_account(connection: Connection) -> bool:
    """Whether anybody has an account; False also where the tables are not there yet."""
    return _are_tables(connection) and connection.execute(select(_a.id).limit(1)).first() is not None


def any_administrator(connection: Connection) -> bool:
    """Whether anybody may administer the whole and can log in."""
    return _are_tables(connection) and bool(_administrators(connection))


def create(
    connection: Connection,
    name: str,
    password: str | None,
    *,
    display: str = "",
    grants: Iterable[Grant] = (),
    created_by: str = "command",
    external_id: str | None = None,
    now: datetime | None = None,
) -> Account:
    """Make an account; without a password it waits for an invitation to be accepted or for an outside sign-in.

    Raises:
        InvalidName: The name has other signs than letters, digits and . _ @ -, or is reserved.
        AccountExists: Another has this name up to case and diacritics.
        WeakPassword: As `passwords.check`.
        InvalidGrant: A scope has not the form of one.
    """
    said, key = _checked_name(name)
    held = checked(grants)
    if password is not None:
        passwords.check(password, said)
    if connection.execute(select(_a.id).where(_a.folded == key)).first() is not None:
        raise AccountExists(
            f"An account has the name '{said}', or one that differs by case or diacritics; take another."
        )
    moment = now or utc_now()
    row: dict[str, Any] = {"name": said, "folded": key, "display": _checked_display(display) or said, "totp_on": False}
    row |= {"created_at": moment, "created_by": created_by, "external_id": external_id}
    if password is not None:
        row |= {"password_hash": passwords.hashed(password), "password_set_at": moment}
    made = connection.execute(insert(account).values(**row).returning(_a.id)).scalar_one()
    for one in held:
        grant(connection, made, one, granted_by=created_by, now=moment)
    return by_id(connection, made)


def by_id(connection: Connection, account_id: int) -> Account:
    """The account with this number; raise `UnknownAccount`."""
    return _the_one(connection, _a.id == account_id, f"No account has the number {account_id}.")


def by_name(connection: Connection, name: str) -> Account:
    """The account with this name, up to case and diacritics; raise `UnknownAccount`."""
    return _the_one(connection, _a.folded == folded(name), f"No account has the name '{name}'; list them to see all.")


def find(connection: Connection, name: str) -> Account | None:
    """The same without raising."""
    return next(iter(_gathered(connection, _a.folded == folded(name))), None)


def by_external(connection: Connection, issuer: str, subject: str) -> Account | None:
    """The account that stands for a person of the office's sign-in provider."""
    return next(iter(_gathered(connection, _a.external_id == external_id(issuer, subject))), None)


def external_id(issuer: str, subject: str) -> str:
    """How a person of a sign-in provider is kept: both parts, because a subject says nothing without its issuer."""
    return f"{issuer} {subject}"


def link_external(connection: Connection, account_id: int, issuer: str, subject: str) -> None:
    """Let a person of a sign-in provider in as this account; raise `AccountExists` when another stands for them."""
    other = by_external(connection, issuer, subject)
    if other is not None and other.id != account_id:
        raise AccountExists(f"'{subject}' of {issuer} signs in as '{other.name}' already; unlink that one first.")
    _set(connection, account_id, external_id=external_id(issuer, subject))


def unlink_external(connection: Connection, account_id: int) -> None:
    """Let nobody of a sign-in provider in as this account, and end its sessions; raise `LastAdministrator`."""
    one = by_id(connection, account_id)
    _set(connection, account_id, external_id=None)
    if Grant(Role.ADMINISTRATOR) in one.grants:
        _refuse_to_leave_nobody(connection, one)
    sessions.end_all(connection, account_id)


def list_all(connection: Connection) -> list[Account]:
    """Every account, in the order of names."""
    return sorted(_gathered(connection), key=lambda one: folded(one.name))


def stored_hash(connection: Connection, account_id: int) -> str | None:
    """The password's hash, for who checks a password."""
    return connection.execute(select(_a.password_hash).where(_a.id == account_id)).scalar_one_or_none()


def set_password(
    connection: Connection,
    account_id: int,
    password: str,
    *,
    keep_session: int | None = None,
    now: datetime | None = None,
) -> None:
    """Set a password and end every session but `keep_session`; raise `WeakPassword`."""
    passwords.check(password, by_id(connection, account_id).name)
    set_hash(connection, account_id, passwords.hashed(password), keep_session=keep_session, now=now)


def set_hash(
    connection: Connection,
    account_id: int,
    stored: str,
    *,
    keep_session: int | None = None,
    now: datetime | None = None,
) -> None:
    """The same with a hash that was made before the transaction, which then is short."""
    _set(connection, account_id, password_hash=stored, password_set_at=now or utc_now())
    sessions.end_all(connection, account_id, keep_session, now)


def rehash(connection: Connection, account_id: int, stored: str) -> None:
    """Keep the same password at today's cost; sessions go on."""
    _set(connection, account_id, password_hash=stored)


def lock(connection: Connection, account_id: int, now: datetime | None = None) -> None:
    """Shut an account out and end its sessions; raise `LastAdministrator`."""
    _one_change_of_administrators_at_a_time(connection)
    one = by_id(connection, account_id)
    _set(connection, account_id, locked_at=now or utc_now())
    if Grant(Role.ADMINISTRATOR) in one.grants:
        _refuse_to_leave_nobody(connection, one)
    sessions.end_all(connection, account_id, now=now)


def unlock(connection: Connection, account_id: int) -> None:
    """Let a locked account in again."""
    _set(connection, account_id, locked_at=None)


def grant(connection: Connection, account_id: int, one: Grant, *, granted_by: str, now: datetime | None = None) -> bool:
    """Give a role within a scope; whether it was not held before."""
    (held,) = checked([one])
    row = {"account_id": account_id, "role": held.role.value, "scope": held.scope}
    if connection.execute(select(_g.role).filter_by(**row)).first() is not None:
        return False
    connection.execute(insert(account_grant).values(**row, granted_at=now or utc_now(), granted_by=granted_by))
    return True


def revoke(connection: Connection, account_id: int, one: Grant) -> bool:
    """Take a role within a scope away; whether it was held. Raises `LastAdministrator`."""
    _one_change_of_administrators_at_a_time(connection)
    gone = delete(account_grant).filter_by(account_id=account_id, role=one.role.value, scope=one.scope)
    held = connection.execute(gone).rowcount == 1
    if held and one == Grant(Role.ADMINISTRATOR):
        _refuse_to_leave_nobody(connection, by_id(connection, account_id))
    return held


def _are_tables(connection: Connection) -> bool:
    """Whether a database that an older version built was brought up to date; asked before every page, so at once."""
    return connection.dialect.has_table(connection, account.name)


def _one_change_of_administrators_at_a_time(connection: Connection) -> None:
    """Two who shut each other out at once would each see the other left; the second waits for the first."""
    held = select(_g.account_id).where(*_ADMINISTERS)
    connection.execute(select(_a.id).where(_a.id.in_(held)).order_by(_a.id).with_for_update())


def _refuse_to_leave_nobody(connection: Connection, one: Account) -> None:
    """Called after a change to an administrator: somebody else must be left who can log in and administer."""
    if not _administrators(connection):
        raise LastAdministrator(f"'{one.name}' is the last who may administer; make another administrator first.")


def _administrators(connection: Connection) -> list[int]:
    """Accounts that may administer the whole and can log in."""
    way_in = _a.password_hash.is_not(None) | _a.external_id.is_not(None)
    held = exists().where(_g.account_id == _a.id, *_ADMINISTERS)
    return list(connection.execute(select(_a.id).where(_a.locked_at.is_(None), way_in, held)).scalars())


def _set(connection: Connection, account_id: int, **values: object) -> None:
    if connection.execute(update(account).where(_a.id == account_id).values(**values)).rowcount != 1:
        raise UnknownAccount(f"No account has the number {account_id}.")


def _checked_name(name: str) -> tuple[str, str]:
    said = unicodedata.normalize("NFC", name).strip()
    key = folded(said)
    if _NAME.fullmatch(key) is None or key in RESERVED:
        raise InvalidName(
            f"'{said[:64]}' cannot be the name of an account; expected 2 to 64 letters, digits or . _ @ - "
            f"and none of: {', '.join(sorted(RESERVED))}."
        )
    return said, key


def _checked_display(display: str) -> str:
    said = unicodedata.normalize("NFC", " ".join(display.split()))
    if len(said) > DISPLAY_LENGTH or not said.isprintable():
        raise InvalidDisplay(f"A name to show has at most {DISPLAY_LENGTH} printable characters; {len(said)} came.")
    return said


def _the_one(connection: Connection, condition: ColumnElement[bool], otherwise: str) -> Account:
    found = _gathered(connection, condition)
    if not found:
        raise UnknownAccount(otherwise)
    return found[0]


def _rows(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(account, _g.role, _g.scope).select_from(account.outerjoin(account_grant)).where(*conditions)


def _gathered(connection: Connection, *conditions: ColumnElement[bool]) -> list[Account]:
    """Accounts of rows that repeat for each grant."""
    by_number: dict[int, list[Any]] = {}
    for row in connection.execute(_rows(*conditions)):
        by_number.setdefault(row.id, []).append(row)
    return [_account(lines) for lines in by_number.values()]


def _account(lines: list[Any]) -> Account:
    first = lines[0]
    return Account(
        id=first.id,
        name=first.name,
        display=first.display,
        grants=stored((line.role, line.scope) for line in lines),
        locked=first.locked_at is not None,
        has_password=first.password_hash is not None,
        totp_on=first.totp_on,
        external_id=first.external_id,
        created_at=first.created_at,
        created_by=first.created_by,
    )
