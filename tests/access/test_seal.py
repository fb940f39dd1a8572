"""Secrets of one-time codes at rest: not readable without the key, and carried from one key to the next."""

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update

from access import codes
from access.errors import CodesAreOn, NoKey, SealBroken
from access.seal import MARK, Seal
from data.schema_access import account
from tests.access.conftest import NOW, person
from tests.access.test_signin import code_of

OLD, NEW = Seal("the former key"), Seal("the new key", "the former key")


def kept(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.execute(select(account.c.totp_secret)).scalar_one())


@given(st.text())
def test_what_is_sealed_can_be_opened_and_not_read(text: str) -> None:
    closed = OLD.close(text)
    assert OLD.open(closed) == text
    assert closed.startswith(MARK)
    assert len(text) < 4 or text not in closed


def test_another_key_opens_nothing_and_says_what_to_do() -> None:
    with pytest.raises(SealBroken, match="TOANCANH_SECRET_KEY_BEFORE and run: python -m access reseal"):
        Seal("another").open(OLD.close("x"))


def test_a_changed_letter_is_noticed() -> None:
    closed = OLD.close("JBSWY3DPEHPK3PXP")
    with pytest.raises(SealBroken, match="sealed with another key"):
        OLD.open(closed[:-8] + ("AAAA" if closed[-8:-4] != "AAAA" else "BBBB") + closed[-4:])


def test_without_a_key_codes_cannot_be_set_up(store: Engine) -> None:
    one = person(store)
    with store.begin() as connection, pytest.raises(NoKey, match="set TOANCANH_SECRET_KEY"):
        codes.start(connection, one.id, Seal())


def test_a_secret_written_in_clear_is_sealed_when_its_code_is_taken(either: Engine) -> None:
    one, secret = person(either), pyotp.random_base32()
    with either.begin() as connection:
        connection.execute(update(account).values(totp_secret=secret, totp_on=True))
        assert codes.check(connection, one.id, code_of(pyotp.TOTP(secret)), OLD, NOW)
    assert secret not in kept(either)
    assert OLD.open(kept(either)) == secret


def test_after_a_change_of_the_key_codes_work_and_reseal_carries_all_over(store: Engine) -> None:
    one = person(store)
    with store.begin() as connection:
        secret = codes.start(connection, one.id, OLD)
        assert codes.pending(connection, one.id, NEW) == secret
        assert codes.reseal(connection, NEW) == (1, [])
        assert codes.reseal(connection, NEW) == (0, [])
    assert Seal("the new key").open(kept(store)) == secret


def test_reseal_names_whose_secret_cannot_be_opened(store: Engine) -> None:
    one = person(store)
    with store.begin() as connection:
        codes.start(connection, one.id, OLD)
        assert codes.reseal(connection, Seal("a third key")) == (0, ["an.nguyen"])


def test_codes_that_are_on_are_not_set_up_anew(store: Engine) -> None:
    one = person(store)
    with store.begin() as connection:
        totp = pyotp.TOTP(codes.start(connection, one.id, OLD))
        assert codes.confirm(connection, one.id, code_of(totp), OLD, NOW)
        with pytest.raises(CodesAreOn, match="turn them off before"):
            codes.start(connection, one.id, OLD)
