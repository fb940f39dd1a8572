from datetime import date

import pytest
from sqlalchemy import Engine

from data.forecasts.store import Store
from data.periods import Period
from data.questions import Questions
from data.questions.sight import Sight
from data.targets.trials import Trial
from forecasting.targets.record import _known, walk_back
from forecasting.targets.scoring import reliability, score, wilson
from forecasting.targets.trying import try_past

YEARS = (2022, 2024)


@pytest.fixture(scope="module")
def past(real: Questions) -> list[Trial]:
    return walk_back(real, YEARS)


def test_calls_of_real_targets_are_better_than_both_simple_ways(past: list[Trial]) -> None:
    said = score(past)
    assert said.calls == 18
    assert said.brier < min(said.last_year, said.pace)


def test_a_call_knows_the_targets_of_its_day(real: Questions) -> None:
    by_day = {
        one.on: one.target.document
        for one in walk_back(real, [2025])
        if one.target.indicator == "GRO01" and one.target.assigned_by == "CP"
    }
    assert by_day[date(2025, 7, 10)].startswith("Nghị quyết 25/")
    assert by_day[date(2025, 10, 10)].startswith("Nghị quyết 226/")


def test_no_later_figure_enters_a_call(real: Questions) -> None:
    on = date(2022, 7, 10)
    target = next(one for one in real.targets(year=2022, as_of=on) if one.indicator == "GRO01")
    figures, _ = _known(real, target, on)
    assert max(one.end for one in figures) == date(2022, 6, 30)
    assert figures[Period.parse("2021")] == 2.58  # as first said; 2.55 came in December


def test_of_growth_the_later_call_knows_more(past: list[Trial]) -> None:
    said = [one.probability for one in past if one.target.indicator == "GRO01" and one.target.year_to == 2024]
    assert said == sorted(said)
    assert said[-1] > 0.8


def test_scores_are_mean_squares_and_bins_hold_every_call(past: list[Trial]) -> None:
    first = past[:1]
    assert score(first).brier == pytest.approx((first[0].probability - (first[0].came or 0.0)) ** 2)
    assert sum(one.calls for one in reliability(past)) == len(past)
    assert score([]).calls == 0


def test_prices_are_called_by_their_months_once_those_are_published(past: list[Trial]) -> None:
    prices = {(one.target.year_to, one.months): one for one in past if one.target.indicator == "PRI03"}
    assert prices[2022, 3].probability > 0.9
    assert prices[2024, 6].pace == 1.0
    assert all(one.came == 1.0 for one in prices.values())


def test_wilson_bounds_a_share_as_his_tables_do() -> None:
    assert wilson(9, 9) == (pytest.approx(0.7009, abs=1e-4), 1.0)
    assert wilson(0, 10) == (0.0, pytest.approx(0.2775, abs=1e-4))
    assert wilson(15, 50) == (pytest.approx(0.1910, abs=1e-4), pytest.approx(0.4375, abs=1e-4))


def test_a_year_that_is_not_over_is_told_but_not_scored(real: Questions) -> None:
    open_ = walk_back(real, [2026], {"GRO01"})
    assert open_
    assert all(one.came is None and one.value is None for one in open_)
    assert score(open_).calls == 0
    assert reliability(open_) == []


def test_trials_are_kept_once_and_read_back(own_warehouse: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forecasting.targets.trying.FIRST_YEAR", 2024)
    monkeypatch.setattr("forecasting.targets.record.MONTHS", (9,))
    store, asked = Store(own_warehouse), Questions(own_warehouse)
    assert "GRO01" in try_past(store, today=date(2026, 2, 1))
    kept = asked.target_trials()
    assert {one.target.year_to for one in kept} == {2024, 2025}
    walked = walk_back(asked, [2024], {"PRI03"})
    assert [one for one in kept if one.target.indicator == "PRI03" and one.target.year_to == 2024] == walked
    assert try_past(store, today=date(2026, 2, 1)) == []
    hidden = asked.seen_by(Sight(frozenset({asked.indicator("PRI01").id})))
    told = {one.target.indicator for one in hidden.target_trials()}
    assert "PRI03" not in told, "a running mean tells of its months"
    assert "GRO01" in told
