"""Sessions: found by a secret that is nowhere in the database, for as long as they may last."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from access import accounts, sessions
from access.roles import Grant, Role
from tests.access.conftest import BAC_NINH, NOW, person


def opened(engine: Engine, account_id: int, agent: str = "Firefox") -> str:
    with engine.begin() as connection:
        return sessions.open(connection, account_id, agent, "10.0.0.7", NOW)


def test_a_session_says_who_asks_with_the_roles_of_the_moment(either: Engine) -> None:
    one = person(either, "an.nguyen", BAC_NINH)
    secret = opened(either, one.id)
    with either.begin() as connection:
        accounts.grant(connection, one.id, Grant(Role.VIEWER), granted_by="admin")
    found = sessions.find(either, secret, NOW)
    assert found is not None
    viewer, session = found
    assert (viewer.name, viewer.via, viewer.account_id, viewer.writes) == ("an.nguyen", "session", one.id, True)
    assert viewer.grants == {BAC_NINH, Grant(Role.VIEWER)}
    assert (session.agent, session.address, session.opened_at) == ("Firefox", "10.0.0.7", NOW)


def test_somebody_without_a_role_is_still_somebody(either: Engine) -> None:
    one = person(either)
    with either.begin() as connection:
        accounts.revoke(connection, one.id, Grant(Role.VIEWER))
    found = sessions.find(either, opened(either, one.id), NOW)
    assert found is not None
    assert found[0].grants == frozenset()


def test_the_secret_has_256_bits_and_is_not_stored(store: Engine) -> None:
    one = person(store)
    first, second = opened(store, one.id), opened(store, one.id)
    assert first != second
    assert len(first) == 43
    with store.connect() as connection:
        kept = connection.execute(text("SELECT * FROM account_session")).all()
    assert first not in repr(kept)


@pytest.mark.parametrize("forged", ["", "x", "x" * 43, "' OR 1=1 --", "\0", "\ud800", "đ" * 10_000])
def test_a_forged_secret_is_nobody(either: Engine, forged: str) -> None:
    opened(either, person(either).id)
    assert sessions.find(either, forged, NOW) is None


def test_the_hash_itself_opens_nothing(store: Engine) -> None:
    opened(store, person(store).id)
    with store.connect() as connection:
        kept = connection.execute(text("SELECT token_hash FROM account_session")).scalar_one()
    assert sessions.find(store, kept, NOW) is None


def test_a_session_ends_after_eight_idle_hours(either: Engine) -> None:
    secret = opened(either, person(either).id)
    assert sessions.find(either, secret, NOW + sessions.IDLE - timedelta(seconds=1)) is not None
    assert sessions.find(either, secret, NOW + 2 * sessions.IDLE - timedelta(seconds=2)) is not None
    assert sessions.find(either, secret, NOW + 3 * sessions.IDLE) is None


def test_a_session_ends_after_seven_days_however_busy(store: Engine) -> None:
    secret = opened(store, person(store).id)
    for hours in range(0, 7 * 24, 6):
        assert sessions.find(store, secret, NOW + timedelta(hours=hours)) is not None
    assert sessions.find(store, secret, NOW + sessions.ABSOLUTE) is None


def test_being_seen_is_written_once_a_minute_and_waits_for_nobody(store: Engine) -> None:
    secret = opened(store, person(store).id)
    later = NOW + timedelta(minutes=2)
    with store.connect() as other:
        other.exec_driver_sql("BEGIN IMMEDIATE")  # a load that holds the database
        found = sessions.find(store, secret, later)
        other.rollback()
    assert found is not None
    assert sessions.find(store, secret, later)[1].seen_at == NOW
    assert sessions.find(store, secret, later)[1].seen_at == later


def test_a_list_shows_what_is_open_and_ending_closes_it(either: Engine) -> None:
    mine, other = person(either, "mine"), person(either, "other")
    kept, closed = opened(either, mine.id, "kept"), opened(either, mine.id, "closed")
    opened(either, other.id)
    with either.begin() as connection:
        live = sessions.list_live(connection, mine.id, NOW)
        assert [one.agent for one in live] == ["closed", "kept"]
        assert not sessions.end(connection, live[0].id, other.id, NOW)
        assert sessions.end(connection, live[0].id, mine.id, NOW)
        assert not sessions.end(connection, live[0].id, mine.id, NOW)
    assert sessions.find(either, closed, NOW) is None
    assert sessions.find(either, kept, NOW) is not None


def test_ending_all_can_spare_the_one_that_asks(either: Engine) -> None:
    one = person(either)
    kept, closed = opened(either, one.id), opened(either, one.id)
    found = sessions.find(either, kept, NOW)
    assert found is not None
    with either.begin() as connection:
        assert sessions.end_all(connection, one.id, keep=found[1].id) == 1
    assert sessions.find(either, closed, NOW) is None
    assert sessions.find(either, kept, NOW) is not None


def test_a_browser_may_call_itself_anything(either: Engine) -> None:
    one = person(either)
    opened(either, one.id, "\0\ud800<script>" + "x" * 5000)
    with either.connect() as connection:
        assert len(sessions.list_live(connection, one.id, NOW)[0].agent) <= sessions.AGENT_LENGTH


def test_old_sessions_are_cleared(store: Engine) -> None:
    one = person(store)
    opened(store, one.id)
    with store.begin() as connection:
        sessions.open(connection, one.id, "new", "10.0.0.7", NOW + sessions.KEPT + timedelta(days=1))
        assert connection.execute(text("SELECT agent FROM account_session")).scalars().all() == ["new"]
