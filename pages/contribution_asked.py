"""What the page of contributions is asked: whose change, between which periods, split how; and the answer."""

from dataclasses import dataclass

import pandas as pd

from components.formatting import is_share
from data.errors import InvalidPeriod
from data.periods import Period
from data.questions.asking import own_grain
from data.records import Boundary, Entity, Indicator
from pages.finding import unit_named
from pages.readings import map_for
from pages.view import View

PROVINCES, COMPONENTS = "provinces", "components"
Pair = tuple[Period, Period]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the page with its answer. `pair` is the earlier and the later period, where there are two."""

    indicator: Indicator
    unit: Entity
    units: tuple[Entity, ...]
    periods: tuple[Period, ...]
    bases: tuple[Period, ...]
    first_period: Period | None
    first_base: Period | None
    pair: Pair | None
    ways: tuple[str, ...]
    by: str
    edition: str
    frame: pd.DataFrame

    @property
    def is_told(self) -> bool:
        """Whether the change is split into parts."""
        return len(self.frame) > 0 and "change" in self.frame.attrs

    @property
    def in_points(self) -> bool:
        """Whether parts are told in points: of growth for a sum, of itself for a percentage."""
        if self.indicator.rule_space == "sum":
            return self.is_told and bool(self.frame["points"].notna().all())
        return is_share(self.indicator)


def asked_of(view: View, indicator: Indicator) -> Asked:
    """Read the address, and ask."""
    edition = "2024" if view.boundary is Boundary.MAP_2024 else "2025"
    units = _units(view, indicator, edition)
    named = unit_named(view, view.params.get("unit", ""))
    unit = named if named in units else units[0]
    periods = _periods(view, indicator, edition)
    first = _opening(view, indicator, edition, periods)
    present = _period_named(view.params.get("period", ""), periods) or first
    bases = tuple(one for one in periods if present and one.grain is present.grain and one < present)
    first_base = _base(present, bases)
    base = _period_named(view.params.get("base", ""), bases) or first_base
    pair = (base, present) if base and present else None
    ways = _ways(view, indicator)
    by = view.choice("by", ways, ways[0])
    frame = _frame(view, indicator, unit, pair, by, edition)
    return Asked(indicator, unit, units, periods, bases, first, first_base, pair, ways, by, edition, frame)


def _units(view: View, indicator: Indicator, edition: str) -> tuple[Entity, ...]:
    """Whole units whose change can be split: the nation, and regions where provinces have the indicator."""
    regions = () if indicator.level == "national" else view.questions.entities("region", edition)
    return (view.questions.nation(), *regions)


def _periods(view: View, indicator: Indicator, edition: str) -> tuple[Period, ...]:
    """Periods with figures, newest first: of provinces, or of the nation where only it has the indicator."""
    if indicator.level == "national":
        return tuple(view.questions.periods(indicator, "nation", as_of=view.as_of))
    return tuple(view.questions.periods(indicator, vintage=edition, as_of=view.as_of))


def _opening(view: View, indicator: Indicator, edition: str, periods: tuple[Period, ...]) -> Period | None:
    if indicator.level != "national":
        return view.questions.telling_period(indicator, vintage=edition, as_of=view.as_of)
    own = [one for one in periods if one.grain is own_grain(indicator)]
    return next(iter(own or periods), None)


def _period_named(text: str, among: tuple[Period, ...]) -> Period | None:
    try:
        found = Period.parse(text)
    except InvalidPeriod:
        return None
    return found if found in among else None


def _base(present: Period | None, bases: tuple[Period, ...]) -> Period | None:
    """The same period of the year before where there is one, else the newest before."""
    if present is None:
        return None
    return present.year_before() if present.year_before() in bases else next(iter(bases), None)


def _ways(view: View, indicator: Indicator) -> tuple[str, ...]:
    parts = view.questions.registry().parts_of(indicator)
    ways = [PROVINCES] if indicator.level != "national" or not parts else []
    return (*ways, *([COMPONENTS] if parts else []))


def _frame(view: View, indicator: Indicator, unit: Entity, pair: Pair | None, by: str, edition: str) -> pd.DataFrame:
    if pair is None:
        return pd.DataFrame()
    if by == COMPONENTS:
        look = map_for(view, unit)
        return view.questions.components(indicator, pair, unit, boundary=look, as_of=view.as_of)
    look = Boundary.REPORTED if view.boundary is Boundary.REPORTED else Boundary(edition)
    return view.questions.contribution(indicator, pair, within=unit, vintage=edition, boundary=look, as_of=view.as_of)
