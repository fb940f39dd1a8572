"""How a newest figure reads against its target and against a year ago."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.chips import TargetState
from data.periods import Grain, Period
from data.questions import Questions
from data.records import Indicator, Polarity, Target
from data.targets import State
from data.targets.choosing import find_target, is_whole_year
from data.targets.said import Call
from pages.pursuit import Held, Pursuit, target_state
from pages.readings import (
    change_of,
    compared_words,
    figure_cells,
    no_figure,
    short_text,
    simulated_note,
    spark_cell,
)

YEARLY = Target(
    id=1, indicator="GRO01", entity_id=1, assigned_by="QH", year_from=2026, year_to=2026, operator=">=", value=10.0,
    value_high=None, unit_vi="%", document="Nghị quyết", issued_on=None, superseded_on=None, note=None,
    certainty="high", source="",
)  # fmt: skip
SPAN = replace(YEARLY, id=2, year_to=2030, value=10.5)


@pytest.fixture(scope="module")
def questions(small_warehouse: Any) -> Questions:
    return Questions(small_warehouse)


@pytest.fixture(scope="module")
def growth(questions: Questions) -> Indicator:
    return questions.indicator("GRO01")


def row(period: str = "2026-Q3", value: float = 9.95, **more: Any) -> Any:
    given = {"status": "A", "previous_value": 8.39, "year_ago_value": 8.25, "grain": Period.parse(period).grain}
    return SimpleNamespace(period=period, value=value, **(given | more))


def test_a_target_of_the_year_goes_before_one_of_a_span() -> None:
    assert find_target(SimpleNamespace(code="GRO01"), 2026, [SPAN, YEARLY]) == YEARLY


def test_the_highest_authority_goes_first() -> None:
    others = [replace(YEARLY, id=3, assigned_by="UBND"), replace(YEARLY, id=4, assigned_by="CP"), YEARLY]
    assert find_target(SimpleNamespace(code="GRO01"), 2026, others) == YEARLY
    assert find_target(SimpleNamespace(code="GRO01"), 2026, others[:2]) == others[1]


@given(st.integers(min_value=1990, max_value=2060))
def test_a_target_stands_only_for_its_own_years(year: int) -> None:
    found = find_target(SimpleNamespace(code="GRO01"), year, [SPAN])
    assert (found is not None) == (2026 <= year <= 2030)


@pytest.mark.parametrize(
    ("period", "value", "state"),
    [
        ("2026-Q3", 9.95, TargetState.BEHIND),
        ("2026-Q3", 10.0, TargetState.ON_TRACK),
        ("2026-Q4", 12.0, TargetState.ON_TRACK),
        ("2026", 9.99, TargetState.MISSED),
        ("2026", 10.0, TargetState.MET),
        ("2026", float("nan"), TargetState.NO_DATA),
        ("2025", 10.0, TargetState.NO_TARGET),
    ],
)
def test_only_the_figure_of_the_whole_year_meets_a_target(
    growth: Indicator, period: str, value: float, state: TargetState
) -> None:
    assert target_state(growth, row(period, value), [YEARLY])[0] is state


def test_a_span_is_not_over_before_its_last_year(growth: Indicator) -> None:
    assert target_state(growth, row("2026", 11.0), [SPAN]) == (TargetState.ON_TRACK, SPAN)
    assert target_state(growth, row("2030", 10.5), [SPAN]) == (TargetState.MET, SPAN)


def test_part_of_a_year_says_nothing_of_a_yearly_sum(growth: Indicator) -> None:
    exports = replace(growth, rule_time="sum", frequency=Grain.MONTH)
    assert target_state(exports, row("2026-09", 900.0), [YEARLY]) == (TargetState.NO_DATA, YEARLY)


def test_lower_is_better_where_the_indicator_says_so(growth: Indicator) -> None:
    unemployment = replace(growth, polarity=Polarity.LOWER)
    asked = replace(YEARLY, operator="about", value=4.0)
    assert target_state(unemployment, row("2026", 2.2), [asked])[0] is TargetState.EXCEEDED


@pytest.mark.parametrize(
    ("period", "rule", "whole"),
    [
        ("2026", "none", True),
        ("2026-12", "last", True),
        ("2026-Q4", "last", True),
        ("2026-12-31", "last", True),
        ("2026-12-30", "last", False),
        ("2026-12", "none", False),
        ("2026-11", "last", False),
    ],
)
def test_the_last_figure_speaks_for_the_year_where_the_last_one_counts(
    growth: Indicator, period: str, rule: str, whole: bool
) -> None:
    assert is_whole_year(replace(growth, rule_time=rule), Period.parse(period)) is whole


def pursuit(*targets: Target, said: Call | None = None) -> Pursuit:
    return Pursuit(targets, {} if said is None else {said.number: said}, 2026)


def test_a_target_cell_says_what_is_asked_and_for_which_years(growth: Indicator) -> None:
    assert pursuit(YEARLY).cell(growth, row()) == (TargetState.BEHIND, "≥ 10%", None)
    assert pursuit(SPAN).cell(growth, row()) == (TargetState.BEHIND, "≥ 10,5% (2026–2030)", None)
    assert pursuit().cell(growth, row()) is None


def test_what_is_said_of_a_target_goes_before_its_newest_figure(growth: Indicator) -> None:
    call = Call(YEARLY.number, State.OFF_TRACK, probability=0.07)
    assert pursuit(YEARLY, said=call).held(growth, row()) == Held(TargetState.OFF_TRACK, YEARLY, 0.07)
    unknown = replace(call, state=State.NO_DATA, probability=None)
    assert pursuit(YEARLY, said=unknown).held(growth, row()).state is TargetState.BEHIND


def test_the_target_of_the_year_in_view_goes_before_that_of_an_older_figure(growth: Indicator) -> None:
    before = replace(YEARLY, id=9, number=9, year_from=2025, year_to=2025, value=8.0)
    assert pursuit(YEARLY, before).held(growth, row("2025", 8.02)) == Held(TargetState.NO_DATA, YEARLY)
    assert pursuit(before).held(growth, row("2025", 8.02)) == Held(TargetState.MET, before)
    assert pursuit(before).held(growth, None) == Held(TargetState.NO_TARGET)


def test_a_change_is_on_last_year_and_else_on_the_period_before(growth: Indicator) -> None:
    on_last_year, on_the_period_before = row(), row(year_ago_value=float("nan"))
    assert change_of(growth, on_last_year).text == "tăng 1,70\N{NO-BREAK SPACE}điểm %"
    assert change_of(growth, on_the_period_before).text == "tăng 1,56\N{NO-BREAK SPACE}điểm %"
    assert compared_words(on_last_year) == "so với cùng kỳ"
    assert compared_words(on_the_period_before) == "so với kỳ trước"


def test_nothing_is_compared_with_nothing(growth: Indicator) -> None:
    alone = row(year_ago_value=float("nan"), previous_value=float("nan"))
    assert change_of(growth, alone) is None
    assert compared_words(alone) == ""


def test_a_list_without_a_figure_has_no_cells_for_it(growth: Indicator) -> None:
    assert figure_cells(growth, None, {}, pursuit(YEARLY)) == {"spark": None}


def test_an_indicator_of_provinces_does_not_look_empty(growth: Indicator) -> None:
    assert no_figure(growth, "none") == {"status": "M"}
    assert no_figure(replace(growth, level="province"), "real")["value_text"] == "theo tỉnh"


def test_one_figure_is_no_line() -> None:
    assert spark_cell({"GRO01": ([1.0], ["A"])}, "GRO01") is None
    assert spark_cell({"GRO01": ([1.0, 2.0], ["A", "A"])}, "GRO01") == [1.0, 2.0]


def test_a_simulated_number_carries_a_sign_that_is_explained(growth: Indicator) -> None:
    assert short_text(9.5, "S", growth) == "9,50°"
    assert short_text(9.5, "A", growth) == "9,50"
    assert simulated_note(pd.DataFrame({"status": ["A", "S"]})) is not None
    assert simulated_note(pd.DataFrame({"status": ["A"]})) is None
