"""What the catalogue says of indicators that targets are set for: how a year is read, and what stands in for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from data.catalogue.files import read_rows
from data.records import Indicator

FILE = Path(__file__).resolve().parent.parent / "catalog" / "target_rules.csv"


class YearRule(StrEnum):
    """How the figure of a year follows from those of its periods."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"
    MAX = "max"
    GROWTH = "growth"  # the mean of its periods' growth, weighted by their size
    NONE = "none"  # it is only published


class Derived(StrEnum):
    """What a figure of the year can be made of where none was published."""

    GROWTH = "growth"  # of an amount over that of the year before
    DEFICIT = "deficit"  # what imports exceed exports by, in percent of exports
    MEAN = "mean"  # of the months of another indicator: its own figures are their mean since January


@dataclass(frozen=True, slots=True)
class TargetRule:
    """The rules of one indicator; `sources` are the codes that a derived figure is made of."""

    year: YearRule
    derived: Derived | None = None
    sources: tuple[str, ...] = ()

    @property
    def months_of(self) -> str | None:
        """Code of the indicator whose months a running mean is made of."""
        return self.sources[0] if self.derived is Derived.MEAN else None


def rule_for(indicator: Indicator) -> TargetRule:
    """What the catalogue declares, else the indicator's own rule over time."""
    own = {"wmean": YearRule.MEAN.value}.get(indicator.rule_time, indicator.rule_time)
    declared = _declared().get(indicator.code)
    return declared or TargetRule(YearRule(own))


def declared_target(code: str) -> Mapping[str, str]:
    """What the catalogue says of targets of an indicator: `measure` and `side`, empty where it says nothing."""
    return _rows().get(code, {})


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["indicator_code"]: row for row in read_rows(FILE)}


@cache
def _declared() -> dict[str, TargetRule]:
    return {
        row["indicator_code"]: TargetRule(
            YearRule(row["year_rule"]),
            Derived(row["derived"]) if row["derived"] else None,
            tuple(row["derived_from"].split(";")) if row["derived_from"] else (),
        )
        for row in _rows().values()
    }
