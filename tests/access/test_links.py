"""One-time links: they set one password, once, in time."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from access import accounts, links, sessions
from access.errors import LinkRefused, WeakPassword
from access.signin import sign_in
from tests.access.conftest import NOW, PASSWORD, person

OTHER = "một mật ngữ khác hẳn"


def made(engine: Engine, account_id: int, purpose: links.Purpose = "invite", hours: float | None = None) -> str:
    with engine.begin() as connection:
        return links.make(connection, account_id, purpose, hours=hours, now=NOW)


def test_an_invited_person_sets_a_password_and_logs_in(either: Engine) -> None:
    one = person(either, password=None)
    secret = made(either, one.id)
    assert links.owner(either, secret, NOW) == one
    links.accept(either, secret, PASSWORD, NOW)
    assert sign_in(either, one.name, PASSWORD, address="127.0.0.1", now=NOW).id == one.id


def test_a_link_works_once(either: Engine) -> None:
    secret = made(either, person(either).id)
    links.accept(either, secret, OTHER, NOW)
    with pytest.raises(LinkRefused, match="used already, or is too old; ask an administrator"):
        links.accept(either, secret, PASSWORD, NOW)


def test_a_link_ends_in_time_and_by_a_newer_one(either: Engine) -> None:
    one = person(either)
    first = made(either, one.id, "reset")
    assert links.owner(either, first, NOW + timedelta(hours=links.RESET_HOURS, seconds=-1)).id == one.id
    with pytest.raises(LinkRefused, match="too old"):
        links.owner(either, first, NOW + timedelta(hours=links.RESET_HOURS))
    second = made(either, one.id)
    with pytest.raises(LinkRefused, match="is not known"):
        links.owner(either, first, NOW)
    assert links.owner(either, second, NOW + timedelta(hours=71)).id == one.id


def test_a_weak_password_leaves_the_link_as_it_was(store: Engine) -> None:
    one = person(store)
    secret = made(store, one.id)
    with pytest.raises(WeakPassword, match="at least 12"):
        links.accept(store, secret, "ngắn", NOW)
    assert links.accept(store, secret, OTHER, NOW).id == one.id


def test_a_locked_person_has_no_link(store: Engine) -> None:
    one = person(store)
    secret = made(store, one.id)
    with store.begin() as connection:
        accounts.lock(connection, one.id, NOW)
    with pytest.raises(LinkRefused, match="is not known"):
        links.accept(store, secret, OTHER, NOW)


def test_a_new_password_ends_every_session(store: Engine) -> None:
    one = person(store)
    with store.begin() as connection:
        cookie = sessions.open(connection, one.id, "browser", "127.0.0.1", NOW)
    links.accept(store, made(store, one.id, "reset"), OTHER, NOW)
    assert sessions.find(store, cookie, NOW) is None


@pytest.mark.parametrize("forged", ["", "x" * 43, "\0", "\ud800", "%"])
def test_a_forged_link_is_refused(either: Engine, forged: str) -> None:
    made(either, person(either).id)
    with pytest.raises(LinkRefused, match="is not known"):
        links.accept(either, forged, PASSWORD, NOW)


def test_the_secret_is_not_stored(store: Engine) -> None:
    secret = made(store, person(store).id)
    with store.connect() as connection:
        assert secret not in repr(connection.execute(text("SELECT * FROM account_link")).all())
