"""Signing in by the office's provider: a real one on the loopback address, over real HTTP, honest and not."""

import base64
import hmac
import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pyotp
import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from sqlalchemy import Engine
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from access import accounts, audit, codes, sessions
from access.accounts import Account
from access.oidc import MOST_STATES
from access.roles import Grant, Role
from access.seal import Seal
from access.web import door, sso
from access.web.gate import COOKIE, Gate
from data.engine import open_engine
from data.migrations import upgrade
from settings import Settings
from tests.access import provider as office
from tests.access.provider import CLIENT, EC, RSA, SECRET, STRANGER, Provider, running
from tests.access.web.people import PASSWORD

KEY = "a key for tests"
Served = Callable[..., Flask]
Claims = dict[str, Any]


@pytest.fixture(scope="module")
def the_provider() -> Iterator[Provider]:
    with running() as made:
        yield made


@pytest.fixture
def provider(the_provider: Provider) -> Provider:
    """The provider as it begins: honest, with one person."""
    vars(the_provider).update(vars(Provider(issuer=the_provider.issuer)))
    return the_provider


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table and nobody in it, to be copied: building one for each test takes longer than it."""
    path = tmp_path_factory.mktemp("office") / "empty.db"
    engine = open_engine(f"sqlite:///{path}", create=True)
    upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def guarded(migrated: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{shutil.copy(migrated, tmp_path / 'own.db')}")
    yield engine
    engine.dispose()


@pytest.fixture
def served(guarded: Engine, provider: Provider) -> Served:
    """Make a server whose office is the provider; settings as a test wants them."""

    def make(**more: Any) -> Flask:
        made = Flask("guarded")
        made.secret_key, made.testing = KEY, True
        where = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
        settings = Settings(**{"cookie_secure": False, "secret_key": KEY, **where, **more})
        Gate(made, guarded, settings)
        made.register_blueprint(door.blueprint)
        sso.add_to(made, settings)
        made.add_url_rule("/", "/", lambda: "inside")
        made.add_url_rule("/indicators", "/<path:path>", lambda: "inside")
        return made

    return make


@pytest.fixture
def visitor(served: Served) -> FlaskClient:
    return served().test_client()


@pytest.fixture
def lan(guarded: Engine, provider: Provider) -> Account:
    """Lan, whom an administrator linked with the provider's person."""
    return linked(guarded, provider, "lan")


def linked(engine: Engine, provider: Provider, name: str, role: Role = Role.ANALYST) -> Account:
    with engine.begin() as connection:
        made = accounts.create(connection, name, PASSWORD, grants=[Grant(role)])
        accounts.link_external(connection, made.id, provider.issuer, provider.person["sub"])
    return made


def leave(visitor: FlaskClient, target: str = "/") -> str:
    """Press the button; where the browser is sent."""
    answer = visitor.get("/login/office", query_string={"next": target})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.headers["Location"]


def way_back(address: str) -> str:
    """Log in at the provider; the path and query by which the browser comes back."""
    answer = requests.get(address, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    assert back.path == "/login/office/back", answer.text
    return f"{back.path}?{back.query}"


def sign_in(visitor: FlaskClient, target: str = "/") -> TestResponse:
    return visitor.get(way_back(leave(visitor, target)))


def asked_with(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def recorded(engine: Engine) -> list[tuple[str, str, dict[str, Any]]]:
    """Action, subject and detail of every entry, the oldest first."""
    with engine.connect() as connection:
        frame = audit.read(connection)[::-1]
    return [(row.action, row.subject, json.loads(row.detail)) for row in frame.itertuples()]


def is_in(visitor: FlaskClient) -> bool:
    return visitor.get("/").status_code == 200


# --- as it should be -----------------------------------------------------------------------------------------------


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


# --- what comes back by the browser --------------------------------------------------------------------------------


def refused(visitor: FlaskClient, answer: TestResponse, status: int, says: str) -> None:
    """A page of ours with a sentence, the password form still on it, and nobody let in."""
    text = answer.get_data(as_text=True)
    assert (answer.status_code, says in text) == (status, True), text
    assert 'name="password"' in text
    assert not is_in(visitor)


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


# --- what the provider hands out -----------------------------------------------------------------------------------


def changed(**claims: Any) -> office.Spoil:
    """The right token, signed by the right key, with other claims; None takes one out."""

    def spoil(said: Claims, _whole: str) -> str:
        kept = {name: value for name, value in {**said, **claims}.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "first"}, kept, RSA, ["RS256"])

    return spoil


def signed(header: Claims, key: Any) -> office.Spoil:
    return lambda said, _whole: jwt.encode(header, said, key, [header["alg"]])


def joined(*parts: Any) -> str:
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)


def unsigned(said: Claims, _whole: str) -> str:
    return joined({"alg": "none"}, said) + "."


