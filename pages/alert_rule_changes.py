"""Routes by which rules of alerts are written, or looked at before they are; for whoever edits over the nation."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import abort, jsonify, request

from access import audit
from access.roles import Action, may
from access.web import gate, seeing
from components.language import _
from data.alerts.records import Kind, Rule, Severity
from data.alerts.rules import Refusal, RuleBook, RuleDraft, RuleFault, faults
from data.engine import saying_what_is_wrong
from data.errors import RuleRefused, WarehouseError
from pages.drawing import in_words
from pages.task_changes import Answer, field, refused

FIELDS = ("kind", "name_vi", "name_en", "indicators", "unit_kinds", "severity", "enabled", "operator", "value", "level",
          "tolerance", "share", "published", "days_D", "days_M", "days_Q", "days_A")  # fmt: skip
NUMBERS = ("value", "level", "tolerance", "share")
BESIDE = {
    RuleFault.NAME: "name_vi",
    RuleFault.INDICATOR: "indicators",
    RuleFault.UNITS: "unit_kinds",
    RuleFault.SEVERITY: "severity",
    RuleFault.REASON: "reason",
}


def rule_of(kind: Kind) -> Rule:
    """What a new rule of a kind begins with."""
    begun: dict[Kind, dict[str, Any]] = {
        Kind.THRESHOLD: {"operator": ">", "published": True},
        Kind.ANOMALY: {"level": 95, "published": True},
        Kind.LATE: {"days": {"D": 10, "M": 20, "Q": 35, "A": 200}},
        Kind.PARTS: {"tolerance": 1, "published": True},
        Kind.MISSING: {"share": 0.5, "published": True},
    }
    return Rule(0, 0, kind, "", "", (), ("nation",), begun.get(kind, {}), Severity.WARNING, enabled=True)


def draft_of(rule: Rule, params: Mapping[str, str]) -> Rule:
    """The rule with what an address asks to be looked at instead; as it is where that is no rule."""
    if params.get("try") != "on":
        return rule
    one = _draft(params)
    if faults(one, seeing.questions().registry()):
        return rule
    return replace(
        rule, name_vi=one.name_vi, name_en=one.name_en, indicators=one.indicators, unit_kinds=one.unit_kinds,
        parameters=one.parameters, severity=Severity(one.severity), enabled=one.enabled,
    )  # fmt: skip


def add() -> Answer:
    return _write(lambda book, draft: book.add(draft))


def change(number: int) -> Answer:
    said = field("version", 9)
    version = int(said) if said.isascii() and said.isdigit() else 0

    def write(book: RuleBook, draft: RuleDraft) -> int:
        book.change(number, draft, version=version, reason=field("reason"))
        return number

    return _write(write)


def preview(number: int = 0) -> Answer:
    """Where to look at what the rule of the form would have done; or what is wrong with it."""
    given = {name: field(name, 400) for name in FIELDS if name in request.form}
    wrong = faults(_draft(given), seeing.questions().registry())
    if wrong:
        return refused(_told(wrong))
    which = {"rule": number} if number else {"new": given.get("kind", "")}
    return jsonify(go="/alerts/rules?" + urlencode({**which, **given, "try": "on"})), 200


def _write(write: Any) -> Answer:
    """Write and record it, both or neither."""
    who, engine, questions = gate.viewer(), gate.engine(), seeing.questions()
    if not may(who, Action.EDIT):
        abort(403)
    draft = _draft({name: field(name, 400) for name in FIELDS})
    try:
        with saying_what_is_wrong(engine), engine.begin() as connection:
            number = write(RuleBook(connection, audit.actor_of(who), questions.registry()), draft)
            audit.write(connection, who, audit.Event.RULE_WRITTEN, f"/alerts/rules?rule={number}")
    except RuleRefused as problem:
        return refused(_told(problem.refused))
    except WarehouseError as problem:
        return refused({"": in_words(problem)}, 503)
    return jsonify(go=f"/alerts/rules?rule={number}"), 200


def _draft(given: Mapping[str, str]) -> RuleDraft:
    codes = tuple(one.upper() for one in re.split(r"[;,\s]+", given.get("indicators", "")) if one)
    kinds = tuple(filter(None, given.get("unit_kinds", "").split(",")))
    names = (given.get("name_vi", ""), given.get("name_en", ""))
    kind, severity = given.get("kind", ""), given.get("severity", "")
    return RuleDraft(kind, *names, codes, kinds, _parameters(kind, given), severity, given.get("enabled") != "no")


def _parameters(kind: str, given: Mapping[str, str]) -> dict[str, Any]:
    """The parameters of the kind, as numbers where they are; what is no number stays as it came and is refused."""
    names = {"threshold": ("operator", "value"), "anomaly": ("level",), "parts": ("tolerance",), "missing": ("share",)}
    found: dict[str, Any] = {
        name: _number(given.get(name, "")) if name in NUMBERS else given.get(name, "") for name in names.get(kind, ())
    }
    if kind == "late":
        found["days"] = {grain: _number(given.get(f"days_{grain}", "")) for grain in "DMQA"}
    elif kind in names:
        found["published"] = given.get("published") == "yes"
    return found


def _number(text: str) -> object:
    plain = text.strip().replace(",", ".")
    if re.fullmatch(r"-?\d{1,15}", plain):
        return int(plain)
    return float(plain) if re.fullmatch(r"-?\d{1,15}\.\d{1,9}", plain) else text


def _told(wrong: Any) -> dict[str, str]:
    return {_beside(one): _sentence(one) for one in reversed(list(wrong))}


def _beside(one: Refusal) -> str:
    if one.fault is RuleFault.PARAMETER:
        return "days_M" if one.parameter == "days" else one.parameter
    return BESIDE.get(one.fault, "")


def _sentence(one: Refusal) -> str:
    said = {
        RuleFault.NAME: _("Cần tên quy tắc, dài nhất 200 ký tự."),
        RuleFault.INDICATOR: _("Không có chỉ tiêu mang mã {came}; quy tắc loại này cần ít nhất một chỉ tiêu."),
        RuleFault.UNITS: _("Hãy chọn loại đơn vị."),
        RuleFault.SEVERITY: _("Hãy chọn mức."),
        RuleFault.REASON: _("Hãy ghi lý do trong một câu; lý do được giữ trong lịch sử."),
        RuleFault.STALE: _("Người khác vừa sửa quy tắc này. Hãy tải lại trang rồi sửa tiếp."),
        RuleFault.PARAMETER: _("Giá trị {came} không dùng được: cần một số trong phạm vi cho phép."),
    }.get(one.fault, _("Không ghi được."))
    return said.format(came=one.came or "…")
