"""Families of indicators that add up: which parts the catalogue says a whole is made of."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.catalogue.files import read_rows

FILE = Path(__file__).resolve().parent / "catalog" / "components.csv"
COLUMNS = ("whole", "part", "sign", "closed", "certainty", "source", "source_en")


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a whole: added or taken away, and whether the parts named make up all of it."""

    part: str
    sign: int
    closed: bool


@lru_cache(maxsize=1)
def families() -> dict[str, tuple[Component, ...]]:
    """The parts of every indicator that has any, in the order of the catalogue."""
    found: dict[str, list[Component]] = {}
    for row in read_rows(FILE, COLUMNS):
        part = Component(row["part"], int(row["sign"]), row["closed"] == "Y")
        found.setdefault(row["whole"], []).append(part)
    return {whole: tuple(parts) for whole, parts in found.items()}
