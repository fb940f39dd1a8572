"""The commands: what they print, how they end, and that each leaves its mark in the record."""

import io
from collections.abc import Callable

import pyotp
import pytest
from sqlalchemy import Engine, text

from access import audit, codes, links, sessions, tokens
from access.__main__ import main
from access.seal import Seal
from access.signin import sign_in
from tests.access.conftest import PASSWORD

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], own_warehouse: Engine) -> Command:
    """Run a command on a copy of the small warehouse; `typed` is its standard input."""
    path = (own_warehouse.url.database or "").removeprefix("file:")
    monkeypatch.setenv("TOANCANH_DATABASE_URL", f"sqlite:///{path}")

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = main([*arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return run


@pytest.fixture
def with_admin(command: Command) -> Command:
    status, out, err = command("create-admin", "chi", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert (status, out, err) == (0, "'chi' may administer.\n", "")
    return command


def deeds(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return audit.read(connection)["action"].tolist()[::-1]


def test_an_administrator_made_by_hand_can_log_in(with_admin: Command, own_warehouse: Engine) -> None:
    assert sign_in(own_warehouse, "Chi", PASSWORD, address="127.0.0.1").name == "chi"
    with own_warehouse.connect() as connection:
        assert audit.read(connection)["actor"].tolist()[1].startswith("command:")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (f"{PASSWORD}\nanother one\n", "The two passwords differ; nothing was changed."),
        ("ngắn\nngắn\n", "The password has 4 characters; take at least 12"),
        ("Password1234\nPassword1234\n", "among the first that are tried"),
        ("", "The password has 0 characters"),
    ],
)
def test_a_bad_password_makes_nobody(command: Command, own_warehouse: Engine, typed: str, reason: str) -> None:
    status, out, err = command("create-admin", "chi", typed=typed)
    assert (status, out) == (1, "")
    assert reason in err
    assert command("list")[1:] == ("", "0 accounts.\n")
    assert deeds(own_warehouse) == []


def test_an_invitation_is_a_link_that_sets_a_password(with_admin: Command, own_warehouse: Engine) -> None:
    status, out, err = with_admin("invite", "lan", "viewer", "reporter@province/24/2025", "--hours", "5")
    assert status == 0
    assert "within 5 hours; it works once, and only for 'lan'" in err
    links.accept(own_warehouse, out.strip().rpartition("/")[2], PASSWORD)
    assert sign_in(own_warehouse, "lan", PASSWORD, address="127.0.0.1").name == "lan"
    assert "lan\tlan\tactive\treporter@province/24/2025, viewer\n" in with_admin("list")[1]


def test_a_reset_link_replaces_the_password(with_admin: Command, own_warehouse: Engine) -> None:
    status, out, _ = with_admin("reset", "chi")
    assert status == 0
    links.accept(own_warehouse, out.strip().rpartition("/")[2], "một mật ngữ khác hẳn")
    assert sign_in(own_warehouse, "chi", "một mật ngữ khác hẳn", address="127.0.0.1").name == "chi"


def test_every_change_is_recorded_and_the_record_is_whole(with_admin: Command, own_warehouse: Engine) -> None:
    with_admin("invite", "lan", "viewer")
    with_admin("grant", "lan", "operator", "viewer")
    with_admin("revoke", "lan", "viewer")
    with_admin("lock", "lan")
    with_admin("unlock", "lan")
    with_admin("end-sessions", "lan")
    with_admin("reset", "lan")
    token = with_admin("token", "create", "sảnh", "viewer")[1].split("_")[1]
    with_admin("token", "revoke", token)
    events = (
        "account-created invited granted grant-revoked locked unlocked sessions-ended reset-link-made token-created"
    )
    assert deeds(own_warehouse) == [*events.split(), "token-revoked"]
    status, out, _ = with_admin("verify-audit")
    assert status == 0
    assert out.startswith("The audit record is whole: 10 entries. Note this outside the database: 10:")


def test_a_broken_record_is_named_and_ends_with_one(with_admin: Command, own_warehouse: Engine) -> None:
    with_admin("invite", "lan", "viewer")
    noted = with_admin("verify-audit")[1].split()[-1]
    with own_warehouse.begin() as connection:
        connection.execute(text("UPDATE audit_entry SET actor = 'x' WHERE sequence = 2"))
    status, out, err = with_admin("verify-audit")
    assert (status, out) == (1, "")
    assert err.startswith("The audit record is broken at entry 2: ")
    assert with_admin("verify-audit", "--anchor", noted)[0] == 1
    assert "is no anchor" in with_admin("verify-audit", "--anchor", "rubbish")[2]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("lock", "ai"), "No account has the name 'ai'"),
        (("lock", "chi"), "'chi' is the last who may administer"),
        (("revoke", "chi", "administrator"), "'chi' is the last who may administer"),
        (("revoke", "chi", "viewer"), "'chi' does not have: viewer; has: administrator."),
        (("grant", "chi", "emperor"), "'emperor' is no role"),
        (("grant", "chi", "viewer@province/99/2025"), "No unit has the key 'province/99/2025'"),
        (("invite", "CHÍ", "viewer"), "An account has the name 'CHÍ'"),
        (("token", "revoke", "x"), "No token that works has the id 'x'"),
        (("token", "create", " ", "viewer"), "A token needs a name"),
    ],
)
def test_what_cannot_be_done_says_why_and_changes_nothing(
    with_admin: Command, own_warehouse: Engine, arguments: tuple[str, ...], reason: str
) -> None:
    status, out, err = with_admin(*arguments)
    assert (status, out) == (1, "")
    assert reason in err
    assert deeds(own_warehouse) == ["account-created"]
    assert with_admin("list")[1] == "chi\tchi\tactive\tadministrator\n"


