"""What the pages of targets are drawn from: the targets of a year with what is said of them, and what is chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from components.chips import TargetState
from data.records import Entity, Indicator, Target
from data.targets.choosing import AUTHORITIES
from data.targets.said import Call
from pages.target_calls import calls_of
from pages.target_words import authority_word
from pages.view import View

ALL = "all"

GROUPS: dict[str, tuple[TargetState, ...]] = {
    "bad": (TargetState.MISSED, TargetState.OFF_TRACK),
    "risk": (TargetState.AT_RISK, TargetState.BEHIND),
    "accent": (TargetState.ON_TRACK,),
    "good": (TargetState.MET, TargetState.EXCEEDED),
    "none": (TargetState.NO_DATA, TargetState.NOT_MEASURABLE),
}
"""The columns of the board by tone, the most urgent first, with the states that stand in each."""
ORDER = [state for states in GROUPS.values() for state in states]


@dataclass(frozen=True, slots=True)
class Followed:
    """A target with all that is said of it. `also` are those of other documents that ask the very same."""

    target: Target
    indicator: Indicator
    unit: Entity
    call: Call
    also: tuple[Target, ...] = ()

    @property
    def state(self) -> TargetState:
        return TargetState(self.call.state.value)

    @property
    def group(self) -> str:
        return next(tone for tone, states in GROUPS.items() if self.state in states)

    @property
    def assigners(self) -> tuple[str, ...]:
        """Codes of all who ask this, the highest first."""
        return tuple(dict.fromkeys(one.assigned_by for one in (self.target, *self.also)))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address chooses of the targets of a year; `ALL` where it chooses nothing."""

    year: int
    years: tuple[int, ...]
    theme: str
    assigner: str
    assignee: str
    indicator: str
    group: str

    def keeps(self, one: Followed) -> bool:
        return (
            self.theme in (ALL, one.indicator.theme)
            and (self.assigner == ALL or self.assigner in one.assigners)
            and self.assignee in (ALL, assignee_key(one.unit))
            and self.indicator in (ALL, one.indicator.code)
        )


def followed(view: View, year: int) -> list[Followed]:
    """The targets of a year, what is in most danger first; of those, the nation's."""
    registry, said = view.questions.registry(), calls_of(view, year)
    same: dict[tuple[object, ...], list[Target]] = {}
    for one in sorted(view.questions.targets(year=year, as_of=view.as_of), key=_precedence):
        same.setdefault(_what(one), []).append(one)
    found = [
        Followed(
            first, registry.by_code[first.indicator], registry.by_id[first.entity_id], said[first.number], (*rest,)
        )
        for first, *rest in same.values()
    ]
    return sorted(found, key=_urgency)


def _what(one: Target) -> tuple[object, ...]:
    asked = (one.operator, one.value, one.value_high, one.measure, one.tolerance, one.base_value, one.unit_limit)
    return one.indicator, one.entity_id, one.year_from, one.year_to, *asked


def _precedence(one: Target) -> tuple[int, int]:
    order = AUTHORITIES.index(one.assigned_by) if one.assigned_by in AUTHORITIES else len(AUTHORITIES)
    return order, one.number


def _urgency(one: Followed) -> tuple[int, bool, float, int, int]:
    """The nation's in the order of the catalogue, which begins with what matters most; of units the least likely."""
    state, nation = ORDER.index(one.state), one.unit.kind == "nation"
    chance = 0.0 if nation or one.call.probability is None else one.call.probability
    return state, not nation, chance, one.indicator.id, one.unit.sort_order


def chosen(view: View) -> Chosen:
    """What the address asks to see, with defaults for what it does not say or says wrongly."""
    years = years_of(view)
    year = int(view.choice("year", [str(one) for one in years], str(opening_year(view, years))))
    of_year = followed(view, year)
    return Chosen(
        year,
        years,
        view.choice("theme", themes(view, of_year), ALL),
        view.choice("by", assigners(view, of_year), ALL),
        view.choice("unit", assignees(of_year), ALL),
        view.choice("indicator", measured(of_year), ALL),
        view.choice("state", list(GROUPS), ALL),
    )


def years_of(view: View) -> tuple[int, ...]:
    """Years that any target in force is for, the newest first."""
    found = view.questions.targets(as_of=view.as_of)
    return tuple(sorted({year for one in found for year in range(one.year_from, one.year_to + 1)}, reverse=True))


def opening_year(view: View, years: Sequence[int]) -> int:
    """The year that is looked at, or the newest before it that has targets."""
    today = view.year
    return max((one for one in years if one <= today), default=min(years, default=today))


def themes(view: View, of_year: Iterable[Followed]) -> dict[str, str]:
    return {one.indicator.theme: one.indicator.theme_name(view.language) for one in of_year}


def assigners(view: View, of_year: Iterable[Followed]) -> dict[str, str]:
    """Who assigned any of them: code and name."""
    codes = {code for one in of_year for code in one.assigners}
    return {code: assigner_name(view, code) for code in sorted(codes, key=lambda code: (code not in AUTHORITIES, code))}


def assigner_name(view: View, code: str) -> str:
    unit = next((one for one in view.questions.entities("ministry") if one.code == code), None)
    return authority_word(code, unit.name(view.language) if unit else "")


def measured(of_year: Iterable[Followed]) -> dict[str, Indicator]:
    """The indicators that any of them asks something of, by code, in catalogue order."""
    found = sorted({one.indicator for one in of_year}, key=lambda one: one.id)
    return {one.code: one for one in found}


def assignees(of_year: Iterable[Followed]) -> dict[str, Entity]:
    """Who must reach any of them, by their key in the address: the nation first, then in official order."""
    order = {"nation": 0, "ministry": 1, "agency": 2, "region": 3}
    units = sorted({one.unit for one in of_year}, key=lambda one: (order.get(one.kind, 4), one.vintage, one.sort_order))
    return {assignee_key(one): one for one in units}


def assignee_key(unit: Entity) -> str:
    """How a unit is named in the address: VN, 01, 24~2024, BTC."""
    return unit.code if unit.vintage in ("", "2025") else f"{unit.code}~{unit.vintage}"
