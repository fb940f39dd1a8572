"""A nowcast is made from other indicators: who may not see one of them is told neither it nor what moved it."""

from datetime import date

import pytest
from sqlalchemy import Engine

from data.forecasts.records import NOWCAST_FROM, NewNowcast, News
from data.forecasts.store import Store
from data.periods import Period
from data.questions import Questions
from data.questions.sight import Sight, noting
from forecasting.nowcast import MEMBERS, TARGET
from tests.data.questions.little import IDS, NUMBERS

GDP, EXPORTS, POVERTY = NUMBERS["GRO01"], NUMBERS["TRD01"], NUMBERS["POV01"]


@pytest.fixture
def held(own: Engine) -> Questions:
    """The little warehouse with a nowcast of GDP that exports moved."""
    store = Store(own)
    came = News(EXPORTS, Period.parse("2025-07"), "A", 9.0, 11.0, 0.15, 0.3)
    store.keep_nowcast(
        NewNowcast(
            indicator_id=GDP,
            entity_id=IDS["VN"],
            period=Period.parse("2025-Q3"),
            known_until=date(2025, 7, 31),
            mean=9.31,
            spread=0.6,
            before=9.01,
            published=12,
            simulated=0,
            origins=12,
            error=0.6,
            benchmark="ar",
            benchmark_mean=8.1,
            benchmark_error=0.9,
            verdict="better",
            news=(came,),
        ),
        store.version(),
    )
    return Questions(own)


def said(asked: Questions) -> tuple[int, int]:
    """How many nowcasts are told, and how many figures that moved the first."""
    gdp, nation = Questions(asked._engine).indicator("GRO01"), asked.nation()
    return len(asked.nowcasts(gdp, nation)), len(asked.nowcast_news(1))


def test_a_nowcast_made_from_a_hidden_indicator_is_not_told(held: Questions) -> None:
    assert said(held.seen_by(Sight(frozenset({EXPORTS})))) == (0, 0)
    assert said(held.seen_by(Sight(frozenset({EXPORTS}), frozenset({IDS["24~2025"]})))) == (0, 0)
    assert said(held.seen_by(Sight(frozenset({GDP})))) == (0, 0)


def test_who_sees_all_its_months_is_told(held: Questions) -> None:
    assert said(held) == (1, 1)
    assert said(held.seen_by(Sight(frozenset({POVERTY})))) == (1, 1)
    assert said(held.seen_by(Sight(frozenset({EXPORTS}), frozenset({IDS["VN"]})))) == (1, 1)


def test_restricted_figures_of_a_nowcast_are_noted(held: Questions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Questions, "restricted", lambda _self: frozenset({GDP, EXPORTS}))
    with noting() as noted:
        said(held)
    assert noted.asked == {(GDP, IDS["VN"]), (EXPORTS, IDS["VN"])}


def test_what_a_nowcast_is_made_from_is_said_where_it_is_hidden() -> None:
    assert {TARGET: tuple(MEMBERS)} == NOWCAST_FROM
