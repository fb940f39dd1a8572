"""Signing in by the office's provider as it should be, and while it is away."""

from threading import Thread
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from sqlalchemy import Engine
from werkzeug.serving import make_server

from access import sessions
from access.accounts import Account
from access.web.gate import COOKIE
from tests.access.provider import EC, RSA, SECRET, Provider, running
from tests.access.web.people import PASSWORD
from tests.access.web.sso.browsing import Served, asked_with, is_in, leave, linked, recorded, refused, sign_in, way_back

# --- as it should be -------------------------------------------------------------------------------------------------


def test_a_browser_that_follows_every_redirect_ends_up_where_it_wanted(served: Served, lan: Account) -> None:
    server = make_server("127.0.0.1", 0, served(), threaded=True)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        browser = requests.Session()
        base = f"http://127.0.0.1:{server.server_port}"
        page = browser.get(f"{base}/indicators?as_of=2025-06-30", timeout=5)
        assert "/login/office?next=/indicators?as_of%3D2025-06-30" in page.text
        done = browser.get(f"{base}/login/office?next=/indicators?as_of%3D2025-06-30", timeout=5)
        assert (done.text, done.url) == ("inside", f"{base}/indicators?as_of=2025-06-30")
        assert browser.get(f"{base}/account", timeout=5).status_code == 200
    finally:
        server.shutdown()
        server.server_close()


def test_the_request_carries_what_protects_it(visitor: FlaskClient, lan: Account, provider: Provider) -> None:
    asked = asked_with(leave(visitor))
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == "http://localhost/login/office/back"
    assert min(len(asked[name]) for name in ("state", "nonce")) >= 20
    assert len(asked["code_challenge"]) == 43
    assert SECRET not in str(asked)


def test_a_session_of_the_provider_is_one_as_any_other_and_on_record(
    visitor: FlaskClient, lan: Account, guarded: Engine
) -> None:
    visitor.set_cookie(COOKIE, "planted-by-somebody")
    answer = sign_in(visitor)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert answer.headers["Cache-Control"] == "no-store"
    cookie = visitor.get_cookie(COOKIE)
    assert cookie.value != "planted-by-somebody"
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")
    assert sessions.find(guarded, cookie.value)[0].name == "lan"
    assert recorded(guarded)[-1] == ("log-in", "lan", {"address": "127.0.0.1", "by": "office"})


def test_nothing_is_asked_of_the_provider_before_somebody_wants_to_sign_in(
    visitor: FlaskClient, lan: Account, provider: Provider
) -> None:
    assert "Đăng nhập bằng tài khoản của cơ quan" in visitor.get("/login").get_data(as_text=True)
    assert provider.asked == []
    sign_in(visitor)
    assert provider.asked == ["/.well-known/openid-configuration", "/authorize", "/token", "/keys", "/me"]


@pytest.mark.parametrize(("key", "algorithm"), [(RSA, "RS256"), (EC, "ES256")], ids=["RSA", "an elliptic curve"])
def test_both_kinds_of_signature_are_known(
    visitor: FlaskClient, lan: Account, provider: Provider, key: Any, algorithm: str
) -> None:
    provider.key, provider.algorithm = key, algorithm
    assert sign_in(visitor).status_code == 302
    assert is_in(visitor)


def test_a_new_key_of_the_provider_is_fetched_when_it_is_met(
    visitor: FlaskClient, lan: Account, provider: Provider
) -> None:
    sign_in(visitor)
    visitor.delete_cookie(COOKIE)
    provider.key = RSAKey.generate_key(2048, {"kid": "second", "use": "sig"})
    provider.published = [provider.key]
    assert sign_in(visitor).headers["Location"] == "/"


def test_a_secret_goes_into_the_body_where_the_provider_takes_it_in_no_header(
    visitor: FlaskClient, lan: Account, provider: Provider
) -> None:
    provider.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert sign_in(visitor).headers["Location"] == "/"


def test_where_no_provider_is_set_none_is_offered(served: Served, lan: Account) -> None:
    visitor = served(oidc_issuer="").test_client()
    assert "office" not in visitor.get("/login").get_data(as_text=True)
    paths = ("/login/office", "/login/office/back", "/login/office/code", "/login/office/leave")
    assert [visitor.get(path).status_code for path in paths] == [404] * 4


# --- when it is away -------------------------------------------------------------------------------------------------


def test_while_the_provider_is_away_passwords_still_work(
    served: Served, lan: Account, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = served(oidc_issuer="http://127.0.0.1:9").test_client()
    refused(visitor, visitor.get("/login/office"), 503, "Hãy thử lại sau hoặc dùng mật khẩu")
    refused(visitor, visitor.get("/login/office"), 503, "không trả lời")
    assert "did not answer a moment ago" in caplog.text  # it was not asked a second time
    token = visitor.get("/login").get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    assert visitor.post("/login", data={"name": "lan", "password": PASSWORD, "csrf_token": token}).status_code == 302
    assert is_in(visitor)


def test_a_provider_that_goes_away_midway_is_said_to_be_away(served: Served, guarded: Engine) -> None:
    with running() as short:
        linked(guarded, short, "lan")
        visitor = served(oidc_issuer=short.issuer).test_client()
        back = way_back(leave(visitor))
    refused(visitor, visitor.get(back), 503, "không trả lời")


def test_no_secret_reaches_the_log(
    visitor: FlaskClient, lan: Account, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    said = asked_with(way_back(leave(visitor)))
    with visitor.session_transaction() as kept:
        (verifier,) = (held["data"]["code_verifier"] for name, held in kept.items() if name.startswith("_state_"))
    visitor.get(f"/login/office/back?{urlencode(said)}")
    provider.spoil = lambda _said, whole: whole[:-4]
    sign_in(visitor.application.test_client())
    logged = [record.getMessage() for record in caplog.records]
    assert len(logged) > 3
    assert [one for one in logged if any(secret in one for secret in (SECRET, verifier, said["code"], "eyJ"))] == []
