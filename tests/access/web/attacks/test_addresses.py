"""Addresses, methods and headers that try to reach what is not theirs."""

from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.access.web.attacks.conftest import leads_inside

OPEN_FOLDERS = ("/assets/", "/vendor/", "/static/", "/_dash-component-suites/dash/", "/_dash-component-suites/plotly/")
STEPS = (
    "..",
    "%2e%2e",
    "%252e%252e",
    "..%2f",
    "..%5c",
    "\\..",
    "%c0%ae%c0%ae",
    "\uff0e\uff0e",
    "....//",
    ".",
    "",
    ";",
    "%00",
    "~",
)
GOALS = (
    "app.py",
    "settings.py",
    "var/warehouse.db",
    "etc/passwd",
    ".git/config",
    "access/web/gate.py",
    "con",
    "x" * 300,
)
OF_FILES = ("create_app", "root:x:", "[core]", "SQLite format")
EVIL = "evil.example"


@settings(max_examples=120)
@given(
    folder=st.sampled_from(OPEN_FOLDERS),
    steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=8),
    goal=st.sampled_from(GOALS),
)
def test_no_path_leads_out_of_an_open_folder(attacked: Flask, folder: str, steps: list[str], goal: str) -> None:
    answer = attacked.test_client().get(folder + "/".join([*steps, goal]))
    assert answer.status_code in (302, 308, 400, 401, 403, 404)
    assert [word for word in OF_FILES if word in answer.get_data(as_text=True)] == []


