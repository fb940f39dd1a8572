"""How targets stand: the figure of their years held against what they ask, for many targets at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from data.periods import Grain, Period
from data.questions.asking import Asking, about
from data.questions.registry import Registry
from data.records import Boundary, Indicator, Polarity, Status, Target
from data.targets import Measure, State, final
from data.targets.cascade import RollUp, roll_up
from data.targets.rules import TargetRule, YearRule, declared_target, rule_for
from data.targets.years import Figures, Taken, Why, of_year, taken

Known = Mapping[tuple[str, int, Period], float]
Material = dict[int, tuple[Known, Known]]
Series = dict[tuple[int, int], dict[Period, float]]
WHOLES = ("nation", "region")
"""Kinds of units that provinces make up."""
GRAINS = tuple(one.value for one in (Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.CUMULATIVE, Grain.YEAR))


@dataclass(frozen=True, slots=True)
class Stands:
    """How a target stands by the figure of its years, or why none can be held against it."""

    number: int
    state: State
    value: float | None
    why: Why | None
    simulated: bool


def standing(asking: Asking, registry: Registry, targets: Sequence[Target], *, published: bool) -> dict[int, Stands]:
    """By number of the target, how it stands."""
    if not targets:
        return {}
    by_code = registry.by_code
    members = {one.entity_id: _members(registry, one.entity_id) for one in targets if one.measure == Measure.UNITS}
    needed = _needed(targets, by_code)
    for one in targets:
        needed[by_code[one.indicator].id] |= set(members.get(one.entity_id, ()))
    real, every = _figures(asking, needed)
    found: dict[int, Stands] = {}
    for target in targets:
        indicator = by_code[target.indicator]
        below = members.get(target.entity_id, ())
        said = _taken(target, indicator, by_code, real, below)
        simulated = said.value is None and not published
        if simulated:
            said = _taken(target, indicator, by_code, every, below)
        found[target.number] = stands(target, indicator, said, simulated=simulated and said.value is not None)
    return found


def material(asking: Asking, registry: Registry, targets: Sequence[Target]) -> Material:
    """By number of the target, all that it rests on: published figures, and all of them."""
    by_code, units = registry.by_code, {one.number: _resting_on(registry, one) for one in targets}
    needed: dict[int, set[int]] = defaultdict(set)
    for one in targets:
        for code in _codes(one, by_code):
            needed[by_code[code].id] |= units[one.number]
    both = _figures(asking, needed)

    def of(one: Target, series: Series) -> Known:
        return {
            (code, unit, period): value
            for code in _codes(one, by_code)
            for unit in units[one.number]
            for period, value in series.get((by_code[code].id, unit), {}).items()
        }

    return {one.number: (of(one, both[0]), of(one, both[1])) for one in targets}


def _resting_on(registry: Registry, target: Target) -> set[int]:
    below = _members(registry, target.entity_id) if target.measure == Measure.UNITS else ()
    return {target.entity_id, *below}


def _codes(target: Target, by_code: Mapping[str, Indicator]) -> list[str]:
    return [code for code in (target.indicator, *rule_for(by_code[target.indicator]).sources) if code in by_code]


def stands(target: Target, indicator: Indicator, said: Taken, *, simulated: bool) -> Stands:
    """The state that a figure, or the reason for none, gives."""
    if said.why is not None and not said.why.measurable:
        return Stands(target.number, State.NOT_MEASURABLE, None, said.why, False)
    return Stands(
        target.number, final(target, said.value, higher_is_better=better(indicator)), said.value, said.why, simulated
    )


def rolled_up(asking: Asking, registry: Registry, whole: Target, targets: Sequence[Target]) -> RollUp | None:
    """The targets of today's provinces put together, each with the weight of its amount in the year before.

    None of a unit that has no provinces, and where targets or weights of some may be hidden: what is left would pass
    for the whole.
    """
    below = weights_below(asking, registry, whole)
    if below is None:
        return None
    asked = [one for one in targets if one.indicator == below[0] and one.year_from == one.year_to]
    return roll_up(whole, asked, below[1])


def weights_below(asking: Asking, registry: Registry, whole: Target) -> tuple[str, dict[int, float]] | None:
    """The indicator of the parts, and by unit its amount of the year before; None where some may be hidden.

    None of a unit, too, that provinces do not make up.
    """
    if registry.by_id[whole.entity_id].kind not in WHOLES:
        return None
    below = registry.by_code.get(declared_target(whole.indicator).get("parts_code") or whole.indicator)
    weight = registry.by_code.get(below.weight_code or "") if below else None
    if below is None or weight is None or {below.id, weight.id} & asking.sight.hidden:
        return None
    units = _members(registry, whole.entity_id)
    _, amounts = _figures(replace(asking, boundary=Boundary.MAP_2025), {weight.id: set(units)})
    plain, year = TargetRule(YearRule.SUM), whole.year_to - 1
    found = {id: of_year(year, plain, amounts.get((weight.id, id), {}), {}).value for id in units}
    return below.code, {id: value for id, value in found.items() if value is not None}


def better(indicator: Indicator) -> bool | None:
    """Whether more is better; None where neither direction is."""
    return None if indicator.polarity is Polarity.BAND else indicator.polarity is Polarity.HIGHER


def _taken(
    target: Target, indicator: Indicator, by_code: Mapping[str, Indicator], series: Series, below: Iterable[int]
) -> Taken:
    rule = rule_for(indicator)
    others = {code: series.get((by_code[code].id, target.entity_id), {}) for code in rule.sources if code in by_code}
    members: list[Figures] = [series.get((indicator.id, id), {}) for id in below]
    return taken(target, rule, series.get((indicator.id, target.entity_id), {}), others, members)


def _needed(targets: Iterable[Target], by_code: Mapping[str, Indicator]) -> dict[int, set[int]]:
    """Units by indicator whose figures are needed, those of derived figures too."""
    found: dict[int, set[int]] = defaultdict(set)
    for one in targets:
        for code in _codes(one, by_code):
            found[by_code[code].id].add(one.entity_id)
    return found


def _members(registry: Registry, unit: int) -> tuple[int, ...]:
    """The provinces of today, of the nation or of a region."""
    provinces = [one for one in registry.entities if one.kind == "province" and one.valid_to is None]
    own = tuple(one.id for one in provinces if one.parent_id == unit)
    return own or tuple(one.id for one in provinces)


def _figures(asking: Asking, needed: Mapping[int, set[int]]) -> tuple[Series, Series]:
    """Published figures, and all figures, by indicator and unit. Indicators of the same units are read together."""
    together: dict[frozenset[int], list[int]] = defaultdict(list)
    for indicator, units in needed.items():
        together[frozenset(units)].append(indicator)
    real: Series = defaultdict(dict)
    every: Series = defaultdict(dict)
    for group, indicators in together.items():
        for id, unit, grain, end, value, status in _rows(asking, indicators, sorted(group)):
            period = Period(end, Grain(grain))
            every[id, unit][period] = value
            if status != Status.SIMULATED:
                real[id, unit][period] = value
    return real, every


def _rows(asking: Asking, indicators: Sequence[int], units: Sequence[int]) -> Sequence[tuple[Any, ...]]:
    fact = asking.facts(about(indicators, lambda table: table.c.grain.in_(GRAINS)), units).c
    columns = (fact.indicator_id, fact.entity_id, fact.grain, fact.period_end, fact.value, fact.status)
    return asking.rows(select(*columns).where(fact.value.is_not(None)))
