"""Who is told of alerts: asked for on a page or by a command, checked, written, and recorded; with whose eyes they see.

A message is written under the roles of its recipient's account as they are then, or under those it was given itself.
"""

import re
from collections.abc import Mapping, Set
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from access import accounts, audit
from access.errors import AccessError, UnknownAccount
from access.roles import Viewer
from access.scopes import parse_grant
from access.sight import in_words
from access.terminal import operator
from data.alerts.outbox import Outbox, Recipient
from data.alerts.records import Severity
from data.engine import saying_what_is_wrong
from data.questions import Questions
from data.questions.sight import Pair
from settings import is_safe_address

MAIL, WEBHOOK = "email", "webhook"
DIGESTS, LANGUAGES = ("now", "hourly", "daily"), ("vi", "en")
OUTCOMES = ("sent", "refused", "failed", "uncertain")
"""Of a trial message: taken, refused for good, not taken this time, or taken without a word."""
LONGEST_NAME, LONGEST_ADDRESS = 120, 300
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}")
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
    """Somebody who cannot be told of alerts as it was asked; the text says why, `field` beside what of a form."""

    code = "recipient-refused"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def add(engine: Engine, *, by: str | Viewer | None = None, **said: Any) -> int:
    """Tell somebody of alerts from now on, and record it; returns the recipient's number.

    Args:
        engine: The warehouse.
        by: Who asks for it; None: whoever runs a command.
        said: name, mail or webhook, account (a name) or grants, severity, language, digest, digest_at, quiet_from,
            quiet_to, urgent_anyway.

    Raises:
        AccessError: It cannot be; most are a `RecipientRefused`.
    """
    with saying_what_is_wrong(engine), engine.begin() as connection:
        kept = _checked(connection, said)
        number = Outbox(engine).add(connection, **kept)
        _record(connection, by, audit.Event.RECIPIENT_ADDED, number, kept)
    return number


def change(engine: Engine, number: int, *, by: str | Viewer | None = None, **said: Any) -> None:
    """Tell a recipient otherwise from now on, and record it; as `add`."""
    with saying_what_is_wrong(engine), engine.begin() as connection:
        kept = _checked(connection, said)
        if not Outbox(engine).change(connection, number, **kept):
            raise RecipientRefused(f"No recipient {number} is there.")
        _record(connection, by, audit.Event.RECIPIENT_CHANGED, number, kept)


def stop(engine: Engine, number: int, *, by: str | Viewer | None = None) -> None:
    """Tell a recipient nothing more, and record it."""
    with saying_what_is_wrong(engine), engine.begin() as connection:
        if not Outbox(engine).stop(connection, number):
            raise RecipientRefused(f"No recipient {number} is told anything.")
        _record(connection, by, audit.Event.RECIPIENT_STOPPED, number)


def resume(engine: Engine, number: int, *, by: str | Viewer | None = None) -> None:
    """Tell a recipient that was stopped again, of what happens from now on, and record it."""
    with saying_what_is_wrong(engine), engine.begin() as connection:
        if not Outbox(engine).resume(connection, number):
            raise RecipientRefused(f"No recipient {number} was stopped.")
        _record(connection, by, audit.Event.RECIPIENT_RESUMED, number)


def record_trial(engine: Engine, one: Recipient, *, by: Viewer, at: datetime, outcome: str, fault: str) -> None:
    """Keep how a trial message went, and record it.

    Args:
        engine: The warehouse.
        one: To whom it was sent.
        by: Who asked for it.
        at: When (UTC).
        outcome: One of `OUTCOMES`.
        fault: Why it was not taken; empty where it was.
    """
    with saying_what_is_wrong(engine), engine.begin() as connection:
        Outbox(engine).change(connection, one.id, tried_at=at, tried_by=by.name, tried_fault=fault[:500] or None)
        detail = {"name": one.name, "channel": one.channel, "address": one.address, "outcome": outcome, "fault": fault}
        audit.write(connection, by, audit.Event.RECIPIENT_TRIED, f"/alerts/recipients?recipient={one.id}", detail)


def record_told(engine: Engine, one: Recipient, asked: Questions, figures: Set[Pair]) -> None:
    """Write down that a recipient is sent these restricted figures, as seen by whoever it belongs to."""
    with saying_what_is_wrong(engine), engine.begin() as connection:
        who = f"recipient:{one.name}" if one.account_id is None else accounts.by_id(connection, one.account_id).name
        audit.write(connection, who, audit.Event.SAW_RESTRICTED, f"{one.channel}:{one.address}",
                    {**in_words(asked, figures), "data_version": asked.data_version()})  # fmt: skip


def _record(
    connection: Connection,
    by: str | Viewer | None,
    event: audit.Event,
    number: int,
    kept: Mapping[str, Any] | None = None,
) -> None:
    told = ("name", "channel", "address", "severity", "digest")
    detail = {key: str(kept[key]) for key in told} if kept else {}
    audit.write(connection, by or operator(), event, f"/alerts/recipients?recipient={number}", detail)


def _checked(connection: Connection, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a recipient; raises where something of it cannot be."""
    said = dict(given)
    mail, webhook = str(said.pop("mail", "")).strip(), str(said.pop("webhook", "")).strip()
    account, grants = str(said.pop("account", "")).strip(), str(said.get("grants", "")).strip()
    if bool(mail) == bool(webhook):
        raise RecipientRefused("Give --mail or --webhook, one of them.", "address")
    if not 0 < len(str(said["name"]).strip()) <= LONGEST_NAME:
        raise RecipientRefused(f"A name of at most {LONGEST_NAME} letters is needed.", "name")
    _check_address(mail, webhook)
    if bool(account) == bool(grants):
        raise RecipientRefused("Give --account or --grants: what may be told follows from the roles.", "account")
    _check_choices(said)
    _check_times(said)
    for one in grants.split(",") if grants else ():
        parse_grant(one)
    try:
        who = accounts.by_name(connection, account).id if account else None
    except UnknownAccount as problem:
        raise RecipientRefused(str(problem), "account") from problem
    kept = {"channel": MAIL if mail else WEBHOOK, "address": mail or webhook, "account_id": who, "grants": grants}
    return {**said, "name": str(said["name"]).strip(), **kept}


def _check_address(mail: str, webhook: str) -> None:
    if mail and not _MAIL.fullmatch(mail):
        raise RecipientRefused(f"'{mail}' is no e-mail address.", "address")
    if webhook and (len(webhook) > LONGEST_ADDRESS or not is_safe_address(webhook)):
        raise RecipientRefused(f"'{webhook}' is no address: https://…, or http:// on this machine itself.", "address")


def _check_choices(said: Mapping[str, Any]) -> None:
    for name, allowed in (("digest", DIGESTS), ("language", LANGUAGES), ("severity", tuple(Severity))):
        if said[name] not in allowed:
            raise RecipientRefused(f"'{said[name]}' is none of: {', '.join(allowed)}.", name)


def _check_times(said: Mapping[str, Any]) -> None:
    for name in ("digest_at", "quiet_from", "quiet_to"):
        if said[name] and not _CLOCK.fullmatch(said[name]):
            raise RecipientRefused(f"'{said[name]}' is no time of day; expected HH:MM.", name)
    if bool(said["quiet_from"]) != bool(said["quiet_to"]):
        raise RecipientRefused("Quiet hours have a beginning and an end, such as 22:00-06:00.", "quiet_to")
