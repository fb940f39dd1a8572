"""How the notes of targets were read by rule, gathered so that a person can confirm each reading once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from data.catalogue.files import read_rows
from data.records import Target
from data.targets.wording import read_wording

FILE = Path(__file__).resolve().parent.parent / "catalog" / "target_readings.csv"


@dataclass(frozen=True, slots=True)
class Read:
    """One reading: a note, the comparison that stands, the words that it was read from, and the targets that it is of.

    `confirmed_by` and `confirmed_on` are empty where nobody has compared it with the document.
    """

    note: str
    operator: str
    words: str
    targets: tuple[Target, ...]
    confirmed: bool
    confirmed_by: str = ""
    confirmed_on: date | None = None


def readings_of(targets: Iterable[Target]) -> list[Read]:
    """The readings of the notes of these targets: what waits for a person first, then what many targets rest on."""
    found: dict[tuple[str, str, str, str], list[Target]] = {}
    for one in targets:
        if one.note:
            found.setdefault((one.note, one.operator, one.measure, one.standing), []).append(one)
    read = [_read(members) for members in found.values()]
    return sorted(read, key=lambda one: (one.confirmed, -len(one.targets), one.note))


def _read(members: list[Target]) -> Read:
    first = members[0]
    note = first.note or ""
    by, on = _confirmations().get((note, first.operator), ("", None))
    confirmed = all(one.confirmed for one in members)
    return Read(note, first.operator, read_wording(note).words, tuple(members), confirmed, by, on)


@cache
def _confirmations() -> dict[tuple[str, str], tuple[str, date | None]]:
    return {
        (row["wording"], row["operator"]): (
            row["confirmed_by"],
            date.fromisoformat(row["confirmed_on"]) if row["confirmed_on"] else None,
        )
        for row in read_rows(FILE)
        if row["confirmed_by"]
    }