@pytest.mark.parametrize(
    "path",
    [
        "/" + "x" * 20_000,
        "/" + "/".join("a" * 2_000),
        "/%00",
        "/%ff%fe",
        "/indicators/%2e%2e%2f%2e%2e",
        "/indicators/" + quote("'; DROP TABLE observation; --"),
        "/provinces/" + quote("<script>alert(1)</script>"),
        "/ministries/\u202e",
        "/%2fevil.example/login",
        "/\\evil.example",
        "/login/..;/audit",
        "/audit/",
        "/AUDIT",
        "/audit%20",
        "/./audit",
        "/login/../audit",
        "/audit.csv/",
        "/metrics/",
        "/_dash-layout/",
    ],
    ids=lambda path: path[:30],
)
def test_an_odd_path_opens_nothing(stranger: FlaskClient, analyst: FlaskClient, path: str) -> None:
    assert stranger.get(path).status_code in (302, 308, 400, 401, 404)
    answer = analyst.get(path)
    assert answer.status_code in (200, 308, 400, 403, 404)
    assert "access-audit" not in answer.get_data(as_text=True)
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_who_logs_in_is_never_led_elsewhere_by_the_address_asked_for(stranger: FlaskClient) -> None:
    for asked in ("//evil.example", "///evil.example", "/\\evil.example", "/\t/evil.example", "/.//evil.example"):
        answer = stranger.get("/", environ_overrides={"PATH_INFO": asked})
        assert answer.status_code in (302, 308)
        assert EVIL not in answer.headers["Location"].split("next=")[0].removesuffix(f"/{EVIL}")


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/login?next=//evil.example",
        "/x\r\nLocation: https://evil.example",
        "/\u2028//evil.example",
        "http:evil.example",
        "/%0d%0aSet-Cookie:a=b",
        "x" * 5_000,
    ],
    ids=lambda target: repr(target[:30]),
)
def test_a_log_in_leads_to_this_site_whatever_it_was_told(analyst: FlaskClient, target: str) -> None:
    answer = analyst.get("/login", query_string={"next": target})
    assert answer.status_code == 302
    assert leads_inside(answer.headers["Location"])
    assert "a=b" not in str(answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW", "x" * 500])
def test_a_method_that_no_route_knows_is_refused_everywhere(attacked: Flask, chief: FlaskClient, method: str) -> None:
    rules = [rule.rule for rule in attacked.url_map.iter_rules()]
    places = [rule.replace("<int:id>", "1").replace("<", "").replace(">", "").replace(":", "-") for rule in rules]
    told = {place: chief.open(place, method=method).status_code for place in places}
    assert {place: status for place, status in told.items() if status not in (404, 405)} == {}


def test_a_change_is_never_made_by_looking(attacked: Flask, chief: FlaskClient) -> None:
    """Also not where the request says in a header that it is another."""
    every = list(attacked.url_map.iter_rules())
    shown = {rule.rule for rule in every if "GET" in (rule.methods or set())}
    changing = [rule for rule in every if rule.rule not in shown]
    assert changing
    pretence = {"X-HTTP-Method-Override": "POST", "X-Method-Override": "POST", "X-HTTP-Method": "POST"}
    for rule in changing:
        place = rule.rule.replace("<int:id>", "1").replace("<id>", "x")
        answer = chief.get(place, headers=pretence, query_string={"_method": "POST"})
        assert answer.status_code in (404, 405), place


NAMES = ("Host", "X-Forwarded-Host", "X-Forwarded-Server", "X-Original-URL", "Forwarded", "Referer", "Origin")
SHOWN = ("/", "/login", "/account", "/accounts", "/healthz", "/.well-known/security.txt", "/no/such")
WRITTEN = ("X_REQUEST_ID", "USER_AGENT", "ACCEPT_LANGUAGE", "ACCEPT_ENCODING", "COOKIE", "RANGE")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", SHOWN)
def test_no_header_puts_another_host_into_an_answer(
    chief: FlaskClient, stranger: FlaskClient, name: str, path: str
) -> None:
    said = f"host={EVIL}" if name == "Forwarded" else f"http://{EVIL}/" if name in ("Referer", "Origin") else EVIL
    for client in (chief, stranger):
        answer = client.get(path, headers={name: said})
        assert EVIL not in answer.get_data(as_text=True)
        assert EVIL not in str(answer.headers)


def test_headers_that_rewrite_the_address_open_nothing(stranger: FlaskClient, analyst: FlaskClient) -> None:
    for name in ("X-Original-URL", "X-Rewrite-URL"):
        assert stranger.get("/login", headers={name: "/audit"}).status_code == 200
        assert analyst.get("/login", headers={name: "/audit"}).status_code == 302


@pytest.mark.parametrize("forged", ["a\r\nSet-Cookie: a=b", "x" * 10_000, "<script>", "é" * 8, "\0" * 8], ids=repr)
@pytest.mark.parametrize(
    "name", ["X_REQUEST_ID", "USER_AGENT", "ACCEPT_LANGUAGE", "ACCEPT_ENCODING", "COOKIE", "RANGE"]
)
def test_no_header_writes_a_header_or_a_line(stranger: FlaskClient, name: str, forged: str) -> None:
    answer = stranger.get("/login", environ_overrides={f"HTTP_{name}": forged})
    assert answer.status_code == 200
    assert "a=b" not in str(answer.headers)
    assert forged not in str(answer.headers)


@pytest.mark.parametrize("host", ["", "a b", "localhost:99999999", "[::1", "a\r\nx: y", "@evil.example", "x" * 5_000])
def test_a_host_that_is_none_is_no_fault(stranger: FlaskClient, host: str) -> None:
    assert stranger.get("/account", environ_overrides={"HTTP_HOST": host}).status_code in (302, 400)


@pytest.mark.parametrize("forwarded", ["203.0.113.7", "a, b, c", "', 1) --", "::1", "127.0.0.1", "x" * 9_000, "\0"])
def test_what_a_proxy_forwards_makes_nobody_somebody(stranger: FlaskClient, forwarded: str) -> None:
    names = ("X_FORWARDED_FOR", "X_REAL_IP", "X_FORWARDED_PROTO", "FORWARDED")
    sent = {f"HTTP_{name}": forwarded for name in names}
    for address in ("10.0.0.9", "10.0.0.8"):
        answer = stranger.get("/account", environ_overrides={**sent, "REMOTE_ADDR": address})
        assert answer.status_code == 302


def test_an_address_that_lets_somebody_in_is_told_to_nobody(stranger: FlaskClient) -> None:
    """What a page loads is logged by proxies together with the address of the page, unless that page forbids it."""
    assert stranger.get("/invite/" + "x" * 43).headers["Referrer-Policy"] == "strict-origin"
    assert stranger.get("/login").headers["Referrer-Policy"] == "same-origin"
