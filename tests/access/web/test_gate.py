from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from access import accounts, sessions, tokens
from access.roles import Grant, Role
from access.web import door
from access.web.gate import COOKIE, Gate
from access.web.rules import RULES
from data.errors import WarehouseLocked
from data.schema_access import audit_entry
from settings import Settings
from tests.access.web.people import PASSWORD, LogIn, Person

LATER = datetime(2999, 1, 1)
BEHIND = ("/", "/api/version", "/account")


def test_every_route_of_the_product_has_a_declared_rule(wsgi: Flask) -> None:
    undeclared = {rule.endpoint for rule in wsgi.url_map.iter_rules()} - set(RULES)
    assert undeclared == set()


def test_a_route_without_a_rule_is_refused_even_at_a_desk(visitor: FlaskClient) -> None:
    assert visitor.get("/undeclared").status_code == 403


@pytest.mark.parametrize("path", [*BEHIND, "/metrics", "/audit"])
def test_a_desk_needs_no_log_in(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize(
    "pretence",
    [
        {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
        {"headers": {"Host": "evil.example"}},
        {"headers": {"X-Forwarded-For": "192.0.2.7"}},
        {"headers": {"Forwarded": "for=192.0.2.7"}},
    ],
    ids=["another machine", "a foreign host name", "by a proxy", "by a proxy, the newer way"],
)
def test_whoever_only_looks_local_is_no_desk(visitor: FlaskClient, pretence: dict[str, dict[str, str]]) -> None:
    assert visitor.get("/", **pretence).headers["Location"].startswith("/login?next=")
    assert visitor.get("/api/version", **pretence).status_code == 401


def test_once_there_is_an_account_everyone_logs_in(visitor: FlaskClient, person: Person) -> None:
    person()
    assert visitor.get("/").headers["Location"] == "/login?next=/"
    assert visitor.get("/api/version").status_code == 401
    assert visitor.post("/_dash-update-component", json={}).status_code in (400, 401)
    assert visitor.get("/healthz").status_code == 200


def test_a_log_in_opens_the_pages(visitor: FlaskClient, person: Person, log_in: LogIn) -> None:
    person()
    assert log_in() == 302
    assert [visitor.get(path).status_code for path in BEHIND] == [200, 200, 200]


def test_a_role_opens_only_what_it_may(visitor: FlaskClient, person: Person, log_in: LogIn) -> None:
    person(role=Role.OPERATOR)
    log_in()
    assert (visitor.get("/metrics").status_code, visitor.get("/audit").status_code) == (200, 403)


def test_a_callback_needs_the_token_of_its_page(visitor: FlaskClient, person: Person, log_in: LogIn) -> None:
    person()
    log_in()
    visitor.get("/")
    token = visitor.get_cookie("_csrf_token").value
    assert visitor.post("/_dash-update-component", json={}).status_code == 400
    assert visitor.post("/_dash-update-component", json={}, headers={"X-CSRFToken": token}).status_code == 200
    assert (
        visitor.post("/_dash-update-component", json={}, headers={"X-CSRFToken": token[:-3] + "abc"}).status_code == 400
    )


def test_another_site_cannot_send_anything_even_to_a_desk(visitor: FlaskClient) -> None:
    foreign = {"Origin": "http://evil.example"}
    assert visitor.post("/_dash-update-component", json={}, headers=foreign).status_code == 403
    assert visitor.post("/_dash-update-component", json={}, headers={"Origin": "http://localhost"}).status_code == 200


@pytest.mark.parametrize("cookie", ["", "x" * 43, "../../etc", "a" * 4000, "\u20ac"])
def test_a_cookie_made_by_hand_opens_nothing(visitor: FlaskClient, person: Person, cookie: str) -> None:
    person()
    visitor.set_cookie(COOKIE, cookie)
    assert visitor.get("/api/version").status_code == 401


def test_a_session_that_was_ended_or_locked_opens_nothing(
    visitor: FlaskClient, person: Person, log_in: LogIn, guarded: Engine
) -> None:
    person()
    person("chief", Role.ADMINISTRATOR)
    log_in()
    replayed = visitor.get_cookie(COOKIE).value
    with guarded.begin() as connection:
        accounts.lock(connection, accounts.by_name(connection, "lan").id)
    assert visitor.get("/api/version").status_code == 401
    assert sessions.find(guarded, replayed) is None


def test_a_machine_comes_in_by_its_token_and_only_reads(visitor: FlaskClient, guarded: Engine, person: Person) -> None:
    person()
    with guarded.begin() as connection:
        shown = tokens.create(connection, "wall", [Grant(Role.OPERATOR)], writes=False, expires=LATER, created_by="lan")
    sent = {"Authorization": f"Bearer {shown}"}
    assert visitor.get("/api/version", headers=sent).status_code == 200
    assert visitor.get("/metrics", headers=sent).status_code == 200  # what Prometheus reads
    assert visitor.get("/api/version", headers={"Authorization": f"Bearer {shown}x"}).status_code == 401


def test_wrong_passwords_are_refused_alike_then_slowed_and_recorded(
    person: Person, log_in: LogIn, guarded: Engine
) -> None:
    person()
    answers = [log_in(password="sai mật khẩu rồi") for _ in range(7)]
    assert answers[0] == 401
    assert answers[-1] == 429
    assert log_in(name="nobody-here", password=PASSWORD) in (401, 429)
    with guarded.connect() as connection:
        assert "log-in-failed" in connection.execute(select(audit_entry.c.action)).scalars().all()


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/indicators/GRO01?as_of=2025-06-30", "/indicators/GRO01?as_of=2025-06-30"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
    ],
)
def test_a_log_in_leads_to_this_site_alone(visitor: FlaskClient, person: Person, asked: str, led: str) -> None:
    person()
    form = visitor.get("/login").get_data(as_text=True)
    token = form.split('name="csrf_token" value="')[1].split('"')[0]
    data = {"name": "lan", "password": PASSWORD, "csrf_token": token}
    answer = visitor.post("/login", query_string={"next": asked}, data=data)
    assert (answer.status_code, answer.headers["Location"]) == (302, led)


