"""Telling whoever wants to be told: what is due becomes a message, and each message is sent once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from access.roles import Viewer
from alerts.channels import NotSent, send
from alerts.letter import Letter, letter
from alerts.timing import due
from data.alerts.outbox import Message, Outbox, Recipient
from data.clock import utc_now
from data.errors import WarehouseError
from data.questions import Questions
from settings import Settings

Viewing = Callable[[Recipient], Viewer | None]
Telling = Callable[[Recipient, Letter], None]
LEFT = timedelta(minutes=5)
"""A sender that has not ended after so long was killed."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the messages of one round."""

    sent: int = 0
    faults: tuple[str, ...] = ()


class Delivery:
    """One warehouse's outbox and the ways out of it."""

    def __init__(
        self, outbox: Outbox, questions: Questions, settings: Settings, viewer: Viewing, telling: Telling
    ) -> None:
        """`viewer` says with whose eyes a recipient sees, or None for nobody's.

        `telling` writes down, before it is sent, that somebody is told of restricted figures.
        """
        self._outbox, self._questions, self._settings = outbox, questions, settings
        self._viewer, self._telling = viewer, telling

    def run(self, now: datetime | None = None) -> Delivered:
        """Put what is due into the outbox, and send what waits there."""
        now = now or utc_now()
        self._outbox.recover(now, LEFT)
        by_id = {one.id: one for one in self._outbox.recipients()}
        for one in by_id.values():
            pending = self._outbox.pending(one) if one.active else None
            if pending is not None and due(one, pending, now):
                self._outbox.put(one, pending.events, now)
        tried = [self._send(one, by_id[one.recipient_id], now) for one in self._outbox.waiting(now)]
        faults = tuple(one for one in tried if isinstance(one, str))
        return Delivered(sum(one is True for one in tried), faults)

    def _send(self, message: Message, one: Recipient, now: datetime) -> bool | str:
        """Send one message; returns whether there was something to send, or why it was not, in a sentence."""
        if not self._outbox.claim(message, now):
            return False
        try:
            found = self._letter(message, one)
            if found is None:
                self._outbox.nothing(message)
                return False
            self._hand_over(message, one, found)
        except Taken:
            return False
        except WarehouseError:
            raise
        except Exception as problem:  # what one message cannot do must not keep the others back
            return self._keep(message, one, problem, now)
        self._outbox.sent(message)
        return True

    def _letter(self, message: Message, one: Recipient) -> Letter | None:
        """What is sent; None where there is nothing that the recipient may be told now."""
        viewer = self._viewer(one) if one.active else None
        if viewer is None:
            return None
        return letter(self._questions, viewer, one, message.events, self._settings.public_address)

    def _hand_over(self, message: Message, one: Recipient, found: Letter) -> None:
        if found.restricted:
            self._telling(one, found)
        send(self._settings, one, found, f"alert-message-{message.id}", lambda: self._handing(message))

    def _keep(self, message: Message, one: Recipient, problem: Exception, now: datetime) -> str:
        """Keep why a message was not sent, and what becomes of it; returns the reason."""
        expected = isinstance(problem, NotSent)
        told = str(problem) if expected else f"The message could not be made: {type(problem).__name__}: {problem}"
        log.warning("message %s to %s was not sent: %s", message.id, one.name, told, exc_info=not expected)
        if isinstance(problem, NotSent) and problem.maybe:
            self._outbox.uncertain(message, told)
        elif isinstance(problem, NotSent) and problem.for_good:
            self._outbox.refused(message, told)
        else:
            self._outbox.later(message, told, now)
        return told

    def _handing(self, message: Message) -> None:
        if not self._outbox.handing(message):
            raise Taken


class Taken(Exception):
    """Another sender took the message while this one was held up: it is that one's to send."""
