"""Laws of recasting, whatever the figures are."""

import math
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import Period
from data.recast.compute import Job, Recast, recast
from data.recast.explain import explain
from data.recast.figures import SEVERITY, Figures, cells, step_of
from data.recast.lineage import Lineage, Link
from data.recast.rules import RecastRule, Rule

DAY = date(2020, 1, 1)
OLD, NEW = (1, 2, 3, 4), (11, 12, 13)
LINEAGE = Lineage((Link(1, 11, DAY), Link(2, 11, DAY), Link(3, 12, DAY, 0.3), Link(3, 13, DAY, 0.7), Link(4, 13, DAY)))
YEAR = Period.parse("2018")
SUM, MEAN = Rule(RecastRule.SUM), Rule(RecastRule.MEAN, proxy=True)
WMEAN, RATIO, GROWTH = (Rule(kind, other="W") for kind in (RecastRule.WMEAN, RecastRule.RATIO, RecastRule.GROWTH))

AMOUNTS = st.integers(1, 1000).map(float)
VERSION = st.tuples(st.integers(1, 5), AMOUNTS, st.sampled_from("AEPS"))
"""When a figure was recorded, what it said, and how surely."""
HISTORY = st.dictionaries(st.sampled_from(OLD), st.lists(VERSION, min_size=1, max_size=3, unique_by=lambda v: v[0]))
quick = settings(max_examples=40)

Versions = dict[int, list[tuple[int, float, str]]]


def figures(history: Versions, period: Period = YEAR, shuffle: int | None = None) -> Figures:
    rows = [(unit, *version) for unit, versions in history.items() for version in versions]
    if shuffle is not None:
        Random(shuffle).shuffle(rows)
    if not rows:
        return Figures.none()
    unit, moment, value, status = zip(*rows, strict=True)
    return Figures.sorted(
        cells(np.array(unit), np.full(len(rows), step_of(period))),
        np.array(moment, dtype=np.int64),
        np.array(value, dtype=float),
        np.array([SEVERITY.index(letter) for letter in status]),
        np.ones(len(rows), dtype=np.int64),
    )


def on_new_map(rule: Rule, own: Figures, other: Figures | None = None, lineage: Lineage = LINEAGE) -> Recast:
    eras = lineage.standing_for(NEW)
    return recast(Job(rule, own, other or Figures.none()), [era for each in eras.values() for era in each])


def now(values: Recast) -> dict[int, float]:
    last = values.where(values.until == 0)
    return dict(zip(last.unit.tolist(), last.value.tolist(), strict=True))


def whole(amounts: dict[int, float]) -> Versions:
    return {unit: [(1, value, "A")] for unit, value in amounts.items()}


ALL = st.fixed_dictionaries(dict.fromkeys(OLD, AMOUNTS))


@quick
@given(ALL)
def test_the_total_is_kept(amounts: dict[int, float]) -> None:
    made = now(on_new_map(SUM, figures(whole(amounts))))
    assert set(made) == set(NEW)
    assert sum(made.values()) == pytest.approx(sum(amounts.values()))


@quick
@given(ALL, ALL)
def test_the_weighted_mean_of_the_whole_is_kept(rates: dict[int, float], weights: dict[int, float]) -> None:
    made = now(on_new_map(WMEAN, figures(whole(rates)), figures(whole(weights))))
    new_weights = now(on_new_map(SUM, figures(whole(weights))))
    before = sum(rates[unit] * weights[unit] for unit in OLD) / sum(weights.values())
    assert sum(made[unit] * new_weights[unit] for unit in NEW) / sum(new_weights.values()) == pytest.approx(before)


@quick
@given(ALL, ALL)
def test_a_mean_lies_between_its_parts(rates: dict[int, float], weights: dict[int, float]) -> None:
    for rule in (WMEAN, MEAN, RATIO):
        made = now(on_new_map(rule, figures(whole(rates)), figures(whole(weights))))[11]
        low, high = sorted((rates[1], rates[2]))
        assert low - 1e-9 <= made <= high + 1e-9


@quick
@given(ALL, ALL)
def test_growth_is_that_of_the_sums(levels: dict[int, float], bases: dict[int, float]) -> None:
    both = figures(whole(levels)), figures(whole(bases), YEAR.year_before())
    columns = ("cell", "moment", "value", "status", "source")
    other = Figures.sorted(*(np.concatenate([getattr(one, name) for one in both]) for name in columns))
    made = now(on_new_map(GROWTH, figures(whole(levels)), other))[11]
    assert made == pytest.approx(((levels[1] + levels[2]) / (bases[1] + bases[2]) - 1) * 100)


@quick
@given(HISTORY)
def test_what_lacks_a_part_is_never_whole(history: Versions) -> None:
    found = on_new_map(SUM, figures(history))
    complete = found.parts == found.expected
    assert (np.isnan(found.value) == ~complete).all()
    assert (found.status[~complete] == SEVERITY.index("M")).all()
    assert {unit for unit, value in now(found).items() if not math.isnan(value)} == {
        unit for unit, needed in {11: {1, 2}, 12: {3}, 13: {3, 4}}.items() if needed <= set(history)
    }


