"""The record of what was done: append-only, each row sealing the one before, the end kept apart."""

import hashlib
import json
import re
from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import Connection, String, func, insert, select, type_coerce, update

from access.clock import utc_now
from access.errors import InvalidAnchor
from access.roles import Viewer
from data.schema_access import audit_entry, audit_head

START = "0" * 64
LONGEST = {"actor": 120, "action": 48, "subject": 500}
LONGEST_DETAIL, LONGEST_VALUE, MOST_ITEMS = 8000, 500, 200
COLUMNS = ("sequence", "at", "actor", "action", "subject", "detail")


class Event(StrEnum):
    """What is recorded; pages translate these, and may record others."""

    LOG_IN = "log-in"
    LOG_IN_FAILED = "log-in-failed"
    LOG_OUT = "log-out"
    SAW_RESTRICTED = "saw-restricted"
    EXPORTED = "exported"
    LOADED = "loaded"
    CLASSIFIED = "classified"
    REFUSED = "refused"
    ACCOUNT_CREATED = "account-created"
    INVITED = "invited"
    RESET_LINK_MADE = "reset-link-made"
    PASSWORD_SET = "password-set"  # noqa: S105  # a name, not a password
    CODES_ON = "codes-on"
    CODES_OFF = "codes-off"
    PAPERS_MADE = "recovery-codes-made"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    GRANTED = "granted"
    GRANT_REVOKED = "grant-revoked"
    SESSIONS_ENDED = "sessions-ended"
    OFFICE_LINKED = "office-linked"
    OFFICE_UNLINKED = "office-unlinked"
    TOKEN_CREATED = "token-created"  # noqa: S105  # a name, not a token
    TOKEN_REVOKED = "token-revoked"  # noqa: S105  # a name, not a token
    TARGET_ADDED = "target-added"
    TARGET_CHANGED = "target-changed"
    TARGET_WITHDRAWN = "target-withdrawn"
    AUDIT_VERIFIED = "audit-verified"
    ALERT_COMMENTED = "alert-commented"
    ALERT_ACKNOWLEDGED = "alert-acknowledged"
    ALERT_ASSIGNED = "alert-assigned"
    ALERT_CLOSED = "alert-closed"
    RULE_WRITTEN = "alert-rule-written"
    RECIPIENT_ADDED = "alert-recipient-added"
    RECIPIENT_CHANGED = "alert-recipient-changed"
    RECIPIENT_STOPPED = "alert-recipient-stopped"
    RECIPIENT_RESUMED = "alert-recipient-resumed"
    RECIPIENT_TRIED = "alert-recipient-tried"
    MESSAGE_SENT_AGAIN = "alert-message-sent-again"
    MESSAGE_DISMISSED = "alert-message-dismissed"
    WALL_STEERED = "wall-steered"
    TASK_ASSIGNED = "task-assigned"
    TASK_NOTED = "task-noted"
    TASK_CHANGED = "task-changed"
    TASK_EXTENDED = "task-extended"
    TASK_DONE = "task-done"
    TASK_REOPENED = "task-reopened"
    TASK_WITHDRAWN = "task-withdrawn"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are read; what is None or empty does not narrow."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends: how many entries, and the hash that seals them. Noted elsewhere, it is an anchor."""

    sequence: int
    hash: str

    def __str__(self) -> str:
        return f"{self.sequence}:{self.hash}"


_e, _h = audit_entry.c, audit_head.c


def actor_of(viewer: Viewer) -> str:
    """How the record names a viewer: an account by its name, token:NAME, desk, or nobody."""
    return f"token:{viewer.name}" if viewer.via in ("token", "screen") else viewer.name or viewer.via


def write(
    connection: Connection,
    actor: str | Viewer,
    action: str,
    subject: str = "",
    detail: Mapping[str, object] | None = None,
    at: datetime | None = None,
) -> int:
    """Append an entry within the caller's transaction, so that a deed and its record stand or fall together.

    Writers queue on the one row of `audit_head`: write it as the last thing before the commit. Long texts are cut,
    and what no database takes is replaced. Returns the entry's sequence.
    """
    name = actor_of(actor) if isinstance(actor, Viewer) else actor
    said = {"actor": name, "action": str(action), "subject": subject}
    row: dict[str, Any] = {key: _plain(text, LONGEST[key]) for key, text in said.items()}
    sequence, previous = _next(connection)
    row |= {"sequence": sequence, "at": at or utc_now(), "detail": _canonical(detail or {})}
    sealed = _seal(previous, row)
    connection.execute(insert(audit_entry).values(**row, previous_hash=previous, hash=sealed))
    connection.execute(update(audit_head).where(_h.id == 1).values(hash=sealed))
    return sequence


def parse_head(text: str) -> Head:
    """Read a head as it is written, NUMBER:HASH; raise `InvalidAnchor`."""
    form = re.fullmatch(r"(\d{1,12}):([0-9a-f]{64})", text.strip(), re.ASCII)
    if form is None:
        raise InvalidAnchor(f"'{text[:80]}' is no anchor; expected NUMBER:HASH as verify-audit prints it.")
    return Head(int(form[1]), form[2])


