"""Questions about alerts: which are open or were, one with its trail, and the rules that raise them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select

from data.alerts.records import RANK, Alert, AlertEvent, Breach, Deed, Kind, Rule, Seen, Severity, Stage, Why, seen_of
from data.periods import Grain, Period
from data.questions import calls
from data.questions.asking import Asking
from data.questions.registry import Registry
from data.recast import end_of_day
from data.schema import indicator as indicator_table
from data.schema_alerts import alert, alert_breach, alert_event, alert_rule, alert_run

OPEN, CLOSED, EVERY = "open", "closed", "every"
FOUND = ("key", "known_on", "grain", "period_end", "value", "detail", "simulated")


@dataclass(frozen=True, slots=True)
class Sought:
    """Which alerts; what is None or empty does not narrow. Moments are from (inclusive) and until (exclusive), UTC."""

    which: str = OPEN
    ids: tuple[int, ...] | None = None
    indicator_id: int | None = None
    entity_id: int | None = None
    assigned_id: int | None = None
    rule_number: int | None = None
    opened: tuple[datetime, datetime] | None = None
    closed: tuple[datetime, datetime] | None = None


def newest_rules() -> Select[Any]:
    """The newest version of every rule, with its kind."""
    last = select(alert_rule.c.number, func.max(alert_rule.c.version).label("version"))
    last_ = last.group_by(alert_rule.c.number).subquery("last_rule")
    same = (last_.c.number == alert_rule.c.number) & (last_.c.version == alert_rule.c.version)
    return select(alert_rule).join(last_, same)


def rules(asking: Asking, known: frozenset[str]) -> tuple[Rule, ...]:
    """The newest version of every rule, by number; of the indicators that it names, those that may be known of.

    A rule about nothing but what may not be seen is left out.
    """
    rows = asking.connection.execute(newest_rules().order_by(alert_rule.c.number)).all()
    found = [(row, rule_of(row)) for row in rows]
    return tuple(_narrowed(one, known) for _row, one in found if not one.indicators or set(one.indicators) & known)


def rule_history(asking: Asking, number: int, known: frozenset[str]) -> tuple[Rule, ...]:
    """Every version of a rule, the newest first."""
    query = select(alert_rule).where(alert_rule.c.number == number).order_by(alert_rule.c.version.desc())
    return tuple(_narrowed(rule_of(row), known) for row in asking.connection.execute(query))


def _narrowed(rule: Rule, known: frozenset[str]) -> Rule:
    return replace(rule, indicators=tuple(code for code in rule.indicators if code in known))


def rule_of(row: Row[Any]) -> Rule:
    """A row of the table as a record."""
    return Rule(
        number=row.number,
        version=row.version,
        kind=Kind(row.kind),
        name_vi=row.name_vi,
        name_en=row.name_en,
        indicators=tuple(filter(None, row.indicators.split(","))),
        unit_kinds=tuple(filter(None, row.unit_kinds.split(","))),
        parameters=json.loads(row.parameters),
        severity=Severity(row.severity),
        enabled=bool(row.enabled),
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        reason=row.reason,
    )


def listed(asking: Asking, registry: Registry, day: date, sought: Sought) -> tuple[Alert, ...]:
    """Alerts, the most severe first, then the newest finding first."""
    kinds = newest_rules().subquery("rule")
    about = [
        alert_breach.c[name] for name in ("key", "known_on", "grain", "period_end", "value", "detail", "simulated")
    ]
    query = (
        select(alert, kinds.c.kind, indicator_table.c.code.label("indicator"), *about)
        .join(kinds, kinds.c.number == alert.c.rule_number)
        .join(alert_breach, alert_breach.c.id == alert.c.last_breach_id)
        .join(indicator_table, indicator_table.c.id == alert.c.indicator_id)
        .where(*_conditions(asking, sought), *asking.seen(alert))
        .order_by(_rank(), alert.c.breached_at.desc(), alert.c.id.desc())
        .limit(asking.most)
    )
    rows = asking.connection.execute(query).all()
    told = {row.id for row in calls.telling(asking, registry, (row for row in rows if row.kind == Kind.TARGET))}
    rows = [row for row in rows if row.kind != Kind.TARGET or row.id in told]
    asking.noted.update((row.indicator_id, row.entity_id) for row in rows if row.indicator_id in asking.restricted)
    return tuple(_alert(row, day) for row in rows)


def _conditions(asking: Asking, sought: Sought) -> list[ColumnElement[bool]]:
    names = ("indicator_id", "entity_id", "assigned_id", "rule_number")
    found: list[ColumnElement[bool]] = []
    found += [alert.c[name] == getattr(sought, name) for name in names if getattr(sought, name) is not None]
    found += _which(asking, sought.which)
    if sought.ids is not None:
        found.append(alert.c.id.in_(sought.ids))
    for column, span in ((alert.c.opened_at, sought.opened), (alert.c.closed_at, sought.closed)):
        if span is not None:
            found += [column >= span[0], column < span[1]]
    return found


def _which(asking: Asking, which: str) -> list[ColumnElement[bool]]:
    """Conditions for what is open or closed, now or at the end of a day."""
    closed = alert.c.closed_at
    if asking.as_of is None:
        now: dict[str, list[ColumnElement[bool]]] = {OPEN: [closed.is_(None)], CLOSED: [closed.is_not(None)]}
        return now.get(which, [])
    end = end_of_day(asking.as_of)
    was: dict[str, list[ColumnElement[bool]]] = {
        OPEN: [or_(closed.is_(None), closed >= end)],
        CLOSED: [closed < end],
    }
    return [alert.c.opened_at < end, *was.get(which, [])]


def _rank() -> ColumnElement[int]:
    return case({one.value: place for one, place in RANK.items()}, value=alert.c.severity)


def _alert(row: Row[Any], day: date) -> Alert:
    closed = row.closed_at is not None
    return Alert(
        id=row.id,
        rule_number=row.rule_number,
        kind=Kind(row.kind),
        severity=Severity(row.severity),
        indicator=row.indicator,
        entity_id=row.entity_id,
        opened_at=row.opened_at,
        breaches=row.breaches,
        breached_at=row.breached_at,
        breach=breach_of(row),
        stage=_stage(row),
        overdue=not closed and row.due_on is not None and row.due_on < day,
        cleared_at=row.cleared_at,
        acknowledged_at=row.acknowledged_at,
        assigned_id=row.assigned_id,
        due_on=row.due_on,
        escalations=row.escalations,
        closed_at=row.closed_at,
        closed_why=Why(row.closed_why) if row.closed_why else None,
    )


def _stage(row: Row[Any]) -> Stage:
    if row.closed_at is not None:
        return Stage.CLOSED
    if row.assigned_id is not None:
        return Stage.ASSIGNED
    return Stage.OPEN if row.acknowledged_at is None else Stage.ACKNOWLEDGED


def breach_of(row: Row[Any]) -> Breach:
    """The finding in a row of `alert_breach`, or of a query that has its columns."""
    return Breach(
        indicator_id=row.indicator_id,
        entity_id=row.entity_id,
        key=row.key,
        known_on=row.known_on,
        period=None if row.period_end is None else Period(row.period_end, Grain(row.grain)),
        value=row.value,
        detail=json.loads(row.detail),
        simulated=bool(row.simulated),
    )


def trail(asking: Asking, ids: Sequence[int]) -> tuple[AlertEvent, ...]:
    """What happened to alerts, the newest first; to those that may be seen."""
    names = (*FOUND, "indicator_id", "entity_id")
    about = [alert_breach.c[name].label("unit" if name == "entity_id" else name) for name in names]
    query = (
        select(alert_event, *about)
        .join(alert, alert.c.id == alert_event.c.alert_id)
        .outerjoin(alert_breach, alert_breach.c.id == alert_event.c.breach_id)
        .where(alert_event.c.alert_id.in_(ids), *asking.seen(alert))
        .order_by(alert_event.c.id.desc())
        .limit(asking.most)
    )
    return tuple(_event(row) for row in asking.connection.execute(query))


def _event(row: Row[Any]) -> AlertEvent:
    found = None
    if row.breach_id is not None:
        period = None if row.period_end is None else Period(row.period_end, Grain(row.grain))
        said = (period, row.value, json.loads(row.detail), bool(row.simulated))
        found = Breach(row.indicator_id, row.unit, row.key, row.known_on, *said)
    return AlertEvent(
        id=row.id,
        alert_id=row.alert_id,
        at=row.at,
        by=row.by,
        deed=Deed(row.kind),
        text=row.text,
        entity_id=row.entity_id,
        due_on=row.due_on,
        severity=Severity(row.severity) if row.severity else None,
        why=Why(row.why) if row.why else None,
        breach=found,
    )


def watched(asking: Asking) -> Seen:
    """How far the rules have seen the warehouse."""
    return seen_of(asking.connection.execute(select(alert_run)).first())
