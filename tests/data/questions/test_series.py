from datetime import date

import pandas as pd
import pytest

from data.periods import Grain, Period
from data.questions import Questions
from data.questions.frames import SERIES_COLUMNS
from data.records import Boundary

BEFORE_REVISION = date(2025, 9, 1)


def values(frame: pd.DataFrame) -> dict[str, float]:
    return dict(zip(frame["period"], frame["value"], strict=True))


def test_a_series_comes_oldest_first_with_its_columns(ask: Questions) -> None:
    frame = ask.series(ask.indicator("TRD01"), ask.nation())
    assert tuple(frame.columns) == SERIES_COLUMNS
    assert list(frame["period"]) == ["2024-07", "2025-05", "2025-06", "2025-07", "2025-08"]
    assert frame["period_end"].dtype.kind == frame["recorded_at"].dtype.kind == "M"
    assert frame["value"].dtype == "float64"


def test_nothing_known_is_an_empty_frame_with_its_columns(ask: Questions) -> None:
    frame = ask.series(ask.indicator("ENV09"), ask.nation())
    assert frame.empty
    assert tuple(frame.columns) == SERIES_COLUMNS


def test_a_merged_unit_is_the_sum_of_its_parts_before_and_itself_after(ask: Questions) -> None:
    frame = ask.series(ask.indicator("TRD01"), ask.entity("province", "24"))
    assert values(frame) == {"2024-08": 24, "2025-04": 31, "2025-05": 32, "2025-06": 32, "2025-07": 33, "2025-08": 35}
    assert list(frame["parts"]) == [2, 0, 2, 2, 0, 0]


def test_a_figure_of_its_own_goes_before_a_sum_of_parts(ask: Questions) -> None:
    row = ask.series(ask.indicator("TRD01"), ask.entity("province", "24")).set_index("period").loc["2025-04"]
    assert (row["value"], row["status"], row["parts"]) == (31, "P", 0)


def test_a_sum_is_as_uncertain_as_its_least_certain_part(ask: Questions) -> None:
    frame = ask.series(ask.indicator("TRD01"), ask.entity("province", "24")).set_index("period")
    assert frame.loc["2025-06", "status"] == "S"
    assert frame.loc["2025-05", "status"] == "A"


def test_a_sum_without_all_its_parts_has_no_value_and_says_how_many_are_known(ask: Questions) -> None:
    frame = ask.series(ask.indicator("TRD01"), ask.entity("province", "48")).set_index("period")
    assert frame["value"].dropna().to_dict() == {"2025-05": 12, "2025-07": 13, "2025-08": 13}
    incomplete = frame.loc["2025-06"]
    assert (incomplete["status"], incomplete["parts"], incomplete["expected"]) == ("M", 1, 2)
    assert frame["rule"].dropna().to_dict() == {"2025-05": "sum", "2025-06": "sum"}


def test_rates_of_merged_units_are_never_added(ask: Questions) -> None:
    frame = ask.series(ask.indicator("GRO02"), ask.entity("province", "24"))
    assert values(frame) == {"2025-Q3": 10}


def test_a_unit_that_one_became_whole_keeps_its_rates(ask: Questions) -> None:
    frame = ask.series(ask.indicator("GRO02"), ask.entity("province", "01"))
    assert values(frame) == {"2025-Q2": 7.5, "2025-Q3": 8}


def test_two_areas_of_one_code_are_never_joined(ask: Questions) -> None:
    reported = ask.series(ask.indicator("TRD01"), ask.entity("province", "24"), boundary=Boundary.REPORTED)
    former = ask.series(ask.indicator("TRD01"), ask.entity("province", "24", "2024"), boundary=Boundary.MAP_2024)
    assert values(reported) == {"2025-04": 31, "2025-07": 33, "2025-08": 35}
    assert values(former) == {"2024-08": 8, "2025-04": 9, "2025-05": 10, "2025-06": 11}


