"""Which passwords are taken, and that checking one tells nothing but yes or no."""

import unicodedata
from time import perf_counter

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from access import passwords
from access.errors import WeakPassword
from tests.access.conftest import PASSWORD


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password-short"),
        ("mười một chữ"[:11], "password-short"),
        ("x" * 257, "password-long"),
        ("aaaaaaaaaaaa", "password-common"),
        ("abababababab", "password-common"),
        ("123456789012", "password-common"),
        ("987654321098", "password-common"),
        ("Password1234", "password-common"),
        ("P@ssw0rd!2026", "password-common"),
        ("Mật khẩu 2026!", "password-common"),
        ("qwertyuiop12", "password-common"),
        ("an.nguyen2026", "password-name"),
    ],
)
def test_passwords_that_are_tried_first_are_refused(password: str, code: str) -> None:
    with pytest.raises(WeakPassword, match=r"^The password") as refusal:
        passwords.check(password, "an.nguyen")
    assert refusal.value.code == code


@pytest.mark.parametrize("password", [PASSWORD, "four unrelated words", "x7Gq!t2Lm9Zw", "🐱 và một con chó"])
def test_long_and_uncommon_passwords_are_taken(password: str) -> None:
    passwords.check(password, "an.nguyen")


def test_a_hash_is_argon2id_with_its_own_salt() -> None:
    first, second = passwords.hashed(PASSWORD), passwords.hashed(PASSWORD)
    assert first.startswith("$argon2id$")
    assert first != second
    assert passwords.matches(first, PASSWORD)
    assert not passwords.matches(first, PASSWORD + "x")


def test_the_same_letters_typed_another_way_are_the_same_password() -> None:
    assert passwords.matches(passwords.hashed(PASSWORD), unicodedata.normalize("NFD", PASSWORD))


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$v=19$broken"])
def test_nothing_stored_lets_nobody_in(stored: str | None) -> None:
    assert not passwords.matches(stored, PASSWORD)
    assert not passwords.matches(stored, "\0nobody")


def test_an_absurd_password_is_an_answer_and_no_error() -> None:
    assert not passwords.matches(passwords.hashed(PASSWORD), "\ud800\0" * 100_000)


def test_a_name_without_a_password_takes_as_long_as_one_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=8192, parallelism=1))
    stored = passwords.hashed(PASSWORD)
    passwords.matches(None, "warm")

    def quickest(kept: str | None) -> float:
        spans = []
        for _ in range(5):
            begun = perf_counter()
            passwords.matches(kept, "wrong password")
            spans.append(perf_counter() - begun)
        return min(spans)

    assert 0.5 < quickest(None) / quickest(stored) < 2


def test_a_hash_of_another_cost_is_outdated() -> None:
    assert passwords.outdated(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD))
    assert not passwords.outdated(passwords.hashed(PASSWORD))


def test_the_product_asks_for_a_cost_that_guessing_cannot_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    cost = extract_parameters(passwords.HASHER.hash("x"))
    assert (cost.type, cost.memory_cost >= 64 * 1024, cost.time_cost >= 3) == (Type.ID, True, True)
