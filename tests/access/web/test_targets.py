"""Targets on pages: an editor within scope writes versions; what is refused is said beside its field, nothing lost."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from access import audit
from access.roles import DESK, Grant, Role, Viewer
from access.web import gate
from access.web.seeing import Shown
from data.engine import open_engine
from data.questions import Questions
from data.records import Target

NEW = {
    "indicator": "GRO02", "entity": "province/01/2025", "assigned_by": "CP", "year_from": "2027", "year_to": "2027",
    "operator": ">=", "value": "8,5", "unit": "%", "document": "Nghị quyết 9/NQ-CP", "issued_on": "2026-11-20",
}  # fmt: skip
Post = Callable[..., TestResponse]


@pytest.fixture
def engine(small_warehouse_file: Path, tmp_path: Path) -> Iterator[Engine]:
    made = open_engine(f"sqlite:///{shutil.copy(small_warehouse_file, tmp_path / 'own.db')}")
    yield made
    made.dispose()


@pytest.fixture
def asked(engine: Engine) -> Questions:
    return Questions(engine)


@pytest.fixture
def served(wsgi: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The product over that warehouse, at a desk."""
    monkeypatch.setattr(wsgi.extensions["gate"], "engine", engine)
    for name, held in (("questions", Questions(engine)), ("shown", Shown(engine))):
        monkeypatch.setitem(wsgi.extensions, name, held)
    return wsgi


@pytest.fixture
def browser(served: Flask) -> FlaskClient:
    return served.test_client()


@pytest.fixture
def post(browser: FlaskClient) -> Post:
    """Send a form as a browser does, with the token of the page that it was on."""

    def send(path: str, given: dict[str, str], opened: str = "/targets/new") -> TestResponse:
        page = browser.get(opened).get_data(as_text=True)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token is not None
        return browser.post(path, data={**given, "csrf_token": token[1]})

    return send


def target_of(asked: Questions, number: int) -> Target:
    return asked.target_history(number)[0]


def recorded(engine: Engine) -> tuple[str, str]:
    with engine.connect() as connection:
        rows = audit.read(connection)
    return str(rows["action"].iloc[0]), str(rows["subject"].iloc[0])


def test_a_target_is_added_with_who_when_and_the_document(post: Post, asked: Questions, engine: Engine) -> None:
    answer = post("/targets/new", NEW | {"reason": "Giao kế hoạch 2027"})
    assert answer.status_code == 303
    number = int(answer.headers["Location"].rsplit("/", 1)[1])
    made = target_of(asked, number)
    assert (made.indicator, made.value, made.document, made.version) == ("GRO02", 8.5, "Nghị quyết 9/NQ-CP", 1)
    assert (made.recorded_by, made.reason) == ("desk", "Giao kế hoạch 2027")
    assert recorded(engine) == ("target-added", f"target:{number}")


def test_a_change_is_a_version_and_the_old_one_stays(post: Post, asked: Questions, engine: Engine) -> None:
    number = int(post("/targets/new", NEW).headers["Location"].rsplit("/", 1)[1])
    edit = f"/targets/{number}/edit"
    assert post(edit, NEW | {"value": "9", "version": "1", "reason": "Đính chính"}, edit).status_code == 303
    assert [(one.version, one.value) for one in asked.target_history(number)] == [(2, 9.0), (1, 8.5)]
    assert recorded(engine) == ("target-changed", f"target:{number}")


def test_a_replacement_ends_the_old_target_and_names_it(post: Post, asked: Questions, browser: FlaskClient) -> None:
    number = int(post("/targets/new", NEW).headers["Location"].rsplit("/", 1)[1])
    begun = browser.get(f"/targets/new?supersedes={number}").get_data(as_text=True)
    assert f'name="supersedes" value="{number}"' in begun
    answer = post("/targets/new", NEW | {"value": "10", "document": "NQ 10", "supersedes": str(number)})
    new = target_of(asked, int(answer.headers["Location"].rsplit("/", 1)[1]))
    assert new.supersedes == number
    assert target_of(asked, number).change == "superseded"
    assert browser.get(f"/targets/{number}/edit").status_code == 404


def test_a_target_is_withdrawn_with_a_reason_alone(post: Post, asked: Questions, engine: Engine) -> None:
    number = int(post("/targets/new", NEW).headers["Location"].rsplit("/", 1)[1])
    refused = post(f"/targets/{number}/withdraw", {"reason": " "}, f"/targets/{number}/edit")
    assert refused.status_code == 400
    assert 'id="reason-wrong"' in refused.get_data(as_text=True)
    assert post(f"/targets/{number}/withdraw", {"reason": "Không còn giao"}).status_code == 303
    assert (target_of(asked, number).change, recorded(engine)[0]) == ("withdrawn", "target-withdrawn")


