"""The page of tokens: each person's own, no mightier than they, and for administrators all of them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from access import tokens
from access.roles import Grant, Role
from tests.access.web.people import LogIn, Person, Send

MINE = {"name": "bảng tính", "days": "30", "writes": "no", "grants": "analyst"}
MACHINE = {"name": "màn hình", "days": "90", "writes": "no", "kind": "machine", "role": "viewer", "scope": "nation/VN/"}


def shown(page: str) -> str:
    return re.search(r"tc_[0-9a-f]{12}_[\w-]{43}", page)[0]


def listed(guarded: Engine) -> list[tokens.Token]:
    with guarded.connect() as connection:
        return tokens.list_all(connection)


def test_a_token_of_ones_own_is_shown_once_and_works(
    visitor: FlaskClient, person: Person, log_in: LogIn, send: Send, server: Flask
) -> None:
    person()
    log_in()
    text = shown(send("/tokens", **MINE).get_data(as_text=True))
    machine = {"Authorization": f"Bearer {text}"}
    assert server.test_client().get("/api/version", headers=machine).status_code == 200
    page = visitor.get("/tokens").get_data(as_text=True)
    assert "bảng tính" in page
    assert text not in page


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 90}, "name"),
        ({"days": "0"}, "days"),
        ({"days": "9999"}, "days"),
        ({"days": "²"}, "days"),
        ({"grants": ""}, "grants"),
        ({"grants": "administrator"}, "grants"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    person: Person, log_in: LogIn, send: Send, guarded: Engine, given: dict[str, str], field: str
) -> None:
    person()
    log_in()
    answer = send("/tokens", **{**MINE, **given})
    assert (answer.status_code, f'id="{field}-wrong"' in answer.get_data(as_text=True)) == (400, True)
    assert listed(guarded) == []


def test_only_an_administrator_makes_one_that_stands_by_itself(
    person: Person, log_in: LogIn, send: Send, guarded: Engine
) -> None:
    person()
    log_in()
    assert send("/tokens", **MACHINE).status_code == 400
    person("chief", Role.ADMINISTRATOR)
    send("/logout")
    log_in("chief")
    assert send("/tokens", **MACHINE).status_code == 200
    (made,) = listed(guarded)
    assert (made.account_id, made.grants, made.created_by) == (None, {Grant(Role.VIEWER)}, "chief")


def test_each_sees_and_withdraws_their_own_alone(
    visitor: FlaskClient, person: Person, log_in: LogIn, send: Send, guarded: Engine
) -> None:
    person()
    log_in()
    send("/tokens", **MINE)
    send("/logout")
    person("binh")
    log_in("binh")
    (made,) = listed(guarded)
    assert "bảng tính" not in visitor.get("/tokens").get_data(as_text=True)
    assert send(f"/tokens/{made.id}/revoke").status_code == 404
    send("/logout")
    person("chief", Role.ADMINISTRATOR)
    log_in("chief")
    assert "bảng tính" in visitor.get("/tokens").get_data(as_text=True)
    assert send(f"/tokens/{made.id}/revoke").status_code == 302
    assert not listed(guarded)[0].works()


def test_a_token_makes_no_other_and_lets_nobody_in(
    person: Person, log_in: LogIn, send: Send, server: Flask, guarded: Engine
) -> None:
    person("chief", Role.ADMINISTRATOR)
    log_in("chief")
    text = shown(send("/tokens", **{**MINE, "writes": "yes", "grants": "administrator"}).get_data(as_text=True))
    machine, sent = server.test_client(), {"Authorization": f"Bearer {text}"}
    assert machine.get("/tokens", headers=sent).status_code == 403
    assert machine.post("/tokens", headers=sent, data=MACHINE).status_code == 403
    assert machine.post("/accounts/1/link", headers=sent).status_code == 403
    assert len(listed(guarded)) == 1


def test_an_administrator_makes_the_link_of_a_screen(
    person: Person, log_in: LogIn, send: Send, guarded: Engine
) -> None:
    person("chief", Role.ADMINISTRATOR)
    log_in("chief")
    screen = {"name": "sảnh", "days": "90", "kind": "screen", "scenes": ["map", "nation"], "writes": "yes"}
    page = send("/tokens", **screen).get_data(as_text=True)
    (made,) = listed(guarded)
    assert (made.scenes, made.writes, made.grants) == ("map,nation", False, tokens.SCREEN)
    assert f"http://localhost/wall/open/{shown(page)}" in page
    refused = send("/tokens", **{**screen, "scenes": "nowhere"})
    form = refused.get_data(as_text=True)
    assert (refused.status_code, 'id="scenes-wrong"' in form) == (400, True)
    assert re.search(r'value="map"> Các tỉnh</label>', form), "a title is offered, not the pattern it is made by"


def test_nobody_else_makes_the_link_of_a_screen(person: Person, log_in: LogIn, send: Send, guarded: Engine) -> None:
    person()
    log_in()
    assert send("/tokens", name="sảnh", days="90", kind="screen", scenes="all").status_code == 400
    assert listed(guarded) == []
