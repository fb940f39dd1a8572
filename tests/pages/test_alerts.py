"""Alerts and rules on pages: who may see to what, what a refusal says, what the bell counts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from access.roles import Grant, Role, Viewer
from access.web import gate
from alerts.watch import run
from data.alerts import standard
from data.alerts.progress import Progress
from data.alerts.records import Kind, Severity
from data.alerts.rules import RuleBook, RuleDraft
from data.questions import Questions
from data.questions.registry import read_registry
from data.schema_access import audit_entry
from pages.alert_bell import COOKIE, Bell, chosen, rings
from pages.alert_rule_changes import draft_of, rule_of
from pages.alert_rule_standard import as_tried
from tests.data.questions.little import furnish
from tests.pages.desk import desk_server

Send = Callable[..., tuple[int, dict[str, Any]]]
EDITOR, HERE = Grant(Role.EDITOR), "province/24/2025"
RULE = {"kind": "threshold", "name_vi": "Thử", "indicators": "GRO01", "unit_kinds": "nation", "operator": "<",
        "value": "8,5", "severity": "info", "published": "yes"}  # fmt: skip


@pytest.fixture
def engine(empty_engine: Engine) -> Engine:
    """Two alerts: one about Bắc Ninh, one about the nation."""
    made = furnish(empty_engine)
    with made.begin() as connection:
        book = RuleBook(connection, None, read_registry(connection))
        given = {"operator": ">=", "value": 10, "published": True}
        book.add(RuleDraft("threshold", "a", "a", ("GRO02",), ("province",), given, "warning"))
        book.add(RuleDraft("threshold", "b", "b", ("GRO01",), ("nation",), {**given, "value": 8}, "warning"))
    run(Questions(made), Progress(made))
    return made


@pytest.fixture
def server(engine: Engine) -> Flask:
    return desk_server(engine)


@pytest.fixture
def send(server: Flask, monkeypatch: pytest.MonkeyPatch) -> Send:
    def post(path: str, *grants: Grant, **fields: object) -> tuple[int, dict[str, Any]]:
        viewer = Viewer("mai", "token", frozenset(grants))
        monkeypatch.setattr(server.extensions["gate"], "who", lambda: viewer)
        answer = server.test_client().post(path, data=fields)
        return answer.status_code, answer.get_json(silent=True) or {}

    return post


def numbers(engine: Engine) -> dict[str, int]:
    asked = Questions(engine)
    by_id = asked.registry().by_id
    return {by_id[one.entity_id].code: one.id for one in asked.open_alerts()}


@pytest.mark.parametrize(
    ("deed", "role", "fields", "status"),
    [
        ("comment", Role.REPORTER, {"text": "đã xem"}, 200),
        ("comment", Role.EDITOR, {"text": "đã xem"}, 403),
        ("acknowledge", Role.REPORTER, {}, 200),
        ("assign", Role.REPORTER, {"unit": "BTC", "due_on": "2099-01-01"}, 403),
        ("assign", Role.EDITOR, {"unit": "BTC", "due_on": "2099-01-01"}, 200),
        ("assign", Role.EDITOR, {"unit": "BTC", "due_on": "2020-01-01"}, 400),
        ("assign", Role.EDITOR, {"unit": "ZZZ", "due_on": "2099-01-01"}, 400),
        ("close", Role.EDITOR, {"why": "handled", "text": "xong"}, 200),
        ("close", Role.EDITOR, {"why": "", "text": "xong"}, 400),
    ],
)
def test_each_deed_takes_its_role_within_the_scope_of_the_alert(
    send: Send, engine: Engine, deed: str, role: Role, fields: dict[str, object], status: int
) -> None:
    found = numbers(engine)
    assert send(f"/api/alerts/{found['24']}/{deed}", Grant(role, HERE), **fields)[0] == status
    if status == 200:
        assert send(f"/api/alerts/{found['VN']}/{deed}", Grant(role, HERE), **fields)[0] == 403
        with engine.connect() as connection:
            actor, subject = connection.execute(select(audit_entry.c["actor", "subject"])).one()
        assert (actor, subject) == ("token:mai", f"/alerts/{found['24']}")


def test_an_alert_that_is_not_there_is_not_found(send: Send) -> None:
    assert send("/api/alerts/99/comment", Grant(Role.ADMINISTRATOR), text="x")[0] == 404


@pytest.mark.parametrize(
    ("grant", "count"),
    [(Grant(Role.VIEWER), 3), (Grant(Role.VIEWER, HERE), 1), (Grant(Role.VIEWER, "ministry/BTC/2025"), 3)],
    ids=["the nation", "a province", "the ministry that owns the indicators"],
)
def test_the_bell_counts_what_lies_within_ones_scope(
    server: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch, grant: Grant, count: int
) -> None:
    monkeypatch.setattr(gate, "viewer", lambda: Viewer("mai", "session", frozenset({grant})))
    with server.test_request_context("/"):
        assert rings(Questions(engine), chosen()) == count


@pytest.mark.parametrize(
    ("cookie", "count"),
    [
        ("info|all|", 3),
        ("critical|all|", 0),
        ("warning|fresh|", 2),
        ("info|all|province/24/2025", 1),
        ("info|all|ministry/BTC/2025", 3),
        ("info|all|province/99/2025", 0),
        ("loud|all|", 3),
        ("info", 3),
    ],
    ids=["all", "severity", "nobody's yet", "a province", "the owner", "of nobody", "unknown", "cut off"],
)
def test_the_bell_counts_what_one_asks_it_to(
    send: Send, server: Flask, engine: Engine, cookie: str, count: int
) -> None:
    send(f"/api/alerts/{numbers(engine)['VN']}/acknowledge", Grant(Role.REPORTER))
    with server.test_request_context("/", headers={"Cookie": f"{COOKIE}={cookie}"}):
        assert rings(Questions(engine), chosen()) == count


def test_what_the_bell_counts_is_said_in_a_form_and_kept_by_the_browser(send: Send, server: Flask) -> None:
    assert send("/api/alert-bell", EDITOR, severity="loud")[0] == 400
    assert send("/api/alert-bell", EDITOR, severity="info", unit="province/99/2025")[0] == 400
    viewer = Viewer("mai", "token", frozenset({EDITOR}))
    server.extensions["gate"].who = lambda: viewer
    given = {"severity": "warning", "unit": "ministry/BTC/2025", "which": "fresh"}
    answer = server.test_client().post("/api/alert-bell", data=given)
    kept = answer.headers["Set-Cookie"].partition(";")[0]
    with server.test_request_context("/", headers={"Cookie": kept}):
        assert str(chosen()) == str(Bell(Severity.WARNING, "ministry/BTC/2025", fresh=True))


def test_a_rule_is_tried_before_it_is_written(send: Send, engine: Engine) -> None:
    status, said = send("/api/alert-rules/2/preview", EDITOR, **RULE)
    assert status == 200
    assert said["go"].startswith("/alerts/rules?rule=2&")
    assert len(Questions(engine).alert_rule_history(2)) == 1
    assert send("/api/alert-rules/2", EDITOR, **RULE, version=1, reason="hạ ngưỡng") == (
        200,
        {"go": "/alerts/rules?rule=2"},
    )
    newest = Questions(engine).alert_rule_history(2)[0]
    assert (newest.version, newest.parameters["value"], newest.reason) == (2, 8.5, "hạ ngưỡng")


@pytest.mark.parametrize(
    ("wrong", "beside"),
    [
        ({"indicators": "NOPE1"}, "indicators"),
        ({"indicators": ""}, "indicators"),
        ({"value": "tám"}, "value"),
        ({"operator": "!"}, "operator"),
        ({"severity": "huge"}, "severity"),
        ({"unit_kinds": ""}, "unit_kinds"),
        ({"name_vi": " "}, "name_vi"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_beside_its_field(
    send: Send, engine: Engine, wrong: dict[str, str], beside: str
) -> None:
    status, said = send("/api/alert-rules", EDITOR, **{**RULE, **wrong})
    assert (status, list(said["problems"])) == (400, [beside])
    assert len(Questions(engine).alert_rules()) == 2


def test_rules_are_changed_by_whoever_edits_over_the_nation(send: Send) -> None:
    assert send("/api/alert-rules", Grant(Role.EDITOR, HERE), **RULE)[0] == 403
    assert send("/api/alert-rules", EDITOR, **RULE)[0] == 200
    assert send("/api/alert-rules/2", EDITOR, **RULE, version=1, reason=" ")[0] == 400
    assert send("/api/alert-rules/2", EDITOR, **RULE, version=7, reason="x")[0] == 400


def test_the_standard_of_a_rule_can_be_tried_from_its_address(server: Flask, engine: Engine) -> None:
    registry = Questions(engine).registry()
    with server.test_request_context("/"):
        for row in standard._rows():
            draft = standard._draft(row, registry)
            if draft is None:
                continue
            other = replace(rule_of(Kind(draft.kind)), number=7, name_vi="Khác")
            given = {name: str(value) for name, value in as_tried(other, draft).items()}
            tried = draft_of(other, given)
            assert (tried.name_vi, tried.indicators, tried.parameters) == (
                draft.name_vi,
                draft.indicators,
                draft.parameters,
            )
