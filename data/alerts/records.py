"""The records of alerts as they travel between the warehouse, the watch, pages and messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from data.periods import Period


class Severity(StrEnum):
    """How much an alert asks for attention, the most first."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


RANK = {one: place for place, one in enumerate(Severity)}
"""Order of severities, the most severe first."""


class Kind(StrEnum):
    """What a rule looks at."""

    THRESHOLD = "threshold"  # a figure beyond a limit
    TARGET = "target"  # what is said of a target became worse
    ANOMALY = "anomaly"  # a figure outside the interval that was forecast before it came
    LATE = "late"  # the newest figure is older than it should be
    PARTS = "parts"  # the parts do not give the whole
    MISSING = "missing"  # some units have no figure of the newest period that the others have
    SIMULATED = "simulated"  # what is shown to leaders rests on simulated figures


class Deed(StrEnum):
    """What happened to an alert."""

    RAISED = "raised"
    BREACHED = "breached"
    CLEARED = "cleared"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    COMMENTED = "commented"
    ESCALATED = "escalated"
    CLOSED = "closed"


class Why(StrEnum):
    """Why an alert was closed."""

    HANDLED = "handled"
    EXPECTED = "expected"
    MISTAKEN = "mistaken"
    DUPLICATE = "duplicate"
    CLEARED = "cleared"  # by the watch: what raised it is gone, and nobody had taken it up


class Stage(StrEnum):
    """How far an alert has come; one follows from the other."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Rule:
    """A version of a rule. `indicators` are codes, empty for all; `parameters` are what its kind needs to know."""

    number: int
    version: int
    kind: Kind
    name_vi: str
    name_en: str
    indicators: tuple[str, ...]
    unit_kinds: tuple[str, ...]
    parameters: Mapping[str, Any]
    severity: Severity
    enabled: bool
    recorded_at: datetime | None = None
    recorded_by: str | None = None
    reason: str | None = None

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True, slots=True)
class Breach:
    """A finding of a rule: about which period, which figure, and what it was held against (`detail`, by its kind).

    `key` tells it from every other finding of the same rule, indicator and unit: a finding with a known key is not new.
    `known_on` is the day from which it could have been known.
    """

    indicator_id: int
    entity_id: int
    key: str
    known_on: date
    period: Period | None = None
    value: float | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as it stands. `breach` is the newest finding, whose `detail` says what there is to say.

    `assigned_id` is the ministry or province that must see to it by `due_on`; `overdue`: it did not by that day.
    """

    id: int
    rule_number: int
    kind: Kind
    severity: Severity
    indicator: str
    entity_id: int
    opened_at: datetime
    breaches: int
    breached_at: datetime
    breach: Breach
    stage: Stage
    overdue: bool
    cleared_at: datetime | None
    acknowledged_at: datetime | None
    assigned_id: int | None
    due_on: date | None
    escalations: int
    closed_at: datetime | None
    closed_why: Why | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules have been applied to: a data version, what else stood (`rules`), and a day.

    `finished_at` is None before the first time; `fault` says why they could not be applied since.
    """

    data_version: int
    rules: str
    day: date | None
    finished_at: datetime | None = None
    beat_at: datetime | None = None
    fault: str | None = None


def seen_of(row: Any | None) -> Seen:
    """The record of the row of `alert_run`; nothing was seen where there is none."""
    if row is None:
        return Seen(0, "", None)
    return Seen(row.data_version, row.rules_print, row.day, row.finished_at, row.beat_at, row.fault)


@dataclass(frozen=True, slots=True)
class AlertEvent:
    """One line of the trail of an alert; what does not belong to its kind is None."""

    id: int
    alert_id: int
    at: datetime
    by: str | None
    deed: Deed
    text: str | None = None
    entity_id: int | None = None
    due_on: date | None = None
    severity: Severity | None = None
    why: Why | None = None
    breach: Breach | None = None
