"""Nothing secret survives on its way to a log."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operation.secrets import HIDDEN, clean, without_secrets

SECRET = "Zk3vQ9xLw2mN8pRt"


@pytest.mark.parametrize(
    "text",
    [
        f"password={SECRET}",
        f"POST body: name=lan&password={SECRET}&next=/",
        f"{{'new_password': '{SECRET} and more', 'name': 'lan'}}",
        f'{{"totp_secret": "{SECRET}"}}',
        f"Authorization: Bearer {SECRET}",
        f"authorization='Basic {SECRET}=='",
        f"Cookie: tc_language=vi; tc_session={SECRET}",
        f"Set-Cookie: tc_session={SECRET}; HttpOnly",
        f"token tc_a1b2_{SECRET} was used",
        f"postgresql+psycopg://app:{SECRET}@db.local/toancanh does not answer",
        f"Exception on /invite/{SECRET}{SECRET}{SECRET} [POST]",
        f"hash $argon2id$v=19$m=65536,t=3,p=1${SECRET}",
        f"id token eyJhbGciOiJSUzI1NiJ9.{SECRET}.{SECRET}",
        f"TOANCANH_SECRET_KEY={SECRET}",
        f"X-API-Key: {SECRET}",
    ],
)
def test_a_secret_is_hidden_by_its_form(text: str) -> None:
    assert SECRET not in without_secrets(text)
    assert HIDDEN in without_secrets(text)


@pytest.mark.parametrize(
    "text",
    [
        "page pages.overview: the warehouse does not answer",
        "GET /indicators/GRO01?as_of=2025-06-30",
        "sqlite:////srv/toancanh/warehouse.db is locked",
        "Listening at http://127.0.0.1:8050 (7)",
        "/assets/40-shell.js",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert without_secrets(text) == text


@given(st.text(alphabet=st.characters(whitelist_categories=("L", "N")), min_size=8, max_size=40))
def test_a_value_under_a_secret_name_is_hidden_at_any_depth(secret: str) -> None:
    said = clean({"form": [{"password": secret, "csrf_token": [secret]}], "cookies": {"a": secret}, "who": "lan"})
    assert said == {
        "form": [{"password": HIDDEN, "csrf_token": HIDDEN}],
        "cookies": HIDDEN,
        "who": "lan",
    }


@pytest.mark.parametrize(
    "piece",
    ["x", "/", "a-", "://a:", "password", "token=", "-eyJabcdefghi", "Bearer ", "'\"", "tc_a_", "$argon2i$", "\t "],
)
def test_no_text_takes_long(piece: str) -> None:
    started = perf_counter()
    without_secrets(piece * (100_000 // len(piece)))
    assert perf_counter() - started < 1


def test_numbers_and_truth_stay_what_they_are() -> None:
    assert clean({"ms": 1.5, "status": 200, "totp_on": True, "who": None}) == {
        "ms": 1.5,
        "status": 200,
        "totp_on": True,
        "who": None,
    }