BAD = [
    ({"unit": ""}, "unit"),
    ({"unit": "điểm %"}, "unit"),  # points for percent
    ({"operator": "between", "value": "9", "value_high": "8"}, "value_high"),
    ({"operator": "between"}, "value"),
    ({"indicator": "GRO01"}, "entity"),  # of the nation alone
    ({"indicator": "XXX99"}, "indicator"),
    ({"entity": "province/27/2024"}, "entity"),  # a code of the list before the merger
    ({"entity": ""}, "entity"),
    ({"supersedes": "99999"}, "supersedes"),
    ({"value": "tám"}, "value"),
    ({"value": "5000"}, "value"),
    ({"year_from": "abc"}, "year_from"),
    ({"year_from": "2028"}, "year_from"),
    ({"document": ""}, "document"),
    ({"note": "phấn đấu dưới 8%"}, "note"),
    ({"assigned_by": "ABC"}, "assigned_by"),
    ({"issued_on": "hôm qua"}, "issued_on"),
]


@pytest.mark.parametrize(("given", "field"), BAD, ids=[f"{one[1]}-{place}" for place, one in enumerate(BAD)])
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(
    post: Post, asked: Questions, given: dict[str, str], field: str
) -> None:
    before = asked.targets()
    answer = post("/targets/new", {"reason": "Một lý do <dài>", **NEW, **given})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, f'id="{field}-wrong"' in page) == (400, True)
    assert 'value="Một lý do &lt;dài&gt;"' in page
    assert all(f'value="{value}"' in page for name, value in {**NEW, **given}.items() if name == "value")
    assert asked.targets() == before


def test_two_active_targets_for_the_same_are_refused(post: Post) -> None:
    assert post("/targets/new", NEW).status_code == 303
    again = post("/targets/new", NEW | {"document": "Văn bản khác"})
    assert again.status_code == 400
    assert 'id="supersedes-wrong"' in again.get_data(as_text=True)


def test_who_came_second_is_told_that_somebody_was_first(post: Post, asked: Questions) -> None:
    number = int(post("/targets/new", NEW).headers["Location"].rsplit("/", 1)[1])
    edit = f"/targets/{number}/edit"
    assert post(edit, NEW | {"value": "9", "version": "1", "reason": "một"}, edit).status_code == 303
    late = post(edit, NEW | {"value": "7", "version": "1", "reason": "hai"}, edit)
    assert (late.status_code, target_of(asked, number).value) == (400, 9.0)
    assert 'value="7"' in late.get_data(as_text=True)


@pytest.mark.parametrize(
    ("grant", "added", "of_the_unit"),
    [
        (Grant(Role.EDITOR), 303, 303),
        (Grant(Role.EDITOR, "province/01/2025"), 400, 303),
        (Grant(Role.EDITOR, "province/24/2025"), 400, 400),
        (Grant(Role.ANALYST), 403, 403),
    ],
)
def test_an_editor_writes_what_the_own_scope_sets(
    browser: FlaskClient, post: Post, monkeypatch: pytest.MonkeyPatch, grant: Grant, added: int, of_the_unit: int
) -> None:
    page = browser.get("/targets/new").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    who = Viewer("lan", "session", frozenset({grant}), account_id=1)
    monkeypatch.setattr(gate.Gate, "who", lambda _self: who)
    for given, status in ((NEW, added), (NEW | {"assigned_by": "UBND"}, of_the_unit)):
        assert browser.post("/targets/new", data={**given, "csrf_token": token[1]}).status_code == status


@pytest.mark.parametrize(("role", "may"), [(Role.VIEWER, ""), (Role.EDITOR, "edit")])
def test_a_page_says_whether_its_reader_may_edit_so_that_others_are_offered_nothing(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch, role: Role, may: str
) -> None:
    who = Viewer("lan", "session", frozenset({Grant(role)}), account_id=1)
    monkeypatch.setattr(gate.Gate, "who", lambda _self: who)
    assert f'data-may="{may}"' in browser.get("/targets").get_data(as_text=True)


def test_no_form_is_taken_without_its_token(browser: FlaskClient, asked: Questions) -> None:
    before = asked.targets()
    assert browser.post("/targets/new", data=NEW, headers={"Origin": "http://evil.example"}).status_code in (400, 403)
    assert asked.targets() == before


def test_nobody_is_an_editor_by_being_a_machine(asked: Questions) -> None:
    from access.web.targets import may_edit

    registry, target = asked.registry(), asked.targets()[0]
    token = Viewer("loader", "token", frozenset({Grant(Role.EDITOR)}))
    assert may_edit(DESK, registry, target)
    assert not may_edit(token, registry, target)
