"""What somebody may see follows from their grants and from how the indicators are classified now."""

import pytest
from sqlalchemy import Engine, update

from access.roles import Grant, Role, Viewer
from access.sight import seen_by
from data.engine import open_engine
from data.errors import UnknownIndicator
from data.questions import Questions
from data.questions.sight import FULL
from data.schema import indicator
from tests.data.questions.little import furnish

REPORTER = Viewer("lan", "session", frozenset({Grant(Role.REPORTER)}))
LEADER = Viewer("minh", "session", frozenset({Grant(Role.VIEWER)}))


@pytest.fixture
def held(sqlite_url: str) -> Engine:
    return furnish(open_engine(sqlite_url, create=True))


def classify(engine: Engine, classification: str) -> None:
    with engine.begin() as connection:
        connection.execute(update(indicator).where(indicator.c.code == "TRD01").values(classification=classification))


def test_a_change_of_classification_counts_without_a_load(held: Engine) -> None:
    asked = Questions(held)
    assert seen_by(REPORTER, asked).indicator("TRD01")
    classify(held, "restricted")
    with pytest.raises(UnknownIndicator):
        seen_by(REPORTER, asked).indicator("TRD01")
    assert seen_by(LEADER, asked).restricted() == {asked.indicator("TRD01").id}
    classify(held, "public")
    assert seen_by(REPORTER, asked).sight == FULL
