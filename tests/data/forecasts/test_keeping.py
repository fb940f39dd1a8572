"""Keeping forecasts: the newest, the three before it and one a month stay; writing again changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Engine, select, update

from data.engine import open_engine
from data.forecasts.keeping import keep
from data.forecasts.records import Basis, Model, NewForecast, NewNowcast, News, Quantiles
from data.forecasts.store import Store
from data.periods import Grain, Period, month, quarter
from data.questions import Questions
from data.questions.sight import Sight
from data.schema import indicator
from data.schema_forecasts import FORECAST_TABLES, forecast, forecast_calibration, forecast_point
from tests.data.counters import counters_behind
from tests.data.questions.little import IDS, NUMBERS, furnish

NATION, EXPORTS = IDS["VN"], NUMBERS["TRD01"]
GROUP = Quantiles("TRD01", 12, "[[1.0]]", "[[1.0]]")


@pytest.fixture
def engine(sqlite_url: str) -> Iterator[Engine]:
    made = furnish(open_engine(sqlite_url, create=True))
    yield made
    made.dispose()


def made(origin: Period, *, unit: int = NATION, mean: float = 10.0, retrospective: bool = False) -> NewForecast:
    return NewForecast(
        entity_id=unit,
        origin=origin,
        first=month(2020, 1),
        basis=Basis.MIXED,
        observations=60,
        published=20,
        last_value=9.0,
        choice="combination",
        models=(Model("theta", 1.0, {"alpha": 0.5}),),
        origins=2,
        error=1.0,
        naive_error=2.0,
        flags=("gap", "covid"),
        breaks=(),
        lower_bound=0.0,
        upper_bound=None,
        group="TRD01",
        points=tuple((mean + step, 8.0, 12.0, 6.0, 14.0, 1.0, 1.5) for step in range(3)),
        retrospective=retrospective,
    )


def kept(engine: Engine, *ones: NewForecast, version: int = 3, at: datetime = datetime(2026, 1, 5)) -> None:
    with engine.begin() as connection:
        keep(connection, EXPORTS, ones, {"TRD01": GROUP}, data_version=version, made_at=at)


def asked(engine: Engine, **look: object) -> list[tuple[str, bool, float]]:
    questions = Questions(engine)
    found = questions.forecasts(questions.indicator("TRD01"), questions.nation(), most=9, **look)  # type: ignore[arg-type]
    return [(str(one.origin), one.retrospective, one.points["mean"][0]) for one in found]


def test_what_is_kept_is_what_was_made(either_engine: Engine) -> None:
    kept(furnish(either_engine), made(month(2025, 8)))
    questions = Questions(either_engine)
    (found,) = questions.forecasts(questions.indicator("TRD01"), questions.nation())
    assert (found.basis, found.flags, found.breaks, found.models[0].name) == (
        Basis.MIXED,
        ("gap", "covid"),
        (),
        "theta",
    )
    assert list(found.points["period"]) == ["2025-09", "2025-10", "2025-11"]
    assert list(found.points["mean"]) == [10, 11, 12]
    assert counters_behind(either_engine) == []
    assert (found.lower_bound, found.upper_bound, found.quantiles) == (0.0, None, GROUP)


def test_the_newest_comes_first_and_each_earlier_origin_once(engine: Engine) -> None:
    kept(engine, made(month(2025, 8)), made(month(2025, 7), mean=5, retrospective=True))
    kept(engine, made(month(2025, 9), mean=20), version=4, at=datetime(2026, 1, 6))
    assert asked(engine) == [("2025-09", False, 20), ("2025-08", False, 10), ("2025-07", True, 5)]


def test_what_was_really_said_goes_before_what_would_have_been(engine: Engine) -> None:
    kept(engine, made(month(2025, 8)))
    kept(engine, made(month(2025, 9)), made(month(2025, 8), mean=99, retrospective=True), version=4)
    assert asked(engine)[1] == ("2025-08", False, 10)


def test_only_three_earlier_ones_and_the_last_of_each_month_stay(engine: Engine) -> None:
    for step in range(12):
        day = datetime(2026, 1 + step // 6, 1 + step)
        kept(engine, made(month(2025, 1).shift(step), mean=step), version=4 + step, at=day)
    assert [origin for origin, _, _ in asked(engine)] == ["2025-12", "2025-11", "2025-10", "2025-09", "2025-06"]
    with engine.connect() as connection:
        points = connection.execute(select(forecast_point.c.forecast_id).distinct()).scalars().all()
        heads = connection.execute(select(forecast.c.id)).scalars().all()
        used = set(connection.execute(select(forecast.c.calibration_id)).scalars())
        assert sorted(points) == sorted(heads)
        assert set(connection.execute(select(forecast_calibration.c.id)).scalars()) == used


def test_keeping_the_same_again_changes_nothing(engine: Engine) -> None:
    ones = (made(month(2025, 8)), made(month(2025, 8), unit=IDS["01~2025"]))
    kept(engine, *ones)
    before = everything(engine)
    kept(engine, *ones, at=datetime(2026, 2, 1))
    assert everything(engine) == before


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {table.name: list(map(tuple, connection.execute(select(table)))) for table in FORECAST_TABLES}


def test_what_was_forecast_by_a_day_is_asked_as_of_it(engine: Engine) -> None:
    kept(engine, made(month(2025, 8)))
    kept(engine, made(month(2025, 9), mean=20), version=4, at=datetime(2026, 3, 1))
    assert asked(engine, as_of=datetime(2026, 2, 1).date()) == [("2025-08", False, 10)]
    assert asked(engine, as_of=datetime(2026, 1, 1).date()) == []


def test_restricted_forecasts_are_seen_by_whom_their_figures_are(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(indicator).where(indicator.c.id == EXPORTS).values(classification="restricted"))
    kept(engine, made(month(2025, 8)), made(month(2025, 8), unit=IDS["01~2025"]))
    questions = Questions(engine)
    about, hanoi = questions.indicator("TRD01"), questions.entity("province", "01")
    one_unit = questions.seen_by(Sight(frozenset({EXPORTS}), frozenset({hanoi.id})))
    assert one_unit.forecasts(about, questions.nation()) == ()
    assert len(one_unit.forecasts(about, hanoi)) == 1
    assert list(one_unit.newest_forecasts([about], [hanoi, questions.nation()])) == [("TRD01", hanoi.id)]
    nothing = questions.seen_by(Sight(frozenset({EXPORTS}), frozenset()))
    assert nothing.newest_forecasts([about], [hanoi]) == {}


def test_a_nowcast_is_written_over_by_the_same_one_and_found_with_its_news(engine: Engine) -> None:
    news = News(EXPORTS, month(2025, 10), "S", 1.0, 2.0, 0.5, 0.5)
    one = NewNowcast(
        indicator_id=NUMBERS["GRO01"],
        entity_id=NATION,
        period=quarter(2025, 4),
        known_until=month(2025, 10).end,
        mean=8.1,
        spread=0.4,
        before=7.6,
        published=10,
        simulated=90,
        origins=8,
        error=0.4,
        benchmark="ar",
        benchmark_mean=8.0,
        benchmark_error=0.5,
        verdict="too_little_real",
        news=(news,),
    )
    for mean in (8.1, 8.2):
        Store(engine).keep_nowcast(replace(one, mean=mean), 3)
    questions = Questions(engine)
    found = questions.nowcasts(questions.indicator("GRO01"), questions.nation())
    assert list(zip(found["period"], found["mean"], strict=True)) == [("2025-Q4", 8.2)]
    told = questions.nowcast_news(int(found["id"][0]))
    assert told[["indicator", "period", "status", "impact"]].to_numpy().tolist() == [["TRD01", "2025-10", "S", 0.5]]
    assert Grain(told["grain"][0]) is Grain.MONTH
