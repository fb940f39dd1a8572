"""The outbox: who is told of alerts, what they still have to be told, and how far each message is.

An event is told to a recipient in one message (a key says so), and a message is taken by one sender at a time. What
ends between being handed over and being confirmed is *uncertain*: it may have been sent, so it is not sent again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from data.alerts.records import RANK, Deed, Severity
from data.clock import utc_now
from data.engine import saying_what_is_wrong
from data.schema_alerts import alert, alert_event, alert_message, alert_message_event, alert_recipient

TOLD = (Deed.RAISED, Deed.BREACHED, Deed.ASSIGNED, Deed.ESCALATED, Deed.CLOSED)
"""Which events recipients are told of."""
WAITS = (1, 5, 15, 60)
"""Minutes before the next try, by tries; the last goes on."""
MOST_TRIES = 24


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told. Without an account the `grants` decide what of; times are HH:MM in Viet Nam, empty for never.

    `tried_at` (UTC), `tried_by` and `tried_fault` tell of the last trial message; no fault: the other side took it.
    """

    id: int
    name: str
    channel: str
    address: str
    account_id: int | None
    grants: str
    severity: Severity
    language: str
    digest: str
    digest_at: str
    quiet_from: str
    quiet_to: str
    urgent_anyway: bool
    active: bool
    tried_at: datetime | None = None
    tried_by: str | None = None
    tried_fault: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """Events that a recipient was not told of yet: their ids, when the first happened, and whether one is critical."""

    events: tuple[int, ...]
    first_at: datetime
    urgent: bool


@dataclass(frozen=True, slots=True)
class Message:
    """A message on its way: to whom, which events of which alerts."""

    id: int
    recipient_id: int
    tries: int
    events: tuple[tuple[int, int, Deed], ...]


