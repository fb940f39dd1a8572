"""The page of accounts: who is let in, and what each may do, by the same functions as the commands."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from access import accounts, audit, sessions
from access.roles import Grant, Role
from tests.access.web.people import PASSWORD, LogIn, Person, Send

NEW = {"name": "an.nguyen", "display": "Nguyễn Văn An", "role": "reporter", "scope": "nation/VN/"}


@pytest.fixture
def chief(person: Person, log_in: LogIn) -> None:
    person("chief", Role.ADMINISTRATOR)
    log_in("chief")


def recorded(guarded: Engine) -> list[tuple[str, str]]:
    with guarded.connect() as connection:
        rows = audit.read(connection)
    return list(zip(rows["action"], rows["subject"], strict=True))


def test_an_invitation_shows_a_link_once_that_sets_a_password(
    chief: None, send: Send, guarded: Engine, server: Flask
) -> None:
    page = send("/accounts", **NEW).get_data(as_text=True)
    link = re.search(r'tc-secret">http://localhost(/invite/[\w-]+)<', page)[1]
    assert server.test_client().get(link).status_code == 200
    assert recorded(guarded)[0] == ("invited", "an.nguyen")
    with guarded.connect() as connection:
        assert accounts.by_name(connection, "an.nguyen").grants == {Grant(Role.REPORTER)}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "CHIEF"}, "name"),
        ({"name": "a b"}, "name"),
        ({"name": "desk"}, "name"),
        ({"name": "\0"}, "name"),
        ({"display": "x" * 150}, "display"),
        ({"role": "emperor"}, "role"),
        ({"role": ""}, "role"),
        ({"scope": "province/99/2025"}, "scope"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    chief: None, send: Send, guarded: Engine, given: dict[str, str], field: str
) -> None:
    answer = send("/accounts", **{**NEW, **given})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, f'id="{field}-wrong"' in page) == (400, True)
    assert 'value="Nguyễn Văn An"' in page or "display" in given
    assert recorded(guarded)[0] == ("log-in", "chief")


def test_the_first_account_made_at_a_desk_must_be_able_to_let_others_in(visitor: FlaskClient, send: Send) -> None:
    visitor.get("/accounts")
    refused = visitor.post("/accounts", data=NEW)
    assert (refused.status_code, "người quản trị cả nước" in refused.get_data(as_text=True)) == (400, True)
    assert visitor.post("/accounts", data={**NEW, "role": "administrator"}).status_code == 200


def test_roles_are_given_and_taken(chief: None, person: Person, send: Send, guarded: Engine) -> None:
    person("lan")
    assert send("/accounts/2/grants", role="editor", scope="nation/VN/").status_code == 302
    assert send("/accounts/2/grants/remove", grant="analyst").status_code == 302
    with guarded.connect() as connection:
        assert accounts.by_name(connection, "lan").grants == {Grant(Role.EDITOR)}
    assert recorded(guarded)[:2] == [("grant-revoked", "lan"), ("granted", "lan")]


@pytest.mark.parametrize(("path", "given"), [("lock", {}), ("grants/remove", {"grant": "administrator"})])
def test_the_last_administrator_stays(
    chief: None, send: Send, guarded: Engine, path: str, given: dict[str, str]
) -> None:
    answer = send(f"/accounts/1/{path}", **given)
    assert (answer.status_code, "người quản trị cuối cùng" in answer.get_data(as_text=True)) == (400, True)
    with guarded.connect() as connection:
        assert accounts.any_administrator(connection)


def test_whoever_is_locked_is_out_at_once_and_comes_back(
    chief: None, person: Person, send: Send, guarded: Engine
) -> None:
    person("lan")
    with guarded.begin() as connection:
        secret = sessions.open(connection, 2, "Firefox", "10.0.0.5")
    send("/accounts/2/lock")
    assert sessions.find(guarded, secret) is None
    send("/accounts/2/unlock")
    assert recorded(guarded)[:2] == [("unlocked", "lan"), ("locked", "lan")]


def test_sessions_are_ended_and_a_new_password_is_set_by_a_link(
    chief: None, person: Person, send: Send, guarded: Engine
) -> None:
    person("lan")
    with guarded.begin() as connection:
        secret = sessions.open(connection, 2, "Firefox", "10.0.0.5")
    send("/accounts/2/sessions/end")
    assert sessions.find(guarded, secret) is None
    assert "/invite/" in send("/accounts/2/link").get_data(as_text=True)
    assert recorded(guarded)[0] == ("reset-link-made", "lan")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_reaches_the_page(visitor: FlaskClient, person: Person, log_in: LogIn, role: Role) -> None:
    person(role=role)
    log_in()
    assert [visitor.get(path).status_code for path in ("/accounts", "/accounts/1", "/audit")] == [403] * 3


def test_who_administers_a_province_alone_has_no_say_over_accounts(
    visitor: FlaskClient, person: Person, log_in: LogIn, send: Send
) -> None:
    person(role=Role.ADMINISTRATOR, scope="province/24/2025")
    log_in()
    assert visitor.get("/accounts").status_code == 403
    assert send("/accounts/1/grants", role="administrator", scope="nation/VN/").status_code == 403


def test_an_account_that_is_not_there_is_not_found(chief: None, visitor: FlaskClient, send: Send) -> None:
    assert visitor.get("/accounts/99999999999999999999").status_code == 404
    assert send("/accounts/77/lock").status_code == 404


def test_people_are_found_without_diacritics(chief: None, send: Send, visitor: FlaskClient) -> None:
    send("/accounts", **NEW)
    assert "an.nguyen" in visitor.get("/accounts?q=nguyen van").get_data(as_text=True)
    assert "Không có ai khớp" in visitor.get("/accounts?q=tran").get_data(as_text=True)


def test_scopes_are_chosen_by_name(client: FlaskClient) -> None:
    page = client.get("/accounts").get_data(as_text=True)
    assert '<option value="province/24/2025">Thành phố Bắc Ninh</option>' in page
    assert '<option value="ministry/BTC/2025">Bộ Tài chính</option>' in page
    assert '<option value="province/24/2024">Tỉnh Bắc Giang</option>' in page


def test_what_is_typed_into_a_name_is_never_run(chief: None, send: Send, visitor: FlaskClient) -> None:
    send("/accounts", **{**NEW, "display": '<script>alert(1)</script>"'})
    for path in ("/accounts", "/accounts/2", "/audit"):
        assert "<script>" not in visitor.get(path).get_data(as_text=True)


def test_a_password_that_is_refused_says_why_beside_the_field(
    chief: None, send: Send, server: Flask, guarded: Engine
) -> None:
    page = send("/accounts", **NEW).get_data(as_text=True)
    link = re.search(r"(/invite/[\w-]+)<", page)[1]
    guest = server.test_client()
    token = guest.get(link).get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    short = guest.post(link, data={"csrf_token": token, "password": "ngắn", "again": "ngắn"})
    differs = guest.post(link, data={"csrf_token": token, "password": PASSWORD, "again": "khác"})
    assert 'id="password-wrong"' in short.get_data(as_text=True)
    assert 'id="again-wrong"' in differs.get_data(as_text=True)
    assert guest.post(link, data={"csrf_token": token, "password": PASSWORD, "again": PASSWORD}).status_code == 302