def head(connection: Connection) -> Head:
    """Where the chain ends now."""
    row = connection.execute(select(_h.sequence, _h.hash).where(_h.id == 1)).first()
    return Head(0, START) if row is None else Head(row.sequence, row.hash)


def verify(connection: Connection, anchor: Head | None = None) -> int | None:
    """Sequence of the first entry that is changed, missing, out of order, cut off or added; None when all is well.

    Args:
        connection: Where the record stands; read entry by entry, while others may go on writing.
        anchor: A head noted earlier outside the database. Whoever may write to the database could make the whole
            chain anew; only an anchor shows that.
    """
    end = head(connection)
    last, previous = 0, START
    with closing(_sealed_rows(connection, end.sequence)) as rows:
        for row in rows:
            last += 1
            if row["sequence"] != last:
                return min(last, int(row["sequence"]))
            if row["previous_hash"] != previous or row["hash"] != _seal(previous, row):
                return last
            if anchor is not None and anchor.sequence == last and anchor.hash != row["hash"]:
                return last
            previous = row["hash"]
    if last != end.sequence:
        return last + 1
    beyond = connection.execute(select(func.min(_e.sequence)).where(_e.sequence > last)).scalar_one()
    if beyond is not None and head(connection) == end:  # or else it was written meanwhile, as it should be
        return int(beyond)
    if previous != end.hash:
        return last
    return last + 1 if anchor is not None and anchor.sequence > last else None


def read(connection: Connection, wanted: Filter | None = None, most: int = 200) -> pd.DataFrame:
    """Entries, the newest first: sequence, at (UTC), actor, action, subject, detail (JSON text).

    Actor and action match whole, subject any part. At most `most` rows; go on with `before` = the last sequence.
    """
    asked = wanted or Filter()
    conditions = [
        *([_e.actor == asked.actor] if asked.actor else []),
        *([_e.action == asked.action] if asked.action else []),
        *([_e.subject.icontains(asked.subject, autoescape=True)] if asked.subject else []),
        *([_e.at >= asked.since] if asked.since else []),
        *([_e.at < asked.until] if asked.until else []),
        *([_e.sequence < asked.before] if asked.before is not None else []),
    ]
    statement = select(*(_e[name] for name in COLUMNS)).where(*conditions).order_by(_e.sequence.desc()).limit(most)
    return pd.DataFrame(connection.execute(statement).all(), columns=list(COLUMNS))


def _next(connection: Connection) -> tuple[int, str]:
    """Take the next number: the row of the head stays locked until the transaction ends, so no two take the same."""
    step = update(audit_head).where(_h.id == 1).values(sequence=_h.sequence + 1).returning(_h.sequence, _h.hash)
    row = connection.execute(step).first()
    if row is None:  # tables that no migration made
        connection.execute(insert(audit_head).values(id=1, sequence=0, hash=START))
        row = connection.execute(step).one()
    return row.sequence, row.hash


def _sealed_rows(connection: Connection, last: int) -> Generator[dict[str, Any], None, None]:
    """Rows up to the last as they are stored: a time that is no time must be found, not fail to be read."""
    lite = connection.dialect.name == "sqlite"
    at = type_coerce(_e.at, String).label("at") if lite else _e.at
    columns = (_e.sequence, at, *(_e[name] for name in (*COLUMNS[2:], "previous_hash", "hash")))
    statement = select(*columns).where(_e.sequence <= last).order_by(_e.sequence)
    with connection.execute(statement.execution_options(yield_per=1000)) as rows:
        for row in rows.mappings():
            yield dict(row)


def _seal(previous: str, row: Mapping[str, Any]) -> str:
    """SHA-256 over the hash before and the row, whose time is written as SQLite keeps it."""
    at = row["at"].strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(row["at"], datetime) else row["at"]
    said = [row["sequence"], at, *(row[name] for name in COLUMNS[2:])]
    return hashlib.sha256((previous + json.dumps(said, default=str)).encode()).hexdigest()


def _canonical(detail: Mapping[str, object]) -> str:
    """The detail as JSON that is the same whenever it says the same; cut to what a row may hold."""
    said = {_plain(str(key), 80): _small(value) for key, value in detail.items()}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return text if len(text) <= LONGEST_DETAIL else json.dumps({"cut": True, "length": len(text)}, sort_keys=True)


def _small(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        items = [_plain(str(item), LONGEST_VALUE) for item in value]
        return items if len(items) <= MOST_ITEMS else [*items[:MOST_ITEMS], f"… +{len(items) - MOST_ITEMS}"]
    return _plain(str(value), LONGEST_VALUE)


def _plain(text: str, most: int) -> str:
    """The text without what no database takes, cut with a mark."""
    clean = text.encode("utf-8", "replace").decode().replace("\0", "�")
    return clean if len(clean) <= most else clean[: most - 1] + "…"
