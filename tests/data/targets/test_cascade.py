from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.questions import Questions
from data.questions.sight import Sight
from data.records import Target
from data.targets.cascade import Branch, forest, gaps, roll_up

WHOLE = Target(1, "GRO01", 1, "QH", 2025, 2025, ">=", 8.0, None, "%", "NQ", None, None, None, "high", "law", number=1)


def part(unit: int, value: float, by: str = "CP") -> Target:
    return replace(WHOLE, id=unit, number=unit, indicator="GRO02", entity_id=unit, assigned_by=by, value=value)


def test_the_parts_of_a_whole_are_weighed_and_their_miss_is_in_points() -> None:
    said = roll_up(WHOLE, [part(2, 10.0), part(3, 6.0)], {2: 1.0, 3: 3.0})
    assert (said.reached, said.miss, said.covered, said.enough) == (7.0, -1.0, 1.0, False)
    assert said.rest is None


def test_units_without_a_target_are_named_with_what_they_must_reach() -> None:
    said = roll_up(WHOLE, [part(2, 9.0), part(9, 5.0)], {2: 3.0, 3: 1.0})
    assert (said.without, said.unweighted, said.covered, said.enough) == ((3,), (9,), 0.75, None)
    assert said.rest == pytest.approx(5.0)  # 3/4 of 9 and 1/4 of 5 are 8


def test_of_two_who_ask_one_unit_the_higher_counts() -> None:
    said = roll_up(WHOLE, [part(2, 11.0, "UBND"), part(2, 8.0)], {2: 1.0})
    assert (said.reached, said.enough) == (8.0, True)


def test_no_part_gives_no_whole() -> None:
    said = roll_up(WHOLE, [], {2: 1.0})
    assert (said.reached, said.miss, said.covered, said.without) == (None, None, 0.0, (2,))


@given(st.lists(st.tuples(st.floats(-20, 20), st.floats(0.1, 1e5)), min_size=1, max_size=12), st.floats(0.01, 100))
def test_a_whole_lies_among_its_parts_and_another_unit_of_weight_changes_nothing(
    pairs: list[tuple[float, float]], factor: float
) -> None:
    parts = [part(unit, value) for unit, (value, _) in enumerate(pairs, start=2)]
    weights = {unit: weight for unit, (_, weight) in enumerate(pairs, start=2)}
    said = roll_up(WHOLE, parts, weights)
    again = roll_up(WHOLE, parts, {unit: weight * factor for unit, weight in weights.items()})
    assert said.reached is not None
    values = [value for value, _ in pairs]
    assert min(values) - 1e-9 <= said.reached <= max(values) + 1e-9
    assert again.reached == pytest.approx(said.reached, abs=1e-9)


def flat(branch: Branch) -> list[tuple[str, str, float]]:
    own = (branch.target.assigned_by, branch.target.indicator, branch.target.value)
    return [own, *(one for below in branch.below for one in flat(below))]


def test_the_tree_of_growth_goes_from_the_assembly_over_the_government_to_the_provinces(real: Questions) -> None:
    (growth,) = [one for one in real.cascade(2025) if one.target.indicator == "GRO01"]
    assert flat(growth)[:2] == [("QH", "GRO01", 8.0), ("CP", "GRO01", 8.3)]
    assert {one[:2] for one in flat(growth)[2:]} == {("CP", "GRO02")}
    assert growth.size == 2 + 21


def test_a_unit_s_own_aim_hangs_below_what_was_asked_of_it() -> None:
    own = replace(part(2, 11.0, "UBND"), number=12, standing="own")
    (tree,) = forest([own, part(2, 8.5)], [])
    assert flat(tree) == [("CP", "GRO02", 8.5), ("UBND", "GRO02", 11.0)]


def test_every_target_of_a_year_stands_in_one_tree(real: Questions) -> None:
    for year in range(2019, 2027):
        assert sum(one.size for one in real.cascade(year)) == len(real.targets(year=year))


def test_units_without_a_target_are_gaps(real: Questions) -> None:
    provinces = real.entities("province", "2025")
    assert len(gaps(real.targets(year=2025), provinces)["GRO02"]) == 34 - 21


def test_without_figures_of_the_provinces_nothing_is_rolled_up(real: Questions) -> None:
    growth = next(one for one in real.targets(year=2025) if one.indicator == "GRO01" and one.assigned_by == "CP")
    said = real.roll_up(growth)
    assert said is not None
    assert (said.reached, said.covered, len(said.unweighted)) == (None, 0.0, 21)
    prices = next(one for one in real.targets(year=2025) if one.indicator == "PRI03")
    assert real.roll_up(prices) is None


def test_nothing_is_rolled_up_where_targets_of_some_provinces_are_hidden(real: Questions) -> None:
    growth = next(one for one in real.targets(year=2025) if one.indicator == "GRO01" and one.assigned_by == "CP")
    mine = frozenset(one.id for one in real.entities("province")[:5])
    partly = real.seen_by(Sight(frozenset({real.indicator("GRO02").id}), mine))
    assert partly.indicator("GRO02")
    assert partly.roll_up(growth) is None
