"""People with accounts who say how they are told of alerts, before a server with the forms alone."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from access import accounts
from access.roles import Grant, Role, Viewer
from access.web import gate
from data.alerts.outbox import Outbox, Recipient
from tests.data.questions.little import furnish
from tests.pages.desk import desk_server

Send = Callable[..., tuple[int, dict[str, Any]]]
FORM = {"severity": "warning", "language": "vi", "digest": "now", "digest_at": "07:00", "quiet_from": "22:00",
        "quiet_to": "06:00", "urgent_anyway": "yes"}  # fmt: skip


@pytest.fixture
def engine(empty_engine: Engine) -> Engine:
    made = furnish(empty_engine)
    with made.begin() as connection:
        for name in ("lan", "mai"):
            accounts.create(connection, name, None, display=name.title(), grants=[Grant(Role.VIEWER)])
    return made


@pytest.fixture
def server(engine: Engine) -> Flask:
    return desk_server(engine)


@pytest.fixture
def send(server: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Send:
    """Post as somebody: a viewer with an account, unless another role or way is given."""

    def post(path: str, who: str, role: Role = Role.VIEWER, via: str = "session", **fields: str) -> Any:
        with engine.connect() as connection:
            known = accounts.find(connection, who)
        viewer = Viewer(who, via, frozenset({Grant(role)}), known.id if known else None)
        monkeypatch.setattr(server.extensions["gate"], "who", lambda: viewer)
        monkeypatch.setattr(gate.Gate, "_refuse_foreign_changes", lambda *_given: None)
        answer = server.test_client().post(path, data={**FORM, **fields})
        return answer.status_code, answer.get_json(silent=True) or {}

    return post


def told(engine: Engine) -> tuple[Recipient, ...]:
    return Outbox(engine).recipients()
