"""What a provider publishes of itself: what is used of it, and what is refused."""

from typing import Any

import pytest

from access.discovery import checked, signing_keys, way_to_show_the_secret
from access.errors import OfficeMisconfigured

ISSUER = "https://sso.office.gov.vn"
DOCUMENT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize?policy=office",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": "https://keys.office.gov.vn/jwks",
}


def test_only_what_is_known_is_taken_over() -> None:
    taken = checked({**DOCUMENT, "verify": False, "client_secret": "x", "scope": "everything", "headers": {}}, ISSUER)
    assert taken == {**DOCUMENT, "id_token_signing_alg_values_supported": ["RS256"]}


def test_the_issuer_must_be_the_one_of_the_settings_letter_for_letter() -> None:
    with pytest.raises(OfficeMisconfigured, match="letter for letter"):
        checked(DOCUMENT, ISSUER + "/")


@pytest.mark.parametrize("document", [None, [], "x", 7, {}])
def test_a_document_that_is_none_is_refused(document: Any) -> None:
    with pytest.raises(OfficeMisconfigured, match="calls itself 'None'"):
        checked(document, ISSUER)


@pytest.mark.parametrize(
    "address",
    [
        None,
        7,
        "",
        "/token",
        "http://sso.office.gov.vn/token",
        "http://127.0.0.1/token",
        "ftp://x/",
        "https://",
        "https://a:b@x/",
    ],
)
def test_an_address_that_is_not_safe_is_refused(address: Any) -> None:
    with pytest.raises(OfficeMisconfigured, match="as token_endpoint; expected https"):
        checked({**DOCUMENT, "token_endpoint": address}, ISSUER)


@pytest.mark.parametrize(
    ("offered", "used"),
    [(None, ["RS256"]), (["ES256", "RS256", "none"], ["RS256", "ES256"]), (["ES256", "HS256"], ["ES256"])],
)
def test_signatures_are_checked_by_the_two_ways_we_know(offered: Any, used: list[str]) -> None:
    said = {**DOCUMENT, "id_token_signing_alg_values_supported": offered}
    assert checked(said, ISSUER)["id_token_signing_alg_values_supported"] == used


@pytest.mark.parametrize("keys", [None, {}, {"keys": []}, {"keys": {}}, {"keys": [{"kty": "oct", "k": "AAAA"}]}, [1]])
def test_keys_that_check_nothing_are_refused(keys: Any) -> None:
    with pytest.raises(OfficeMisconfigured, match="publishes no RSA or elliptic key"):
        signing_keys(keys)


def test_keys_of_other_kinds_and_uses_are_left_out() -> None:
    sign, other = {"kty": "RSA", "use": "sig"}, {"kty": "RSA", "use": "enc"}
    assert signing_keys({"keys": [other, sign, {"kty": "OKP"}, 7]}) == {"keys": [sign]}


@pytest.mark.parametrize(
    ("ways", "posts"),
    [(None, False), (["client_secret_basic", "client_secret_post"], False), (["client_secret_post"], True)],
)
def test_the_secret_goes_where_the_provider_takes_it(ways: Any, posts: bool) -> None:
    assert bool(way_to_show_the_secret({"token_endpoint_auth_methods_supported": ways})) is posts
