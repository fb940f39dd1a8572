"""Accounts on both databases: one to a name, grants within scopes, and always somebody who may administer."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from sqlalchemy import Engine, create_engine

from access import accounts, sessions
from access.errors import AccountExists, InvalidGrant, InvalidName, LastAdministrator, UnknownAccount, WeakPassword
from access.roles import Grant, Role
from tests.access.conftest import ADMINISTRATOR, BAC_NINH, NOW, PASSWORD, person


def test_an_account_says_what_was_given_and_no_secret(either: Engine) -> None:
    made = person(either, "An.Nguyễn", BAC_NINH, Grant(Role.VIEWER))
    assert (made.name, made.display, made.locked, made.has_password, made.totp_on) == (
        *("An.Nguyễn", "An.Nguyễn"),
        *(False, True, False),
    )
    assert made.grants == {BAC_NINH, Grant(Role.VIEWER)}
    assert "argon2" not in repr(made)
    with either.connect() as connection:
        assert accounts.by_name(connection, "  AN.NGUYEN ") == accounts.by_id(connection, made.id) == made
        assert accounts.list_all(connection) == [made]


@pytest.mark.parametrize("name", ["an.nguyễn", "AN.NGUYEN", "ăn.nguyên"])
def test_names_that_differ_by_case_or_marks_alone_are_one(either: Engine, name: str) -> None:
    person(either)
    with pytest.raises(AccountExists, match="differs by case or diacritics; take another"):
        person(either, name)


@pytest.mark.parametrize(
    "name", ["", "a", "a b", "desk", "Nobody", "token:x", "аn.nguyen", "<script>", "x\0y", "x" * 65, "-x", "a\nb"]
)
def test_names_that_could_deceive_are_refused(store: Engine, name: str) -> None:
    with pytest.raises(InvalidName, match="cannot be the name of an account; expected 2 to 64 letters"):
        person(store, name)


def test_a_name_to_show_is_printable_and_short(store: Engine) -> None:
    with store.begin() as connection, pytest.raises(InvalidName, match="at most 120 printable characters"):
        accounts.create(connection, "an", None, display="Nguyễn\u202eAn")


def test_a_weak_password_makes_no_account(store: Engine) -> None:
    with pytest.raises(WeakPassword, match="take at least 12"):
        person(store, password="ngắn")
    with store.connect() as connection:
        assert not accounts.any_account(connection)


def test_an_unknown_account_is_named(store: Engine) -> None:
    with store.connect() as connection:
        with pytest.raises(UnknownAccount, match="No account has the name 'ai đó'"):
            accounts.by_name(connection, "ai đó")
        with pytest.raises(UnknownAccount, match="No account has the number 7"):
            accounts.lock(connection, 7)
        assert accounts.find(connection, "ai đó") is None


def test_a_database_without_the_tables_has_no_account(either_engine: Engine) -> None:
    with either_engine.connect() as connection:
        assert not accounts.any_account(connection)
        assert not accounts.any_administrator(connection)


def test_an_administrator_is_one_who_can_log_in(either: Engine) -> None:
    waiting = person(either, "invited", ADMINISTRATOR, password=None)
    with either.begin() as connection:
        assert accounts.any_account(connection)
        assert not accounts.any_administrator(connection)
        accounts.link_external(connection, waiting.id, "https://sso.example", "42")
        assert accounts.any_administrator(connection)


def test_the_last_administrator_stays(either: Engine) -> None:
    last = person(either, "last", ADMINISTRATOR)
    for deed in (
        lambda connection: accounts.lock(connection, last.id),
        lambda connection: accounts.revoke(connection, last.id, ADMINISTRATOR),
    ):
        with (
            pytest.raises(LastAdministrator, match="'last' is the last who may administer"),
            either.begin() as connection,
        ):
            deed(connection)
    person(either, "other", ADMINISTRATOR)
    with either.begin() as connection:
        assert accounts.revoke(connection, last.id, ADMINISTRATOR)
        assert accounts.by_id(connection, last.id).grants == frozenset()


def test_a_grant_is_given_once_and_taken_once(either: Engine) -> None:
    one = person(either)
    with either.begin() as connection:
        assert accounts.grant(connection, one.id, BAC_NINH, granted_by="admin")
        assert not accounts.grant(connection, one.id, BAC_NINH, granted_by="admin")
        assert BAC_NINH in accounts.by_id(connection, one.id).grants
        assert accounts.revoke(connection, one.id, BAC_NINH)
        assert not accounts.revoke(connection, one.id, BAC_NINH)


def test_a_grant_of_no_scope_is_refused(store: Engine) -> None:
    with pytest.raises(InvalidGrant, match="'everything' is no scope"):
        person(store, "an.nguyen", Grant(Role.VIEWER, "everything"))


def test_a_lock_and_a_new_password_end_sessions(either: Engine) -> None:
    one = person(either)
    for end in (
        lambda connection: accounts.lock(connection, one.id, NOW),
        lambda connection: accounts.set_password(connection, one.id, "một mật ngữ khác hẳn", now=NOW),
    ):
        with either.begin() as connection:
            secret = sessions.open(connection, one.id, "browser", "127.0.0.1", NOW)
        assert sessions.find(either, secret, NOW) is not None
        with either.begin() as connection:
            end(connection)
            accounts.unlock(connection, one.id)
        assert sessions.find(either, secret, NOW) is None


def test_a_person_of_a_provider_signs_in_as_one_account(either: Engine) -> None:
    first, second = person(either, "first"), person(either, "second")
    with either.begin() as connection:
        accounts.link_external(connection, first.id, "https://sso.example", "42")
        found = accounts.by_external(connection, "https://sso.example", "42")
        assert found is not None
        assert found.id == first.id
        assert accounts.by_external(connection, "https://other.example", "42") is None
        with pytest.raises(AccountExists, match="signs in as 'first' already"):
            accounts.link_external(connection, second.id, "https://sso.example", "42")


def test_a_role_of_a_newer_version_gives_nothing(store: Engine) -> None:
    one = person(store)
    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE account_grant SET role = 'emperor'")
        assert accounts.by_id(connection, one.id).grants == frozenset()


def test_asking_makes_no_database() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        assert not accounts.any_account(connection)
    assert PASSWORD


def test_two_administrators_cannot_shut_each_other_out_at_once(either: Engine) -> None:
    one, other = person(either, "an.nguyen", ADMINISTRATOR), person(either, "binh", ADMINISTRATOR)
    together = Barrier(2)

    def shut_out(account_id: int) -> bool:
        together.wait(10)
        try:
            with either.begin() as connection:
                accounts.lock(connection, account_id)
                sleep(0.05)  # the other asks meanwhile
        except LastAdministrator:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(shut_out, (one.id, other.id)))
    assert sorted(done) == [False, True]
    with either.connect() as connection:
        assert accounts.any_administrator(connection)
