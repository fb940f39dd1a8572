"""Colours and type of office files: those of the light theme, and a font that every reader's machine has."""

from collections.abc import Sequence

from components.theme import CATEGORIES, LIGHT
from exports.content import Series

FONT = "Arial"
INKS = CATEGORIES["light"]
LOOK = LIGHT


def hexed(colour: str) -> str:
    """A colour as office formats write it: "0B5394"."""
    return colour.lstrip("#").upper()


def ink_of(series: Series, index: int, every: Sequence[Series]) -> str:
    """The colour of a series among those it stands with: the subject strong, what it is held against quiet."""
    if series.role == "reference":
        return LOOK.gold
    if series.role == "earlier":
        return LOOK.muted if len(every) > 2 and index < len(every) - 2 else LOOK.accent_weak
    if series.role == "scenario":
        return INKS[1]
    if series.role in ("own", "forecast"):
        return LOOK.accent
    return INKS[index % len(INKS)]
