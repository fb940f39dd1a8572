"""What a browser brings back from the provider: once, soon, by the browser that left, and to this site alone."""

import time
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from access.accounts import Account
from access.oidc import MOST_STATES
from access.web.gate import COOKIE
from tests.access.provider import Provider
from tests.access.web.sso.browsing import Served, asked_with, leave, recorded, refused, sign_in, way_back


def test_a_return_works_once(visitor: FlaskClient, lan: Account) -> None:
    back = way_back(leave(visitor))
    visitor.get(back)
    visitor.delete_cookie(COOKIE)
    refused(visitor, visitor.get(back), 400, "đã quá hạn, đã dùng")


def test_even_with_the_old_cookie_a_code_works_once(visitor: FlaskClient, lan: Account) -> None:
    back = way_back(leave(visitor))
    kept = visitor.get_cookie("session").value
    visitor.get(back)
    visitor.delete_cookie(COOKIE)
    visitor.set_cookie("session", kept)
    refused(visitor, visitor.get(back), 401, "không xác nhận")


def test_a_return_works_in_the_browser_that_left_alone(served: Served, lan: Account, guarded: Engine) -> None:
    server = served()
    back = way_back(leave(server.test_client()))
    victim = server.test_client()
    before = len(recorded(guarded))
    refused(victim, victim.get(back), 400, "trình duyệt khác")
    assert len(recorded(guarded)) == before  # or any page on the web could fill the record, and make an office wait


def test_a_return_after_ten_minutes_is_too_late(
    visitor: FlaskClient, lan: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = way_back(leave(visitor))
    later = time.time() + 601
    monkeypatch.setattr("access.oidc.time.time", lambda: later)
    refused(visitor, visitor.get(back), 400, "quá hạn")


@pytest.mark.parametrize(
    "query", ["", "code=x", "state=x", "code=x&state=x", "error=access_denied", "state=%00&code=%0d"]
)
def test_a_return_made_by_hand_is_refused(visitor: FlaskClient, lan: Account, query: str) -> None:
    refused(visitor, visitor.get(f"/login/office/back?{query}"), 400, "Hãy bắt đầu lại")


@pytest.mark.parametrize("change", [{"code": "guessed"}, {"code": ""}, {"iss": "https://evil.example"}])
def test_a_right_state_with_anything_else_wrong_is_refused(
    visitor: FlaskClient, lan: Account, change: dict[str, str]
) -> None:
    said = asked_with(way_back(leave(visitor))) | change
    refused(visitor, visitor.get(f"/login/office/back?{urlencode(said)}"), 401, "không xác nhận")


@pytest.mark.parametrize("error", ["access_denied", "server_error", "%3Cscript%3Ealert(1)%3C/script%3E"])
def test_what_the_provider_says_of_an_error_is_not_shown(
    visitor: FlaskClient, lan: Account, provider: Provider, error: str
) -> None:
    provider.answers_with = error
    answer = sign_in(visitor)
    refused(visitor, answer, 401, "Cơ quan không xác nhận")
    assert not any(part in answer.get_data(as_text=True) for part in ("alert(", "denied", "server_error"))


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/indicators?as_of=2025-06-30", "/indicators?as_of=2025-06-30"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("//[", "/"),
        ("javascript:alert(1)", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("/" + "dài" * 400, "/"),
    ],
)
def test_a_sign_in_leads_to_this_site_alone(visitor: FlaskClient, lan: Account, wanted: str, led: str) -> None:
    answer = sign_in(visitor, wanted)
    assert (answer.status_code, answer.headers["Location"]) == (302, led)
    assert "a=b" not in str(answer.headers)


def test_many_log_ins_begun_in_one_browser_fit_into_its_cookie(visitor: FlaskClient, lan: Account) -> None:
    left = [leave(visitor, "/" + "x" * 500) for _ in range(MOST_STATES + 3)]
    assert len(visitor.get_cookie("session").value) < 3800
    refused(visitor, visitor.get(way_back(left[0])), 400, "Hãy bắt đầu lại")
    assert visitor.get(way_back(left[-1])).status_code == 302


def test_a_verifier_that_is_not_the_one_of_the_request_buys_nothing(
    visitor: FlaskClient, lan: Account, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = way_back(leave(visitor))
    with visitor.session_transaction() as kept:
        (state,) = (name for name in kept if name.startswith("_state_"))
        kept[state] = kept[state] | {"data": kept[state]["data"] | {"code_verifier": "z" * 48}}
    refused(visitor, visitor.get(said), 401, "không xác nhận")


def test_without_a_verifier_the_provider_gives_nothing(visitor: FlaskClient, lan: Account) -> None:
    said = way_back(leave(visitor))
    with visitor.session_transaction() as kept:
        (state,) = (name for name in kept if name.startswith("_state_"))
        kept[state] = kept[state] | {"data": {k: v for k, v in kept[state]["data"].items() if k != "code_verifier"}}
    refused(visitor, visitor.get(said), 401, "không xác nhận")
