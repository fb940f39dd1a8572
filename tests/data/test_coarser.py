"""Months as quarters and years: whole ones only, by the indicator's own rule."""

import pandas as pd
import pytest

from data.coarser import can_be_coarser, coarser, coarsest
from data.periods import Grain, Period


def months(*figures: tuple[str, float, str]) -> pd.DataFrame:
    rows = [(text, Period.parse(text).end, "M", value, status) for text, value, status in figures]
    frame = pd.DataFrame(rows, columns=["period", "period_end", "grain", "value", "status"])
    ends = pd.to_datetime(frame["period_end"])
    return frame.assign(period_end=ends, recorded_at=ends, source="NSO", note=None, parts=0)


FIRST_QUARTER = months(("2026-01", 1.0, "A"), ("2026-02", 2.0, "E"), ("2026-03", 6.0, "A"))


@pytest.mark.parametrize(("rule", "value"), [("sum", 9.0), ("mean", 3.0), ("last", 6.0), ("max", 6.0)])
def test_a_quarter_follows_the_rule_over_time(rule: str, value: float) -> None:
    (row,) = coarser(FIRST_QUARTER, rule, Grain.QUARTER).itertuples()
    assert (row.period, row.value, row.status) == ("2026-Q1", value, "E")


def test_a_quarter_with_a_month_missing_is_not_made() -> None:
    assert coarser(FIRST_QUARTER.iloc[:2], "sum", Grain.QUARTER).empty
    gap = FIRST_QUARTER.assign(value=pd.Series([1.0, float("nan"), 6.0]))
    assert coarser(gap, "last", Grain.QUARTER).empty


def test_the_day_it_became_known_is_that_of_its_last_part() -> None:
    assert coarser(FIRST_QUARTER, "sum", Grain.QUARTER)["recorded_at"].iloc[0] == pd.Timestamp("2026-03-31")


@pytest.mark.parametrize("rule", ["none", "wmean"])
def test_what_cannot_be_added_over_time_gives_nothing(rule: str) -> None:
    assert not can_be_coarser(rule, Grain.MONTH, Grain.YEAR)
    assert coarser(FIRST_QUARTER, rule, Grain.YEAR).empty


def test_no_grain_is_made_finer() -> None:
    assert not can_be_coarser("sum", Grain.YEAR, Grain.MONTH)
    assert coarsest([Grain.MONTH, Grain.YEAR, Grain.QUARTER]) is Grain.YEAR


def test_a_series_of_the_grain_is_left_as_it_is() -> None:
    assert coarser(FIRST_QUARTER, "none", Grain.MONTH) is FIRST_QUARTER


def test_a_panel_is_made_coarser_unit_by_unit() -> None:
    panel = pd.concat([FIRST_QUARTER.assign(entity="01"), FIRST_QUARTER.assign(entity="24", value=[10.0, 20.0, 30.0])])
    found = coarser(panel.iloc[:-1], "sum", Grain.QUARTER)  # the last month of the second is missing
    assert found[["entity", "value"]].to_numpy().tolist() == [["01", 9.0]]
    assert len(coarser(panel, "sum", Grain.QUARTER)) == 2