def by_secret(secret: bytes) -> office.Spoil:
    """Signed by hand: the library refuses to use a public key as a secret."""

    def spoil(said: Claims, _whole: str) -> str:
        text = joined({"alg": "HS256", "kid": "first"}, said)
        seal = hmac.digest(secret, text.encode(), "sha256")
        return f"{text}.{base64.urlsafe_b64encode(seal).decode().rstrip('=')}"

    return spoil


CURVE = ECKey.generate_key("P-256")
SPOILED: dict[str, office.Spoil] = {
    "wrong nonce": changed(nonce="another"),
    "no nonce": changed(nonce=None),
    "wrong audience": changed(aud="another-client"),
    "wrong audience, though we are the party": changed(aud="another-client", azp=CLIENT),
    "several audiences and another party": changed(aud=[CLIENT, "another"], azp="another"),
    "wrong issuer": changed(iss="https://evil.example"),
    "no issuer": changed(iss=None),
    "expired": changed(exp=int(time.time()) - 120),
    "no end": changed(exp=None),
    "from the future": changed(iat=int(time.time()) + 3600),
    "not yet": changed(nbf=int(time.time()) + 3600),
    "another's access token": changed(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "no subject": changed(sub=None),
    "an empty subject": changed(sub=""),
    "a subject that is no text": changed(sub=["nv-0001"]),
    "a subject with a line break": changed(sub="nv\n0001"),
    "no signature": unsigned,
    "signed by the public key as if it were a secret": by_secret(RSA.as_pem(private=False)),
    "signed by the secret of the client": by_secret(SECRET.encode()),
    "signed by a stranger under our provider's key": signed({"alg": "RS256", "kid": "first"}, STRANGER),
    "signed by an unknown key": signed({"alg": "RS256", "kid": "unknown"}, STRANGER),
    "brought along with its own key": signed({"alg": "ES256", "jwk": CURVE.as_dict(private=False)}, CURVE),
    "an algorithm we do not know": signed({"alg": "RS384", "kid": "first"}, RSA),
    "no token at all": lambda _said, _whole: "not.a.token",
    "an empty token": lambda _said, _whole: "",
    "a number": lambda _said, _whole: 7,  # type: ignore[return-value]
    "claims that are a list": lambda _said, _whole: unsigned([], ""),  # type: ignore[arg-type]
}


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_a_token_that_does_not_hold_lets_nobody_in(
    visitor: FlaskClient, lan: Account, provider: Provider, spoil: office.Spoil
) -> None:
    provider.person |= {"email": "lan@office.gov.vn"}
    provider.spoil = spoil
    refused(visitor, sign_in(visitor), 401, "không xác nhận")


def test_clocks_may_differ_a_little(visitor: FlaskClient, lan: Account, provider: Provider) -> None:
    provider.spoil = changed(iat=int(time.time()) + 20, exp=int(time.time()) - 20)
    assert sign_in(visitor).headers["Location"] == "/"


def test_another_person_in_the_second_answer_lets_nobody_in(
    visitor: FlaskClient, lan: Account, provider: Provider
) -> None:
    provider.spoil = changed(sub="nv-0002")
    refused(visitor, sign_in(visitor), 401, "không xác nhận")


def test_an_e_mail_is_not_verified_by_what_is_said_of_another(
    served: Served, guarded: Engine, provider: Provider
) -> None:
    visitor = served(oidc_groups_claim="groups").test_client()
    with guarded.begin() as connection:
        accounts.create(connection, "chi@office.gov.vn", None, grants=[Grant(Role.ADMINISTRATOR)])
    provider.person |= {"email": "lan@office.gov.vn", "email_verified": True}
    provider.spoil = changed(email="chi@office.gov.vn", email_verified=None)
    refused(visitor, sign_in(visitor), 403, "chưa có tài khoản")


def test_the_secret_of_the_client_is_sent_nowhere_else(visitor: FlaskClient, lan: Account, provider: Provider) -> None:
    provider.discovery = {"token_endpoint": f"{provider.issuer}/elsewhere"}
    refused(visitor, sign_in(visitor), 503, "không trả lời")
    assert provider.asked[-1] == "/elsewhere"


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"id_token_signing_alg_values_supported": ["none", "HS256"]},
        {"code_challenge_methods_supported": ["plain"]},
        {"token_endpoint": None},
    ],
    ids=str,
)
def test_what_the_provider_publishes_must_fit_and_be_safe(
    visitor: FlaskClient, lan: Account, provider: Provider, discovery: Claims
) -> None:
    provider.discovery = discovery
    refused(visitor, visitor.get("/login/office"), 503, "không trả lời")


# --- when it is away -----------------------------------------------------------------------------------------------


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


# --- who it is here ------------------------------------------------------------------------------------------------


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


# --- one-time codes ------------------------------------------------------------------------------------------------


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


# --- going out -----------------------------------------------------------------------------------------------------


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
