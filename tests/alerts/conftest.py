"""A warehouse to be checked by hand, with one rule at a time."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from data.alerts.rules import RuleBook, RuleDraft
from data.questions import Questions
from data.questions.registry import read_registry
from tests.data.questions.little import furnish

Write = Callable[..., int]


@pytest.fixture
def engine(either_engine: Engine) -> Engine:
    return furnish(either_engine)


@pytest.fixture
def asked(engine: Engine) -> Questions:
    return Questions(engine)


@pytest.fixture
def rule(engine: Engine) -> Write:
    """Writes a rule; returns its number."""

    def write(
        kind: str, parameters: dict[str, Any], *codes: str, units: str = "nation", severity: str = "warning"
    ) -> int:
        draft = RuleDraft(kind, "Quy tắc thử", "A rule", codes, (units,), parameters, severity)
        with engine.begin() as connection:
            return RuleBook(connection, "lan", read_registry(connection)).add(draft)

    return write
