"""Setting one-time codes up on the account page: a picture, a first code, codes for paper, and the way back."""

import re
from urllib.parse import unquote

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update

from access.web.gate import Gate
from data.schema_access import account, audit_entry
from settings import Settings
from tests.access.web.people import PASSWORD, LogIn, Person, Send

WRONG = "một câu hoàn toàn khác"


@pytest.fixture
def lan(person: Person, log_in: LogIn) -> None:
    person()
    log_in()


def secret_shown(visitor: FlaskClient) -> str:
    page = visitor.get("/account/codes").get_data(as_text=True)
    return re.search(r'tc-secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")


def turned_on(visitor: FlaskClient, send: Send) -> tuple[str, list[str]]:
    send("/account/codes/start", start_present=PASSWORD)
    secret = secret_shown(visitor)
    papers = send("/account/codes/confirm", code=pyotp.TOTP(secret).now()).get_data(as_text=True)
    return secret, re.findall(r"<li><code>([a-z2-7-]+)</code>", papers)


def forget_the_step(guarded: Engine) -> None:
    """As half a minute later, when the app shows another code."""
    with guarded.begin() as connection:
        connection.execute(update(account).values(totp_step=None))


def test_the_page_shows_a_picture_and_the_secret_in_fours(lan: None, visitor: FlaskClient, send: Send) -> None:
    assert send("/account/codes/start", start_present=PASSWORD).status_code == 302
    page = visitor.get("/account/codes").get_data(as_text=True)
    assert re.search(r'tc-secret">(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}<', page)
    assert "<svg" in unquote(re.search(r'src="data:image/svg\+xml[^,]*,([^"]+)"', page)[1])


def test_it_takes_the_password_to_begin(lan: None, visitor: FlaskClient, send: Send) -> None:
    answer = send("/account/codes/start", start_present=WRONG)
    assert answer.status_code == 400
    assert 'id="start_present-wrong"' in answer.get_data(as_text=True)
    assert visitor.get("/account/codes").status_code == 302


def test_a_wrong_first_code_is_said_and_the_secret_stays(lan: None, visitor: FlaskClient, send: Send) -> None:
    send("/account/codes/start", start_present=PASSWORD)
    secret = secret_shown(visitor)
    answer = send("/account/codes/confirm", code="000000")
    assert answer.status_code == 400
    assert "Mã không đúng" in answer.get_data(as_text=True)
    assert secret_shown(visitor) == secret


def test_once_on_a_log_in_needs_a_code_or_one_on_paper(
    lan: None, visitor: FlaskClient, send: Send, server: Flask
) -> None:
    _secret, papers = turned_on(visitor, send)
    other = server.test_client()
    token = other.get("/login").get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    given = {"name": "lan", "password": PASSWORD, "csrf_token": token}
    refused = other.post("/login", data=given)
    assert (refused.status_code, 'id="code-wrong"' in refused.get_data(as_text=True)) == (401, True)
    assert other.post("/login", data={**given, "code": papers[0]}).status_code == 302
    assert "Còn 9 mã dự phòng" in visitor.get("/account").get_data(as_text=True)


def test_neither_secret_nor_papers_are_shown_again(lan: None, visitor: FlaskClient, send: Send) -> None:
    secret, papers = turned_on(visitor, send)
    assert len(papers) == 10
    assert visitor.get("/account/codes").status_code == 302
    page = visitor.get("/account").get_data(as_text=True)
    assert secret not in page
    assert papers[0] not in page


def test_setting_up_again_does_not_turn_them_off(lan: None, visitor: FlaskClient, send: Send, guarded: Engine) -> None:
    turned_on(visitor, send)
    assert "Hãy tắt trước" in send("/account/codes/start", start_present=PASSWORD).get_data(as_text=True)
    with guarded.connect() as connection:
        assert connection.execute(select(account.c.totp_on)).scalar_one() is True


def test_turning_off_takes_the_password_and_a_code(
    lan: None, visitor: FlaskClient, send: Send, guarded: Engine
) -> None:
    secret, _papers = turned_on(visitor, send)
    forget_the_step(guarded)
    now = pyotp.TOTP(secret).now()
    assert 'id="code_present-wrong"' in send("/account/codes/stop", code_present=WRONG, code=now).get_data(as_text=True)
    assert 'id="code-wrong"' in send("/account/codes/stop", code_present=PASSWORD, code="123").get_data(as_text=True)
    assert send("/account/codes/stop", code_present=PASSWORD, code=now).status_code == 302
    assert "Thiết lập mã một lần" in visitor.get("/account").get_data(as_text=True)
    with guarded.connect() as connection:
        assert "codes-off" in connection.execute(select(audit_entry.c.action)).scalars().all()


def test_new_papers_replace_the_old(lan: None, visitor: FlaskClient, send: Send) -> None:
    _secret, papers = turned_on(visitor, send)
    page = send("/account/codes/papers", code_present=PASSWORD, code=papers[0]).get_data(as_text=True)
    assert len(re.findall(r"<li><code>", page)) == 10
    assert papers[1] not in page


def test_codes_are_not_guessed_faster_than_a_log_in(lan: None, visitor: FlaskClient, send: Send) -> None:
    turned_on(visitor, send)
    said = [send("/account/codes/stop", code_present=PASSWORD, code="123456").get_data(as_text=True) for _ in range(7)]
    assert "Mã không đúng" in said[0]
    assert "Hãy đợi" in said[-1]


def test_without_a_key_of_the_server_the_page_says_what_is_missing(
    guarded: Engine, person: Person, lan: None, server: Flask, send: Send
) -> None:
    gate: Gate = server.extensions["gate"]
    gate.settings = Settings(cookie_secure=False)
    said = send("/account/codes/start", start_present=PASSWORD)
    assert (said.status_code, "TOANCANH_SECRET_KEY" in said.get_data(as_text=True)) == (400, True)
