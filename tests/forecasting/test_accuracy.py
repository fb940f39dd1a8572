"""Scores of past forecasts: against what came, in one scale, beside the seasonal naive."""

import numpy as np
import pandas as pd
import pytest

from data.forecasts.records import Basis
from data.periods import Grain
from forecasting.accuracy import scored
from forecasting.bounds import FREE
from forecasting.feeding import Fed
from tests.forecasting.families import series


def units(count: int, basis: Basis = Basis.SIMULATED) -> list[Fed]:
    return [Fed(id, "province", series(84, "M", seed=id), basis, 0) for id in range(count)]


def test_every_step_of_a_year_is_scored_over_all_units_and_origins() -> None:
    scores = scored(units(6), Grain.MONTH, FREE, "X")
    assert [one.step for one in scores] == list(range(1, 13))
    assert {(one.series, one.errors, one.basis) for one in scores} == {(6, 12, Basis.SIMULATED)}


def test_a_season_without_noise_is_met_and_the_naive_beside_it_is_not() -> None:
    index = pd.period_range("2018-01", periods=84, freq="M")
    values = 100 + np.arange(84) + 10 * np.sin(2 * np.pi * np.arange(84) / 12)
    scores = scored([Fed(1, "nation", pd.Series(values, index=index), Basis.SIMULATED, 0)], Grain.MONTH, FREE, "X")
    assert max(one.mase or 0 for one in scores) < 0.5
    assert min(one.naive_mase or 0 for one in scores) == pytest.approx(1.0, abs=1e-6)


def test_intervals_cover_about_what_they_promise() -> None:
    scores = scored(units(20), Grain.MONTH, FREE, "X")
    covered = sum(one.coverage_95 * one.errors for one in scores) / sum(one.errors for one in scores)
    assert 0.85 < covered <= 1.0
    assert all((one.width_80 or 0) < (one.width_95 or 0) for one in scores)


def test_the_scale_leaves_nothing_of_the_unit() -> None:
    plain = units(3)
    large = [Fed(one.entity_id, one.kind, one.figures * 1e6, one.basis, 0) for one in plain]
    for one, other in zip(scored(plain, Grain.MONTH, FREE, "X"), scored(large, Grain.MONTH, FREE, "X"), strict=True):
        assert other.mase == pytest.approx(one.mase, rel=1e-6)


def test_published_figures_stand_alone_at_more_origins() -> None:
    alone = Fed(1, "nation", series(84, "M"), Basis.PUBLISHED, 84)
    (first, *_) = [one for one in scored([alone], Grain.MONTH, FREE, "X") if one.kind == "nation"]
    assert (first.basis, first.errors) == (Basis.PUBLISHED, 12)


def test_what_is_too_short_is_not_scored() -> None:
    assert scored([Fed(1, "nation", series(20, "M"), Basis.SIMULATED, 0)], Grain.MONTH, FREE, "X") == []
