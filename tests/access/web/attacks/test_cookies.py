"""Cookies, tokens and the secrets of forms that were forged, cut, kept too long or taken from somewhere else."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine

from access import accounts, sessions, tokens
from access.clock import utc_now
from access.roles import Grant, Role
from access.web.gate import COOKIE
from tests.access.web.attacks.conftest import entered
from tests.access.web.attacks.words import CALLBACK, routing, token_of
from tests.access.web.people import PASSWORD

CLOSED = ("/api/version", "/_dash-layout", "/_dash-dependencies", "/metrics", "/api/find?q=a")


def kept(client: FlaskClient) -> str:
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def opens(server: Flask, cookie: str) -> bool:
    """Whether a cookie lets anybody in anywhere."""
    client = server.test_client()
    client.set_cookie(COOKIE, cookie)
    return any(client.get(path).status_code != 401 for path in CLOSED)


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "0",
        "null",
        "chief",
        "x" * 43,
        "a" * 4_000,
        "' OR 1=1 --",
        "../../etc/passwd",
        "\u20ac",
        "%00",
        "eyJhIjoxfQ.x.y",
    ],
    ids=repr,
)
def test_a_cookie_made_up_opens_nothing(attacked: Flask, cookie: str) -> None:
    assert not opens(attacked, cookie)


@settings(max_examples=40)
@given(at=st.integers(0, 42), put=st.sampled_from(["", "A", "aa", "-", "=", " ", "%20"]))
def test_a_true_cookie_that_was_changed_opens_nothing(attacked: Flask, analyst: FlaskClient, at: int, put: str) -> None:
    true = kept(analyst)
    forged = true[:at] + put + true[at + 1 :]
    assert forged == true or not opens(attacked, forged)


@pytest.mark.parametrize("age", [timedelta(hours=8, seconds=1), timedelta(days=7, seconds=1)])
def test_a_cookie_that_is_too_old_opens_nothing(attacked: Flask, attacked_engine: Engine, age: timedelta) -> None:
    with attacked_engine.begin() as connection:
        person = accounts.by_name(connection, "hoa")
        secret = sessions.open(connection, person.id, "a test", "127.0.0.1", utc_now() - age)
    assert not opens(attacked, secret)


def test_a_cookie_from_before_the_log_out_opens_nothing(attacked: Flask, attacked_engine: Engine) -> None:
    client = entered(attacked, attacked_engine, "hoa")
    before = kept(client)
    assert opens(attacked, before)
    assert client.post("/logout", headers={"X-CSRFToken": token_of(client)}).status_code == 302
    assert not opens(attacked, before)


def test_a_cookie_of_forms_signed_with_another_key_says_nothing(attacked: Flask, analyst: FlaskClient) -> None:
    """The signed cookie names nobody: with the right key it would hold a token of forms, and nothing else."""
    forged = URLSafeTimedSerializer("another key", salt="cookie-session").dumps({"_user_id": 1, "csrf_token": "a" * 40})
    client = attacked.test_client()
    client.set_cookie("session", forged)
    client.set_cookie("_csrf_token", forged)
    assert client.get("/api/version").status_code == 401
    assert client.post("/login", data={"csrf_token": forged, "name": "lan", "password": PASSWORD}).status_code == 400


# --- tokens of machines ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def machines(attacked_engine: Engine) -> dict[str, str]:
    """Tokens of machines as they were shown: one that reads, one that is over, one that was revoked."""
    now, made = utc_now(), {}
    with attacked_engine.begin() as connection:
        for name, days in (("reads", 9), ("over", 1), ("revoked", 9)):
            at = now - timedelta(days=2) if name == "over" else now
            given = {"writes": False, "expires": at + timedelta(days=days), "created_by": "chief", "now": at}
            made[name] = tokens.create(connection, f"machine {name}", [Grant(Role.ADMINISTRATOR)], **given)
        tokens.revoke(connection, made["revoked"].split("_")[1])
    return made


def by_token(stranger: FlaskClient, text: str, path: str = "/metrics") -> int:
    return stranger.get(path, headers={"Authorization": text}).status_code


def test_a_token_works_as_long_as_it_lasts(stranger: FlaskClient, machines: dict[str, str]) -> None:
    told = {name: by_token(stranger, f"Bearer {token}") for name, token in machines.items()}
    assert told == {"reads": 200, "over": 401, "revoked": 401}


@pytest.mark.parametrize(
    "forge",
    [
        lambda one, other: f"Bearer {one[:-1]}",
        lambda one, other: f"Bearer {one}A",
        lambda one, other: f"Bearer {one.upper()}",
        lambda one, other: f"bearer {one}",
        lambda one, other: f"Basic {one}",
        lambda one, other: one,
        lambda one, other: f"Bearer {one.rpartition('_')[0]}_{other.rpartition('_')[2]}",
        lambda one, other: f"Bearer {one}\u00e9",
        lambda one, other: "Bearer " + "tc_" + "0" * 100_000,
    ],
    ids=["cut", "longer", "capitals", "small", "basic", "bare", "secret of another", "a letter", "huge"],
)
def test_a_token_that_was_changed_opens_nothing(stranger: FlaskClient, machines: dict[str, str], forge: object) -> None:
    said = forge(machines["reads"], machines["over"])  # type: ignore[operator]
    assert by_token(stranger, said.encode().decode("latin-1")) == 401


def test_a_token_that_reads_changes_nothing_whatever_its_role(stranger: FlaskClient, machines: dict[str, str]) -> None:
    sent = {"Authorization": f"Bearer {machines['reads']}"}
    for path in ("/accounts", "/accounts/1/lock", "/tokens", "/audit/verify", "/account/password"):
        assert stranger.post(path, headers=sent, data={"name": "x"}).status_code == 403


# --- forms sent by a foreign page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [CALLBACK, "/logout", "/account/password", "/api/exported", "/account/sessions/1/end"])
@pytest.mark.parametrize("kind", ["none", "empty", "cut", "of another", "made up", "in the address"])
def test_a_form_without_its_own_token_is_refused(
    attacked: Flask, attacked_engine: Engine, analyst: FlaskClient, path: str, kind: str
) -> None:
    own = token_of(analyst)
    sent = {
        "none": {},
        "empty": {"X-CSRFToken": ""},
        "cut": {"X-CSRFToken": own[:-2]},
        "of another": {"X-CSRFToken": token_of(entered(attacked, attacked_engine, "hoa"))},
        "made up": {"X-CSRFToken": "IjEi.x.y"},
        "in the address": {},
    }[kind]
    query = {"csrf_token": own} if kind == "in the address" else None
    answer = analyst.post(path, json=routing(analyst), headers=sent, query_string=query)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost.evil.example", "http://localhost:81"]
)
def test_a_request_from_another_origin_is_refused_with_the_right_token_too(analyst: FlaskClient, origin: str) -> None:
    sent = {"X-CSRFToken": token_of(analyst), "Origin": origin}
    assert analyst.post(CALLBACK, json=routing(analyst), headers=sent).status_code == 403


def test_a_planted_cookie_never_becomes_a_session(attacked: Flask) -> None:
    client = attacked.test_client()
    client.set_cookie(COOKIE, "planted-before-the-log-in-" + "x" * 20)
    client.get("/login")
    sent = {"name": "hoa", "password": PASSWORD}
    assert client.post("/login", data=sent, headers={"X-CSRFToken": token_of(client)}).status_code == 302
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert not cookie.value.startswith("planted")
    assert not opens(attacked, "planted-before-the-log-in-" + "x" * 20)
