"""Which account a person of the office's provider is: linked before, invited by address, or made for a newcomer.

A person is the issuer and the subject, which never change; an e-mail is believed once, and only where the provider says
that it verified it and an administrator invited that very address. Groups may bring roles, but never administration.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from access import accounts, audit, codes, links, throttle
from access.accounts import Account
from access.clock import fingerprint
from access.errors import AccountExists, InvalidGrant, InvalidName, MustWait, NotAdmitted, SealBroken, SignInRefused
from access.identity import Identity
from access.roles import Grant, Role
from access.scopes import parse_grant, stored, written
from access.seal import Seal
from data.schema_access import account_grant
from settings import Settings

BY_GROUPS = "office:groups"  # no account can have this name
BY_OFFICE = "office"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the provider's word is worth here."""

    by_group: Mapping[str, frozenset[Grant]]
    newcomers: frozenset[Grant]


def policy(settings: Settings) -> Policy:
    """The policy that the settings name; raise `InvalidGrant`."""
    by_group: dict[str, frozenset[Grant]] = {}
    for pair in filter(str.strip, settings.oidc_grants.split(";")):
        group, _equals, roles = pair.rpartition("=")
        if not group.strip():
            raise InvalidGrant(f"TOANCANH_OIDC_GRANTS has {pair.strip()!r}; expected GROUP=ROLE, such as so-tc=viewer.")
        by_group[group.strip()] = by_group.get(group.strip(), frozenset()) | _grants(roles, "TOANCANH_OIDC_GRANTS")
    if by_group and not settings.oidc_groups_claim:
        raise InvalidGrant("TOANCANH_OIDC_GRANTS needs TOANCANH_OIDC_GROUPS_CLAIM, the claim that lists the groups.")
    return Policy(by_group, _grants(settings.oidc_newcomers, "TOANCANH_OIDC_NEWCOMERS"))


def _grants(roles: str, setting: str) -> frozenset[Grant]:
    found = frozenset(parse_grant(role) for role in roles.split(",") if role.strip())
    if any(one.role is Role.ADMINISTRATOR for one in found):
        raise InvalidGrant(f"{setting} may not make administrators; they are made by hand: python -m access grant.")
    return found


def arrive(engine: Engine, who: Identity, rules: Policy, *, address: str, now: datetime | None = None) -> Account:
    """The account of whom the provider let in, with the roles that their groups bring now.

    Raises:
        MustWait: Too many failures from this address.
        NotAdmitted: They have no account here, or a locked one; counted and written to the audit.
    """
    with engine.connect() as connection:
        wait = throttle.waiting(connection, None, address, now)
    if wait:
        raise MustWait(wait)
    try:
        person = _arrived(engine, who, rules, now)
    except IntegrityError:  # the same newcomer by two windows at once: the other made the account
        person = _arrived(engine, who, rules, now)
    if person is None or person.locked:
        raise _refused(engine, who, person, address, now)
    return person


def enter(
    engine: Engine,
    account_id: int,
    *,
    address: str,
    code: str | None = None,
    seal: Seal | None = None,
    now: datetime | None = None,
) -> Account:
    """Record the log-in of whom `arrive` named; with a code, only when that is right. The caller opens the session.

    Raises:
        MustWait: Too many wrong codes.
        NotAdmitted: The account was locked meanwhile.
        SignInRefused: The code is wrong; counted and written to the audit.
    """
    with engine.connect() as connection:
        person = accounts.by_id(connection, account_id)
        wait = 0 if code is None else throttle.waiting(connection, person.name, address, now)
    if wait:
        raise MustWait(wait)
    if person.locked:
        raise NotAdmitted(f"'{person.name}' is locked.")
    with engine.begin() as connection:
        right = code is None or _is_right(connection, person, code, seal or Seal(), now)
        if right:
            if code is not None:
                throttle.passed(connection, person.name)
            _write(connection, person.name, audit.Event.LOG_IN, person.name, now, address=address, by=BY_OFFICE)
        else:
            throttle.failed(connection, person.name, address, now)
            detail = {"address": address, "reason": "code", "by": BY_OFFICE}
            _write(connection, "nobody", audit.Event.LOG_IN_FAILED, person.name, now, **detail)
    if not right:
        raise SignInRefused("The one-time code is wrong.")
    return person