def test_on_the_former_map_only_a_unit_that_stayed_whole_goes_on(ask: Questions) -> None:
    frame = ask.series(ask.indicator("TRD01"), ask.entity("province", "01", "2024"), boundary=Boundary.MAP_2024)
    assert values(frame)["2025-08"] == 130
    assert frame["status"].iloc[-1] == "E"


@pytest.mark.parametrize(("day", "known"), [("2025-06-05", None), ("2025-06-06", 140), ("2025-07-06", 143)])
def test_as_of_a_day_only_what_was_known_then(ask: Questions, day: str, known: float | None) -> None:
    frame = ask.series(ask.indicator("TRD01"), ask.nation(), as_of=date.fromisoformat(day))
    assert values(frame).get("2025-05") == known


def test_as_of_a_day_a_sum_is_made_of_what_was_known_then(ask: Questions) -> None:
    then = ask.series(ask.indicator("TRD01"), ask.entity("province", "24"), as_of=BEFORE_REVISION)
    assert values(then)["2025-05"] == 30
    own_figure_unknown = ask.series(ask.indicator("TRD01"), ask.entity("province", "24"), as_of=date(2025, 8, 9))
    assert values(own_figure_unknown)["2025-04"] == 28


def test_a_span_of_periods_is_cut_at_both_ends(ask: Questions) -> None:
    start, end = Period.parse("2025-05"), Period.parse("2025-06")
    frame = ask.series(ask.indicator("TRD01"), ask.nation(), start=start, end=end)
    assert list(frame["period"]) == ["2025-05", "2025-06"]


def test_another_grain_may_be_asked_for(ask: Questions) -> None:
    assert ask.series(ask.indicator("TRD01"), ask.nation(), grain=Grain.YEAR).empty


def test_a_missing_figure_is_a_row_without_a_value(ask: Questions) -> None:
    frame = ask.series(ask.indicator("GRO01"), ask.nation()).set_index("period")
    assert frame.loc["2024-Q4", "status"] == "M"
    assert pd.isna(frame.loc["2024-Q4", "value"])


def test_change_is_on_the_same_period_of_the_year_before(ask: Questions) -> None:
    row = ask.change(ask.indicator("TRD01"), ask.nation()).set_index("period").loc["2025-07"]
    assert (row["previous_value"], row["year_ago_value"]) == (150, 100)
    assert (row["difference"], row["growth"]) == (70, pytest.approx(70))


def test_change_without_a_year_before_is_not_there(ask: Questions) -> None:
    row = ask.change(ask.indicator("TRD01"), ask.nation()).set_index("period").loc["2025-05"]
    assert row[["previous_value", "year_ago_value", "growth"]].isna().all()


def test_within_the_year_nothing_is_counted_after_a_gap(ask: Questions) -> None:
    assert ask.within_year(ask.indicator("TRD01"), ask.nation()).empty
    assert ask.within_year(ask.indicator("GRO01"), ask.nation()).empty


def test_a_panel_has_every_unit_of_the_kind(ask: Questions) -> None:
    frame = ask.panel(ask.indicator("GRO02"))
    assert list(frame.columns[:4]) == ["entity", "name_vi", "name_en", "period"]
    assert list(frame["entity"]) == ["01", "01", "24", "48", "04", "04"]
    assert ask.panel(ask.indicator("GRO02"), kind="commune").empty


def test_revisions_are_the_periods_that_were_known_twice(ask: Questions) -> None:
    frame = ask.revisions(ask.indicator("TRD01"), ask.nation())
    assert list(zip(frame["period"], frame["value"], frame["status"], strict=True)) == [
        ("2025-05", 140, "E"),
        ("2025-05", 143, "A"),
    ]


def test_revisions_as_of_a_day_before_the_second_figure_are_none(ask: Questions) -> None:
    frame = ask.revisions(ask.indicator("TRD01"), ask.nation(), as_of=date(2025, 7, 5))
    assert frame.empty
    assert {"period", "value", "status", "recorded_at", "source"} <= set(frame.columns)
