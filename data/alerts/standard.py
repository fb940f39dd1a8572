"""The standard rules: those that a new warehouse begins with, and what an older one makes of a newer definition.

A standard rule that nobody has changed is kept up with its definition, in another version of its own. One that somebody
changed is theirs: it stays, and pages say in what it differs.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from data.alerts.records import Rule
from data.alerts.rules import RuleBook, RuleDraft
from data.questions.registry import Registry
from data.schema_alerts import alert_rule

FILE = Path(__file__).with_name("rules.csv")
RENEWED = "Theo định nghĩa chuẩn mới của hệ thống."
FORMER_SEPARATOR = "|"


def write_default_rules(connection: Connection, registry: Registry) -> None:
    """Write the rules that a new warehouse begins with, where there are none; codes that it lacks are left out."""
    if connection.execute(select(alert_rule.c.id).limit(1)).first() is not None:
        return
    book = RuleBook(connection, None, registry)
    for row in _rows():
        draft = _draft(row, registry)
        if draft is not None:
            book.add(draft)


def renew_standard_rules(connection: Connection, registry: Registry) -> tuple[int, ...]:
    """Bring standard rules that nobody has changed to their newest definition; returns their numbers."""
    columns = alert_rule.c
    rows = connection.execute(select(alert_rule).order_by(columns.number, columns.version)).all()
    versions: dict[int, list[Any]] = {}
    for row in rows:
        versions.setdefault(row.number, []).append(row)
    renewed = []
    for number, ones in versions.items():
        draft = standard_of(ones[0].kind, ones[0].name_vi, ones[0].recorded_by, registry)
        newest = ones[-1]
        if draft is None or any(one.recorded_by is not None for one in ones) or _kept(newest) == draft:
            continue
        RuleBook(connection, None, registry).change(number, draft, version=newest.version, reason=RENEWED)
        renewed.append(number)
    return tuple(renewed)


def standard_of(kind: str, name_vi: str, by: str | None, registry: Registry) -> RuleDraft | None:
    """The definition of the standard rule whose first version this was, now; None where it was nobody's standard."""
    if by is not None:
        return None
    found = (row for row in _rows() if row["kind"] == kind and name_vi in _names(row))
    row = next(found, None)
    return None if row is None else _draft(row, registry)


def differing(history: Sequence[Rule], registry: Registry) -> RuleDraft | None:
    """The standard definition of a rule (its versions, the newest first) that is not as that says; else None."""
    first, newest = history[-1], history[0]
    draft = standard_of(first.kind.value, first.name_vi, first.recorded_by, registry)
    now = RuleDraft(
        newest.kind.value, newest.name_vi, newest.name_en, newest.indicators, newest.unit_kinds,
        newest.parameters, newest.severity.value, newest.enabled,
    )  # fmt: skip
    return None if draft is None or now == draft else draft


def _rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _names(row: Mapping[str, str]) -> tuple[str, ...]:
    """What the rule is called, and what it was called in earlier definitions."""
    return row["name_vi"], *filter(None, row["former_names_vi"].split(FORMER_SEPARATOR))


def _draft(row: Mapping[str, str], registry: Registry) -> RuleDraft | None:
    """The rule of a row; None where the warehouse knows none of the indicators that it is about."""
    codes = tuple(filter(None, row["indicators"].split(",")))
    known = tuple(code for code in codes if code in registry.by_code)
    if codes and not known:
        return None
    kinds, given = tuple(row["unit_kinds"].split(",")), json.loads(row["parameters"])
    return RuleDraft(row["kind"], row["name_vi"], row["name_en"], known, kinds, given, row["severity"])


def _kept(row: Any) -> RuleDraft:
    codes = tuple(filter(None, row.indicators.split(",")))
    kinds = tuple(row.unit_kinds.split(","))
    words = (row.kind, row.name_vi, row.name_en)
    return RuleDraft(*words, codes, kinds, json.loads(row.parameters), row.severity, row.enabled)
