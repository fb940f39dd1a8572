"""The book of calls: what was said stays, the newest comes first, and it is known when something is to be said."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import Engine, update

from data.questions import Questions
from data.questions.sight import Sight, noting
from data.records import Target
from data.schema import target
from data.targets import State
from data.targets.callbook import CallBook
from data.targets.said import Call, Cause, Grounds, KeptCall, Turn
from tests.data.questions.little import IDS, NUMBERS, furnish

MARCH = date(2025, 9, 30)
GROUNDS = Grounds(date(2025, 6, 30), 12, "0123456789abcdef", 3)


def said(day: date, chance: float, *, number: int = 2, version: int = 1, afterwards: bool = False) -> KeptCall:
    state = State.ON_TRACK if chance >= 0.8 else State.AT_RISK
    call = Call(number, state, probability=chance, expected=8.1, lower=7.5, upper=8.7, needed=8.9, so_far=7.8, left=2)
    made = datetime(2025, 12, 1) if afterwards else datetime.combine(day, datetime.min.time())
    return KeptCall(call, version, day, made, 3, afterwards, (Cause.NEW_DATA, Cause.REVISION), GROUNDS)


@pytest.fixture
def book(either_engine: Engine) -> CallBook:
    return CallBook(furnish(either_engine))


@pytest.fixture
def asked(either_engine: Engine) -> Questions:
    return Questions(either_engine)


@pytest.fixture
def standing(book: CallBook, asked: Questions) -> Target:
    return asked.targets()[0]


def test_what_is_kept_comes_back_as_it_was_said(book: CallBook, standing: Target) -> None:
    first, later = said(MARCH, 0.7, afterwards=True), said(date(2025, 10, 6), 0.9)
    book.keep([(standing, later), (standing, first)])
    assert book.history(2) == (later, first)
    assert book.newest() == {2: later}
    assert book.newest(before=date(2025, 10, 6)) == {2: first}
    assert book.spoken(date(2025, 1, 1)) == {(2, 9), (2, 10)}


def test_what_is_said_again_on_the_same_day_of_the_same_data_takes_its_place(book: CallBook, standing: Target) -> None:
    book.keep([(standing, said(MARCH, 0.7))])
    book.keep([(standing, said(MARCH, 0.6)), (standing, replace(said(MARCH, 0.5), data_version=4))])
    assert [one.call.probability for one in book.history(2)] == [0.5, 0.6]


def test_what_was_really_said_goes_before_what_was_worked_out_later(book: CallBook, standing: Target) -> None:
    book.keep([(standing, said(MARCH, 0.7)), (standing, said(MARCH, 0.6, afterwards=True))])
    assert book.newest()[2].call.probability == 0.7


def test_calls_are_due_each_month_and_of_each_version(book: CallBook, standing: Target, either_engine: Engine) -> None:
    assert book.due(date(2025, 10, 6))
    book.keep([(standing, said(date(2025, 10, 6), 0.7, afterwards=True))])
    assert book.due(date(2025, 10, 6))
    book.keep([(standing, said(date(2025, 10, 6), 0.7))])
    assert not book.due(date(2025, 10, 31))
    assert book.due(date(2025, 11, 1))
    with either_engine.begin() as connection:
        connection.execute(update(target).where(target.c.number == 2).values(version=2))
    assert book.due(date(2025, 10, 31))


def test_a_reason_can_be_put_right_and_nothing_else_changes(book: CallBook, standing: Target) -> None:
    one = said(MARCH, 0.7)
    book.keep([(standing, one)])
    book.put_right(one, (Cause.MONTH,))
    assert book.history(2) == (replace(one, causes=(Cause.MONTH,)),)


def test_the_board_reads_the_newest_call_of_each_target_that_stands(
    book: CallBook, asked: Questions, standing: Target
) -> None:
    first, later = said(MARCH, 0.7), said(date(2025, 10, 6), 0.9)
    book.keep([(standing, first), (standing, later)])
    assert asked.target_calls(2025) == {2: later}
    assert asked.target_calls(2025, as_of=date(2025, 10, 5)) == {2: first}
    assert asked.target_calls(2025, as_of=date(2025, 9, 1)) == {}
    assert asked.target_calls(2026) == {}
    assert asked.target_call_history(2, as_of=date(2025, 10, 5)) == (first,)


def test_a_call_of_an_older_version_is_not_said_of_the_new_one(
    book: CallBook, asked: Questions, standing: Target
) -> None:
    book.keep([(standing, said(MARCH, 0.7, version=2))])
    assert asked.target_calls(2025) == {}


def test_what_turned_comes_first_and_small_moves_are_left_out(
    book: CallBook, asked: Questions, standing: Target
) -> None:
    first, later = said(MARCH, 0.7), said(date(2025, 10, 6), 0.9)
    book.keep([(standing, first), (standing, later)])
    assert asked.target_turns(2025, MARCH) == (Turn(first, later, later.causes),)
    assert asked.target_turns(2025, date(2025, 10, 6)) == ()
    (new,) = asked.target_turns(2025, date(2025, 9, 1))
    assert (new.before, new.turned, new.moved) == (None, True, None)
    assert Turn(first, later).moved == pytest.approx(0.2)


def test_a_turn_is_told_with_every_cause_since_and_a_month_is_none_beside_others(
    book: CallBook, asked: Questions, standing: Target
) -> None:
    first = said(MARCH, 0.7)
    data = replace(said(date(2025, 10, 6), 0.9), causes=(Cause.NEW_DATA,))
    month = replace(said(date(2025, 11, 1), 0.9), causes=(Cause.MONTH,))
    book.keep([(standing, one) for one in (first, data, month)])
    (turn,) = asked.target_turns(2025, MARCH)
    assert turn.causes == (Cause.NEW_DATA,)
    (same,) = asked.target_turns(2025, date(2025, 10, 6), least=0.0)
    assert same.causes == (Cause.MONTH,)


def test_calls_of_hidden_figures_are_not_told_and_seen_ones_are_noted(
    book: CallBook, asked: Questions, standing: Target, either_engine: Engine
) -> None:
    from data.schema import indicator

    book.keep([(standing, said(MARCH, 0.7))])
    with either_engine.begin() as connection:
        of = indicator.c.id == NUMBERS["GRO01"]
        connection.execute(update(indicator).where(of).values(classification="restricted"))
    hidden = Sight(frozenset({NUMBERS["GRO01"]}))
    assert asked.seen_by(hidden).target_calls(2025) == {}
    assert asked.seen_by(hidden).target_call_history(2) == ()
    granted = asked.seen_by(Sight(frozenset({NUMBERS["GRO01"]}), frozenset({IDS["VN"]})))
    with noting() as noted:
        assert set(granted.target_calls(2025)) == {2}
    assert (NUMBERS["GRO01"], IDS["VN"]) in noted.asked | noted.along
