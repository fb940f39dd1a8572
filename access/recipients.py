"""With whose eyes a message is written: the roles of its recipient's account now, or those it was given itself."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine

from access import accounts, audit
from access.errors import AccessError
from access.roles import Viewer
from access.scopes import parse_grant
from access.terminal import operator
from data.alerts.outbox import Outbox
from data.engine import saying_what_is_wrong
from settings import is_safe_address

_MAIL = re.compile(r"[^@\s<>,;]{1,64}@[A-Za-z0-9.-]{1,190}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def viewer_of(engine: Engine, account_id: int | None, grants: str) -> Viewer | None:
    """Whoever is told; None for an account that is locked or gone, and for roles that cannot be read."""
    try:
        if account_id is None:
            held = frozenset(parse_grant(one) for one in grants.split(",") if one.strip())
            return Viewer("recipient", "nobody", held)
        with saying_what_is_wrong(engine), engine.connect() as connection:
            found = accounts.by_id(connection, account_id)
    except AccessError:
        return None
    return None if found.locked else Viewer(found.name, "nobody", frozenset(found.grants), account_id)


class RecipientRefused(AccessError):
    """Somebody who cannot be told of alerts as it was asked; the text says why."""


def add(engine: Engine, *, mail: str, webhook: str, account: str, grants: str, **said: Any) -> int:
    """Tell somebody of alerts from now on, and record it; returns the recipient's number. Raises `AccessError`."""
    channel, address = ("email", mail.strip()) if mail else ("webhook", webhook.strip())
    if bool(mail) == bool(webhook):
        raise RecipientRefused("Give --mail or --webhook, one of them.")
    if channel == "email" and not _MAIL.fullmatch(address):
        raise RecipientRefused(f"'{address}' is no e-mail address.")
    if channel == "webhook" and not is_safe_address(address):
        raise RecipientRefused(f"'{address}' is no address: https://…, or http:// on this machine itself.")
    if bool(account) == bool(grants):
        raise RecipientRefused("Give --account or --grants: what may be told follows from the roles.")
    _check_times(said)
    for one in grants.split(",") if grants else ():
        parse_grant(one)
    with saying_what_is_wrong(engine), engine.begin() as connection:
        who = accounts.by_name(connection, account).id if account else None
        kept = {**said, "channel": channel, "address": address, "account_id": who, "grants": grants}
        number = Outbox(engine).add(connection, **kept)
        audit.write(connection, operator(), "alert-recipient-added", str(said["name"]), {"channel": channel})
    return number


def stop(engine: Engine, number: int) -> None:
    """Tell a recipient nothing more, and record it."""
    with saying_what_is_wrong(engine), engine.begin() as connection:
        if not Outbox(engine).stop(connection, number):
            raise RecipientRefused(f"No recipient {number} is told anything.")
        audit.write(connection, operator(), "alert-recipient-stopped", str(number))


def _check_times(said: Mapping[str, Any]) -> None:
    for name in ("digest_at", "quiet_from", "quiet_to"):
        if said[name] and not _CLOCK.fullmatch(said[name]):
            raise RecipientRefused(f"'{said[name]}' is no time of day; expected HH:MM.")
    if bool(said["quiet_from"]) != bool(said["quiet_to"]):
        raise RecipientRefused("Quiet hours have a beginning and an end, such as 22:00-06:00.")
    for name, allowed in (("digest", ("now", "hourly", "daily")), ("language", ("vi", "en"))):
        if said[name] not in allowed:
            raise RecipientRefused(f"'{said[name]}' is none of: {', '.join(allowed)}.")
