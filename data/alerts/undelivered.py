"""Messages that did not arrive, or may not have: what an operator is shown of them, and what they decide.

A message that may have been sent is never sent again by itself; a person who asks for it knows that it may come twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, select, update

from data.clock import utc_now
from data.engine import saying_what_is_wrong
from data.schema_alerts import alert_event, alert_message, alert_message_event, alert_recipient

UNCERTAIN, FAILED, WAITING, DISMISSED = "uncertain", "failed", "waiting", "dismissed"
STANDING = (UNCERTAIN, FAILED, WAITING)
"""States that a person may end or try again; the others are on their way, or done."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that is not known to have arrived: to whom, since when, why, about which alerts."""

    id: int
    recipient_id: int
    recipient: str
    channel: str
    address: str
    state: str
    made_at: datetime
    tries: int
    not_before: datetime
    fault: str
    alerts: tuple[int, ...]


def undelivered(engine: Engine, most: int = 50) -> tuple[Undelivered, ...]:
    """Messages with a fault: those that need a decision first, then the newest first."""
    message, recipient = alert_message.c, alert_recipient.c
    query = (
        select(
            message.id, message.recipient_id, recipient.name.label("recipient"), recipient.channel, recipient.address,
            message.state, message.made_at, message.tries, message.not_before, message.fault,
        )
        .join(alert_recipient, recipient.id == message.recipient_id)
        .where(message.fault.is_not(None), message.state.in_(STANDING))
        .order_by(message.state == WAITING, message.id.desc())
        .limit(most)
    )  # fmt: skip
    with saying_what_is_wrong(engine), engine.connect() as connection:
        rows = connection.execute(query).all()
        about = _alerts(connection, [row.id for row in rows])
    return tuple(Undelivered(**row._mapping, alerts=about.get(row.id, ())) for row in rows)


def _alerts(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    told = alert_message_event.c
    query = (
        select(told.message_id, alert_event.c.alert_id)
        .join(alert_event, alert_event.c.id == told.event_id)
        .where(told.message_id.in_(list(ids)))
        .distinct()
        .order_by(told.message_id, alert_event.c.alert_id)
    )
    found: dict[int, tuple[int, ...]] = {}
    for message, alert in connection.execute(query):
        found[message] = (*found.get(message, ()), alert)
    return found


def send_again(connection: Connection, number: int) -> bool:
    """Let a message be tried anew at the next look; False where it is on its way, has arrived, or is not there."""
    now = utc_now()
    return _end(connection, number, state=WAITING, not_before=now, tries=0, fault=None)


def dismiss(connection: Connection, number: int) -> bool:
    """Try a message no more; its fault stays with it."""
    return _end(connection, number, state=DISMISSED)


def _end(connection: Connection, number: int, **values: object) -> bool:
    standing = (alert_message.c.id == number, alert_message.c.state.in_(STANDING), alert_message.c.fault.is_not(None))
    return connection.execute(update(alert_message).where(*standing).values(**values)).rowcount == 1
