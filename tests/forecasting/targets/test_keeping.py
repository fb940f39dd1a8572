"""Calls are made for what a load touched, and kept with the reason why they are not the ones before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import Engine

from data.forecasts.records import Task
from data.forecasts.store import Store
from data.periods import Grain, Period
from data.questions import Questions
from data.records import Target
from data.targets import State, Thresholds
from data.targets.callbook import CallBook
from data.targets.said import Call, Cause, KeptCall
from forecasting.run import run
from forecasting.targets.keeping import causes_of, grounds_of, keep_calls, rests_on
from forecasting.targets.saying import Sayings, due
from forecasting.targets.walking import walk_year
from forecasting.work import Outcome, Piece, done
from tests.pages.foretold import QUARTERS, keep_some, made, quantiles

NOW = datetime(2026, 10, 8, 9)
ASKED = Target(
    1, "GRO01", 1, "QH", 2026, 2026, ">=", 10.0, None, "%", "NQ", None, None, None, "high", "law",
    number=1, recorded_at=datetime(2025, 11, 13),
)  # fmt: skip
FIGURES = {("GRO01", 1, Period.parse("2026-Q1")): 7.9, ("GRO01", 1, Period.parse("2026-Q2")): 8.3}
SAID = Call(1, State.OFF_TRACK, probability=0.1, expected=8.2, needed=11.9, so_far=8.1, left=2)
LAST = KeptCall(SAID, 1, date(2026, 7, 8), NOW, 3, False, (Cause.FIRST,), grounds_of(FIGURES, 3))
Q3 = {("GRO01", 1, Period.parse("2026-Q3")): 9.1}
REVISED = {("GRO01", 1, Period.parse("2026-Q2")): 8.5}
MOVED = replace(SAID, probability=0.2)


@pytest.mark.parametrize(
    ("call", "figures", "forecast", "day", "causes"),
    [
        (SAID, FIGURES, 3, "2026-07-09", ()),
        (SAID, FIGURES, 3, "2026-08-01", (Cause.MONTH,)),
        (replace(SAID, expected=8.2 + 1e-9), FIGURES, 3, "2026-07-09", ()),
        (MOVED, FIGURES | Q3, 4, "2026-07-09", (Cause.NEW_DATA,)),
        (MOVED, FIGURES | REVISED, 4, "2026-07-09", (Cause.REVISION,)),
        (MOVED, FIGURES | REVISED | Q3, 4, "2026-07-09", (Cause.NEW_DATA, Cause.REVISION)),
        (MOVED, FIGURES, 4, "2026-07-09", (Cause.NEW_FORECAST,)),
        (replace(SAID, state=State.AT_RISK), FIGURES, 3, "2026-07-09", (Cause.THRESHOLDS,)),
    ],
)
def test_a_call_says_why_it_is_not_the_one_before(
    call: Call, figures: dict[tuple[str, int, Period], float], forecast: int, day: str, causes: tuple[Cause, ...]
) -> None:
    grounds = grounds_of(figures, forecast)
    assert causes_of(ASKED, call, grounds, figures, LAST, date.fromisoformat(day)) == causes


def test_the_first_call_says_whether_the_target_is_new() -> None:
    grounds = grounds_of(FIGURES, 3)
    assert causes_of(ASKED, SAID, grounds, FIGURES, None, date(2026, 7, 8)) == (Cause.FIRST,)
    assert causes_of(ASKED, SAID, grounds, FIGURES, None, date(2025, 11, 30)) == (Cause.NEW_TARGET,)
    other = replace(ASKED, version=2)
    assert causes_of(other, SAID, grounds, FIGURES, LAST, date(2026, 7, 8)) == (Cause.CHANGED_TARGET,)


@pytest.fixture
def warehouse(own_warehouse: Engine) -> Engine:
    keep_some(own_warehouse)
    return own_warehouse


def number_of_growth(asked: Questions) -> int:
    return next(one.number for one in asked.targets(year=2026) if one.indicator == "GRO01")


def test_making_calls_again_changes_nothing_until_something_is_new(warehouse: Engine) -> None:
    first = keep_calls(Store(warehouse), now=NOW)
    asked = Questions(warehouse)
    assert first == len(asked.targets())
    assert keep_calls(Store(warehouse), now=NOW) == 0
    assert not due(Store(warehouse), NOW.date())
    assert keep_calls(Store(warehouse), now=datetime(2026, 11, 2)) == first
    number = number_of_growth(asked)
    assert [one.causes for one in CallBook(warehouse).history(number)] == [(Cause.MONTH,), (Cause.FIRST,)]


def test_a_new_forecast_changes_the_calls_of_its_indicator_alone(warehouse: Engine) -> None:
    keep_calls(Store(warehouse), now=NOW)
    store, asked = Store(warehouse), Questions(warehouse)
    version = store.raise_version(store.version())
    growth, nation = asked.indicator("GRO01"), asked.nation().id
    store.keep_forecasts(growth.id, [made(nation, QUARTERS, 12.0)], [quantiles(Grain.QUARTER)], version)
    assert keep_calls(Store(warehouse), touched={asked.indicator("TRD01").id}, now=NOW) == 0
    assert keep_calls(Store(warehouse), touched={growth.id}, now=NOW) >= 1
    now, before = CallBook(warehouse).history(number_of_growth(asked))
    assert now.causes == (Cause.NEW_FORECAST,)
    assert (now.call.expected or 0) > (before.call.expected or 0)


def test_thresholds_are_a_setting_of_whoever_runs(warehouse: Engine) -> None:
    keep_calls(Store(warehouse), now=NOW)
    assert keep_calls(Store(warehouse), now=NOW, thresholds=Thresholds(0.0, 0.0)) >= 1
    called = Questions(warehouse).target_calls(2026)
    states = {one.call.state for one in called.values() if one.call.probability is not None}
    assert states == {State.ON_TRACK}


def test_a_target_of_a_derived_figure_is_gone_over_when_what_it_is_made_of_is_touched(warehouse: Engine) -> None:
    sayings = Sayings(Store(warehouse), None, [])
    sayings.keep()
    asked = Questions(warehouse)
    (exports,) = asked.known(["TRD01"])
    derived = next(one for one in asked.targets() if one.indicator == "TRD04")
    assert rests_on(asked, derived, {exports.id})
    assert not rests_on(asked, derived, {asked.indicator("GRO01").id})


def test_no_call_is_made_before_the_forecasts_of_what_its_figures_are_made_of(warehouse: Engine) -> None:
    """The mean of prices was called by its own forecast, and a minute later, turned, by that of its months."""
    asked = Questions(warehouse)
    mean, months = (one.id for one in asked.known(["PRI03", "PRI01"]))
    sayings = Sayings(Store(warehouse), None, [(Task.FORECAST, mean), (Task.FORECAST, months), (Task.PAST, mean)])
    sayings.looked_at(Task.FORECAST, mean)
    sayings.looked_at(Task.PAST, months)
    assert not sayings.ready()
    assert sayings.keep() == 0
    sayings.looked_at(Task.FORECAST, months)
    assert sayings.ready()
    assert sayings.keep() > 0
    assert not sayings.ready()


def test_a_run_speaks_once_of_each_target_whatever_order_its_pieces_end_in(own_warehouse: Engine) -> None:
    def backwards(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Outcome]]:
        prices = {"PRI01", "PRI03"}  # the others forecast nothing: their calls rest on what is there
        return reversed([(one, done(one) if one.indicator.code in prices else Outcome()) for one in pieces])

    asked = Questions(own_warehouse)
    made = run(Store(own_warehouse), tasks=(Task.FORECAST,), doing=backwards)
    history = [CallBook(own_warehouse).history(one.number) for one in asked.targets()]
    assert made.calls == len(history)
    assert {len(said) for said in history} == {1}


def test_the_year_is_walked_from_its_beginning_and_no_later_figure_enters(own_warehouse: Engine) -> None:
    now = datetime(2026, 5, 20)
    keep_calls(Store(own_warehouse), now=now)
    store, asked = Store(own_warehouse), Questions(own_warehouse)
    assert walk_year(store, now=now) > 0
    number = number_of_growth(asked)
    *walked, _first = reversed(asked.target_call_history(number))
    assert [one.said_on for one in walked] == [
        date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)
    ]  # fmt: skip
    assert all(one.afterwards and one.made_at == now for one in walked)
    assert all(one.grounds.newest and one.grounds.newest < one.said_on for one in walked)
    assert [one.call.known_until for one in walked] == [date(2025, 12, 31)] * 3 + [date(2026, 3, 31)]
    assert [one.causes for one in walked] == [(Cause.FIRST,), (Cause.MONTH,), (Cause.MONTH,), (Cause.NEW_DATA,)]


def test_what_came_first_is_said_anew_when_the_year_was_walked_and_walking_again_adds_nothing(
    own_warehouse: Engine,
) -> None:
    now = datetime(2026, 3, 20)
    keep_calls(Store(own_warehouse), now=now)
    store = Store(own_warehouse)
    assert walk_year(store, now=now) > 0
    book = CallBook(own_warehouse)
    assert walk_year(store, now=now) == 0
    said = book.history(number_of_growth(Questions(own_warehouse)))
    assert [one.afterwards for one in said] == [False, True, True]
    assert Cause.FIRST not in said[0].causes
