"""What if: what the rest of the year must show for other goals, and which units must do how much more for a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import ceil, inf

from data.forecasts.records import Basis
from data.periods import Period
from data.questions import Questions
from data.questions.standing import better
from data.records import Boundary, Entity, Indicator, Status, Target
from data.targets import Operator, Thresholds, bounds
from data.targets.rules import rule_for
from data.targets.said import Call
from forecasting.kept import law_of
from forecasting.targets.calls import call, forecasts_of, grounds_of
from forecasting.targets.year import Year, year_of

STEP = 0.1
"""Assigned figures are rounded up to a tenth, so that the whole is reached."""


class Way(StrEnum):
    """How what is missing is shared out."""

    PROPORTIONAL = "proportional"  # everybody's expected growth times the same factor
    HEADROOM = "headroom"  # everybody the same part of the way to the upper end of its own interval


@dataclass(frozen=True, slots=True)
class Part:
    """A unit: its weight, where its year is expected to end (8 in 10 chances from `lower` to `upper`), what it must do.

    `asked` is the target that stands, if any; `chance` is how likely the drafted figure is reached.
    """

    unit: int
    weight: float
    expected: float
    lower: float
    upper: float
    asked: Target | None
    drafted: float
    chance: float
    simulated: bool

    @property
    def more(self) -> float:
        """By how much it must do better than is expected."""
        return self.drafted - self.expected


@dataclass(frozen=True, slots=True)
class Assignment:
    """A draft: what the parts are expected to give, the goal, what is missing, and how hard everybody must try.

    `effort` is the factor on expected growth, or the part of the way to the upper ends; above 1 of the latter nobody's
    interval is wide enough. `without` are units that have no forecast or no weight.
    """

    indicator: str
    goal: float
    expected: float
    effort: float
    parts: tuple[Part, ...]
    without: tuple[int, ...]

    @property
    def missing(self) -> float:
        return self.goal - self.expected

    @property
    def reached(self) -> float:
        """What the drafted figures give together."""
        total = sum(one.weight for one in self.parts)
        return sum(one.weight * one.drafted for one in self.parts) / total


def for_goals(questions: Questions, target: Target, goals: Sequence[float], as_of: date | None = None) -> list[Call]:
    """What would be said of a target if it asked at least each of these figures; none where nothing is foretold."""
    indicator = questions.indicator(target.indicator)
    material = questions.target_material([target], as_of=as_of)[target.number]
    grounds = grounds_of(target, rule_for(indicator), forecasts_of(questions, [target], as_of), material)
    for ground in grounds:
        asked = [replace(target, operator=Operator.AT_LEAST, value=one, value_high=None) for one in goals]
        made = [call(one, indicator, ground, Thresholds()) for one in asked]
        found = [one for one in made if one is not None]
        if found:
            return found
    return []


def assign(
    questions: Questions, whole: Target, goal: float, way: Way, *, as_of: date | None = None
) -> Assignment | None:
    """A draft of what each province must reach for the whole to reach `goal`; None where parts give no whole."""
    below = questions.target_weights(whole, as_of=as_of)
    if below is None:
        return None
    indicator, weights = questions.indicator(below[0]), below[1]
    units = [one for one in questions.entities("province") if one.id in weights]
    years = _years(questions, indicator, units, whole.year_to, as_of)
    known = [(one, weights[one.id], *years[one.id]) for one in units if one.id in years]
    if not known or sum(weight for _, weight, _, _ in known) <= 0:
        return None
    asked = _asked(questions, whole, indicator.code, as_of)
    total = sum(weight for _, weight, _, _ in known)
    expected = sum(weight * year.mean for _, weight, year, _ in known) / total
    room = sum(weight * _room(year) for _, weight, year, _ in known) / total
    effort = _effort(way, goal, expected, room)
    parts = tuple(
        _part(unit, weight, year, simulated, asked.get(unit.id), _drafted(way, year, effort))
        for unit, weight, year, simulated in known
    )
    without = tuple(one.id for one in questions.entities("province") if one.id not in years or one.id not in weights)
    return Assignment(indicator.code, goal, expected, effort, parts, without)


def goal_of(target: Target) -> float:
    """The end of what is asked that must be reached."""
    low, high = bounds(target)
    return high if low == -inf else low


def is_floor(target: Target, indicator: Indicator) -> bool:
    """Whether more is asked for: only then is there something to share out."""
    low, high = bounds(target)
    return low != -inf and (high == inf or better(indicator) is True)


def _effort(way: Way, goal: float, expected: float, room: float) -> float:
    """How hard everybody must try; as things are where nothing is missing, or where no factor can help."""
    if way is Way.PROPORTIONAL:
        return max(1.0, goal / expected) if expected > 0 else 1.0
    return max(0.0, (goal - expected) / room) if room > 0 else 0.0


def _drafted(way: Way, year: Year, effort: float) -> float:
    exact = year.mean * effort if way is Way.PROPORTIONAL and year.mean > 0 else year.mean
    if way is Way.HEADROOM:
        exact = year.mean + effort * _room(year)
    return ceil(round(exact / STEP, 6)) * STEP


def _room(year: Year) -> float:
    return max(0.0, year.interval()[1] - year.mean)


def _part(unit: Entity, weight: float, year: Year, simulated: bool, asked: Target | None, drafted: float) -> Part:
    lower, upper = year.interval()
    chance = year.probability(drafted, inf)
    return Part(unit.id, weight, year.mean, lower, upper, asked, round(drafted, 6), chance, simulated)


def _asked(questions: Questions, whole: Target, code: str, as_of: date | None) -> Mapping[int, Target]:
    """What the one that asks the whole asked of units already."""
    targets = questions.targets(year=whole.year_to, indicator=questions.indicator(code), as_of=as_of)
    return {one.entity_id: one for one in targets if one.assigned_by == "CP" and one.year_from == one.year_to}


def _years(
    questions: Questions, indicator: Indicator, units: Sequence[Entity], year: int, as_of: date | None
) -> dict[int, tuple[Year, bool]]:
    """The year of each unit that has a forecast, and whether simulated figures are in it."""
    kept = questions.newest_forecasts([indicator], units, as_of=as_of)
    ids = {one.id: one for one in units}
    found: dict[int, tuple[Year, bool]] = {}
    for (_code, id), one in kept.items():
        published = one.basis is Basis.PUBLISHED
        figures = _figures(questions, indicator, ids[id], as_of, published=published)
        made = year_of(law_of(one), one.origin, year, rule_for(indicator).year, figures)
        if made is not None:
            found[id] = made, not published
    return found


def _figures(
    questions: Questions, indicator: Indicator, unit: Entity, as_of: date | None, *, published: bool
) -> dict[Period, float]:
    frame = questions.series(indicator, unit, boundary=Boundary.MAP_2025, as_of=as_of)
    used = frame[frame["value"].notna() & ((frame["status"] != Status.SIMULATED.value) | (not published))]
    values = used["value"].to_numpy(dtype=float)
    return {Period.parse(str(one)): float(value) for one, value in zip(used["period"], values, strict=True)}
