"""Rules as records: what their kinds need to know, how one is checked, written and changed; nothing is overwritten."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, select

from data.alerts.records import Kind, Severity
from data.clock import utc_now
from data.errors import RuleRefused
from data.questions.registry import Registry
from data.schema_alerts import alert_rule

OPERATORS = (">", ">=", "<", "<=")
LEVELS = (80, 95)
UNIT_KINDS = ("nation", "region", "province")
GRAINS = ("D", "M", "Q", "A")
LONGEST = 200


class RuleFault(StrEnum):
    """Kinds of faults of a rule, by which pages translate them."""

    NUMBER = "number"
    KIND = "kind"
    NAME = "name"
    INDICATOR = "indicator"
    UNITS = "units"
    PARAMETER = "parameter"
    SEVERITY = "severity"
    REASON = "reason"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fault: of which kind, what came, what was expected; of a parameter, which one."""

    fault: RuleFault
    came: str
    expected: str
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as somebody hands it over. Parameters are numbers and words as they will be kept."""

    kind: str
    name_vi: str
    name_en: str
    indicators: tuple[str, ...]
    unit_kinds: tuple[str, ...]
    parameters: Mapping[str, Any]
    severity: str
    enabled: bool = True


def faults(draft: RuleDraft, registry: Registry) -> list[Refusal]:
    """Everything that is wrong with a draft."""
    found = []
    if draft.kind not in set(Kind):
        return [Refusal(RuleFault.KIND, draft.kind, "one of " + ", ".join(Kind))]
    if not 0 < len(draft.name_vi.strip()) <= LONGEST or len(draft.name_en) > LONGEST:
        found.append(Refusal(RuleFault.NAME, draft.name_vi[:40], f"a name of at most {LONGEST} letters"))
    unknown = [code for code in draft.indicators if code not in registry.by_code]
    found += [Refusal(RuleFault.INDICATOR, one, "the code of an indicator, such as GRO01") for one in unknown]
    if draft.kind == Kind.THRESHOLD and not draft.indicators:
        found.append(Refusal(RuleFault.INDICATOR, "", "one indicator at least"))
    if not draft.unit_kinds or not set(draft.unit_kinds) <= set(UNIT_KINDS):
        found.append(Refusal(RuleFault.UNITS, ",".join(draft.unit_kinds), "some of " + ", ".join(UNIT_KINDS)))
    if draft.severity not in set(Severity):
        found.append(Refusal(RuleFault.SEVERITY, draft.severity, "one of " + ", ".join(Severity)))
    return found + _parameter_faults(draft)


def _parameter_faults(draft: RuleDraft) -> list[Refusal]:
    given = draft.parameters

    def no(name: str, expected: str) -> Refusal:
        return Refusal(RuleFault.PARAMETER, str(given.get(name, "")), expected, name)

    def number(name: str, low: float, high: float) -> bool:
        value = given.get(name)
        return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high

    match Kind(draft.kind):
        case Kind.THRESHOLD:
            wrong = [] if given.get("operator") in OPERATORS else [no("operator", "one of " + " ".join(OPERATORS))]
            return wrong + ([] if number("value", -1e15, 1e15) else [no("value", "a number")])
        case Kind.ANOMALY:
            return [] if given.get("level") in LEVELS else [no("level", "80 or 95")]
        case Kind.PARTS:
            return [] if number("tolerance", 0, 100) else [no("tolerance", "per cent from 0 to 100")]
        case Kind.MISSING:
            return [] if number("share", 0, 1) else [no("share", "a share from 0 to 1")]
        case Kind.LATE:
            days = given.get("days")
            whole = isinstance(days, Mapping) and set(days) == set(GRAINS)
            fit = whole and all(isinstance(one, int) and 0 <= one <= 1000 for one in days.values())  # type: ignore[union-attr]
            return [] if fit else [no("days", "days from 0 to 1000 for D, M, Q and A")]
    return []


class RuleBook:
    """Writes versions of rules, `by` somebody, in an open transaction."""

    def __init__(
        self, connection: Connection, by: str | None, registry: Registry, *, now: datetime | None = None
    ) -> None:
        self._connection, self._by, self._registry = connection, by, registry
        self._now = now or utc_now()

    def add(self, draft: RuleDraft) -> int:
        """Write a new rule; returns its number. Raises `RuleRefused`."""
        self._refuse(faults(draft, self._registry))
        last = self._connection.execute(select(func.coalesce(func.max(alert_rule.c.number), 0))).scalar_one()
        self._write(draft, int(last) + 1, 1, "")
        return int(last) + 1

    def change(self, number: int, draft: RuleDraft, *, version: int, reason: str) -> None:
        """Write another version of a rule; the version that was read must still be the newest. Raises `RuleRefused`."""
        query = select(func.max(alert_rule.c.version)).where(alert_rule.c.number == number)
        newest = self._connection.execute(query).scalar()
        found = [] if newest is not None else [Refusal(RuleFault.NUMBER, str(number), "the number of a rule")]
        if newest is not None and newest != version:
            found = [Refusal(RuleFault.STALE, f"#{number}", f"version {newest}, which is newer")]
        if not reason.strip():
            found.append(Refusal(RuleFault.REASON, "", "why, in a sentence"))
        self._refuse(found or faults(draft, self._registry))
        self._write(self._with_unseen(number, draft), number, version + 1, reason)

    def _with_unseen(self, number: int, draft: RuleDraft) -> RuleDraft:
        """The draft with the indicators that the rule names and the writer may not know of: they stay in it."""
        query = select(alert_rule.c.indicators).where(alert_rule.c.number == number)
        before = str(self._connection.execute(query.order_by(alert_rule.c.version.desc()).limit(1)).scalar_one())
        unseen = tuple(code for code in before.split(",") if code and code not in self._registry.by_code)
        return replace(draft, indicators=(*draft.indicators, *unseen)) if unseen else draft

    def _refuse(self, found: list[Refusal]) -> None:
        if found:
            raise RuleRefused("The rule was refused; nothing was written.", tuple(found))

    def _write(self, draft: RuleDraft, number: int, version: int, reason: str) -> None:
        said = {
            "number": number,
            "version": version,
            "kind": draft.kind,
            "name_vi": draft.name_vi.strip(),
            "name_en": draft.name_en.strip() or draft.name_vi.strip(),
            "indicators": ",".join(draft.indicators),
            "unit_kinds": ",".join(draft.unit_kinds),
            "parameters": json.dumps(draft.parameters, sort_keys=True),
            "severity": draft.severity,
            "enabled": draft.enabled,
        }
        known = {"recorded_at": self._now, "recorded_by": self._by, "reason": reason.strip() or None}
        self._connection.execute(insert(alert_rule).values(**said, **known))
