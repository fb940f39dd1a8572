"""The book of alerts: what rules found is written once, and what people do with an alert becomes its trail.

Everything writes within the transaction of the caller. `alert` is kept beside the events in the same transaction.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from data.alerts.records import Breach, Deed, Rule, Severity, Why
from data.clock import utc_now
from data.errors import AlertRefused
from data.questions.sight import FULL, Sight
from data.schema_alerts import alert, alert_breach, alert_event

HIGHER = {Severity.INFO: Severity.WARNING, Severity.WARNING: Severity.CRITICAL, Severity.CRITICAL: Severity.CRITICAL}
LONGEST = 2000
BY_PEOPLE = (Why.HANDLED, Why.EXPECTED, Why.MISTAKEN, Why.DUPLICATE)
"""Why a person closes an alert; that it cleared by itself, the watch says alone."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the findings of a rule: alerts raised, findings added to open ones, alerts that cleared."""

    raised: int = 0
    added: int = 0
    cleared: int = 0


class AlertBook:
    """Writes alerts, `by` somebody who sees what `sight` leaves; without a name it is the watch."""

    def __init__(
        self, connection: Connection, by: str | None = None, *, sight: Sight = FULL, now: datetime | None = None
    ) -> None:
        self._connection, self._by, self._sight = connection, by, sight
        self._now = now or utc_now()

    # -- what the rules found

    def apply(self, rule: Rule, found: Sequence[Breach], version: int, among: frozenset[int] | None = None) -> Applied:
        """Write what is new among what a rule finds now; a finding with a known key is not, whatever became of it.

        An alert of the rule that is found no more is cleared; the watch closes it where nobody has taken it up. `among`
        are ids of the indicators that the rule looked at (None: all of its own); alerts of others stay as they are.
        """
        known = self._keys(rule.number)
        held = {(row.indicator_id, row.entity_id): row for row in self._open(rule.number)}
        raised = added = 0
        for one in found:
            series = (one.indicator_id, one.entity_id)
            if (*series, one.key) in known:
                continue
            known.add((*series, one.key))
            if series in held:
                self._add(held[series].id, rule, one, version)
                added += 1
            else:
                self._raise(rule, one, version)
                raised += 1
                held = {(row.indicator_id, row.entity_id): row for row in self._open(rule.number)}
        still = {(one.indicator_id, one.entity_id) for one in found}
        return Applied(raised, added, self.clear(rule.number, still, among))

    def _keys(self, number: int) -> set[tuple[int, int, str]]:
        table = alert_breach.c
        query = select(table.indicator_id, table.entity_id, table.key).where(table.rule_number == number)
        return {(row[0], row[1], row[2]) for row in self._connection.execute(query)}

    def _open(self, number: int) -> Sequence[Row[Any]]:
        query = select(alert).where(alert.c.rule_number == number, alert.c.closed_at.is_(None))
        return self._connection.execute(query).all()

    def _raise(self, rule: Rule, one: Breach, version: int) -> None:
        said = {
            "rule_number": rule.number,
            "indicator_id": one.indicator_id,
            "entity_id": one.entity_id,
            "severity": rule.severity.value,
            "opened_at": self._now,
            "breached_at": self._now,
            "breaches": 1,
            "escalations": 0,
        }
        number = self._id(self._connection.execute(insert(alert).values(**said)))
        breach = self._breach(number, rule, one, version)
        self._change(number, last_breach_id=breach)
        self._event(number, Deed.RAISED, breach_id=breach, severity=rule.severity.value)

    def _add(self, number: int, rule: Rule, one: Breach, version: int) -> None:
        breach = self._breach(number, rule, one, version)
        counted = {"breaches": alert.c.breaches + 1, "last_breach_id": breach, "breached_at": self._now}
        self._change(number, **counted, cleared_at=None)
        self._event(number, Deed.BREACHED, breach_id=breach)

    def _breach(self, number: int, rule: Rule, one: Breach, version: int) -> int:
        said = {
            "alert_id": number,
            "rule_number": rule.number,
            "indicator_id": one.indicator_id,
            "entity_id": one.entity_id,
            "key": one.key[:80],
            "found_at": self._now,
            "known_on": one.known_on,
            "grain": one.period.grain.value if one.period else None,
            "period_end": one.period.end if one.period else None,
            "value": one.value,
            "detail": json.dumps(dict(one.detail), sort_keys=True),
            "simulated": one.simulated,
            "data_version": version,
        }
        return self._id(self._connection.execute(insert(alert_breach).values(**said)))

    def clear(self, number: int, still: set[tuple[int, int]], among: frozenset[int] | None = None) -> int:
        """Clear the open alerts of a rule but for those of the series that are `still` found; returns how many.

        `among` narrows it to those of some indicators.
        """
        gone = [
            row
            for row in self._open(number)
            if (row.indicator_id, row.entity_id) not in still
            and row.cleared_at is None
            and (among is None or row.indicator_id in among)
        ]
        for row in gone:
            self._change(row.id, cleared_at=self._now)
            self._event(row.id, Deed.CLEARED)
            if row.acknowledged_at is None and row.assigned_id is None:
                self._close(row.id, Why.CLEARED, "")
        return len(gone)

    def escalate(self, day: date) -> int:
        """Escalate alerts whose last day has passed, once for each such day; returns how many."""
        query = select(alert).where(alert.c.closed_at.is_(None), alert.c.due_on < day)
        made = 0
        for row in self._connection.execute(query).all():
            told = select(alert_event.c.id).where(
                alert_event.c.alert_id == row.id,
                alert_event.c.kind == Deed.ESCALATED.value,
                alert_event.c.due_on == row.due_on,
            )
            if self._connection.execute(told).first() is None:
                higher = HIGHER[Severity(row.severity)].value
                self._change(row.id, severity=higher, escalations=row.escalations + 1)
                self._event(row.id, Deed.ESCALATED, due_on=row.due_on, severity=higher, entity_id=row.assigned_id)
                made += 1
        return made

    # -- what people do

    def acknowledge(self, number: int) -> None:
        """Say that one knows of an alert; saying it again changes nothing."""
        if self._standing(number).acknowledged_at is None:
            self._change(number, acknowledged_at=self._now)
            self._event(number, Deed.ACKNOWLEDGED)

    def assign(self, number: int, unit_id: int, due_on: date | None, text: str, *, today: date) -> None:
        """Give an alert to a ministry or province, until a day from today on."""
        row = self._standing(number)
        if due_on is None or due_on < today:
            raise AlertRefused(f"'{due_on}' is no day from today on.", "due_on")
        self._change(number, assigned_id=unit_id, due_on=due_on, acknowledged_at=row.acknowledged_at or self._now)
        self._event(number, Deed.ASSIGNED, entity_id=unit_id, due_on=due_on, text=self._text(text, needed=False))

    def comment(self, number: int, text: str) -> None:
        self._standing(number)
        self._event(number, Deed.COMMENTED, text=self._text(text))

    def close(self, number: int, why: str, text: str) -> None:
        """Close an alert, with one of the reasons that people have and a sentence."""
        self._standing(number)
        if why not in {one.value for one in BY_PEOPLE}:
            raise AlertRefused(f"'{why}' is no reason to close an alert.", "why")
        self._close(number, Why(why), self._text(text) or "")

    def _text(self, text: str, *, needed: bool = True) -> str | None:
        if (needed and not text.strip()) or len(text) > LONGEST:
            raise AlertRefused(f"A text of at most {LONGEST} letters is needed.", "text")
        return text.strip() or None

    def _standing(self, number: int) -> Row[Any]:
        row = self._connection.execute(select(alert).where(alert.c.id == number)).first()
        if row is None or not self._sight.sees(row.indicator_id, row.entity_id):
            raise AlertRefused(f"There is no alert {number}.", "number")
        if row.closed_at is not None:
            raise AlertRefused(f"Alert {number} is closed.", "closed")
        return row

    def _close(self, number: int, why: Why, text: str) -> None:
        self._change(number, closed_at=self._now, closed_why=why.value)
        self._event(number, Deed.CLOSED, why=why.value, text=text or None)

    def _change(self, number: int, **values: Any) -> None:
        self._connection.execute(update(alert).where(alert.c.id == number).values(**values))

    def _event(self, number: int, deed: Deed, **values: Any) -> None:
        said = {"alert_id": number, "at": self._now, "by": self._by, "kind": deed.value}
        self._connection.execute(insert(alert_event).values(**said, **values))

    @staticmethod
    def _id(made: Any) -> int:
        return int(made.inserted_primary_key[0])