def test_sessions_are_listed_and_ended(with_admin: Command, own_warehouse: Engine) -> None:
    person = sign_in(own_warehouse, "chi", PASSWORD, address="127.0.0.1")
    with own_warehouse.begin() as connection:
        secret = sessions.open(connection, person.id, "Firefox", "10.0.0.7")
    assert with_admin("sessions", "chi")[1].endswith("\t10.0.0.7\tFirefox\n")
    assert with_admin("end-sessions", "chi")[1] == "1 sessions of 'chi' have ended.\n"
    assert sessions.find(own_warehouse, secret) is None


def test_a_token_is_printed_once_and_listed_without_its_secret(with_admin: Command, own_warehouse: Engine) -> None:
    status, out, err = with_admin("token", "create", "màn hình sảnh", "viewer", "--days", "30")
    assert (status, "cannot be shown again" in err) == (0, True)
    viewer = tokens.find(own_warehouse, out.strip())
    assert viewer is not None
    assert not viewer.writes
    listed = with_admin("token", "list")[1]
    assert out.strip().split("_")[2] not in listed
    assert "\tmàn hình sảnh\tread\tworks\t" in listed


def test_wrong_usage_ends_with_two_and_a_missing_database_with_one(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("token", "create", "x", "viewer", "--days", "0")[0] == 2
    assert command("dance")[0] == 2
    monkeypatch.setenv("TOANCANH_DATABASE_URL", "sqlite:////nowhere/at/all.db")
    status, _, err = command("list")
    assert (status, err) == (1, "There is no warehouse at /nowhere/at/all.db. Build one with: python -m data init\n")


def test_a_person_of_the_provider_is_linked_and_unlinked_by_hand(
    with_admin: Command, own_warehouse: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert with_admin("link", "chi", "nv-0001")[::2] == (
        1,
        "TOANCANH_OIDC_ISSUER names no provider; set it as for the server, then run this again.\n",
    )
    monkeypatch.setenv("TOANCANH_OIDC_ISSUER", "https://sso.office.gov.vn")
    monkeypatch.setenv("TOANCANH_OIDC_CLIENT_ID", "toan-canh")
    said = "'nv-0001' of https://sso.office.gov.vn now signs in as 'chi'.\n"
    assert with_admin("link", "chi", "nv-0001") == (0, said, "")
    assert with_admin("unlink", "chi") == (0, "Nobody of the provider signs in as 'chi' any more.\n", "")
    assert deeds(own_warehouse)[-2:] == ["office-linked", "office-unlinked"]


def test_after_a_change_of_the_key_secrets_are_sealed_anew_or_codes_turned_off(
    with_admin: Command, own_warehouse: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with own_warehouse.begin() as connection:
        secret = codes.start(connection, 1, Seal("the former key"))
        codes.confirm(connection, 1, pyotp.TOTP(secret).now(), Seal("the former key"))
    monkeypatch.setenv("TOANCANH_SECRET_KEY", "the new key")
    assert "The secrets of chi cannot be opened" in with_admin("reseal")[2]
    monkeypatch.setenv("TOANCANH_SECRET_KEY_BEFORE", "the former key")
    assert with_admin("reseal") == (0, "1 secrets were sealed anew.\n", "")
    assert with_admin("codes-off", "chi") == (0, "'chi' logs in by the password alone.\n", "")
    assert deeds(own_warehouse)[-1] == "codes-off"


def test_the_link_of_a_screen_is_printed_as_an_address(with_admin: Command, own_warehouse: Engine) -> None:
    status, out, err = with_admin("token", "create", "sảnh", "--screen", "map, nation", "--days", "30")
    assert (status, out.startswith("/wall/open/tc_")) == (0, True)
    assert "on the screen" in err
    viewer = tokens.find(own_warehouse, out.strip().rsplit("/", 1)[1])
    assert viewer is not None
    assert (viewer.via, viewer.scenes) == ("screen", {"map", "nation"})
    assert "screen map,nation" in with_admin("token", "list")[1]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--screen", "nowhere"), "No scene or playlist is called 'nowhere'; there are: alerts, all, "),
        (("viewer", "--screen", "all"), "holds no role: leave out the roles and --write"),
        (("--screen", "all", "--write"), "holds no role"),
        ((), "has no role; give it at least one"),
    ],
)
def test_a_screen_that_cannot_be_is_refused(with_admin: Command, arguments: tuple[str, ...], reason: str) -> None:
    status, _out, err = with_admin("token", "create", "sảnh", *arguments)
    assert (status, reason in err) == (1, True)
