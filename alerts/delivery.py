"""Telling whoever wants to be told: what is due becomes a message, and each message is sent once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from access.roles import Viewer
from alerts.channels import NotSent, by_mail, by_webhook
from alerts.letter import Letter, letter
from alerts.timing import due
from data.alerts.outbox import Message, Outbox, Recipient
from data.clock import utc_now
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
        viewer = self._viewer(one) if one.active else None
        found = viewer and letter(self._questions, viewer, one, message.events, self._settings.public_address)
        if not found:
            self._outbox.nothing(message.id)
            return False
        if found.restricted:
            self._telling(one, found)
        key = f"alert-message-{message.id}"
        try:
            if one.channel == "webhook":
                by_webhook(self._settings, one.address, found, key)
            else:
                by_mail(self._settings, one.address, found, key, lambda: self._handing(message))
        except NotSent as problem:
            log.warning("message %s to %s was not sent: %s", message.id, one.name, problem)
            if problem.maybe:
                self._outbox.uncertain(message.id, str(problem))
            else:
                self._outbox.later(message, str(problem), now)
            return str(problem)
        self._outbox.sent(message.id)
        return True

    def _handing(self, message: Message) -> None:
        if not self._outbox.handing(message.id):
            raise NotSent("Another sender took the message.")
