"""The page of permissions, tried: every role, held in every kind of scope, against every route, page and callback."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from access.permissions import entry
from access.roles import DESK, NATION, NOBODY, Action, Grant, Role, Viewer
from access.web import rules
from pages import static_files
from tests.pages.visiting import texts, visit

SCOPES = (NATION, "region/DBSH/2025", "province/24/2025", "province/27/2024", "commune/00001/2025", "ministry/BTC/2025")
ARGUMENTS = {"filename": "a.js", "package_name": "dash", "fingerprinted_path": "a.js", "path": "data", "name": "a"}
CALLBACK, INSIDE = "/_dash-update-component", "inside"
PAGE = {
    "output": ".._pages_content.children..._pages_store.data..",
    "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
    "inputs": [
        {"id": "_pages_location", "property": "pathname", "value": "/data"},
        {"id": "_pages_location", "property": "search", "value": ""},
        {"id": "live-version", "property": "data", "value": None},
    ],
    "state": [{"id": "_pages_location", "property": "pathname", "value": "/data"}],
}
"""What a browser sends for the page /data."""

Enter = Callable[[Viewer], None]


@pytest.fixture
def enter(wsgi: Flask, monkeypatch: pytest.MonkeyPatch) -> Enter:
    """Let somebody come to the door of the whole product; nothing behind the door is done."""
    gate = wsgi.extensions["gate"]
    monkeypatch.setattr(gate._limits, "check", lambda viewer: None)
    monkeypatch.setattr(gate._csrf, "protect", lambda: None)
    monkeypatch.setattr(static_files, "_is_static", lambda: False)  # nothing is kept of these answers, nor given again
    for endpoint in wsgi.view_functions:
        monkeypatch.setitem(wsgi.view_functions, endpoint, lambda **_arguments: INSIDE)
    return lambda viewer: monkeypatch.setattr(gate, "who", lambda: viewer)


def requests(wsgi: Flask) -> Iterator[tuple[str, str, str]]:
    """Endpoint, method and address of everything that can be asked for."""
    adapter = wsgi.url_map.bind("localhost")
    for rule in wsgi.url_map.iter_rules():
        given = {name: ARGUMENTS.get(name, 1) for name in rule.arguments}
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield rule.endpoint, method, adapter.build(rule.endpoint, given, method=method)


def got_in(client: FlaskClient, method: str, address: str) -> bool:
    answer = client.open(address, method=method, json=PAGE if address == CALLBACK else None)
    assert answer.status_code in (200, 302, 401, 403), (method, address, answer.status_code)
    return answer.get_data(as_text=True) == INSIDE


def refused(client: FlaskClient, output: str) -> bool:
    """Whether a callback has no rule for whoever calls it; what no page would send is refused after that, by 400."""
    return client.post(CALLBACK, json={**PAGE, "output": output}).status_code == 403


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("role", Role)
def test_a_role_comes_to_exactly_what_the_page_marks(wsgi: Flask, enter: Enter, role: Role, scope: str) -> None:
    enter(Viewer("lan", "token", frozenset({Grant(role, scope)})))
    client = wsgi.test_client()
    for endpoint, method, address in requests(wsgi):
        marked = entry(role, rules.RULES[endpoint])
        expected = marked in ("everyone", "yes") or (marked == "nation" and scope == NATION)
        assert got_in(client, method, address) == expected, (endpoint, method)


@pytest.mark.parametrize("viewer", [NOBODY, Viewer("lan", "token")], ids=["nobody", "somebody without a role"])
def test_without_a_role_only_what_is_open_is_reached(wsgi: Flask, enter: Enter, viewer: Viewer) -> None:
    enter(viewer)
    client = wsgi.test_client()
    reached = {one for one, method, address in requests(wsgi) if got_in(client, method, address)}
    assert reached == {one for one, action in rules.RULES.items() if action is Action.OPEN}


@pytest.mark.parametrize("role", Role)
def test_a_token_that_only_reads_changes_nothing(wsgi: Flask, enter: Enter, role: Role) -> None:
    enter(Viewer("wall", "token", frozenset({Grant(role)}), writes=False))
    client = wsgi.test_client()
    reached = {one for one, method, address in requests(wsgi) if got_in(client, method, address)}
    assert {rules.RULES[one] for one in reached} <= {Action.OPEN, Action.SEE_PUBLIC, Action.EXPORT, Action.WATCH}


@pytest.mark.parametrize("role", Role)
def test_every_callback_is_reached_by_the_roles_of_its_rule(
    wsgi: Flask, enter: Enter, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(Viewer("lan", "token", frozenset({Grant(role, "province/24/2025")})))
    client = wsgi.test_client()
    for output, action in rules.CALLBACKS.items():
        assert refused(client, output) == (entry(role, action) != "yes")
    strict = dict.fromkeys(rules.CALLBACKS, Action.EDIT)
    monkeypatch.setattr(rules, "CALLBACKS", strict)
    assert {refused(client, output) for output in strict} == {entry(role, Action.EDIT) != "yes"}


@pytest.mark.parametrize("output", ["nobody.declared", "", "_pages_content.children", '{"type":"a","index":1}.value'])
def test_a_callback_without_a_rule_is_refused_even_at_a_desk(wsgi: Flask, enter: Enter, output: str) -> None:
    enter(DESK)
    assert refused(wsgi.test_client(), output)


def test_a_mark_of_shared_outputs_changes_no_rule(wsgi: Flask, enter: Enter) -> None:
    enter(DESK)
    assert not refused(wsgi.test_client(), "tc-params-done.title@" + "0" * 64)
    assert refused(wsgi.test_client(), "tc-params-done.title@" + "0" * 63)


@pytest.mark.parametrize(("module", "path"), [("pages.ministry", "/ministries/BTC"), ("pages.holdings", "/data")])
def test_a_page_is_drawn_for_the_roles_of_its_rule(
    wsgi: Flask, module: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "PAGES", {**rules.PAGES, module: Action.EDIT})
    drawn = {}
    for role in (Role.VIEWER, Role.EDITOR):
        viewer = Viewer("lan", "token", frozenset({Grant(role, "province/24/2025")}))
        monkeypatch.setattr(wsgi.extensions["gate"], "who", lambda viewer=viewer: viewer)
        drawn[role] = "Trang này không mở được" not in set(texts(visit(wsgi, path)))
    assert drawn == {Role.VIEWER: False, Role.EDITOR: True}


def test_a_page_without_a_rule_is_drawn_for_nobody(wsgi: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "PAGES", {})
    monkeypatch.setattr(wsgi.extensions["gate"], "who", lambda: DESK)
    assert "Trang này không mở được" in set(texts(visit(wsgi, "/data")))
