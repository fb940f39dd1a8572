"""Which account a person of the provider is, on both databases; and what groups bring and take."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from access import accounts, arrivals, audit, links, sessions
from access.accounts import Account
from access.arrivals import Policy, arrive, enter
from access.errors import (
    AccountExists,
    InvalidGrant,
    InvalidName,
    LastAdministrator,
    LinkRefused,
    MustWait,
    NotAdmitted,
)
from access.identity import Identity
from access.roles import Grant, Role
from access.scopes import written
from access.start import CannotStart, check
from data.schema_access import account_grant
from settings import Settings
from tests.access.conftest import ADMINISTRATOR, BAC_NINH, NOW, PASSWORD, person

HERE = "10.0.0.7"
ISSUER = "https://sso.office.gov.vn"
AN = Identity(ISSUER, "nv-0001", username="an.nguyen", display="Nguyễn An", email="an.nguyen@office.gov.vn")
NOBODY_NEW = Policy({}, frozenset())
ANALYSTS = Policy({}, frozenset({Grant(Role.ANALYST)}))
BY_GROUP = arrivals.policy(
    Settings(oidc_groups_claim="groups", oidc_grants="ke-hoach=analyst; so-tc=reporter@province/24/2025, editor")
)


def come(engine: Engine, who: Identity = AN, rules: Policy = NOBODY_NEW) -> Account:
    return arrive(engine, who, rules, address=HERE, now=NOW)


def recorded(engine: Engine) -> list[tuple[str, str, dict[str, Any]]]:
    with engine.connect() as connection:
        frame = audit.read(connection)[::-1]
    return [(row.action, row.subject, json.loads(row.detail)) for row in frame.itertuples()]


# --- whose account it is -------------------------------------------------------------------------------------------


def test_a_linked_person_is_known_by_the_subject_alone(either: Engine) -> None:
    one = person(either)
    with either.begin() as connection:
        accounts.link_external(connection, one.id, ISSUER, AN.subject)
    assert come(either, replace(AN, username="khác", email="khac@office.gov.vn")).id == one.id
    for stranger in (replace(AN, subject="nv-0002"), replace(AN, issuer="https://evil.example")):
        with pytest.raises(NotAdmitted, match="has no account here, or a locked one"):
            come(either, stranger)


def test_who_was_invited_by_a_verified_address_is_linked_for_good(either: Engine) -> None:
    one = person(either, "An.Nguyen@office.gov.vn", password=None)
    with either.begin() as connection:
        invitation = links.make(connection, one.id, "invite", now=NOW)
    assert come(either).id == one.id
    assert come(either, replace(AN, email="moi@office.gov.vn")).id == one.id
    with pytest.raises(LinkRefused, match="used already"):
        links.owner(either, invitation, NOW)
    assert [row[:2] for row in recorded(either)] == [("office-linked", "An.Nguyen@office.gov.vn")]


@pytest.mark.parametrize(
    "who",
    [
        replace(AN, email=""),  # not verified
        replace(AN, email="án.nguyen@office.gov.vn"),  # another address, though folding makes it the same
        replace(AN, email="an.nguyen@office.gov.vn.evil.example"),
        replace(AN, email="", username="an.nguyen@office.gov.vn"),
    ],
    ids=["not verified", "letters that look alike", "a longer one", "as a name"],
)
def test_an_invitation_is_for_its_very_address(store: Engine, who: Identity) -> None:
    person(store, "an.nguyen@office.gov.vn", password=None)
    with pytest.raises(NotAdmitted, match="has no account"):
        come(store, who)


def test_an_address_never_opens_an_account_that_somebody_has(store: Engine) -> None:
    with_password = person(store, "an.nguyen@office.gov.vn")
    with pytest.raises(NotAdmitted, match="has no account"):
        come(store)
    with store.begin() as connection:
        accounts.link_external(connection, with_password.id, ISSUER, "nv-0009")
    with pytest.raises(NotAdmitted, match="has no account"):
        come(store)


def test_a_locked_account_stays_locked_and_unlinked(store: Engine) -> None:
    one = person(store, "an.nguyen@office.gov.vn", password=None)
    with store.begin() as connection:
        accounts.lock(connection, one.id)
    with pytest.raises(NotAdmitted, match="locked"):
        come(store)
    with store.connect() as connection:
        assert accounts.by_id(connection, one.id).external_id is None


def test_an_unknown_person_is_recorded_so_that_an_administrator_can_link_them(either: Engine) -> None:
    with pytest.raises(NotAdmitted, match="nv-0001"):
        come(either)
    ((action, subject, detail),) = recorded(either)
    assert (action, subject, detail["reason"], detail["external"]) == ("log-in-failed", "", "unknown", "nv-0001")
    with either.connect() as connection:
        assert accounts.list_all(connection) == []


def test_who_was_locked_between_two_steps_is_not_let_in(store: Engine) -> None:
    one = person(store)
    with store.begin() as connection:
        accounts.lock(connection, one.id)
    with pytest.raises(NotAdmitted, match="is locked"):
        enter(store, one.id, address=HERE, now=NOW)


def test_failures_of_an_address_make_it_wait_and_no_name(store: Engine) -> None:
    for number in range(20):
        with pytest.raises(NotAdmitted, match="has no account"):
            come(store, replace(AN, subject=f"guess-{number}"))
    with pytest.raises(MustWait, match="wait 5 seconds"):
        come(store)
    with pytest.raises(NotAdmitted, match="has no account"):
        arrive(store, AN, NOBODY_NEW, address="10.0.0.8", now=NOW)
    with pytest.raises(NotAdmitted, match="has no account"):
        arrive(store, AN, NOBODY_NEW, address=HERE, now=NOW + timedelta(minutes=6))


# --- newcomers -----------------------------------------------------------------------------------------------------


def test_a_newcomer_gets_an_account_where_the_settings_say_so(either: Engine) -> None:
    made = come(either, rules=ANALYSTS)
    assert (made.name, made.display, made.has_password, written(made.grants)) == (
        "an.nguyen",
        "Nguyễn An",
        False,
        "analyst",
    )
    assert come(either, rules=ANALYSTS) == made
    assert [row[0] for row in recorded(either)] == ["account-created"]


@pytest.mark.parametrize("username", ["an.nguyen", "AN.NGUYỄN", "desk", "", "tên có khoảng trắng", "<script>"])
def test_a_newcomer_never_takes_a_name_that_is_somebodys_or_none(store: Engine, username: str) -> None:
    taken = person(store)
    made = come(store, replace(AN, username=username, email=""), ANALYSTS)
    assert made.id != taken.id
    assert made.name.startswith("office-")


def test_the_same_newcomer_by_two_windows_at_once_is_one_person(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    find, asked = accounts.by_external, []

    def blind_once(*arguments: Any) -> Account | None:
        asked.append(arguments)
        return None if len(asked) == 1 else find(*arguments)

    come(store, rules=ANALYSTS)
    monkeypatch.setattr(accounts, "by_external", blind_once)
    assert come(store, replace(AN, username="khac"), ANALYSTS).name == "an.nguyen"


# --- groups --------------------------------------------------------------------------------------------------------


def test_groups_bring_roles_and_take_theirs_alone(either: Engine) -> None:
    one = person(either, "an.nguyen@office.gov.vn", Grant(Role.VIEWER), password=None)
    both = replace(AN, groups=frozenset({"ke-hoach", "so-tc", "bong-da"}))
    assert come(either, both, BY_GROUP).grants == {
        Grant(Role.VIEWER),
        Grant(Role.ANALYST),
        BAC_NINH,
        Grant(Role.EDITOR),
    }
    with either.begin() as connection:
        accounts.grant(connection, one.id, Grant(Role.ANALYST, "province/01/2025"), granted_by="chi")
    left = come(either, replace(AN, groups=frozenset({"ke-hoach"})), BY_GROUP)
    by_hand = {Grant(Role.VIEWER), Grant(Role.ANALYST, "province/01/2025")}
    assert left.grants == {*by_hand, Grant(Role.ANALYST)}
    assert come(either, AN, BY_GROUP).grants == by_hand
    said = [(action, detail["grants"]) for action, _, detail in recorded(either) if "grant" in action]
    assert said[0] == ("granted", "analyst, editor, reporter@province/24/2025")
    assert said[1] == ("grant-revoked", "editor, reporter@province/24/2025")


def test_a_role_given_by_hand_before_stays_when_the_group_is_left(store: Engine) -> None:
    one = person(store, "an.nguyen@office.gov.vn", Grant(Role.ANALYST), password=None)
    come(store, replace(AN, groups=frozenset({"ke-hoach"})), BY_GROUP)
    assert come(store, AN, BY_GROUP).grants == {Grant(Role.ANALYST)}
    with store.connect() as connection:
        givers = connection.execute(select(account_grant.c.granted_by).where(account_grant.c.account_id == one.id))
        assert givers.scalars().all() == ["command"]


def test_a_known_group_lets_a_newcomer_in_and_an_unknown_one_does_not(store: Engine) -> None:
    with pytest.raises(NotAdmitted, match="has no account"):
        come(store, replace(AN, groups=frozenset({"bong-da"})), BY_GROUP)
    assert written(come(store, replace(AN, groups=frozenset({"ke-hoach"})), BY_GROUP).grants) == "analyst"


def test_without_a_mapping_groups_change_nothing(store: Engine) -> None:
    person(store, "an.nguyen@office.gov.vn", ADMINISTRATOR, password=None)
    assert come(store, replace(AN, groups=frozenset({"administrator"}))).grants == {ADMINISTRATOR}


@pytest.mark.parametrize("name", ["office", "Office", "office:groups"])
def test_no_account_can_be_named_as_who_gives_roles_of_groups(store: Engine, name: str) -> None:
    with pytest.raises(InvalidName, match="cannot be the name"):
        person(store, name)


# --- the settings --------------------------------------------------------------------------------------------------


def test_a_group_may_be_a_directory_name_and_be_named_twice() -> None:
    rules = arrivals.policy(
        Settings(
            oidc_groups_claim="groups", oidc_grants="CN=a,OU=b=viewer;CN=a,OU=b=editor; ;", oidc_newcomers="analyst"
        )
    )
    assert rules.by_group == {"CN=a,OU=b": {Grant(Role.VIEWER), Grant(Role.EDITOR)}}
    assert rules.newcomers == {Grant(Role.ANALYST)}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"oidc_grants": "a=viewer"}, "needs TOANCANH_OIDC_GROUPS_CLAIM"),
        ({"oidc_grants": "viewer", "oidc_groups_claim": "g"}, "has 'viewer'; expected GROUP=ROLE"),
        ({"oidc_grants": "a=boss", "oidc_groups_claim": "g"}, "'boss' is no role"),
        ({"oidc_grants": "a=viewer@x", "oidc_groups_claim": "g"}, "'x' is no scope"),
        ({"oidc_grants": "a=administrator", "oidc_groups_claim": "g"}, "GRANTS may not make administrators"),
        ({"oidc_newcomers": "viewer, administrator"}, "NEWCOMERS may not make administrators"),
    ],
)
def test_settings_that_cannot_be_meant_are_named(said: dict[str, str], reason: str) -> None:
    with pytest.raises(InvalidGrant, match=reason):
        arrivals.policy(Settings(**said))


def test_a_server_does_not_start_with_them(store: Engine) -> None:
    with pytest.raises(CannotStart, match="NEWCOMERS may not make administrators"):
        check(Settings(oidc_newcomers="administrator"), store)


# --- linking by hand -----------------------------------------------------------------------------------------------


def test_one_person_stands_for_one_account(store: Engine) -> None:
    one, other = person(store), person(store, "binh.le")
    with store.begin() as connection:
        accounts.link_external(connection, one.id, ISSUER, "nv-0001")
        with pytest.raises(AccountExists, match="already; unlink that one first"):
            accounts.link_external(connection, other.id, ISSUER, "nv-0001")


def test_unlinking_ends_the_sessions_and_never_leaves_nobody(store: Engine) -> None:
    chief = person(store, "chi", ADMINISTRATOR, password=None)
    with store.begin() as connection:
        accounts.link_external(connection, chief.id, ISSUER, "nv-0001")
        cookie = sessions.open(connection, chief.id, "browser", HERE, NOW)
    with pytest.raises(LastAdministrator, match="is the last"), store.begin() as connection:
        accounts.unlink_external(connection, chief.id)
    person(store, "dung", ADMINISTRATOR, password=PASSWORD)
    with store.begin() as connection:
        accounts.unlink_external(connection, chief.id)
    assert sessions.find(store, cookie, NOW) is None
    with pytest.raises(NotAdmitted, match="has no account"):
        come(store)
