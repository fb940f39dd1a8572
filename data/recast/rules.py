"""By which rule figures of units that merged, split or were renamed are carried to another map.

The rule follows from how units of an indicator add up (`rule_space`, `weight_code`), unless the catalogue declares
another one for it (`recast.csv`): growth is rebuilt from the amounts that grew, a rate from what stands above its line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class RecastRule(StrEnum):
    """How one figure is made of the figures of its parts."""

    SAME = "same"
    """The figure itself: the unit was only renamed, or is the whole of another one."""
    SUM = "sum"
    WMEAN = "wmean"
    """Mean weighted by another indicator."""
    RATIO = "ratio"
    """Rebuilt from what stands above the line, the rates saying what stands below it."""
    GROWTH = "growth"
    """Growth of a sum, from the amounts of both periods."""
    MEAN = "mean"
    NONE = "none"


class Reason(StrEnum):
    """Why there is no recast value; pages put it into words."""

    NO_WEIGHT = "no_weight"
    """The weight of the mean is not in the catalogue."""
    NOT_ADDITIVE = "not_additive"
    """Nothing says how units of this indicator add up."""
    MERGED_SINCE = "merged_since"
    """The unit is only a part of what it became, and nothing says which part of a figure is its own."""
    PART_MISSING = "part_missing"
    """A part has no figure."""
    WEIGHT_MISSING = "weight_missing"
    """A part has a figure but not its weight, its numerator or its level."""
    ZERO_BASE = "zero_base"
    """What would be divided by is nothing, or less than nothing."""


class Span(StrEnum):
    """Over what the other indicator of a rule is taken."""

    PERIOD = "period"
    YEAR_TO_DATE = "ytd"


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of one indicator. `other` is the indicator that is the weight, the numerator or the level.

    `lag` is how many years before the figure's own period `other` is taken. With `proxy`, `other` stands in for what is
    meant, or what is made of it is no figure that anybody would have reported: the result is an estimate.
    """

    kind: RecastRule
    reason: Reason | None = None
    other: str | None = None
    span: Span = Span.PERIOD
    lag: int = 0
    proxy: bool = False


@dataclass(frozen=True, slots=True)
class Recastable:
    """What can be said of recasting an indicator, for words on pages.

    `kind` is NONE and `reason` says why when merged units have no figure before the merger; the weight that is missing
    stands in `weight_vi` and `weight_en`. `other` is the code of the weight, numerator or level that is used; the notes
    say why the result is an estimate (`proxy`). `breaks` are the days that figures cannot be carried across, oldest
    first.
    """

    kind: RecastRule
    reason: Reason | None
    other: str | None
    proxy: bool
    note_vi: str | None
    note_en: str | None
    weight_vi: str | None
    weight_en: str | None
    breaks: tuple[date, ...]

    def note(self, language: str) -> str | None:
        return self.note_en if language == "en" else self.note_vi

    def weight(self, language: str) -> str | None:
        return self.weight_en if language == "en" else self.weight_vi


class AddsUp(Protocol):
    """What a rule follows from; `Indicator` has it."""

    @property
    def code(self) -> str: ...
    @property
    def rule_space(self) -> str: ...
    @property
    def weight_code(self) -> str | None: ...


def rule_of(indicator: AddsUp, declared: Mapping[str, Rule]) -> Rule:
    """The declared rule of an indicator, else the one that follows from how its units add up."""
    if indicator.code in declared:
        return declared[indicator.code]
    match indicator.rule_space:
        case "sum":
            return Rule(RecastRule.SUM)
        case "wmean" if indicator.weight_code:
            return Rule(RecastRule.WMEAN, other=indicator.weight_code)
        case "wmean":
            return Rule(RecastRule.NONE, Reason.NO_WEIGHT)
        case "mean":  # nobody has scored the merged unit
            return Rule(RecastRule.MEAN, proxy=True)
        case _:
            return Rule(RecastRule.NONE, Reason.NOT_ADDITIVE)
