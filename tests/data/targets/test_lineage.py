"""Which target replaced which: as it was written down, else by the days of their documents."""

from dataclasses import replace
from datetime import date

import pytest

from data.questions import Questions
from data.records import Target
from data.targets.lineage import lineage, replaces

FIRST = Target(
    1, "GRO02", 10, "CP", 2025, 2025, "=", 8.0, None, "%", "25/NQ-CP", date(2025, 2, 5), date(2025, 8, 5), None, "high",
    "law", number=1,
)  # fmt: skip
SECOND = replace(FIRST, id=2, number=2, value=8.5, document="226/NQ-CP", issued_on=date(2025, 8, 5), superseded_on=None)
ALONE: dict[int, set[int]] = {}


def test_a_document_of_the_day_on_which_another_ended_replaced_it() -> None:
    assert replaces(SECOND, FIRST, ALONE)
    assert not replaces(FIRST, SECOND, ALONE)


@pytest.mark.parametrize(
    "other",
    [
        replace(SECOND, issued_on=date(2025, 8, 6)),
        replace(SECOND, indicator="GRO01"),
        replace(SECOND, assigned_by="QH"),
        replace(SECOND, year_from=2026, year_to=2026),
        replace(SECOND, entity_id=11),
        replace(SECOND, supersedes=7),
    ],
)
def test_another_day_thing_assigner_year_or_unit_did_not(other: Target) -> None:
    assert not replaces(other, FIRST, ALONE)


def test_what_was_written_down_goes_before_the_days() -> None:
    assert replaces(replace(SECOND, issued_on=None, supersedes=1), FIRST, ALONE)


def test_a_merged_unit_replaced_the_targets_of_those_it_was_made_of() -> None:
    other = replace(FIRST, id=3, number=3, entity_id=11)
    merged = replace(SECOND, entity_id=20)
    found = lineage(merged, [FIRST, other, merged], {10: {20}, 11: {20}})
    assert [one.number for one in found.before] == [1, 3]
    assert lineage(FIRST, [FIRST, other, merged], {10: {20}, 11: {20}}).after == (merged,)


def test_a_chain_is_followed_to_both_ends_and_a_loop_ends() -> None:
    third = replace(SECOND, id=3, number=3, supersedes=2)
    assert [one.number for one in lineage(third, [FIRST, SECOND, third], ALONE).before] == [1, 2]
    assert [one.number for one in lineage(FIRST, [FIRST, SECOND, third], ALONE).after] == [2, 3]
    round_ = replace(FIRST, supersedes=3)
    assert {one.number for one in lineage(third, [round_, replace(SECOND, supersedes=1), third], ALONE).before} == {
        1,
        2,
    }


def test_the_resolution_of_august_2025_replaced_that_of_february_for_the_provinces_of_today(real: Questions) -> None:
    """226/NQ-CP of 5/8/2025: Phu Tho had been three provinces with a target each."""
    phu_tho = real.entity("province", "25")
    (target,) = real.targets(year=2025, indicator=real.indicator("GRO02"), entity=phu_tho)
    before = real.target_lineage(target).before
    units = {real.registry().by_id[one.entity_id].name_vi for one in before}
    assert units == {"Phú Thọ", "Vĩnh Phúc", "Hòa Bình"}
    assert all(one.document.startswith("Nghị quyết 25/NQ-CP") for one in before)
    assert {one.number for one in real.target_lineage(before[0]).after} == {target.number}
