"""One-time links by which a person sets a password: an invitation, or a reset after it was forgotten."""

from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Row, insert, select, update

from access import accounts, audit, passwords
from access.accounts import Account
from access.clock import fingerprint, new_secret, utc_now
from access.errors import LinkRefused
from data.schema_access import account, account_link

INVITE_HOURS, RESET_HOURS = 72, 2
Purpose = Literal["invite", "reset"]
REFUSED = "The link is not known, was used already, or is too old; ask an administrator for a new one."

_l = account_link.c


def make(
    connection: Connection,
    account_id: int,
    purpose: Purpose,
    *,
    hours: float | None = None,
    now: datetime | None = None,
) -> str:
    """Make a link's secret, which is shown once; links made before for the account stop working."""
    moment, secret = now or utc_now(), new_secret()
    span = timedelta(hours=hours or (INVITE_HOURS if purpose == "invite" else RESET_HOURS))
    withdraw(connection, account_id, moment)
    row = {"account_id": account_id, "purpose": purpose, "token_hash": fingerprint(secret)}
    connection.execute(insert(account_link).values(**row, made_at=moment, expires_at=moment + span))
    return secret


def withdraw(connection: Connection, account_id: int, now: datetime | None = None) -> None:
    """Make every link of an account useless."""
    unused = update(account_link).where(_l.account_id == account_id, _l.used_at.is_(None))
    connection.execute(unused.values(used_at=now or utc_now()))


def owner(engine: Engine, secret: str, now: datetime | None = None) -> Account:
    """Whose password the link sets, to greet them; raise `LinkRefused`."""
    with engine.connect() as connection:
        return accounts.by_id(connection, _live(connection, secret, now or utc_now()).account_id)


def accept(engine: Engine, secret: str, password: str, now: datetime | None = None) -> Account:
    """Set the password of the link's owner, end their sessions, and use the link up; written to the audit.

    Raises:
        LinkRefused: It is unknown, used, withdrawn or too old, or its owner is locked.
        WeakPassword: As `passwords.check`; the link still works.
    """
    moment = now or utc_now()
    person = owner(engine, secret, moment)
    passwords.check(password, person.name)
    made = passwords.hashed(password)  # slow, so before the transaction
    with engine.begin() as connection:
        taken = update(account_link).where(_l.token_hash == fingerprint(secret), _l.used_at.is_(None))
        if connection.execute(taken.values(used_at=moment)).rowcount != 1:
            raise LinkRefused(REFUSED)
        accounts.set_hash(connection, person.id, made, now=moment)
        audit.write(connection, person.name, audit.Event.PASSWORD_SET, person.name, {"by": "link"}, at=moment)
    return person


def _live(connection: Connection, secret: str, moment: datetime) -> Row[Any]:
    usable = (_l.used_at.is_(None), _l.expires_at > moment, account.c.locked_at.is_(None))
    statement = select(_l.account_id).select_from(account_link.join(account))
    row = connection.execute(statement.where(_l.token_hash == fingerprint(secret), *usable)).first()
    if row is None:
        raise LinkRefused(REFUSED)
    return row
