"""Who may see an indicator is changed by a command, whole or not at all, and recorded."""

import pytest
from sqlalchemy import Engine, select

from data.classification import Classification, classify
from data.errors import UnknownIndicator
from data.questions import Questions
from data.schema import indicator
from tests.data.questions.little import furnish


@pytest.fixture
def held(either_engine: Engine) -> Engine:
    return furnish(either_engine)


def classes(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        rows = connection.execute(select(indicator.c.code, indicator.c.classification))
        return {row.code: row.classification for row in rows}


def test_a_changed_classification_raises_the_data_version_and_says_what_was_before(held: Engine) -> None:
    made = classify(held, ["trd01", "GRO01"], Classification.RESTRICTED)
    assert (made.before, made.data_version) == ({"GRO01": "public", "TRD01": "public"}, 4)
    assert {code for code, one in classes(held).items() if one == "restricted"} == {"TRD01", "GRO01"}
    assert Questions(held).restricted() == {1, 3}


def test_the_same_classification_again_changes_nothing(held: Engine) -> None:
    made = classify(held, ["TRD01"], Classification.PUBLIC)
    assert (made.before, made.data_version) == ({}, None)
    assert Questions(held).data_version() == 3


def test_an_unknown_code_is_named_and_nothing_is_changed(held: Engine) -> None:
    with pytest.raises(UnknownIndicator, match=r"XXX99, YYY99; nothing was changed"):
        classify(held, ["YYY99", "TRD01", "XXX99"], Classification.RESTRICTED)
    assert set(classes(held).values()) == {"public"}