def _is_right(connection: Connection, person: Account, code: str, seal: Seal, now: datetime | None) -> bool:
    try:
        return codes.admits(connection, person.id, code, seal, now)
    except SealBroken as problem:
        log.error("'%s' cannot log in by the authenticator app: %s", person.name, problem)
        return False


def _arrived(engine: Engine, who: Identity, rules: Policy, now: datetime | None) -> Account | None:
    with engine.begin() as connection:
        person = accounts.by_external(connection, who.issuer, who.subject)
        person = person or _invited(connection, who, now) or _newcomer(connection, who, rules, now)
        if person is None or person.locked:
            return person
        if rules.by_group:
            _follow_groups(connection, person, who, rules, now)
        return accounts.by_id(connection, person.id)


def _invited(connection: Connection, who: Identity, now: datetime | None) -> Account | None:
    """The account that an administrator named by the verified e-mail and that nobody has taken: now theirs for good."""
    person = accounts.find(connection, who.email) if who.email else None
    if person is None or person.name.lower() != who.email.lower():  # the look-up takes letters that look alike
        return None
    if person.has_password or person.external_id is not None or person.locked:
        return None
    accounts.link_external(connection, person.id, who.issuer, who.subject)
    links.withdraw(connection, person.id, now)
    _write(connection, person.name, audit.Event.OFFICE_LINKED, person.name, now, by="e-mail", external=who.subject)
    return accounts.by_id(connection, person.id)


def _newcomer(connection: Connection, who: Identity, rules: Policy, now: datetime | None) -> Account | None:
    """A new account for somebody the provider knows, where the settings give newcomers a role."""
    if not rules.newcomers and not rules.by_group.keys() & who.groups:
        return None
    outside = accounts.external_id(who.issuer, who.subject)
    given: dict[str, Any] = {"display": who.display, "grants": rules.newcomers, "created_by": BY_OFFICE}
    for name in (who.username, who.email, f"office-{fingerprint(outside)[:12]}"):
        try:
            made = accounts.create(connection, name, None, **given, external_id=outside, now=now)
        except (InvalidName, AccountExists):
            continue
        detail = {"external": who.subject, "grants": written(rules.newcomers)}
        _write(connection, BY_OFFICE, audit.Event.ACCOUNT_CREATED, made.name, now, **detail)
        return made
    return None


def _follow_groups(connection: Connection, person: Account, who: Identity, rules: Policy, now: datetime | None) -> None:
    """Give the roles of today's groups and take those of former ones; roles given by hand stay."""
    columns = account_grant.c
    from_groups = select(columns.role, columns.scope).where(
        columns.account_id == person.id, columns.granted_by == BY_GROUPS
    )
    before = stored((row.role, row.scope) for row in connection.execute(from_groups))
    wanted = _of_groups(rules, who.groups)
    gone = [one for one in before - wanted if accounts.revoke(connection, person.id, one)]
    new = [one for one in wanted - before if accounts.grant(connection, person.id, one, granted_by=BY_GROUPS, now=now)]
    for event, changed in ((audit.Event.GRANT_REVOKED, gone), (audit.Event.GRANTED, new)):
        if changed:
            _write(connection, BY_OFFICE, event, person.name, now, grants=written(changed))


def _of_groups(rules: Policy, groups: Iterable[str]) -> frozenset[Grant]:
    return frozenset().union(*(rules.by_group.get(group, frozenset()) for group in groups))


def _refused(engine: Engine, who: Identity, person: Account | None, address: str, now: datetime | None) -> NotAdmitted:
    """Count and record it, with what an administrator needs to let the person in."""
    reason = "unknown" if person is None else "locked"
    with engine.begin() as connection:
        throttle.failed(connection, None, address, now)
        detail = {"address": address, "reason": reason, "by": BY_OFFICE, "external": who.subject, "e-mail": who.email}
        name = "" if person is None else person.name
        _write(connection, "nobody", audit.Event.LOG_IN_FAILED, name, now, **detail)
    return NotAdmitted(f"'{who.subject}' of {who.issuer} has no account here, or a locked one.")


def _write(
    connection: Connection, actor: str, event: audit.Event, subject: str, now: datetime | None, **detail: object
) -> None:
    audit.write(connection, actor, event, subject, detail, at=now)
