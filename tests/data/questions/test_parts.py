"""What a recast figure is made of, and what is said of recasting an indicator."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.periods import Period
from data.questions import Questions
from data.questions.parts import COLUMNS
from data.questions.sight import Sight
from data.recast import Reason, RecastRule
from data.records import Boundary
from tests.data.ingest.little import load

MERGER = date(2025, 7, 1)
MAY, JUNE = Period.parse("2025-05"), Period.parse("2025-06")
HEADINGS = "indicator,entity,period,value,vintage,status,recorded_at"
DOCTORS = """HEA02,89,2023,8,2024,A,2024-02-01
HEA02,91,2023,12,2024,A,2024-02-03
LAB14,89,2023,1000,2024,A,2024-01-10
LAB14,91,2023,3000,2024,P,2024-01-10"""


@pytest.fixture
def doctors(own_warehouse: Engine, tmp_path: Path) -> Questions:
    """Questions to a warehouse with doctors and people of the two parts of An Giang."""
    load(own_warehouse, tmp_path / "f.csv", DOCTORS, HEADINGS)
    return Questions(own_warehouse)


def test_a_sum_names_its_parts(ask: Questions) -> None:
    frame = ask.recast_parts(ask.indicator("TRD01"), ask.entity("province", "24"), MAY)
    assert list(frame.columns) == list(COLUMNS)
    assert list(zip(frame["entity"], frame["name_vi"], frame["value"], frame["status"], strict=True)) == [
        ("24", "Bắc Giang", 10, "A"),
        ("27", "Bắc Ninh", 22, "A"),
    ]
    told = frame.attrs
    assert (told["rule"], told["value"], told["parts"], told["expected"]) == ("sum", 32, 2, 2)
    assert (told["reported"], told["reason"], told["other"]) == (False, None, None)


def test_as_of_a_day_the_parts_are_those_known_then(ask: Questions) -> None:
    frame = ask.recast_parts(ask.indicator("TRD01"), ask.entity("province", "24"), MAY, as_of=date(2025, 8, 1))
    assert (list(frame["value"]), frame.attrs["value"]) == ([10, 20], 30)


def test_a_region_of_today_is_made_of_the_former_provinces_on_its_ground(doctors: Questions) -> None:
    region, year = doctors.entity("region", "DBSCL"), Period.parse("2023")
    frame = doctors.recast_parts(doctors.indicator("LAB14"), region, year)
    assert {"89", "91"} <= set(frame["entity"])
    assert set(frame["vintage"]) == {"2024"}
    series = doctors.series(doctors.indicator("LAB14"), region).set_index("period")
    assert (series.loc["2023", "parts"], series.loc["2023", "expected"]) == (frame.attrs["parts"], len(frame))


def test_a_unit_without_a_figure_of_its_own_or_of_others_is_said_to_have_none(ask: Questions) -> None:
    frame = ask.recast_parts(ask.indicator("TRD01"), ask.entity("province", "24"), Period.parse("2030-01"))
    assert (len(frame), frame.attrs["reported"]) == (0, False)


def test_a_part_that_is_missing_stands_in_the_list(ask: Questions) -> None:
    frame = ask.recast_parts(ask.indicator("TRD01"), ask.entity("province", "48"), JUNE)
    assert frame.set_index("entity")["missing"].to_dict() == {"48": False, "49": True}
    assert frame["lacks"].dropna().tolist() == [Reason.PART_MISSING]
    assert (frame.attrs["value"], frame.attrs["status"], frame.attrs["reason"]) == (None, "M", Reason.PART_MISSING)


def test_a_figure_that_the_unit_reported_itself_is_said_to_stand_instead(ask: Questions) -> None:
    frame = ask.recast_parts(ask.indicator("TRD01"), ask.entity("province", "24"), Period.parse("2025-04"))
    assert (frame.attrs["reported"], frame.attrs["value"]) == (True, 28)


def test_a_unit_that_was_in_force_is_made_of_no_other(ask: Questions) -> None:
    trade, bac_ninh = ask.indicator("TRD01"), ask.entity("province", "24")
    assert ask.recast_parts(trade, bac_ninh, Period.parse("2025-08")).empty
    assert ask.recast_parts(trade, bac_ninh, MAY, boundary=Boundary.REPORTED).empty
    assert ask.recast_parts(trade, ask.nation(), MAY).empty


def test_a_unit_that_was_merged_since_says_so(ask: Questions) -> None:
    bac_giang = ask.entity("province", "24", "2024")
    frame = ask.recast_parts(ask.indicator("TRD01"), bac_giang, Period.parse("2025-08"), boundary=Boundary.MAP_2024)
    assert (frame.attrs["rule"], frame.attrs["reason"], len(frame)) == (RecastRule.NONE, Reason.MERGED_SINCE, 0)


def test_a_weighted_mean_tells_its_weights_and_where_they_were_read(doctors: Questions) -> None:
    frame = doctors.recast_parts(doctors.indicator("HEA02"), doctors.entity("province", "91"), Period.parse("2023"))
    assert list(frame["weight"]) == [1000, 3000]
    assert list(frame["weight_period"]) == ["2023", "2023"]
    told = frame.attrs
    assert (told["rule"], told["other"], told["value"], told["status"]) == ("wmean", "LAB14", 11, "P")
    assert (told["numerator"], told["denominator"]) == (44000, 4000)


def test_what_the_series_says_is_what_its_parts_make(doctors: Questions) -> None:
    indicator, unit = doctors.indicator("HEA02"), doctors.entity("province", "91")
    (row,) = doctors.series(indicator, unit).itertuples()
    assert (row.value, row.status, row.parts, row.expected, row.rule) == (11, "P", 2, 2, "wmean")


def test_weights_that_may_not_be_seen_are_not_told(doctors: Questions) -> None:
    weight = doctors.indicator("LAB14")
    seen = doctors.seen_by(Sight(frozenset({weight.id})))
    frame = seen.recast_parts(seen.indicator("HEA02"), seen.entity("province", "91"), Period.parse("2023"))
    assert frame[["weight", "amount", "weight_period"]].isna().all().all()
    assert (frame.attrs["value"], frame.attrs["other"], frame.attrs["reason"]) == (None, None, Reason.WEIGHT_MISSING)
    assert seen.recastable(seen.indicator("HEA02")).other is None


def test_what_is_not_recastable_says_what_is_missing_and_where_it_breaks(doctors: Questions) -> None:
    prices = doctors.indicator("PRI01")
    told = doctors.recastable(prices)
    assert (told.kind, told.reason, told.breaks) == (RecastRule.NONE, Reason.NO_WEIGHT, (MERGER,))
    assert told.weight("vi") == "quyền số tiêu dùng hộ gia đình"
    assert doctors.recastable(prices, doctors.entity("province", "24")).breaks == (MERGER,)
    assert doctors.recastable(prices, doctors.entity("province", "01")).breaks == ()
    assert doctors.recastable(doctors.indicator("SVC02")).reason is Reason.NOT_ADDITIVE


def test_what_is_an_estimate_says_why_in_both_languages(doctors: Questions) -> None:
    told = doctors.recastable(doctors.indicator("GRO02"))
    assert (told.kind, told.other, told.proxy, told.breaks) == (RecastRule.WMEAN, "GRO04", True, ())
    assert "giá hiện hành" in (told.note("vi") or "")
    assert "current prices" in (told.note("en") or "")
