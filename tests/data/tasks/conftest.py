"""Tasks in a warehouse that can be checked by hand."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import pytest
from sqlalchemy import Engine

from data.questions import Questions
from data.tasks.drafts import Draft
from data.tasks.register import Kept, TaskBook
from tests.data.questions.little import furnish

NOON = datetime(2026, 3, 1, 5)
Bring = Callable[..., Kept]


def draft(number: int = 1, **other: object) -> Draft:
    said = {
        "document": f"Nghị quyết {number}/NQ-CP",
        "content": f"Làm việc thứ {number}",
        "lead": "BTC",
        "assigned_on": date(2026, 1, 5),
        "due_on": date(2026, 2, 5),
    }
    return Draft(**{**said, **other})


@pytest.fixture
def little(either_engine: Engine) -> Engine:
    """The little warehouse without a task, on either database."""
    return furnish(either_engine)


@pytest.fixture
def bring(little: Engine) -> Bring:
    """Writes drafts at noon of 1 March 2026, unless another time is given."""

    def write(drafts: Sequence[Draft], now: datetime = NOON, by: str | None = "lan", **other: object) -> Kept:
        with little.begin() as connection:
            return TaskBook(connection, by, now=now).bring(drafts, reason="tệp", **other)

    return write


@pytest.fixture
def asked(little: Engine) -> Questions:
    return Questions(little)
