"""The records of packs, as they travel between the warehouse and pages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True)
class PackItem:
    """A heading of a section, or something to show: an address with an id on it (without one, all of the page)."""

    kind: Literal["section", "view"]
    address: str = ""
    id: str = ""
    heading: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack. `key` names it in links."""

    key: str
    owner: str
    title: str
    shared: bool
    items: tuple[PackItem, ...]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Issue:
    """What stood in a pack when it was issued, for one reader; `figures` is JSON."""

    number: int
    issued_at: datetime
    data_version: int
    figures: str


class JobState(StrEnum):
    """How an export stands. LOST is said of one whose worker died."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Job:
    """An export on its way."""

    id: str
    owner: str
    form: str
    state: JobState
    done: int
    total: int
    made_at: datetime
    reason: str = ""
    file_name: str = ""
    file_kind: str = ""
