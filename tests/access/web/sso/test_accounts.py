"""Whose account it is here, one-time codes, and going out."""

import time
from urllib.parse import urlsplit

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from access import accounts, codes
from access.accounts import Account
from access.seal import Seal
from tests.access.provider import Provider
from tests.access.web.sso.browsing import KEY, Served, asked_with, is_in, recorded, refused, sign_in

# --- who it is here --------------------------------------------------------------------------------------------------


def test_a_person_keeps_the_account_whatever_their_e_mail_becomes(
    visitor: FlaskClient, lan: Account, provider: Provider, guarded: Engine
) -> None:
    provider.person |= {"email": "moi@office.gov.vn", "email_verified": True, "name": "Lan, tên mới"}
    assert sign_in(visitor).headers["Location"] == "/"
    with guarded.connect() as connection:
        (only,) = accounts.list_all(connection)
    assert (only.id, only.name, only.display) == (lan.id, "lan", "lan")
    assert recorded(guarded)[-1][:2] == ("log-in", "lan")


@pytest.mark.parametrize("locked", [False, True], ids=["unknown", "locked"])
def test_who_has_no_account_or_a_locked_one_is_told_the_same_and_recorded(
    visitor: FlaskClient, provider: Provider, guarded: Engine, lan: Account, locked: bool
) -> None:
    if locked:
        with guarded.begin() as connection:
            accounts.lock(connection, lan.id)
    else:
        provider.person = {"sub": "nv-0002", "email": "la@office.gov.vn", "email_verified": True}
    refused(visitor, sign_in(visitor), 403, "chưa có tài khoản dùng được")
    action, subject, detail = recorded(guarded)[-1]
    assert (action, subject) == ("log-in-failed", "lan" if locked else "")
    assert detail["reason"] == ("locked" if locked else "unknown")
    assert detail["external"] == provider.person["sub"]


@pytest.mark.parametrize(("error", "status"), [("", 403), ("access_denied", 401)], ids=["unknown", "refused"])
def test_who_fails_too_often_waits(
    visitor: FlaskClient, provider: Provider, lan: Account, error: str, status: int
) -> None:
    provider.person, provider.answers_with = {"sub": "nv-0002"}, error
    for _ in range(20):
        last = sign_in(visitor)
    assert last.status_code == status
    asked = len(provider.asked)
    answer = visitor.get("/login/office")
    assert (answer.status_code, 0 < int(answer.headers["Retry-After"]) <= 5) == (429, True)
    assert len(provider.asked) == asked


# --- one-time codes --------------------------------------------------------------------------------------------------


@pytest.fixture
def authenticator(guarded: Engine, lan: Account) -> pyotp.TOTP:
    """Lan's app; codes are on."""
    seal = Seal(KEY)
    with guarded.begin() as connection:
        app = pyotp.TOTP(codes.start(connection, lan.id, seal))
        assert codes.confirm(connection, lan.id, app.at(time.time() - 30), seal)
    return app


def test_who_turned_codes_on_is_asked_for_one_here_as_well(
    visitor: FlaskClient, authenticator: pyotp.TOTP, guarded: Engine
) -> None:
    answer = sign_in(visitor, "/indicators")
    assert answer.headers["Location"] == "/login/office/code"
    assert not is_in(visitor)
    token = visitor.get("/login/office/code").get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    wrong = visitor.post("/login/office/code", data={"code": "000000", "csrf_token": token})
    assert (wrong.status_code, "Mã một lần không đúng" in wrong.get_data(as_text=True)) == (401, True)
    right = {"code": authenticator.now(), "csrf_token": token}
    assert visitor.post("/login/office/code", data=right).headers["Location"] == "/indicators"
    assert is_in(visitor)
    assert [action for action, _, _ in recorded(guarded)] == ["log-in-failed", "log-in"]


def test_a_second_factor_at_the_provider_is_one(
    visitor: FlaskClient, authenticator: pyotp.TOTP, provider: Provider
) -> None:
    provider.person |= {"amr": ["pwd", "mfa"]}
    assert sign_in(visitor).headers["Location"] == "/"


def test_the_code_page_is_for_who_came_back_alone(
    visitor: FlaskClient, authenticator: pyotp.TOTP, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert visitor.get("/login/office/code").headers["Location"] == "/login"
    sign_in(visitor)
    assert visitor.post("/login/office/code", data={"code": authenticator.now()}).status_code == 400  # no token
    later = time.time() + 301
    monkeypatch.setattr("access.web.sso.time.time", lambda: later)
    assert visitor.get("/login/office/code").headers["Location"] == "/login"


def test_codes_cannot_be_guessed(visitor: FlaskClient, authenticator: pyotp.TOTP) -> None:
    sign_in(visitor)
    token = visitor.get("/login/office/code").get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    sent = [visitor.post("/login/office/code", data={"code": f"{i:06}", "csrf_token": token}) for i in range(6)]
    assert [answer.status_code for answer in sent] == [401] * 5 + [429]


# --- going out -------------------------------------------------------------------------------------------------------


def test_after_logging_out_one_may_log_out_of_the_provider_too(
    visitor: FlaskClient, lan: Account, provider: Provider
) -> None:
    sign_in(visitor)
    token = visitor.get("/account").get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    out = visitor.post("/logout", data={"csrf_token": token}).headers["Location"]
    page = visitor.get(out).get_data(as_text=True)
    assert "Bạn đã đăng xuất." in page
    assert 'href="/login/office/leave"' in page
    asked = urlsplit(visitor.get("/login/office/leave").headers["Location"])
    assert f"http://{asked.netloc}{asked.path}" == f"{provider.issuer}/leave"
    assert asked_with(f"?{asked.query}")["post_logout_redirect_uri"] == "http://localhost/login"


def test_a_provider_that_lets_nobody_out_is_left_alone(
    served: Served, lan: Account, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("access.discovery.OFFERED", ())
    visitor = served().test_client()
    assert "office/leave" not in visitor.get("/login?left=1").get_data(as_text=True)
    assert visitor.get("/login/office/leave").headers["Location"] == "/login"
