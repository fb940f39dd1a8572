"""Who stood where: merged, split, renamed, one after another; and never by a code."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.recast.lineage import Lineage, Link, Whole, faults
from tests.data.recast.knowing import Known

EARLY, FIRST, BETWEEN, SECOND, LATE = (date(year, 1, 1) for year in (2010, 2015, 2018, 2020, 2025))
MERGED = Lineage((Link(1, 3, FIRST), Link(2, 3, FIRST)))
SPLIT = Lineage((Link(1, 2, FIRST, 0.6), Link(1, 3, FIRST, 0.4)))
CHAIN = Lineage((Link(1, 3, FIRST), Link(2, 3, FIRST), Link(3, 5, SECOND), Link(4, 5, SECOND)))


def test_a_merged_unit_is_the_sum_of_those_before_it() -> None:
    assert MERGED.parts(3, EARLY) == {1: 1.0, 2: 1.0}
    assert MERGED.parts(3, FIRST) == {3: 1.0}


def test_of_a_merged_unit_nobody_can_tell_what_belonged_to_whom() -> None:
    assert MERGED.parts(1, EARLY) == {1: 1.0}
    assert MERGED.parts(1, FIRST) is None
    assert [era.lost for era in MERGED.eras(1)] == [False, True]


def test_a_split_unit_is_whole_in_those_after_it_and_a_share_in_those_before() -> None:
    assert SPLIT.parts(1, FIRST) == {2: 1.0, 3: 1.0}
    assert SPLIT.parts(2, EARLY) == {1: 0.6}
    assert not SPLIT.eras(2)[0].is_same


def test_a_region_is_what_its_provinces_were_made_of_until_it_began() -> None:
    region = Lineage((*CHAIN.links, Link(8, 9, SECOND)), (Whole(100, (5, 7, 9), SECOND),))
    assert region.parts(100, EARLY) == {1: 1.0, 2: 1.0, 4: 1.0, 7: 1.0, 8: 1.0}
    assert region.parts(100, BETWEEN) == {3: 1.0, 4: 1.0, 7: 1.0, 8: 1.0}
    assert region.parts(100, SECOND) == {100: 1.0}
    assert [era.first for era in region.eras(100)] == [date.min, FIRST, SECOND]
    assert region.parts(1, LATE) is None
    assert {100, 1} <= region.units


def test_a_renamed_unit_is_the_same_both_ways() -> None:
    renamed = Lineage((Link(1, 2, FIRST),))
    assert (renamed.parts(2, EARLY), renamed.parts(1, LATE)) == ({1: 1.0}, {2: 1.0})
    assert all(era.is_same for unit in (1, 2) for era in renamed.eras(unit))


def test_changes_one_after_another_multiply_their_shares() -> None:
    chain = Lineage((Link(1, 2, FIRST, 0.5), Link(1, 3, FIRST, 0.5), Link(2, 4, SECOND, 0.2), Link(2, 5, SECOND, 0.8)))
    assert chain.parts(4, EARLY) == {1: pytest.approx(0.1)}
    assert chain.parts(4, BETWEEN) == {2: pytest.approx(0.2)}
    assert chain.parts(1, LATE) == {3: 1.0, 4: 1.0, 5: 1.0}


def test_the_eras_of_a_unit_cover_all_time_without_overlap() -> None:
    eras = CHAIN.eras(5)
    assert [(era.first, era.end) for era in eras] == [(date.min, FIRST), (FIRST, SECOND), (SECOND, date.max)]
    assert [dict(era.parts) for era in eras] == [{1: 1.0, 2: 1.0, 4: 1.0}, {3: 1.0, 4: 1.0}, {5: 1.0}]


def test_a_unit_that_took_over_others_later_was_there_before() -> None:
    grown = Lineage((Link(1, 3, FIRST), Link(2, 3, SECOND)))
    assert grown.parts(3, BETWEEN) == {2: 1.0, 3: 1.0}


def test_two_units_that_became_one_and_one_of_them_again_are_not_told_apart() -> None:
    again = Lineage((Link(1, 3, FIRST), Link(2, 3, FIRST), Link(3, 4, SECOND, 0.5), Link(3, 5, SECOND, 0.5)))
    assert again.parts(1, LATE) is None
    assert again.parts(4, EARLY) == {1: 0.5, 2: 0.5}


SHARES = st.lists(st.integers(1, 9), min_size=2, max_size=5).map(lambda parts: [part / sum(parts) for part in parts])


@given(SHARES)
def test_what_a_unit_was_split_into_makes_up_the_whole_unit(shares: list[float]) -> None:
    lineage = Lineage(tuple(Link(1, 2 + place, FIRST, share) for place, share in enumerate(shares)))
    back = [lineage.parts(2 + place, EARLY) for place in range(len(shares))]
    assert sum(parts[1] for parts in back) == pytest.approx(1)
    assert not list(faults(lineage.links, {}))


@given(st.lists(st.integers(0, 2), min_size=3, max_size=9), st.lists(st.integers(0, 1), min_size=3, max_size=3))
def test_a_chain_of_mergers_is_the_mergers_in_one_step(into: list[int], then: list[int]) -> None:
    """Units 100.. went into 200.. and these into 300..; asked at once, or one change after the other."""
    first = [Link(100 + n, 200 + to, FIRST) for n, to in enumerate(into)]
    second = [Link(200 + n, 300 + to, SECOND) for n, to in enumerate(then) if n in into]
    lineage = Lineage((*first, *second))
    for unit in {link.successor for link in second}:
        step = lineage.parts(unit, BETWEEN) or {}
        composed = {old: share for middle in step for old, share in (lineage.parts(middle, EARLY) or {}).items()}
        assert lineage.parts(unit, EARLY) == composed


def test_a_code_that_was_used_again_joins_nothing(known: Known) -> None:
    """24 was Bắc Giang and is Bắc Ninh: the two are different units, and only their succession links them."""
    units = known.units
    codes = {key.split("~")[0] for key in units if key.endswith("2024")}
    assert "24" in codes
    for code in codes & {key.split("~")[0] for key in units if key.endswith("2025")}:
        old, new = units[f"{code}~2024"], units[f"{code}~2025"]
        became = {link.successor for link in known.lineage.links if link.predecessor == old}
        assert (old in (known.lineage.parts(new, EARLY) or {})) == (new in became)


def test_the_catalogue_breaks_no_rule_of_succession(known: Known) -> None:
    names = {number: key for key, number in known.units.items()}
    assert not list(faults(known.lineage.links, names))


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ([Link(1, 2, FIRST, 0.6)], "the shares of 'a' add up to 0.6; expected 1"),
        ([Link(1, 2, FIRST, 1.5), Link(1, 3, FIRST, -0.5)], "'a' gives 'b' the share 1.5; expected over 0, up to 1"),
        ([Link(1, 2, FIRST, 0.5), Link(1, 3, SECOND, 0.5)], "'a' ends on 2015-01-01 and 2020-01-01; expected one day"),
        ([Link(1, 2, FIRST), Link(2, 1, SECOND)], "'a' became itself again"),
    ],
)
def test_what_cannot_be_is_named(links: list[Link], said: str) -> None:
    assert any(said in fault for fault in faults(links, {1: "a", 2: "b", 3: "c"}))
