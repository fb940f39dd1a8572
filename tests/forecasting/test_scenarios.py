"""Scenarios: what an assumption makes of a path, to the last digit, and what it leaves alone."""

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from data.forecasts.records import Basis, KeptForecast
from data.periods import Grain, Period, month
from forecasting.assumptions import Assumption, Fixed, Growth, Shock
from forecasting.door import forecast
from forecasting.effects import Effect, estimated
from forecasting.feeding import Fed
from forecasting.kept import new_forecast, quantiles
from forecasting.scenarios import Kind, Link, NoLink, Scenario, scenario, stays
from tests.forecasting.families import series

COLUMNS = ["mean", "lower_80", "upper_80", "lower_95", "upper_95", "spread", "sum_spread"]


def kept(seed: int = 1, horizon: int = 18) -> KeptForecast:
    """A forecast as the warehouse would hand it out."""
    history = series(96, "M", first="2018-11", seed=seed)
    made = forecast(history, horizon)
    one = new_forecast(Fed(1, "nation", history, Basis.PUBLISHED, 96), Grain.MONTH, made)
    periods = [one.origin.shift(step) for step in range(1, horizon + 1)]
    points = pd.DataFrame(list(one.points), columns=COLUMNS)
    points.insert(0, "period_end", [period.end for period in periods])
    points.insert(0, "period", [str(period) for period in periods])
    named = ("origin", "first", "basis", "observations", "published", "last_value", "choice", "models", "origins")
    more = ("error", "naive_error", "flags", "breaks", "lower_bound", "upper_bound", "coherence", "retrospective")
    same = {name: getattr(one, name) for name in (*named, *more)}
    return KeptForecast(
        indicator_id=1,
        entity_id=1,
        data_version=1,
        made_at=datetime(2026, 11, 22),
        quantiles=quantiles("M", made),
        points=points,
        **same,
    )


BASE, OTHER = kept(), kept(seed=5)
FIRST = month(2026, 11)


def said(*assumptions: Assumption, **links: Link) -> pd.DataFrame:
    found: Scenario = scenario("TRD01", BASE, assumptions, links)
    return found.table


def test_without_assumptions_both_paths_are_the_forecast() -> None:
    table = said()
    assert (table["difference"] == 0).all()
    assert np.allclose(table[["lower_80", "upper_95"]], table[["base_lower_80", "base_upper_95"]])


def test_a_growth_multiplies_its_periods_and_no_other() -> None:
    table = said(Growth("TRD01", 10, FIRST.shift(2), FIRST.shift(4)))
    ratio = (table["scenario"] / table["base"]).to_numpy()
    assert ratio == pytest.approx([1, 1, 1.1, 1.1, 1.1] + [1] * 13)


def test_a_shock_is_whole_at_its_month_and_a_share_of_it_stays() -> None:
    difference = said(Shock("TRD01", -20, FIRST.shift(3)))["difference"].to_numpy()
    assert (difference[:3] == 0).all()
    assert difference[3] == pytest.approx(-0.2 * BASE.points["mean"][3])
    assert np.allclose(difference[4:], stays(BASE) * difference[3])
    assert 0 < stays(BASE) <= 1


def test_given_figures_stand_and_have_no_interval() -> None:
    table = said(Fixed("TRD01", FIRST, (140.0, 150.0)))
    assert list(table["scenario"].head(2)) == [140.0, 150.0]
    assert (table["upper_95"] - table["lower_95"]).head(2).max() == 0
    wide = table["base_upper_95"] - table["base_lower_95"]
    assert ((table["upper_95"] - table["lower_95"]) <= wide + 1e-9).all()


@pytest.mark.parametrize("count", [1, 6, 18])
def test_figures_that_are_what_was_forecast_change_nothing(count: int) -> None:
    as_forecast = tuple(BASE.points["mean"].head(count))
    assert said(Fixed("TRD01", FIRST, as_forecast))["difference"].abs().max() < 1e-9


def test_a_part_moves_its_whole_by_its_sign_to_the_last_digit() -> None:
    for sign in (1, -1):
        link = Link(OTHER, Kind.IDENTITY, sign=sign)
        moved = said(Growth("TRD06", 5, FIRST), TRD06=link)["difference"]
        assert np.allclose(moved, sign * 0.05 * OTHER.points["mean"])


def test_an_estimated_effect_moves_and_widens() -> None:
    link = Link(OTHER, Kind.ESTIMATED, effect=Effect(size=0.5, error=0.2, observations=80, effective=20))
    table = said(Growth("PRI12", 10, FIRST), PRI12=link)
    assert np.allclose(table["difference"], 0.05 * table["base"])
    assert ((table["upper_95"] - table["lower_95"]) > (table["base_upper_95"] - table["base_lower_95"])).all()


def test_what_no_rule_ties_is_refused_in_words() -> None:
    with pytest.raises(NoLink, match="SVC01 does not reach TRD01"):
        said(Growth("SVC01", 5, FIRST))


@pytest.mark.parametrize(
    "assumption",
    [
        Shock("TRD01", 5, month(2026, 10)),
        Growth("TRD01", 5, Period.parse("2026-Q4")),
        Fixed("TRD01", FIRST, (1.0,) * 19),
    ],
)
def test_what_lies_beyond_the_forecast_is_refused_in_words(assumption: Assumption) -> None:
    with pytest.raises(NoLink, match="is forecast"):
        said(assumption)


def test_an_effect_is_found_with_its_uncertainty() -> None:
    rng = np.random.default_rng(4)
    index = pd.period_range("2015-01", periods=120, freq="M")
    driver = pd.Series(np.exp(np.cumsum(rng.normal(0, 0.03, 120))), index=index)
    target = driver**0.5 * np.exp(rng.normal(0, 0.005, 120))
    effect = estimated(target, driver, in_points=False, season=12)
    assert effect is not None
    assert effect.clear
    assert abs(effect.size - 0.5) < 3 * effect.error + 0.05


def test_effects_of_unrelated_series_are_seldom_claimed() -> None:
    rng = np.random.default_rng(9)
    index = pd.period_range("2015-01", periods=120, freq="M")
    claimed = 0
    for _ in range(60):
        one, other = (pd.Series(np.exp(np.cumsum(rng.normal(0, 0.03, 120))), index=index) for _ in range(2))
        effect = estimated(one, other, in_points=False, season=12)
        claimed += effect is not None and effect.clear
    assert claimed <= 9


def test_too_short_histories_have_no_effect() -> None:
    one, other = series(24, "M"), series(24, "M", seed=1)
    assert estimated(one, other, in_points=False, season=12) is None
