"""Settings that cannot be used are refused by name, before anything starts."""

import pytest
from pydantic import ValidationError

from settings import Settings, in_words, is_safe_address


@pytest.mark.parametrize(
    "issuer",
    ["https://sso.office.gov.vn", "https://sso.office.gov.vn/realms/a", "http://127.0.0.1:9400", "http://localhost:9"],
)
def test_an_issuer_goes_by_tls_or_stays_on_this_machine(issuer: str) -> None:
    assert Settings(oidc_issuer=issuer, oidc_client_id="toan-canh").oidc_issuer == issuer


@pytest.mark.parametrize(
    "issuer",
    [
        "http://sso.office.gov.vn",
        "http://127.0.0.1.evil.example",
        "sso.office.gov.vn",
        "https://a:b@sso.office.gov.vn",
        "https://sso.office.gov.vn?tenant=1",
        "https://sso.office.gov.vn#a",
        "https://sso.office.gov.vn/ a",
        "https://sso.office.gov.vn:port",
        "https://[",
        "file:///etc/passwd",
        "https://sso.office.gov.vn\n",
    ],
)
def test_an_issuer_that_is_not_safe_is_refused_in_words(issuer: str) -> None:
    assert not is_safe_address(issuer) or set("?#") & set(issuer)
    with pytest.raises(ValidationError) as refusal:
        Settings(oidc_issuer=issuer, oidc_client_id="toan-canh")
    assert "TOANCANH_OIDC_ISSUER is " in in_words(refusal.value)
    assert "expected https://…" in in_words(refusal.value)


def test_an_issuer_needs_the_name_it_knows_us_by() -> None:
    with pytest.raises(ValidationError, match="the name that the provider of TOANCANH_OIDC_ISSUER gave"):
        Settings(oidc_issuer="https://sso.office.gov.vn")


def test_the_scopes_must_ask_who_it_is() -> None:
    with pytest.raises(ValidationError, match="openid profile email"):
        Settings(oidc_scopes="profile email")


def test_the_secret_of_the_client_is_not_shown() -> None:
    assert "hush" not in repr(Settings(oidc_client_secret="hush"))
