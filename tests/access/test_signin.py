"""Logging in on both databases: the same answer to every wrong thing, codes once, and all of it on record."""

import json
from datetime import timedelta
from time import perf_counter

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine

from access import accounts, audit, codes, passwords
from access.accounts import Account
from access.errors import CodeNeeded, MustWait, SignInRefused
from access.seal import Seal
from access.signin import sign_in
from tests.access.conftest import NOW, PASSWORD, person

HERE = "10.0.0.7"
SEAL = Seal("a key for tests")
SECOND = timedelta(seconds=1)


def come(engine: Engine, name: str, password: str, code: str | None = None, after: timedelta = timedelta()) -> Account:
    return sign_in(engine, name, password, address=HERE, code=code, seal=SEAL, now=NOW + after)


def recorded(engine: Engine) -> list[tuple[str, str, str]]:
    """Action, subject and reason of every entry, the oldest first."""
    with engine.connect() as connection:
        frame = audit.read(connection)[::-1]
    reasons = [json.loads(detail).get("reason", "") for detail in frame["detail"]]
    return list(zip(frame["action"], frame["subject"], reasons, strict=True))


def with_codes(engine: Engine) -> tuple[Account, pyotp.TOTP]:
    one = person(engine)
    with engine.begin() as connection:
        totp = pyotp.TOTP(codes.start(connection, one.id, SEAL))
        assert codes.confirm(connection, one.id, code_of(totp, -2 * 30), SEAL, NOW - timedelta(seconds=60))
    return one, totp


def code_of(totp: pyotp.TOTP, seconds: int = 0) -> str:
    return totp.generate_otp((int((NOW - NOW.__class__(1970, 1, 1)).total_seconds()) + seconds) // 30)


def test_the_right_password_lets_in_whatever_the_case_of_the_name(either: Engine) -> None:
    one = person(either)
    assert come(either, "AN.Nguyễn", PASSWORD) == one
    assert recorded(either) == [("log-in", "an.nguyen", "")]


def test_every_wrong_thing_says_the_same_and_is_recorded_apart(either: Engine) -> None:
    locked = person(either, "locked")
    person(either, "invited", password=None)
    with either.begin() as connection:
        accounts.lock(connection, locked.id, NOW)
    person(either)
    answers = set()
    for name, password in (("an.nguyen", "x"), ("nobody.at.all", "x"), ("locked", PASSWORD), ("invited", ""), ("", "")):
        with pytest.raises(SignInRefused, match="The name, the password or the one-time code is wrong") as refusal:
            come(either, name, password)
        answers.add(str(refusal.value))
    assert len(answers) == 1
    assert recorded(either) == [
        ("log-in-failed", "an.nguyen", "password"),
        ("log-in-failed", "", "name"),
        ("log-in-failed", "locked", "locked"),
        ("log-in-failed", "invited", "password"),
        ("log-in-failed", "", "name"),
    ]


def test_the_sixth_try_waits_and_the_right_password_too(store: Engine) -> None:
    person(store)
    for _ in range(5):
        with pytest.raises(SignInRefused, match="is wrong"):
            come(store, "an.nguyen", "wrong")
    with pytest.raises(MustWait, match="wait 5 seconds") as waiting:
        come(store, "an.nguyen", PASSWORD)
    assert come(store, "an.nguyen", PASSWORD, after=waiting.value.seconds * SECOND).name == "an.nguyen"


def test_ten_thousand_wrong_passwords_cost_little_and_lock_nobody_out(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(store)
    checks = []
    matches = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda *said: checks.append(said) or matches(*said))
    begun = perf_counter()
    for number in range(10_000):
        with pytest.raises((SignInRefused, MustWait), match=r"wrong|wait"):
            come(store, "an.nguyen", f"guess {number}", after=number * SECOND / 100)
    assert perf_counter() - begun < 60
    assert len(checks) <= 10
    assert len(recorded(store)) == len(checks)
    assert come(store, "an.nguyen", PASSWORD, after=timedelta(minutes=10)).name == "an.nguyen"


def test_a_code_is_asked_for_only_after_the_right_password(either: Engine) -> None:
    _, totp = with_codes(either)
    with pytest.raises(SignInRefused, match="is wrong"):
        come(either, "an.nguyen", "wrong", code_of(totp))
    with pytest.raises(CodeNeeded, match="authenticator app"):
        come(either, "an.nguyen", PASSWORD)
    assert come(either, "an.nguyen", PASSWORD, code_of(totp)).totp_on


def test_a_code_works_once(either: Engine) -> None:
    _, totp = with_codes(either)
    come(either, "an.nguyen", PASSWORD, code_of(totp))
    with pytest.raises(SignInRefused, match="is wrong"):
        come(either, "an.nguyen", PASSWORD, code_of(totp))
    assert recorded(either)[-1] == ("log-in-failed", "an.nguyen", "code")


@pytest.mark.parametrize(("seconds", "right"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off(store: Engine, seconds: int, right: bool) -> None:
    one = person(store)
    with store.begin() as connection:
        totp = pyotp.TOTP(codes.start(connection, one.id, SEAL))
        assert codes.check(connection, one.id, code_of(totp, seconds), SEAL, NOW) is right


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "\0", "-12345", "1e5"])
def test_what_is_no_code_is_refused(store: Engine, code: str) -> None:
    one, _ = with_codes(store)
    with store.begin() as connection:
        assert not codes.check(connection, one.id, code, SEAL, NOW)


def test_codes_can_be_turned_off(store: Engine) -> None:
    one, totp = with_codes(store)
    with store.begin() as connection:
        codes.stop(connection, one.id)
        assert not codes.check(connection, one.id, code_of(totp), SEAL, NOW)
    assert not come(store, "an.nguyen", PASSWORD).totp_on


def test_a_secret_that_was_not_confirmed_is_not_asked_for(store: Engine) -> None:
    one = person(store)
    with store.begin() as connection:
        secret = codes.start(connection, one.id, SEAL)
        assert not codes.confirm(connection, one.id, "000000", SEAL, NOW - timedelta(days=9999))
    assert codes.address(secret, "an.nguyen").startswith("otpauth://totp/To%C3%A0n%20C%E1%BA%A3nh:an.nguyen?secret=")
    assert not come(store, "an.nguyen", PASSWORD).totp_on


def test_a_hash_of_an_old_cost_is_renewed_by_logging_in(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    one = person(store)
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    come(store, "an.nguyen", PASSWORD)
    with store.connect() as connection:
        assert not passwords.outdated(accounts.stored_hash(connection, one.id) or "")
    come(store, "an.nguyen", PASSWORD)
