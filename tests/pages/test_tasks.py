"""Tasks on pages: who may change what of which unit, what a refusal says, and what is recorded."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from access.roles import Grant, Role, Viewer
from data.questions import Questions
from data.schema_access import audit_entry
from data.tasks.register import TaskBook
from tests.data.questions.little import furnish
from tests.data.tasks.conftest import draft
from tests.pages.desk import desk_server

Send = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def engine(empty_engine: Engine) -> Engine:
    made = furnish(empty_engine)
    with made.begin() as connection:
        TaskBook(connection, "lan").bring([draft(1), draft(2, lead="24")], reason="")
    return made


@pytest.fixture
def send(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Send:
    """Sends a form as somebody who holds roles."""
    server = desk_server(engine)
    gate = server.extensions["gate"]

    def post(path: str, *grants: Grant, **fields: object) -> tuple[int, dict[str, Any]]:
        monkeypatch.setattr(gate, "who", lambda: Viewer("mai", "token", frozenset(grants)))
        answer = server.test_client().post(path, data=fields)
        return answer.status_code, answer.get_json(silent=True) or {}

    return post


EDITOR, LOCAL_EDITOR = Grant(Role.EDITOR), Grant(Role.EDITOR, "province/24/2025")
LOCAL_REPORTER = Grant(Role.REPORTER, "province/24/2025")
NEW = {"content": "Việc mới", "document": "9/CĐ-TTg", "lead": "24", "assigned_on": "2026-01-05", "assigned_by": "TTG"}


@pytest.mark.parametrize(
    ("path", "grant", "fields", "status"),
    [
        ("/api/tasks/2/note", LOCAL_REPORTER, {"text": "đã làm"}, 200),
        ("/api/tasks/1/note", LOCAL_REPORTER, {"text": "đã làm"}, 403),
        ("/api/tasks/2/note", LOCAL_EDITOR, {"text": "đã làm"}, 403),
        ("/api/tasks/2/finish", LOCAL_REPORTER, {"done_on": "2026-02-01", "version": 1}, 403),
        ("/api/tasks/2/finish", LOCAL_EDITOR, {"done_on": "2026-02-01", "version": 1}, 200),
        ("/api/tasks/1/finish", LOCAL_EDITOR, {"done_on": "2026-02-01", "version": 1}, 403),
        ("/api/tasks/1/extend", EDITOR, {"due_on": "2026-06-01", "version": 1, "reason": "x"}, 200),
        ("/api/tasks/1/extend", EDITOR, {"due_on": "hôm nào", "version": 1, "reason": "x"}, 400),
        ("/api/tasks/99/note", LOCAL_REPORTER, {"text": "đã làm"}, 404),
        ("/api/tasks/1/burn", EDITOR, {}, 404),
        ("/api/tasks", LOCAL_EDITOR, NEW, 200),
        ("/api/tasks", LOCAL_EDITOR, {**NEW, "lead": "BTC"}, 400),
        ("/api/tasks", EDITOR, {**NEW, "lead": "BTC"}, 200),
        ("/api/tasks", LOCAL_REPORTER, NEW, 403),
    ],
)
def test_each_deed_takes_its_role_within_the_scope_of_the_unit(
    send: Send, path: str, grant: Grant, fields: dict[str, object], status: int
) -> None:
    assert send(path, grant, **fields)[0] == status


def test_a_refusal_says_beside_which_field_what_is_wrong_and_nothing_is_written(send: Send, engine: Engine) -> None:
    status, said = send("/api/tasks", EDITOR, **{**NEW, "lead": "", "content": "", "due_on": "2020-01-01"})
    assert status == 400
    assert set(said["problems"]) == {"lead", "content", "due_on"}
    assert "thời hạn 01" not in said["problems"]["due_on"].lower()
    assert len(Questions(engine).tasks()) == 2


def test_a_change_is_recorded_with_who_did_it(send: Send, engine: Engine) -> None:
    status, said = send("/api/tasks/1/extend", EDITOR, due_on="2026-06-01", version="1", reason="lấy ý kiến")
    assert (status, said) == (200, {"go": "/tasks/1"})
    with engine.connect() as connection:
        told = connection.execute(select(audit_entry.c["actor", "action", "subject"])).all()
    assert [tuple(one) for one in told] == [("token:mai", "task-extended", "/tasks/1")]
    one = Questions(engine).task(1)
    assert one is not None
    assert (one.due_on, one.recorded_by) == (date(2026, 6, 1), "token:mai")


def test_who_read_an_older_version_is_told_so(send: Send) -> None:
    send("/api/tasks/1/extend", EDITOR, due_on="2026-06-01", version="1", reason="x")
    status, said = send("/api/tasks/1/extend", EDITOR, due_on="2026-07-01", version="1", reason="x")
    assert (status, list(said["problems"])) == (400, [""])
    assert "vừa sửa" in said["problems"][""]
