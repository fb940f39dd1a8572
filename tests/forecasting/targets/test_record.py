from datetime import date

import pytest

from data.periods import Period
from data.questions import Questions
from forecasting.targets.record import PastCall, _known, reliability, score, walk_back

YEARS = (2022, 2024)


@pytest.fixture(scope="module")
def past(real: Questions) -> list[PastCall]:
    return walk_back(real, YEARS)


def test_calls_of_real_targets_are_better_than_both_simple_ways(past: list[PastCall]) -> None:
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


def test_of_growth_the_later_call_knows_more(past: list[PastCall]) -> None:
    said = [one.probability for one in past if one.target.indicator == "GRO01" and one.target.year_to == 2024]
    assert said == sorted(said)
    assert said[-1] > 0.8


def test_scores_are_mean_squares_and_bins_hold_every_call(past: list[PastCall]) -> None:
    first = past[:1]
    assert score(first).brier == pytest.approx((first[0].probability - first[0].came) ** 2)
    assert sum(count for _, _, count in reliability(past)) == len(past)
    assert score([]).calls == 0
