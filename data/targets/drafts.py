"""A target as somebody hands it over, and everything that can be wrong with it: each fault names what came."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.records import Entity, Indicator
from data.targets.kinds import Measure, Operator, Standing
from data.targets.wording import Wording, disagrees, read_wording, resolved


class TargetFault(StrEnum):
    """Kinds of faults of a target, by which pages translate them."""

    INDICATOR = "indicator"
    UNIT_OF_MEASURE_MISSING = "unit_of_measure_missing"
    UNIT_OF_MEASURE_OTHER = "unit_of_measure_other"
    ASSIGNEE = "assignee"
    ASSIGNEE_VINTAGE = "assignee_vintage"
    LEVEL = "level"
    OPERATOR = "operator"
    WORDS = "words"
    MEASURE = "measure"
    VALUE = "value"
    LIMITS_SWAPPED = "limits_swapped"
    RANGE = "range"
    YEARS = "years"
    DAY = "day"
    DOCUMENT = "document"
    NUMBER = "number"
    REASON = "reason"
    TWO_ACTIVE = "two_active"
    SUPERSEDES = "supersedes"
    LOOP = "loop"
    ACTION = "action"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fault: the row (2 is the first below the headings; None for a form or a whole file), what came, what to do."""

    row: int | None
    fault: TargetFault
    came: str
    expected: str

    def sentence(self) -> str:
        where = "" if self.row is None else f"row {self.row}: "
        return f"{where}{self.fault.value.replace('_', ' ')}: '{self.came}'; expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is asked, as it was written. `supersedes` is the number of a target, or the document that set it."""

    indicator: str
    entity: str
    vintage: str
    assigned_by: str
    year_from: int
    year_to: int
    operator: str
    value: float | None
    value_high: float | None
    unit: str
    document: str
    issued_on: date | None = None
    effective_on: date | None = None
    note: str = ""
    supersedes: str = ""
    measure: str = ""
    tolerance: float | None = None
    base_value: float | None = None
    unit_limit: float | None = None
    row: int | None = None

    @property
    def wording(self) -> Wording:
        return read_wording(self.note)

    def compared(self) -> str:
        """The comparison that counts, read from the note where only a figure was given."""
        given = Operator(self.operator) if self.operator else Operator.EQUAL
        return resolved(given, self.wording).value


def faults(draft: Draft, indicator: Indicator | None, units: Mapping[str, Entity]) -> Iterator[Refusal]:
    """Everything that is wrong with a draft by itself; `units` are those that have the code, by edition."""

    def no(fault: TargetFault, came: object, expected: str) -> Refusal:
        return Refusal(draft.row, fault, str(came), expected)

    if indicator is None:
        yield no(TargetFault.INDICATOR, draft.indicator, "the code of an indicator of the catalogue, such as GRO01")
        return
    if not draft.unit.strip():
        yield no(TargetFault.UNIT_OF_MEASURE_MISSING, "", f"the unit of {indicator.code}: {indicator.unit_vi}")
    elif draft.unit.strip() not in (indicator.unit_vi, indicator.unit_en):
        yield no(TargetFault.UNIT_OF_MEASURE_OTHER, draft.unit, f"the unit of {indicator.code}: {indicator.unit_vi}")
    yield from _assignee_faults(draft, indicator, units, no)
    yield from _value_faults(draft, indicator, no)
    if not 1900 < draft.year_from <= draft.year_to < 2200:
        yield no(TargetFault.YEARS, f"{draft.year_from}-{draft.year_to}", "two years in their order, such as 2026-2030")
    if not draft.document.strip():
        yield no(TargetFault.DOCUMENT, "", "the document that sets the target")


_No = Callable[[TargetFault, object, str], Refusal]


def _assignee_faults(draft: Draft, indicator: Indicator, units: Mapping[str, Entity], no: _No) -> Iterator[Refusal]:
    unit = assignee(draft, units)
    if not units:
        yield no(TargetFault.ASSIGNEE, draft.entity, "the code of the nation, a region, a province or a ministry")
    elif unit is None:
        said = ", ".join(f"{one.name_vi} of edition {edition}" for edition, one in units.items())
        yield no(TargetFault.ASSIGNEE_VINTAGE, f"{draft.entity} {draft.vintage}".strip(), f"an edition: {said}")
    elif unit.valid_to is not None and unit.valid_to < date(draft.year_from, 1, 1):
        came = f"{unit.name_vi} of edition {unit.vintage}, which ended on {unit.valid_to}"
        yield no(TargetFault.ASSIGNEE_VINTAGE, came, f"a unit of {draft.year_from}")
    elif unit.kind in ("nation", "province") and indicator.level not in ("both", _level(unit)):
        yield no(TargetFault.LEVEL, unit.name_vi, f"a unit that has {indicator.code}, which is {indicator.level}")


def _level(unit: Entity) -> str:
    return "national" if unit.kind == "nation" else "province"


def assignee(draft: Draft, units: Mapping[str, Entity]) -> Entity | None:
    """The unit that is meant: of the edition that is named, else the only one, else the one of the target's years."""
    if draft.vintage:
        return units.get(draft.vintage)
    if len(units) == 1:
        return next(iter(units.values()))
    first = date(draft.year_from, 1, 1) if 1 <= draft.year_from <= 9999 else date.max
    standing = [
        one
        for one in units.values()
        if (one.valid_from is None or one.valid_from <= first) and (one.valid_to is None or one.valid_to >= first)
    ]
    return standing[0] if len(standing) == 1 else None


def _value_faults(draft: Draft, indicator: Indicator, no: _No) -> Iterator[Refusal]:
    if draft.operator and draft.operator not in {one.value for one in Operator}:
        yield no(TargetFault.OPERATOR, draft.operator, "one of " + ", ".join(one.value for one in Operator))
        return
    if draft.measure and draft.measure not in {one.value for one in Measure}:
        yield no(TargetFault.MEASURE, draft.measure, "one of " + ", ".join(one.value for one in Measure))
    if draft.value is None:
        yield no(TargetFault.VALUE, "", "a number")
        return
    if draft.operator and disagrees(Operator(draft.operator), draft.wording):
        yield no(
            TargetFault.WORDS, f"{draft.operator} with the note '{draft.wording.words}'", "words that say the same"
        )
    if (draft.compared() == Operator.BETWEEN) != (draft.value_high is not None):
        yield no(TargetFault.VALUE, draft.value_high, "an upper value with 'between', and with nothing else")
    elif draft.value_high is not None and draft.value_high <= draft.value:
        yield no(TargetFault.LIMITS_SWAPPED, f"{draft.value} to {draft.value_high}", "the lower limit first")
    low = -float("inf") if indicator.minimum is None else indicator.minimum
    high = float("inf") if indicator.maximum is None else indicator.maximum
    for value in (draft.value, draft.value_high):
        if value is not None and draft.measure != Measure.CHANGE and not low <= value <= high:
            yield no(TargetFault.RANGE, value, f"a value from {low:g} to {high:g}, as {indicator.code} can take")


def standing_of(draft: Draft) -> str:
    """Whether the target binds: a projection by its words, a unit's own by its words or because it set it itself."""
    said = draft.wording.standing
    return (Standing.OWN if said is Standing.ASSIGNED and draft.assigned_by == "UBND" else said).value
