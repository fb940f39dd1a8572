"""A task as somebody hands it over, and everything that can be wrong with it: each fault names what came."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.questions.registry import Registry
from data.records import Entity
from data.tasks.records import ASSIGNERS, LEAD_KINDS
from data.text import folded

LONGEST_CONTENT, LONGEST_DOCUMENT, LONGEST_CODE = 4000, 500, 64
FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


class TaskFault(StrEnum):
    """Kinds of faults of a task, by which pages translate them."""

    NUMBER = "number"
    CODE = "code"
    CODE_TWICE = "code_twice"
    TWICE = "twice"
    ASSIGNER = "assigner"
    DOCUMENT = "document"
    CONTENT = "content"
    LEAD = "lead"
    LEAD_ENDED = "lead_ended"
    WITH = "with"
    DAY = "day"
    ASSIGNED_ON = "assigned_on"
    DUE_ON = "due_on"
    DONE_ON = "done_on"
    WITHDRAWN_ON = "withdrawn_on"
    INDICATOR = "indicator"
    TARGET = "target"
    ALERT = "alert"
    REASON = "reason"
    NOTE = "note"
    STATE = "state"
    STALE = "stale"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fault: the row (2 is the first below the headings; None for a form or a whole file), what came, what to do."""

    row: int | None
    fault: TaskFault
    came: str
    expected: str

    def sentence(self) -> str:
        where = "" if self.row is None else f"row {self.row}: "
        return f"{where}{self.fault.value.replace('_', ' ')}: '{self.came}'; expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is asked of whom, as it was written; units by their codes (BTC, 01, 24~2024), the target by its number."""

    document: str
    content: str
    lead: str
    assigned_on: date | None
    due_on: date | None = None
    assigned_by: str = "TTG"
    issued_on: date | None = None
    together: tuple[str, ...] = ()
    done_on: date | None = None
    withdrawn_on: date | None = None
    code: str = ""
    indicator: str = ""
    target: str = ""
    alert: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a draft is held against: units and indicators, targets with their indicators, alerts with theirs."""

    registry: Registry
    targets: Mapping[int, int]
    alerts: Mapping[int, int]

    def unit(self, written: str, day: date | None) -> Entity | None:
        """The unit that a code or a name means: of the edition that is named, else the one that stood on the day."""
        code, _, vintage = written.strip().upper().partition("~")
        names = {code, code.zfill(2)}  # a spreadsheet that took "01" for a number hands over "1"
        named = [one for one in self._leads if one.code in names] or self._named(written)
        if vintage:
            return next((one for one in named if one.vintage == vintage), None)
        standing = [one for one in named if day is None or stood(one, day)]
        return max(standing or named, key=lambda one: one.vintage, default=None)

    @property
    def _leads(self) -> list[Entity]:
        return [one for one in self.registry.entities if one.kind in LEAD_KINDS]

    def _named(self, written: str) -> list[Entity]:
        name = folded(written)
        return [one for one in self._leads if name in (folded(one.name_vi), folded(one.full_name_vi))]


_No = Callable[[TaskFault, object, str], Refusal]


def stood(unit: Entity, day: date) -> bool:
    """Whether a unit was there on a day."""
    begun = unit.valid_from is None or unit.valid_from <= day
    return begun and (unit.valid_to is None or unit.valid_to >= day)


def faults(draft: Draft, known: Known, today: date) -> Iterator[Refusal]:
    """Everything that is wrong with a draft by itself."""

    def no(fault: TaskFault, came: object, expected: str) -> Refusal:
        return Refusal(draft.row, fault, "" if came is None else str(came), expected)

    if draft.assigned_by.upper() not in ASSIGNERS:
        yield no(TaskFault.ASSIGNER, draft.assigned_by, "CP (the Government) or TTG (the Prime Minister)")
    if not 0 < len(draft.document.strip()) <= LONGEST_DOCUMENT:
        yield no(TaskFault.DOCUMENT, draft.document[:40], f"the document, in at most {LONGEST_DOCUMENT} letters")
    if not 0 < len(draft.content.strip()) <= LONGEST_CONTENT:
        yield no(TaskFault.CONTENT, draft.content[:40], f"what is to be done, in at most {LONGEST_CONTENT} letters")
    if len(draft.code) > LONGEST_CODE:
        yield no(TaskFault.CODE, draft.code[:40], f"a code of at most {LONGEST_CODE} letters")
    yield from _unit_faults(draft, known, no)
    yield from _day_faults(draft, today, no)
    yield from _link_faults(draft, known, no)


def _unit_faults(draft: Draft, known: Known, no: _No) -> Iterator[Refusal]:
    lead = known.unit(draft.lead, draft.assigned_on)
    if lead is None:
        yield no(TaskFault.LEAD, draft.lead, "the code of a ministry or a province, such as BTC or 01")
    elif draft.assigned_on is not None and not stood(lead, draft.assigned_on):
        came = f"{lead.name_vi} ({lead.code}~{lead.vintage})"
        yield no(TaskFault.LEAD_ENDED, came, f"a unit that was there on {draft.assigned_on}")
    for one in draft.together:
        unit = known.unit(one, draft.assigned_on)
        if unit is None:
            yield no(TaskFault.WITH, one, "codes of ministries or provinces, such as BCT; 24")
        elif unit == lead:
            yield no(TaskFault.WITH, one, "other units than the one that leads")


def _day_faults(draft: Draft, today: date, no: _No) -> Iterator[Refusal]:
    assigned = draft.assigned_on
    if assigned is None or not FIRST <= assigned <= today:
        yield no(TaskFault.ASSIGNED_ON, assigned, f"the day of assignment, from {FIRST} to today")
        return
    if draft.issued_on is not None and not FIRST <= draft.issued_on <= today:
        yield no(TaskFault.DAY, draft.issued_on, f"the day of the document, from {FIRST} to today")
    if draft.due_on is not None and not assigned <= draft.due_on <= LAST:
        yield no(TaskFault.DUE_ON, draft.due_on, f"a day from {assigned}, when it was assigned")
    for fault, day in ((TaskFault.DONE_ON, draft.done_on), (TaskFault.WITHDRAWN_ON, draft.withdrawn_on)):
        if day is not None and not assigned <= day <= today:
            yield no(fault, day, f"a day from {assigned}, when it was assigned, to today")
    if draft.done_on is not None and draft.withdrawn_on is not None:
        yield no(TaskFault.WITHDRAWN_ON, draft.withdrawn_on, "either done or withdrawn, not both")


def _link_faults(draft: Draft, known: Known, no: _No) -> Iterator[Refusal]:
    if draft.indicator and draft.indicator.upper() not in known.registry.by_code:
        yield no(TaskFault.INDICATOR, draft.indicator, "the code of an indicator of the catalogue, such as GRO01")
        return
    about = {known.registry.by_code[draft.indicator.upper()].id} if draft.indicator else set()
    for fault, written, held, what in (
        (TaskFault.TARGET, draft.target, known.targets, "target"),
        (TaskFault.ALERT, draft.alert, known.alerts, "alert"),
    ):
        number = number_in(written)
        if not written:
            continue
        if number is None or number not in held:
            yield no(fault, written, f"the number of a {what}")
        elif about and held[number] not in about:
            yield no(fault, written, f"a {what} of the same indicator as the rest")
        else:
            about.add(held[number])


def number_in(written: str) -> int | None:
    """The number that is written, with or without a #."""
    text = written.strip().lstrip("#")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def indicator_of(draft: Draft, known: Known) -> int | None:
    """Id of the indicator that a faultless draft is about: named, or that of its target or alert."""
    if draft.indicator:
        return known.registry.by_code[draft.indicator.upper()].id
    for written, held in ((draft.target, known.targets), (draft.alert, known.alerts)):
        number = number_in(written)
        if number is not None:
            return held[number]
    return None


def in_sentences(refused: Sequence[Refusal]) -> str:
    """Faults one after the other."""
    return "; ".join(one.sentence() for one in refused)
