"""Logging in by name and password: the wait after failures, the check, the one-time code, and the record of it."""

import logging
from datetime import datetime

from sqlalchemy import Engine

from access import accounts, audit, codes, passwords, throttle
from access.accounts import Account
from access.errors import CodeNeeded, MustWait, SealBroken, SignInRefused
from access.seal import Seal

REFUSED = "The name, the password or the one-time code is wrong."
logger = logging.getLogger(__name__)


def sign_in(
    engine: Engine,
    name: str,
    password: str,
    *,
    address: str,
    code: str | None = None,
    seal: Seal | None = None,
    now: datetime | None = None,
) -> Account:
    """The account of who gave the right name, password and, where it is on, one-time code.

    `seal` opens the secrets of one-time codes. The caller then opens a session. A wrong name takes as
    long as a wrong password, and says the same.

    Raises:
        MustWait: Too many failures by this name or address; nothing was checked, which is cheap.
        SignInRefused: Something was wrong; counted and written to the audit.
        CodeNeeded: All is right but a code is needed; ask for it and come again with all three.
    """
    with engine.connect() as connection:
        wait = throttle.waiting(connection, name, address, now)
        person = None if wait else accounts.find(connection, name)
        stored = None if person is None else accounts.stored_hash(connection, person.id)
    if wait:
        logger.warning("A log-in from %s must wait %d seconds.", address, wait)
        raise MustWait(wait)
    right = passwords.matches(stored, password)
    if person is None or not right or person.locked:
        reason = "name" if person is None else "locked" if person.locked else "password"
        raise _refused(engine, name, person, address, reason, now)
    if person.totp_on and not code:
        raise CodeNeeded("A one-time code of the authenticator app is needed.")
    renewed = passwords.hashed(password) if passwords.outdated(stored or "") else None
    try:
        right = _admitted(engine, person, renewed, address, code or "", seal or Seal(), now)
    except SealBroken as problem:
        logger.error("'%s' cannot log in by the authenticator app: %s", person.name, problem)
        right = False
    if not right:
        raise _refused(engine, person.name, person, address, "code", now)
    return person


def _admitted(
    engine: Engine, person: Account, renewed: str | None, address: str, code: str, seal: Seal, now: datetime | None
) -> bool:
    """Whether the code is right where one is asked for; if so, what follows a log-in is done with it."""
    with engine.begin() as connection:
        right = not person.totp_on or codes.admits(connection, person.id, code, seal, now)
        if right:
            throttle.passed(connection, person.name)
            if renewed is not None:
                accounts.rehash(connection, person.id, renewed)
            audit.write(connection, person.name, audit.Event.LOG_IN, person.name, {"address": address}, at=now)
    return right


def _refused(
    engine: Engine, name: str, person: Account | None, address: str, reason: str, now: datetime | None
) -> SignInRefused:
    """Count and record a failure. An unknown name is not recorded: it may be a password typed into the wrong field."""
    subject = "" if person is None else person.name
    with engine.begin() as connection:
        throttle.failed(connection, name, address, now)
        detail = {"address": address, "reason": reason}
        audit.write(connection, "nobody", audit.Event.LOG_IN_FAILED, subject, detail, at=now)
    return SignInRefused(REFUSED)
