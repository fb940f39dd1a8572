"""What the file's codes are checked against: the indicators, and the units in the editions they belong to."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from data.ingest.report import Fault
from data.periods import Period
from data.schema import entity, indicator, succession


@dataclass(frozen=True, slots=True)
class Fact:
    """What the checks need of an indicator."""

    id: int
    level: str
    minimum: float | None
    maximum: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What the checks need of a unit; `successors` are texts such as "24 Bắc Ninh on 2025-07-01"."""

    id: int
    kind: str
    code: str
    vintage: str
    name: str
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]

    def exists_throughout(self, period: Period) -> bool:
        return not self.begins_after(period.start) and not self.ended_before(period.end)

    def begins_after(self, day: date) -> bool:
        return self.valid_from is not None and self.valid_from > day

    def ended_before(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to < day

    def label(self) -> str:
        edition = f" of edition {self.vintage}" if self.vintage else ""
        return f"{self.code}{edition} is {self.name}"


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a code does not name a unit."""

    fault: Fault
    reason: str
    expected: str


class Units:
    """Finds the unit that a code means in a period."""

    def __init__(self, units: list[Unit]) -> None:
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self._by_code[unit.code.upper()].append(unit)

    def find(self, code: str, vintage: str, period: Period | None) -> Unit | Wrong:
        """Return the unit, by its edition where `vintage` is given and else by the period."""
        # A spreadsheet that took "01" for a number hands over "1": no code of one digit exists, so nothing is guessed;
        # but where a commune has the code 00001, that could be meant too.
        exact, commune = self._by_code.get(code.upper()), self._by_code.get(code.zfill(5))
        known = exact or self._by_code.get(code.zfill(2)) or []
        if commune and not exact:
            return _zeros_dropped(code, known, commune)
        if not known:
            return Wrong(Fault.ENTITY_UNKNOWN, f"No unit has the code '{code}'.", "a code such as VN, 01 or BTC")
        if vintage:
            return self._of_edition(code, vintage, period, known)
        if period is None:
            return known[0]  # the period is refused in its own right; nothing more can be said of the unit
        return self._by_period(code, period, known)

    def _of_edition(self, code: str, vintage: str, period: Period | None, known: list[Unit]) -> Unit | Wrong:
        found = [unit for unit in known if unit.vintage in (vintage, "")]
        if not found:
            reason = f"No unit has the code '{code}' in edition '{vintage}': {_labels(known)}."
            return Wrong(Fault.VINTAGE_WRONG, reason, " or ".join(unit.vintage for unit in known))
        unit = found[0]
        # A figure of today's unit for a time before it is one that its source has recast; the reverse cannot be.
        if period is not None and unit.ended_before(period.start):
            return _ended(unit, period)
        return unit

    def _by_period(self, code: str, period: Period, known: list[Unit]) -> Unit | Wrong:
        living = [unit for unit in known if unit.exists_throughout(period)]
        if len(living) == 1:
            return living[0]
        over = [unit for unit in known if unit.ended_before(period.start)]
        if len(over) == len(known):
            return _ended(over[-1], period)
        if len(known) == 1:
            return known[0] if not known[0].begins_after(period.end) else _not_yet(known[0], period)
        reason = f"'{code}' in {period} could be either: {_labels(known)}."
        return Wrong(Fault.VINTAGE_NEEDED, reason, f"name the vintage: {' or '.join(unit.vintage for unit in known)}")


def _labels(units: list[Unit]) -> str:
    return "; ".join(unit.label() for unit in units)


def _zeros_dropped(code: str, provinces: list[Unit], communes: list[Unit]) -> Wrong:
    others = {unit.label() for unit in (*provinces, *communes)}
    reason = f"No unit has the code '{code}'; without zeros in front it could be {' or '.join(sorted(others))}."
    return Wrong(Fault.ENTITY_UNKNOWN, reason, "all digits of the code: two for a province, five for a commune")


def _ended(unit: Unit, period: Period) -> Wrong:
    became = f", merged into {' and '.join(unit.successors)}" if unit.successors else ""
    reason = f"{unit.label()}{became}; it no longer existed in {period}."
    right = " or ".join(successor.partition(" on ")[0] for successor in unit.successors)
    return Wrong(Fault.VINTAGE_WRONG, reason, right or "a unit of that time")


def _not_yet(unit: Unit, period: Period) -> Wrong:
    reason = f"{unit.label()}, which exists since {unit.valid_from}; it did not exist in {period}."
    return Wrong(Fault.VINTAGE_WRONG, reason, f"the code of then, or vintage {unit.vintage} where the source recast it")


def read_facts(connection: Connection) -> dict[str, Fact]:
    """Indicators by code."""
    columns = indicator.c
    rows = connection.execute(
        select(columns.code, columns.id, columns.level, columns.minimum, columns.maximum, columns.unit_en)
    )
    return {row.code: Fact(row.id, row.level, row.minimum, row.maximum, row.unit_en) for row in rows}


def read_units(connection: Connection) -> list[Unit]:
    """Every unit of every edition, older editions first, with what became of it."""
    heir = entity.alias("heir")
    became: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(
        select(succession.c.predecessor_id, heir.c.code, heir.c.name_vi, succession.c.effective_on)
        .join(heir, heir.c.id == succession.c.successor_id)
        .order_by(heir.c.code)
    ):
        became[row.predecessor_id].append(f"{row.code} {row.name_vi} on {row.effective_on}")
    rows = connection.execute(select(entity).order_by(entity.c.vintage, entity.c.id))
    return [
        Unit(row.id, row.kind, row.code, row.vintage, row.name_vi, row.valid_from, row.valid_to, tuple(became[row.id]))
        for row in rows
    ]
