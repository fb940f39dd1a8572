"""Codes on paper: each lets in once, nobody else, and also when the key of the seal is lost."""

import pyotp
import pytest
from sqlalchemy import Engine, select

from access import codes, recovery
from access.errors import SignInRefused
from access.seal import Seal
from access.signin import sign_in
from data.schema_access import account_recovery
from tests.access.conftest import NOW, PASSWORD, person
from tests.access.test_signin import SEAL, code_of


def papers_of(engine: Engine, name: str = "an.nguyen") -> list[str]:
    one = person(engine, name)
    with engine.begin() as connection:
        totp = pyotp.TOTP(codes.start(connection, one.id, SEAL))
        assert codes.confirm(connection, one.id, code_of(totp), SEAL, NOW)
        return recovery.renew(connection, one.id, NOW)


def come(engine: Engine, code: str, seal: Seal = SEAL) -> str:
    return sign_in(engine, "an.nguyen", PASSWORD, address="10.0.0.1", code=code, seal=seal, now=NOW).name


def test_each_code_lets_in_once(either: Engine) -> None:
    first, second, *_rest = papers_of(either)
    assert come(either, first) == come(either, second.upper().replace("-", " ")) == "an.nguyen"
    with pytest.raises(SignInRefused, match="is wrong"):
        come(either, first)
    with either.connect() as connection:
        assert recovery.left(connection, 1) == recovery.COUNT - 2


def test_a_code_of_somebody_else_lets_nobody_in(store: Engine) -> None:
    papers_of(store)
    foreign = papers_of(store, "binh")
    with pytest.raises(SignInRefused, match="is wrong"):
        come(store, foreign[0])


def test_codes_are_kept_as_fingerprints_alone(store: Engine) -> None:
    papers = papers_of(store)
    with store.connect() as connection:
        stored = set(connection.execute(select(account_recovery.c.code_hash)).scalars())
    assert len(stored) == recovery.COUNT
    assert not stored & {paper.replace("-", "") for paper in papers}


def test_new_codes_make_the_old_ones_useless(store: Engine) -> None:
    old = papers_of(store)
    with store.begin() as connection:
        recovery.renew(connection, 1)
    with pytest.raises(SignInRefused, match="is wrong"):
        come(store, old[0])


def test_they_let_in_when_the_key_is_lost(store: Engine, caplog: pytest.LogCaptureFixture) -> None:
    papers = papers_of(store)
    with pytest.raises(SignInRefused, match="is wrong"):
        come(store, "123456", Seal("another key"))
    assert "python -m access codes-off" in caplog.text
    assert come(store, papers[0], Seal("another key")) == "an.nguyen"
