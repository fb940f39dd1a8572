"""Every form of the product, filled in by nobody who means well; in a place of its own, where rows may change."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update

from access import accounts, audit, sessions
from access.web.gate import COOKIE
from data.schema_access import account
from tests.access.web.attacks.conftest import PEOPLE, Lines, entered, peopled, product
from tests.access.web.attacks.words import CALLBACK, SCRIPTS, token_of

# Every name of a field that any form of the product has; a form is sent those of the others as well.
FIELDS = [
    "name",
    "display",
    "password",
    "again",
    "present",
    "code",
    "next",
    "role",
    "scope",
    "kind",
    "days",
    "writes",
    "reason",
    "subject",
    "form",
    "address",
    "csrf_token",
    "grant",
    "confirm",
    "secret",
    "papers",
    "owner",
    "expires",
    "action",
    "q",
    "id",
]
TYPED = (
    st.text(max_size=60)
    | st.sampled_from([*SCRIPTS, "", "0", "-1", "1e400", "nation/VN/", "province/01/2025", "../..", "on", "x" * 9_000])
    | st.integers().map(str)
    | st.sampled_from([*PEOPLE, "administrator", "viewer", "reporter"])
)


@pytest.fixture(scope="module")
def playground_engine(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path = shutil.copy(small_warehouse_file, tmp_path_factory.mktemp("playground") / "warehouse.db")
    yield from peopled(f"sqlite:///{path}")


@pytest.fixture(scope="module")
def playground(playground_engine: Engine, lines: Lines) -> Flask:
    """The product over a warehouse that attackers may change where they are let."""
    return product(f"sqlite:///{str(playground_engine.url.database).removeprefix('file:')}")


def routes_of_forms(server: Flask) -> list[str]:
    """Every address that takes a form, by the register of the server: one that is added tomorrow is among them."""
    changing = {rule.rule for rule in server.url_map.iter_rules() if "POST" in (rule.methods or set())}
    return sorted(changing - {CALLBACK})


def address_of(rule: str, number: int, text: str) -> str:
    return rule.replace("<int:id>", str(number)).replace("<id>", text).replace("<secret>", text)


def standing(engine: Engine) -> set[tuple[object, ...]]:
    """Who there is, and what they may."""
    with engine.connect() as connection:
        rows = connection.execute(select(account.c.name, account.c.password_hash, account.c.locked_at))
        return {tuple(row) for row in rows} | {
            (one.name, *sorted(map(str, one.grants))) for one in accounts.list_all(connection)
        }


KINDS = [
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "text/plain",
    "application/json",
    "x/y; charset=utf-99",
    "",
]
SAID = {200, 302, 308, 400, 401, 403, 404, 405, 409, 413, 415, 429}
fields = st.dictionaries(st.sampled_from(FIELDS), TYPED, max_size=8)


def test_another_persons_session_cannot_be_ended(playground: Flask, playground_engine: Engine) -> None:
    with playground_engine.begin() as connection:
        secret = sessions.open(connection, accounts.by_name(connection, "lan").id, "a test", "127.0.0.1")
    found = sessions.find(playground_engine, secret)
    assert found is not None
    viewer = entered(playground, playground_engine, "hoa")
    answer = viewer.post(f"/account/sessions/{found[1].id}/end", headers={"X-CSRFToken": token_of(viewer)})
    assert answer.status_code == 404
    other = playground.test_client()
    other.set_cookie(COOKIE, secret)
    assert other.get("/api/version").status_code == 200


@settings(max_examples=30)
@given(data=st.data(), sent=fields, number=st.sampled_from([0, 1, 2, 99, 10**18, 10**30]))
def test_a_stranger_and_a_viewer_change_nobody_by_any_form(
    playground: Flask, playground_engine: Engine, data: st.DataObject, sent: dict[str, str], number: int
) -> None:
    rule = data.draw(st.sampled_from(routes_of_forms(playground)))
    path = address_of(rule, number, data.draw(st.sampled_from(["1", "x" * 43, "a%00b", "..%2f"])))
    before = standing(playground_engine)
    viewer = entered(playground, playground_engine, "hoa")
    stranger = playground.test_client()
    stranger.get("/login")
    for client in (viewer, stranger):
        answer = client.post(path, data=sent, headers={"X-CSRFToken": token_of(client)})
        assert answer.status_code in SAID
    assert standing(playground_engine) == before


@settings(max_examples=60)
@given(data=st.data(), sent=fields, number=st.sampled_from([0, 1, 2, 3, 99, 10**18, 10**30]))
def test_no_form_makes_a_fault_for_who_may_send_it(
    playground: Flask, playground_engine: Engine, data: st.DataObject, sent: dict[str, str], number: int
) -> None:
    rule = data.draw(st.sampled_from(routes_of_forms(playground)))
    path = address_of(rule, number, data.draw(st.sampled_from(["1", "x" * 43, "a%00b", "..%2f"])))
    chief = restored(playground, playground_engine)
    answer = chief.post(path, data=sent, headers={"X-CSRFToken": token_of(chief)})
    assert answer.status_code in SAID


def restored(server: Flask, engine: Engine) -> FlaskClient:
    """The administrator, let in anew whatever the last form did to them."""
    with engine.begin() as connection:
        connection.execute(update(account).where(account.c.name == "chief").values(locked_at=None, totp_on=False))
    return entered(server, engine, "chief")


@settings(max_examples=30)
@given(body=st.binary(max_size=300), kind=st.sampled_from(KINDS), data=st.data())
def test_a_body_that_is_no_form_makes_no_fault(
    playground: Flask, playground_engine: Engine, body: bytes, kind: str, data: st.DataObject
) -> None:
    path = address_of(data.draw(st.sampled_from(routes_of_forms(playground))), 1, "x")
    chief = restored(playground, playground_engine)
    answer = chief.post(path, data=body, content_type=kind, headers={"X-CSRFToken": token_of(chief)})
    assert answer.status_code in SAID


def test_a_form_of_too_many_fields_is_refused(playground: Flask, playground_engine: Engine) -> None:
    chief = entered(playground, playground_engine, "chief")
    sent = {"X-CSRFToken": token_of(chief)}
    many = "&".join(f"f{number}=x" for number in range(90_000))
    assert chief.post("/accounts", data=many, content_type=KINDS[2], headers=sent).status_code in (400, 413)
    parts = "".join(f'--x\r\nContent-Disposition: form-data; name="{number}"\r\n\r\n1\r\n' for number in range(2_000))
    assert chief.post("/accounts", data=f"{parts}--x--\r\n", content_type=KINDS[0], headers=sent).status_code == 413


def test_what_is_nested_too_deep_is_no_json(playground: Flask, playground_engine: Engine) -> None:
    chief = entered(playground, playground_engine, "chief")
    deep = b"[" * 100_000 + b"]" * 100_000
    headers = {"X-CSRFToken": token_of(chief)}
    assert chief.post("/api/exported", data=deep, content_type="application/json", headers=headers).status_code == 400


@pytest.mark.parametrize("number", ["9" * 10, "9" * 19, "9" * 30, "9" * 6_000])
def test_a_number_that_no_database_holds_is_nobodys(playground: Flask, playground_engine: Engine, number: str) -> None:
    chief = entered(playground, playground_engine, "chief")
    for rule in playground.url_map.iter_rules():
        if "<int:id>" in rule.rule:
            method = "POST" if "POST" in (rule.methods or set()) else "GET"
            path = rule.rule.replace("<int:id>", number)
            answer = chief.open(path, method=method, headers={"X-CSRFToken": token_of(chief)})
            assert answer.status_code in (400, 404, 405)


def test_whatever_was_sent_the_record_holds(playground_engine: Engine) -> None:
    """The chain of the audit is whole after everything above."""
    with playground_engine.connect() as connection:
        assert audit.verify(connection) is None