def test_every_log_in_has_a_new_session(visitor: FlaskClient, person: Person, log_in: LogIn) -> None:
    person()
    visitor.set_cookie(COOKIE, "planted-by-somebody")
    log_in()
    cookie = visitor.get_cookie(COOKIE)
    assert cookie.value != "planted-by-somebody"
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")


def test_logging_out_ends_the_session(visitor: FlaskClient, person: Person, log_in: LogIn, guarded: Engine) -> None:
    person()
    log_in()
    kept = visitor.get_cookie(COOKIE).value
    page = visitor.get("/account").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    assert visitor.post("/logout", data={"csrf_token": token}).status_code == 302
    assert sessions.find(guarded, kept) is None


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}"])
def test_what_is_typed_is_never_run(visitor: FlaskClient, person: Person, name: str) -> None:
    person()
    form = visitor.get("/login").get_data(as_text=True)
    token = form.split('name="csrf_token" value="')[1].split('"')[0]
    said = visitor.post("/login", data={"name": name, "password": "x", "csrf_token": token}).get_data(as_text=True)
    assert "<script>alert" not in said
    assert "<img" not in said
    assert "49" not in said.split('name="name"')[1][:200]


def test_forwarded_headers_count_from_named_proxies_alone(server: Flask, person: Person) -> None:
    person()
    seen: list[str] = []
    server.before_request(lambda: seen.append(__import__("flask").request.remote_addr))
    sent = {"X-Forwarded-For": "203.0.113.5"}
    server.test_client().get("/healthz", headers=sent, environ_base={"REMOTE_ADDR": "10.0.0.9"})
    server.test_client().get("/healthz", headers=sent, environ_base={"REMOTE_ADDR": "10.0.0.8"})
    assert seen == ["203.0.113.5", "10.0.0.8"]


def test_nobody_is_let_in_while_the_database_does_not_say_whether_there_are_accounts(
    server: Flask, guarded: Engine, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person()

    def locked(connection: object) -> bool:
        raise WarehouseLocked("busy")

    monkeypatch.setattr(accounts, "any_account", locked)
    assert server.test_client().get("/").status_code == 503


def test_ones_own_password_cannot_be_guessed_faster_than_a_log_in(
    visitor: FlaskClient, person: Person, log_in: LogIn
) -> None:
    person()
    log_in()
    page = visitor.get("/account").get_data(as_text=True)
    sent = {"csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0], "present": "sai mật khẩu rồi"}
    chosen = {"password": "một câu khác cũng khá dài", "again": "một câu khác cũng khá dài"}
    said = [visitor.post("/account/password", data={**sent, **chosen}).get_data(as_text=True) for _ in range(7)]
    assert "không đúng" in said[0]
    assert "Hãy đợi" in said[-1]


def test_a_new_password_ends_every_other_session(
    visitor: FlaskClient, server: Flask, person: Person, log_in: LogIn, guarded: Engine
) -> None:
    person()
    log_in()
    old = visitor.get_cookie(COOKIE).value
    page = visitor.get("/account").get_data(as_text=True)
    sent = {"csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0], "present": PASSWORD}
    chosen = {"password": "một câu khác cũng khá dài", "again": "một câu khác cũng khá dài"}
    assert visitor.post("/account/password", data={**sent, **chosen}).status_code == 302
    assert sessions.find(guarded, old) is None
    assert visitor.get("/api/version").status_code == 200


def test_behind_tls_every_cookie_goes_by_tls_alone(guarded: Engine, person: Person) -> None:
    person()
    server = Flask("guarded")
    server.secret_key = "a key for tests"
    Gate(server, guarded, Settings())
    server.register_blueprint(door.blueprint)
    answer = server.test_client().get(
        "/login", base_url="https://office.example", headers={"X-Forwarded-For": "192.0.2.7"}
    )
    cookies = answer.headers.getlist("Set-Cookie")
    assert {cookie.split("=")[0] for cookie in cookies} == {"session", "_csrf_token"}
    assert all("Secure" in cookie and "SameSite" in cookie for cookie in cookies)


def test_an_account_page_names_roles_and_scopes_in_words(visitor: FlaskClient, person: Person, log_in: LogIn) -> None:
    person(role=Role.OPERATOR)
    log_in()
    assert "người vận hành · cả nước" in visitor.get("/account").get_data(as_text=True)