@quick
@given(HISTORY, HISTORY, st.sampled_from([SUM, WMEAN, RATIO, MEAN]), st.integers(0, 99))
def test_the_order_of_loading_does_not_matter(own: Versions, other: Versions, rule: Rule, seed: int) -> None:
    one = on_new_map(rule, figures(own), figures(other))
    same = on_new_map(rule, figures(own, shuffle=seed), figures(other, shuffle=seed + 1))
    for name in Recast.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(one, name), getattr(same, name))


@quick
@given(HISTORY, HISTORY, st.sampled_from([SUM, WMEAN, MEAN]), st.integers(1, 5))
def test_what_was_known_at_a_moment_is_made_of_what_was_known_then(
    own: Versions, other: Versions, rule: Rule, moment: int
) -> None:
    def until(history: Versions) -> Versions:
        return {unit: kept for unit, all in history.items() if (kept := [one for one in all if one[0] <= moment])}

    found = on_new_map(rule, figures(own), figures(other))
    then = found.where((found.moment <= moment) & ((found.until == 0) | (found.until > moment)))
    told = dict(zip(then.unit.tolist(), then.value.tolist(), strict=True))
    assert told == pytest.approx(now(on_new_map(rule, figures(until(own)), figures(until(other)))), nan_ok=True)


@quick
@given(ALL, ALL, st.sampled_from([SUM, WMEAN]))
def test_recasting_along_a_chain_is_recasting_at_once(
    rates: dict[int, float], weights: dict[int, float], rule: Rule
) -> None:
    """1, 2 became 20 and 3 became 21; these and 4 became 11: at once, or over the unit between."""
    later = date(2022, 1, 1)
    first = (Link(1, 20, DAY), Link(2, 20, DAY), Link(3, 21, DAY))
    chain = Lineage((*first, Link(20, 11, later), Link(21, 11, later), Link(4, 11, later)))
    at_once = now(on_new_map(rule, figures(whole(rates)), figures(whole(weights)), chain))[11]
    step = Lineage(first).standing_for([20, 21])
    eras = [era for each in step.values() for era in each]
    between = now(recast(Job(rule, figures(whole(rates)), figures(whole(weights))), eras)) | {4: rates[4]}
    heavy = now(recast(Job(SUM, figures(whole(weights)), Figures.none()), eras)) | {4: weights[4]}
    onwards = Lineage((Link(20, 11, later), Link(21, 11, later), Link(4, 11, later)))
    assert now(on_new_map(rule, figures(whole(between)), figures(whole(heavy)), onwards))[11] == pytest.approx(at_once)


@quick
@given(ALL)
def test_recasting_what_is_on_the_map_already_changes_nothing(amounts: dict[int, float]) -> None:
    made = {unit: [(1, value, "A")] for unit, value in now(on_new_map(SUM, figures(whole(amounts)))).items()}
    assert len(on_new_map(SUM, figures(made)).unit) == 0


@quick
@given(HISTORY, st.sampled_from([SUM, MEAN]))
def test_the_status_is_that_of_the_least_certain_part_and_an_estimate_where_one_was_split(
    history: Versions, rule: Rule
) -> None:
    found = on_new_map(rule, figures(history))
    newest = {unit: max(all)[2] for unit, all in history.items()}
    last = found.where((found.until == 0) & ~np.isnan(found.value))
    for unit, status in zip(last.unit.tolist(), last.status.tolist(), strict=True):
        parts = {11: (1, 2), 12: (3,), 13: (3, 4)}[unit]
        worst = max(SEVERITY.index(newest[part]) for part in parts)
        assert status == (worst if unit == 11 and rule is SUM else max(worst, SEVERITY.index("E")))


@quick
@given(HISTORY, HISTORY, st.sampled_from([SUM, WMEAN, RATIO, MEAN]))
def test_an_explanation_says_what_is_kept(own: Versions, other: Versions, rule: Rule) -> None:
    job = Job(rule, figures(own), figures(other))
    found = on_new_map(rule, job.figures, job.other)
    era = LINEAGE.standing_for([11])[11][0]
    for unit, moment, value, parts in zip(found.unit, found.moment, found.value, found.parts, strict=True):
        if unit == 11:
            told = explain(job, era, YEAR, int(moment))
            assert told.value == (None if math.isnan(value) else pytest.approx(value))
            assert told.known == parts


def test_a_rule_without_a_way_carries_only_what_one_unit_had_whole() -> None:
    renamed = Lineage((*LINEAGE.links[:2], Link(3, 12, DAY)))
    found = on_new_map(replace(SUM, kind=RecastRule.NONE), figures(whole(dict.fromkeys(OLD, 1.0))), lineage=renamed)
    assert now(found) == {12: 1.0}
