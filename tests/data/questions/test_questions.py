from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import Engine, event, insert, update

from data.engine import open_engine
from data.errors import AnswerTooLarge, WarehouseUnavailable
from data.periods import Period
from data.questions import Questions
from data.schema import current_value, observation, warehouse_state
from tests.data.questions.little import observed


def count_figures_read(engine: Engine) -> list[str]:
    """The statements about figures that are sent from now on."""
    sent: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "current_value" in statement or "observation" in statement:
            sent.append(statement)

    return sent


def test_the_same_question_is_asked_of_the_database_once(own: Engine) -> None:
    questions, sent = Questions(own), count_figures_read(own)
    for _ in range(3):
        questions.series(questions.indicator("TRD01"), questions.nation())
    assert len(sent) == 1


def test_without_a_cache_every_question_is_asked_again(own: Engine) -> None:
    questions, sent = Questions(own, cache_entries=0), count_figures_read(own)
    for _ in range(3):
        questions.series(questions.indicator("TRD01"), questions.nation())
    assert len(sent) == 3


def test_a_new_load_is_seen_at_once(own: Engine) -> None:
    questions = Questions(own)
    assert len(questions.series(questions.indicator("GRO01"), questions.nation())) == 5
    row = observed("GRO01 VN 2026-Q1 7.9 A")
    with own.begin() as connection:
        connection.execute(insert(observation), [row])
        connection.execute(insert(current_value), [row])
        connection.execute(update(warehouse_state).values(data_version=4))
    assert questions.data_version() == 4
    assert len(questions.series(questions.indicator("GRO01"), questions.nation())) == 6


def test_a_page_asks_for_the_version_once_and_a_load_still_shows_in_time(own: Engine) -> None:
    questions = Questions(own, version_seconds=0.05)
    assert questions.data_version() == 3
    with own.begin() as connection:
        connection.execute(update(warehouse_state).values(data_version=4))
    assert questions.data_version() == 3
    sleep(0.06)
    assert questions.data_version() == 4


def test_a_caller_cannot_change_what_is_kept(own: Engine) -> None:
    questions = Questions(own)
    frame = questions.series(questions.indicator("TRD01"), questions.nation())
    frame.loc[:, "value"] = -1.0
    frame["more"] = 1
    again = questions.series(questions.indicator("TRD01"), questions.nation())
    assert "more" not in again
    assert again["value"].min() == 100


def test_what_is_said_of_a_sum_is_the_callers_own(own: Engine) -> None:
    questions, period = Questions(own), Period.parse("2025-07")
    questions.members(questions.indicator("TRD01"), period).attrs["total"] = 0
    assert questions.members(questions.indicator("TRD01"), period).attrs["total"] == 167


def test_an_answer_with_too_many_rows_is_refused_by_name(own: Engine) -> None:
    questions = Questions(own, query_rows=3)
    with pytest.raises(AnswerTooLarge, match=r"more than 3 rows.*TOANCANH_QUERY_ROWS"):
        questions.series(questions.indicator("TRD01"), questions.nation())


def test_a_missing_database_says_how_to_build_one(tmp_path: Path) -> None:
    questions = Questions(open_engine(f"sqlite:///{tmp_path / 'none.db'}", must_exist=False))
    with pytest.raises(WarehouseUnavailable, match="python -m data init"):
        questions.nation()
    assert not (tmp_path / "none.db").exists()


def test_a_database_of_something_else_says_how_to_build_one(empty_engine: Engine) -> None:
    with pytest.raises(WarehouseUnavailable, match="holds no warehouse"):
        Questions(empty_engine).indicators()
