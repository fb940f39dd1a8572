from dataclasses import replace

import pytest

from data.questions import Questions
from data.records import Indicator, Target
from data.targets import State, Thresholds
from data.targets.rules import YearRule
from forecasting.targets.calls import Call, said_of
from forecasting.targets.year import year_of
from tests.forecasting.targets.test_year import NINE, SEPTEMBER, law

ASKED = Target(1, "TRD01", 1, "QH", 2026, 2026, ">=", 126.0, None, "tỷ USD", "NQ", None, None, None, "high", "law")


@pytest.fixture(scope="module")
def exports(real: Questions) -> Indicator:
    return real.indicator("TRD01")


def said(indicator: Indicator, asked: Target = ASKED, limits: Thresholds | None = None) -> Call:
    year = year_of(law(12.0), SEPTEMBER, 2026, YearRule.SUM, NINE)
    assert year is not None
    return said_of(asked, indicator, year, YearRule.SUM, limits or Thresholds(), until=SEPTEMBER, simulated=False)


def test_a_call_has_chance_year_interval_and_the_pace_that_is_needed(exports: Indicator) -> None:
    call = said(exports)
    assert call.probability == pytest.approx(0.5, abs=0.02)
    assert (call.expected, call.needed, call.so_far, call.left) == (126.0, pytest.approx(12.0), 10.0, 3)
    assert (call.known_until, call.grain) == (SEPTEMBER.end, SEPTEMBER.grain)
    assert call.lower is not None
    assert call.upper is not None
    assert call.lower < 126 < call.upper


@pytest.mark.parametrize(("value", "state"), [(120, State.ON_TRACK), (125.5, State.AT_RISK), (130, State.OFF_TRACK)])
def test_the_chance_decides_the_state(exports: Indicator, value: float, state: State) -> None:
    assert said(exports, replace(ASKED, value=value)).state is state


def test_thresholds_are_a_setting(exports: Indicator) -> None:
    assert said(exports, replace(ASKED, value=125.5), Thresholds(on_track=0.55)).state is State.ON_TRACK


def test_a_ceiling_asks_for_the_other_side(exports: Indicator) -> None:
    upper = said(exports, replace(ASKED, operator="<="))
    assert upper.probability == pytest.approx(1 - (said(exports).probability or 0), abs=1e-6)


def test_a_change_is_told_from_its_base(exports: Indicator) -> None:
    call = said(exports, replace(ASKED, measure="change", base_value=100.0, value=26.0))
    assert call.expected == pytest.approx(26.0)
    assert call.probability == said(exports).probability
