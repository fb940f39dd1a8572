"""How the newest figures of a unit are held to its targets: by what is said of the target, else by the figure alone.

A `row` is a row of `Questions.latest`, as `readings.rows_of` gives them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from components.chips import TargetState, target_chip
from components.formatting import is_missing
from data.periods import Period
from data.records import Entity, Indicator, Target
from data.targets.choosing import find_target, state_of
from data.targets.said import Call
from pages.target_calls import calls_of
from pages.target_words import asked_beside, asked_short
from pages.view import View

YEARS_BACK = 2
"""The newest figure of a slow indicator may be of a year before; its target still says something."""


@dataclass(frozen=True, slots=True)
class Held:
    """How a figure stands to its target: NO_TARGET where none was assigned; a chance where the year is open."""

    state: TargetState
    target: Target | None = None
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Pursuit:
    """The targets of one unit and what is said of them, as seen in a year."""

    targets: tuple[Target, ...]
    said: Mapping[int, Call]
    year: int

    def held(self, indicator: Indicator, row: Any) -> Held:
        """The target of the year in view, else that of the figure's own year, and how it stands."""
        own = None if row is None else Period.parse(str(row.period)).year
        target = find_target(indicator, self.year, self.targets)
        if target is None and own is not None:
            target = find_target(indicator, own, self.targets)
        if target is None:
            return Held(TargetState.NO_TARGET)
        call = self.said.get(target.number)
        if call is not None and call.state.value != TargetState.NO_DATA:
            return Held(TargetState(call.state.value), target, call.probability)
        if row is None or not target.year_from <= (own or 0) <= target.year_to:
            return Held(TargetState.NO_DATA, target)
        return Held(target_state(indicator, row, (target,))[0], target)

    def cell(self, indicator: Indicator, row: Any) -> tuple[TargetState, str, float | None] | None:
        """State, what is asked ("≥ 10%") and chance for a column of kind "target"; None where none was assigned."""
        held = self.held(indicator, row)
        return None if held.target is None else (held.state, asked_short(held.target, indicator), held.chance)


def pursuit_of(view: View, unit: Entity) -> Pursuit:
    """The targets of a unit, with what is said of those of the newest years."""
    targets = view.questions.targets(entity=unit, as_of=view.as_of)
    year = view.year
    years = {one.year_to for one in targets if one.year_from <= year and one.year_to >= year - YEARS_BACK}
    said: dict[int, Call] = {}
    for one in sorted(years):
        said |= calls_of(view, one)
    return Pursuit(targets, said, year)


def held_chip(view: View, indicator: Indicator, held: Held) -> Component:
    """The chip of a headline: what is asked, how it stands and how likely, leading to the target."""
    if held.target is None:
        return target_chip(held.state)
    href = view.link(f"/targets/{held.target.number}")
    return target_chip(held.state, asked_beside(held.target, indicator), chance=held.chance, href=href)


def target_state(indicator: Indicator, row: Any, targets: Iterable[Target]) -> tuple[TargetState, Target | None]:
    """How a newest figure stands against the target of its year, and that target; NO_TARGET where none was assigned."""
    value = None if is_missing(row.value) else float(row.value)
    found = state_of(indicator, Period.parse(str(row.period)), value, targets)
    return (TargetState.NO_TARGET, None) if found is None else (TargetState(found[0].value), found[1])
