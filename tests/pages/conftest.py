"""Pages drawn straight from their functions, without a request that the gate let in."""

import pytest
from flask import g

from access.roles import DESK, Action
from access.web import gate, rules


@pytest.fixture(autouse=True)
def at_the_desk(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Where nobody came through the gate the desk looks; and the pages that a test makes may be opened."""
    monkeypatch.setattr(gate, "viewer", lambda: g.get("viewer", DESK))
    monkeypatch.setattr(rules, "PAGES", {**rules.PAGES, request.module.__name__: Action.SEE_PUBLIC})
