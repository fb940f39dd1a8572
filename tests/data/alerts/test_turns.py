"""When a target is said to have become worse: turns of the world, not of how or when we said something."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from data.alerts.turns import worse
from data.questions.registry import Registry
from data.records import Target
from data.targets.said import Call, Cause, Grounds, KeptCall
from data.targets.states import State

DAY = date(2026, 11, 29)


class Known:
    """A registry of one indicator."""

    by_code = {"PRI01": type("One", (), {"id": 8})()}  # noqa: RUF012  # read alone


def said(
    state: State, *causes: Cause, on: date = DAY, simulated: bool = False, afterwards: bool = False, version: int = 3
) -> KeptCall:
    call = Call(109, state, probability=0.5, simulated=simulated)
    grounds = Grounds(date(2026, 9, 30), 9, "0123456789abcdef", version)
    return KeptCall(call, 1, on, datetime(2026, 11, 29), version, afterwards, causes, grounds)


@pytest.fixture
def target() -> Target:
    given = dict.fromkeys(Target.__dataclass_fields__)
    return Target(**{**given, "number": 109, "indicator": "PRI01", "entity_id": 17})  # type: ignore[arg-type]


def found(target: Target, *calls: KeptCall, since: date | None = None) -> list[date]:
    registry: Registry = Known()  # type: ignore[assignment]
    return [one.known_on for one in worse([target], {109: calls[::-1]}, registry, since)]


FIRST = said(State.AT_RISK, Cause.FIRST)


@pytest.mark.parametrize(
    ("before", "cause", "expected"),
    [
        (said(State.AT_RISK, Cause.NEW_DATA), Cause.NEW_DATA, 1),
        (said(State.AT_RISK, Cause.MONTH), Cause.NEW_FORECAST, 1),
        (said(State.AT_RISK, Cause.NEW_DATA), Cause.THRESHOLDS, 0),
        (said(State.AT_RISK, Cause.NEW_DATA), Cause.CHANGED_TARGET, 0),
        (FIRST, Cause.NEW_FORECAST, 0),
        (FIRST, Cause.NEW_DATA, 1),
        (FIRST, Cause.REVISION, 1),
        (replace(FIRST, call=replace(FIRST.call, simulated=True)), Cause.NEW_DATA, 0),
        (said(State.MISSED, Cause.NEW_DATA), Cause.NEW_DATA, 0),
    ],
)
def test_a_turn_counts_where_figures_or_forecasts_made_it(
    target: Target, before: KeptCall, cause: Cause, expected: int
) -> None:
    assert len(found(target, before, said(State.OFF_TRACK, cause))) == expected


def test_a_new_warehouse_that_says_its_first_words_twice_raises_nothing(target: Target) -> None:
    """As it was seen: the months of the year walked back, then twice on one day, first from simulated figures."""
    walked = [
        said(State.AT_RISK, Cause.NEW_DATA, on=date(2026, 9, 30), afterwards=True, version=8),
        said(State.OFF_TRACK, Cause.NEW_DATA, on=date(2026, 10, 31), afterwards=True, version=8),
    ]
    made_up = said(State.AT_RISK, Cause.NEW_DATA, simulated=True, version=2)
    real = said(State.OFF_TRACK, Cause.NEW_FORECAST)
    assert found(target, *walked, made_up, real) == []
    assert found(target, *walked, made_up, real, since=date(2026, 1, 1)) == [date(2026, 10, 31)]


def test_a_turn_that_does_not_hold_any_more_is_no_alert(target: Target) -> None:
    turn = [said(State.ON_TRACK, Cause.MONTH), said(State.OFF_TRACK, Cause.NEW_DATA)]
    assert found(target, *turn) == [DAY]
    assert found(target, *turn, said(State.ON_TRACK, Cause.REVISION)) == []
    assert found(target, *turn, said(State.ON_TRACK, Cause.REVISION), since=DAY) == [DAY]
