"""What the provider hands out: a token or an address that does not hold lets nobody in."""

import base64
import hmac
import json
import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import ECKey
from sqlalchemy import Engine

from access import accounts
from access.accounts import Account
from access.roles import Grant, Role
from tests.access import provider as office
from tests.access.provider import CLIENT, RSA, SECRET, STRANGER, Provider
from tests.access.web.sso.browsing import Claims, Served, refused, sign_in


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
    "a number": lambda _said, _whole: 7,  # type: ignore[return-value]  # no token is one
    "claims that are a list": lambda _said, _whole: unsigned([], ""),  # type: ignore[arg-type]  # claims are a mapping
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
