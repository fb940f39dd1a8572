"""How often a visitor may ask: refused with 429, a sentence and when to come back; a wall of screens passes."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from access.roles import Role
from access.web.limits import Limits
from settings import Settings
from tests.access.web.people import LogIn, Person, Send

SCREENS, MINUTE = 50, 60


def limited(server: Flask, guarded: Engine, **settings: int) -> None:
    server.extensions["gate"]._limits = Limits(guarded, Settings(**settings))


def test_a_form_sent_too_often_waits_and_says_so(
    visitor: FlaskClient, server: Flask, guarded: Engine, person: Person, log_in: LogIn
) -> None:
    person()
    limited(server, guarded, forms_per_minute=2)
    assert [log_in(name="nobody-here") for _ in range(3)] == [401, 401, 429]
    token = visitor.get("/login").get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    answer = visitor.post("/login", data={"csrf_token": token})
    assert 0 < int(answer.headers["Retry-After"]) <= MINUTE
    assert "Bạn gửi quá nhiều yêu cầu. Hãy đợi" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/invite/x", "/audit.csv"])
def test_links_and_files_are_counted_though_they_are_only_opened(
    visitor: FlaskClient, server: Flask, guarded: Engine, person: Person, log_in: LogIn, path: str
) -> None:
    person(role=Role.ADMINISTRATOR)
    log_in()
    limited(server, guarded, forms_per_minute=2)
    assert [visitor.get(path).status_code for _ in range(3)][-1] == 429


def test_one_visitor_does_not_use_up_the_forms_of_another(
    server: Flask, guarded: Engine, person: Person, log_in: LogIn, send: Send
) -> None:
    person()
    log_in()
    limited(server, guarded, forms_per_minute=2)
    given = {"name": "x", "days": "1", "grants": "analyst"}
    assert [send("/tokens", **given).status_code for _ in range(3)] == [200, 200, 429]
    send("/logout")
    person("binh")
    assert log_in("binh") == 302
    assert send("/tokens", **given).status_code == 200


def test_a_script_that_asks_too_often_is_told_in_its_own_way(
    visitor: FlaskClient, server: Flask, guarded: Engine, person: Person, log_in: LogIn
) -> None:
    person()
    log_in()
    limited(server, guarded, requests_per_minute=3)
    answers = [visitor.get("/api/version") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "Too many requests" in answers[-1].json["reason"]


def test_fifty_screens_of_one_account_behind_one_address_pass() -> None:
    """Each asks for the version every five seconds, and draws a page, of eight requests, every twenty."""
    settings = Settings()
    of_one_screen = MINUTE // settings.refresh_seconds + MINUTE // 20 * 8
    assert settings.requests_per_minute > SCREENS * of_one_screen * 2


def test_a_desk_is_never_limited(visitor: FlaskClient, server: Flask, guarded: Engine) -> None:
    limited(server, guarded, requests_per_minute=2, forms_per_minute=1)
    assert [visitor.get("/api/version").status_code for _ in range(5)] == [200] * 5
