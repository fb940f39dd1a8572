"""Claims as any provider may write them: read as they are, or refused by name."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.errors import OfficeRefused
from access.identity import claim, identity_of

ISSUER = "https://sso.office.gov.vn"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["sub", "email", "email_verified", "name", "preferred_username", "groups", "amr", "realm"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(claims=st.dictionaries(NAMES, JSON), path=st.sampled_from(["", "groups", "realm.roles", "..", "email.x"]))
def test_whatever_is_claimed_is_a_person_or_refused(claims: dict[str, object], path: str) -> None:
    try:
        who = identity_of(claims, ISSUER, path)
    except OfficeRefused:
        return
    assert who.subject == claims["sub"]
    assert who.email == "" or (claims["email_verified"] is True and who.email == claims["email"])
    assert all(isinstance(group, str) for group in who.groups)
    assert not who.second_factor or "mfa" in claims["amr"]  # type: ignore[operator]
    assert all(text.isprintable() and len(text) <= 120 for text in (who.username, who.display))


@pytest.mark.parametrize("verified", [None, False, "true", 1, "false"])
def test_an_e_mail_counts_only_where_it_is_said_to_be_verified(verified: object) -> None:
    said = {"sub": "x", "email": "an@office.gov.vn", "email_verified": verified}
    assert identity_of(said, ISSUER).email == ""


@pytest.mark.parametrize("address", ["án@office.gov.vn", "an\u200b@office.gov.vn", "an@office.gov.vn\n", ["an@x.vn"]])
def test_an_e_mail_is_not_mended_into_another(address: object) -> None:
    assert identity_of({"sub": "x", "email": address, "email_verified": True}, ISSUER).email == ""


@pytest.mark.parametrize("subject", [None, "", 7, ["x"], "x" * 256, "a\nb", "a\0b"])
def test_a_subject_that_is_none_is_refused(subject: object) -> None:
    with pytest.raises(OfficeRefused, match="A subject has 1 to 255 printable characters"):
        identity_of({"sub": subject}, ISSUER)


@pytest.mark.parametrize(
    ("claims", "name", "found"),
    [
        ({"groups": ["a", "b"]}, "groups", {"a", "b"}),
        ({"groups": "a"}, "groups", {"a"}),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", {"a"}),
        ({"https://office.gov.vn/groups": ["a"]}, "https://office.gov.vn/groups", {"a"}),
        ({"groups": ["a", 7, None, ""]}, "groups", {"a"}),
        ({"groups": {"a": True}}, "groups", set()),
        ({}, "realm_access.roles", set()),
    ],
)
def test_groups_are_found_where_providers_put_them(claims: dict[str, object], name: str, found: set[str]) -> None:
    assert identity_of({"sub": "x", **claims}, ISSUER, name).groups == found
    assert claim(claims, "") is None
