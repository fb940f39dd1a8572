"""Tokens of machines: shown once, compared in constant time, ended by time or by hand."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from access import accounts, tokens
from access.errors import InvalidGrant, InvalidToken
from access.roles import Action, Grant, Role, may
from tests.access.conftest import ADMINISTRATOR, BAC_NINH, NOW, person

VIEWER = Grant(Role.VIEWER)
SOON = NOW + timedelta(days=1)


def made(engine: Engine, *grants: Grant, writes: bool = False, name: str = "màn hình sảnh") -> str:
    with engine.begin() as connection:
        held = grants or [VIEWER]
        return tokens.create(connection, name, held, writes=writes, expires=SOON, created_by="admin", now=NOW)


def test_a_token_finds_its_name_and_roles(either: Engine) -> None:
    shown = made(either, VIEWER, BAC_NINH, writes=True)
    assert re.fullmatch(r"tc_[0-9a-f]{12}_[A-Za-z0-9_-]{43}", shown)
    viewer = tokens.find(either, shown, NOW)
    assert viewer is not None
    assert (viewer.name, viewer.via, viewer.account_id, viewer.writes) == ("màn hình sảnh", "token", None, True)
    assert viewer.grants == {VIEWER, BAC_NINH}


def test_a_reading_token_may_not_load_whatever_its_role(store: Engine) -> None:
    held = Grant(Role.ADMINISTRATOR)
    reading, writing = (tokens.find(store, made(store, held, writes=writes), NOW) for writes in (False, True))
    assert reading is not None
    assert writing is not None
    assert [may(one, Action.LOAD) for one in (reading, writing)] == [False, True]
    assert may(reading, Action.EXPORT)


def test_the_secret_is_not_stored(store: Engine) -> None:
    secret = made(store).split("_", 2)[2]
    with store.connect() as connection:
        assert secret not in repr(connection.execute(text("SELECT * FROM access_token")).all())


def test_a_token_ends_by_time_and_by_hand(either: Engine) -> None:
    by_time, by_hand = made(either), made(either)
    assert tokens.find(either, by_time, SOON - timedelta(seconds=1)) is not None
    assert tokens.find(either, by_time, SOON) is None
    number = by_hand.split("_")[1]
    with either.begin() as connection:
        assert tokens.revoke(connection, number, NOW).revoked_at is None
    assert tokens.find(either, by_hand, NOW) is None
    with either.begin() as connection, pytest.raises(InvalidToken, match=f"No token that works has the id '{number}'"):
        tokens.revoke(connection, number, NOW)


def test_a_token_with_another_ones_secret_is_none(either: Engine) -> None:
    first, second = made(either), made(either)
    crossed = first[:16] + second[16:]
    assert tokens.find(either, first, NOW) is not None
    assert tokens.find(either, crossed, NOW) is None
    assert tokens.find(either, first[:-1] + ("A" if first[-1] != "A" else "B"), NOW) is None


@settings(max_examples=60)
@given(forged=st.one_of(st.text(), st.from_regex(r"tc_[0-9a-f]{12}_[A-Za-z0-9_-]{43}", fullmatch=True)))
def test_no_made_up_text_is_a_token(small_warehouse: Engine, forged: str) -> None:
    assert tokens.find(small_warehouse, forged, NOW) is None


def test_the_last_use_is_kept_to_the_minute(store: Engine) -> None:
    shown = made(store)
    for seconds in (0, 30, 61):
        tokens.find(store, shown, NOW + timedelta(seconds=seconds))
    with store.connect() as connection:
        (token,) = tokens.list_all(connection)
    assert token.last_used_at == NOW + timedelta(seconds=61)
    assert token.works(NOW)


def test_a_token_says_what_it_is_for_and_what_it_may(store: Engine) -> None:
    with pytest.raises(InvalidToken, match="needs a name of 1 to 80 characters"):
        made(store, name="  ")
    with store.begin() as connection:
        with pytest.raises(InvalidToken, match="has no role; give it at least one"):
            tokens.create(connection, "x", [], writes=False, expires=SOON, created_by="admin", now=NOW)
        with pytest.raises(InvalidToken, match="would end at 2026-11-22 08:00 UTC, which is past"):
            tokens.create(connection, "x", [VIEWER], writes=False, expires=NOW, created_by="admin", now=NOW)
        bad = Grant(Role.VIEWER, "moon/1/")
        with pytest.raises(InvalidGrant, match="'moon/1/' is no scope"):
            tokens.create(connection, "x", [bad], writes=False, expires=SOON, created_by="admin", now=NOW)


def test_a_persons_token_may_no_more_than_they_and_ends_with_them(either: Engine) -> None:
    one, other = person(either, "an.nguyen", BAC_NINH), person(either, "binh", ADMINISTRATOR)
    with either.begin() as connection:
        given = {"writes": True, "expires": SOON, "created_by": "an.nguyen", "now": NOW}
        with pytest.raises(InvalidToken, match="a role that its owner has not"):
            tokens.create(connection, "too much", [ADMINISTRATOR], account_id=one.id, **given)
        shown = tokens.create(connection, "mine", [BAC_NINH], account_id=one.id, **given)
        assert [row.name for row in tokens.list_all(connection, one.id)] == ["mine"]
        assert tokens.list_all(connection, other.id) == []
    assert tokens.find(either, shown, NOW).grants == {BAC_NINH}
    with either.begin() as connection:
        accounts.revoke(connection, one.id, BAC_NINH)
    assert tokens.find(either, shown, NOW) is None
    with either.begin() as connection:
        accounts.grant(connection, one.id, Grant(Role.REPORTER), granted_by="binh")  # the whole country holds Bắc Ninh
    assert tokens.find(either, shown, NOW) is not None
    with either.begin() as connection:
        accounts.lock(connection, one.id)
    assert tokens.find(either, shown, NOW) is None


def test_nobody_withdraws_the_token_of_another(store: Engine) -> None:
    one, other = person(store), person(store, "binh")
    with store.begin() as connection:
        shown = tokens.create(
            connection, "mine", [VIEWER], writes=False, expires=SOON, created_by="x", account_id=one.id, now=NOW
        )
        with pytest.raises(InvalidToken, match="No token that works"):
            tokens.revoke(connection, shown.split("_")[1], NOW, account_id=other.id)
