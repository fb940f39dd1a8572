"""Figures written as `24 LAB14 2023 1922.7 A`: unit, indicator, period, value and status."""

from dataclasses import dataclass

from data.periods import Period


@dataclass(frozen=True)
class Written:
    """One figure; `unit` is a key such as 24~2024, `moment` when it was recorded."""

    unit: str
    indicator: str
    period: Period
    value: float
    status: str
    moment: int = 1


def written(text: str) -> list[Written]:
    """Figures apart from each other by semicolons; a code without an edition is one of the units that ended."""
    found = []
    for line in filter(None, (one.strip() for one in text.split(";"))):
        unit, code, period, value, status = line.split()
        edition = "2024" if unit.isdigit() else "2021"
        key = unit if "~" in unit else f"{unit}~{edition}"
        found.append(Written(key, code, Period.parse(period), float(value), status))
    return found