class Outbox:
    """One warehouse's outbox."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def recipients(self) -> tuple[Recipient, ...]:
        names = [field.name for field in fields(Recipient)]
        query = select(*(alert_recipient.c[name] for name in names)).order_by(alert_recipient.c.id)
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            return tuple(
                Recipient(**{**row._mapping, "severity": Severity(row.severity)}) for row in connection.execute(query)
            )

    def add(self, connection: Connection, **said: Any) -> int:
        """Write a recipient, who is told of what happens from now on; returns its number."""
        newest = connection.execute(select(func.coalesce(func.max(alert_event.c.id), 0))).scalar_one()
        made = connection.execute(insert(alert_recipient).values(**said, active=True, since_event=newest))
        return int(made.inserted_primary_key[0])  # type: ignore[index]  # one row was inserted, so it has a key

    def change(self, connection: Connection, number: int, **said: Any) -> bool:
        """Tell a recipient otherwise from now on; what waits for it goes to the new address. False: there is none."""
        changed = update(alert_recipient).where(alert_recipient.c.id == number)
        return connection.execute(changed.values(**said)).rowcount == 1

    def stop(self, connection: Connection, number: int) -> bool:
        """Tell a recipient nothing more."""
        gone = update(alert_recipient).where(alert_recipient.c.id == number, alert_recipient.c.active.is_(True))
        return connection.execute(gone.values(active=False)).rowcount == 1

    def resume(self, connection: Connection, number: int) -> bool:
        """Tell a recipient that was stopped what happens from now on."""
        newest = select(func.coalesce(func.max(alert_event.c.id), 0)).scalar_subquery()
        back = update(alert_recipient).where(alert_recipient.c.id == number, alert_recipient.c.active.is_(False))
        return connection.execute(back.values(active=True, since_event=newest)).rowcount == 1

    def pending(self, one: Recipient) -> Pending | None:
        """What a recipient still has to be told; None where there is nothing."""
        told = exists().where(
            alert_message_event.c.event_id == alert_event.c.id, alert_message_event.c.recipient_id == one.id
        )
        severe = [word.value for word, place in RANK.items() if place <= RANK[one.severity]]
        since = select(alert_recipient.c.since_event).where(alert_recipient.c.id == one.id).scalar_subquery()
        query = (
            select(alert_event.c.id, alert_event.c.at, alert.c.severity)
            .join(alert, alert.c.id == alert_event.c.alert_id)
            .where(
                alert_event.c.id > since,
                alert_event.c.kind.in_([deed.value for deed in TOLD]),
                alert.c.severity.in_(severe),
                ~told,
            )
            .order_by(alert_event.c.id)
        )
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        if not rows:
            return None
        urgent = any(row.severity == Severity.CRITICAL.value for row in rows)
        return Pending(tuple(row.id for row in rows), rows[0].at, urgent)

    def put(self, one: Recipient, events: Sequence[int], now: datetime) -> bool:
        """Make a message of events; all or nothing, and no event twice. False: another watch was quicker."""
        said = {"recipient_id": one.id, "state": "waiting", "made_at": now, "not_before": now, "tries": 0}
        with saying_what_is_wrong(self._engine):
            try:
                with self._engine.begin() as connection:
                    made = connection.execute(insert(alert_message).values(**said))
                    id = int(made.inserted_primary_key[0])  # type: ignore[index]  # one row was inserted, so it has a key
                    rows = [{"recipient_id": one.id, "event_id": event, "message_id": id} for event in events]
                    connection.execute(insert(alert_message_event), rows)
            except IntegrityError:
                return False
        return True

    def waiting(self, now: datetime) -> tuple[Message, ...]:
        """Messages that may be tried now, the oldest first; whatever the clock did, none waits longer than an hour."""
        table = alert_message.c
        furthest = now + timedelta(minutes=WAITS[-1])
        query = select(table.id, table.recipient_id, table.tries).where(
            table.state == "waiting", (table.not_before <= now) | (table.not_before > furthest)
        )
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            rows = connection.execute(query.order_by(table.id)).all()
            return tuple(Message(row.id, row.recipient_id, row.tries, self._events(connection, row.id)) for row in rows)

    @staticmethod
    def _events(connection: Connection, id: int) -> tuple[tuple[int, int, Deed], ...]:
        query = (
            select(alert_event.c.id, alert_event.c.alert_id, alert_event.c.kind)
            .join(alert_message_event, alert_message_event.c.event_id == alert_event.c.id)
            .where(alert_message_event.c.message_id == id)
            .order_by(alert_event.c.id)
        )
        return tuple((row[0], row[1], Deed(row[2])) for row in connection.execute(query))

    # -- on its way

    def claim(self, one: Message, now: datetime) -> bool:
        """Take a message for oneself; False where another sender was quicker."""
        return self._turn(one, "waiting", one.tries, state="sending", claimed_at=now, tries=one.tries + 1)

    def handing(self, one: Message) -> bool:
        """Say that from here on it may have been sent; False where another sender has taken it since."""
        return self._turn(one, "sending", one.tries + 1, state="handing")

    def sent(self, one: Message) -> None:
        self._end(one, state="sent", sent_at=utc_now(), fault=None)

    def nothing(self, one: Message) -> None:
        """Say that there was nothing in it that the recipient may be told."""
        self._end(one, state="nothing", fault=None)

    def later(self, one: Message, fault: str, now: datetime) -> None:
        """Say why it was not sent, and when it is tried again; after many tries, never."""
        tries = one.tries + 1
        wait = timedelta(minutes=WAITS[min(tries, len(WAITS)) - 1])
        state = "failed" if tries >= MOST_TRIES else "waiting"
        self._end(one, state=state, not_before=now + wait, fault=fault[:500])

    def refused(self, one: Message, fault: str) -> None:
        """Say that it cannot be sent to where it goes: it is not tried again until a person asks for it."""
        self._end(one, state="failed", fault=fault[:500])

    def uncertain(self, one: Message, fault: str) -> None:
        self._end(one, state="uncertain", fault=fault[:500])

    def recover(self, now: datetime, left: timedelta) -> None:
        """Take up what a sender left that has not ended after so long: not handed over, it waits; else it is uncertain.

        So is what was taken in the future: the clock was ahead then, and was set right since.
        """
        old = (alert_message.c.claimed_at < now - left) | (alert_message.c.claimed_at > now + left)
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            for state, becomes in (("sending", "waiting"), ("handing", "uncertain")):
                fault = "the sender ended before it was confirmed" if becomes == "uncertain" else None
                theirs = update(alert_message).where(alert_message.c.state == state, old)
                connection.execute(theirs.values(state=becomes, fault=fault))

    def states(self) -> dict[str, int]:
        """How many messages are in which state."""
        query = select(alert_message.c.state, func.count()).group_by(alert_message.c.state)
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            return {str(state): int(count) for state, count in connection.execute(query)}

    def faults(self, most: int = 5) -> tuple[str, ...]:
        """Why the newest messages that are not sent are not, each with whom it goes to."""
        table = alert_message.c
        query = (
            select(alert_recipient.c.name, table.state, table.fault)
            .join(alert_recipient, alert_recipient.c.id == table.recipient_id)
            .where(table.fault.is_not(None))
            .order_by(table.id.desc())
            .limit(most)
        )
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            return tuple(f"{name}, {state}: {fault}" for name, state, fault in connection.execute(query))

    def _turn(self, one: Message, before: str, tried: int, **values: Any) -> bool:
        """Change a message that is still in this state after so many tries; False where it is not."""
        message = alert_message.c
        still = update(alert_message).where(message.id == one.id, message.state == before, message.tries == tried)
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            return connection.execute(still.values(**values)).rowcount == 1

    def _end(self, one: Message, **values: Any) -> None:
        """Write how a try ended, unless another sender has begun the next: the number of tries tells."""
        ended = update(alert_message).where(alert_message.c.id == one.id, alert_message.c.tries == one.tries + 1)
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            connection.execute(ended.values(**values))
