"""Colours and type of office files: those of the light theme, and a font that every reader's machine has."""

from collections.abc import Sequence

from components.theme import CATEGORIES, LIGHT
from exports.content import Series

FONT = "Arial"
INKS = CATEGORIES["light"]
LOOK = LIGHT
EARLIER = (LOOK.accent_weak, "#66748a", "#8d99aa", "#adb7c4", "#c6ced8")
"""Former years and forecasts, the newest first: the older, the paler."""


def hexed(colour: str) -> str:
    """A colour as office formats write it: "0B5394"."""
    return colour.lstrip("#").upper()


def ink_of(series: Series, index: int, every: Sequence[Series]) -> str:
    """The colour of a series among those it stands with: the subject strong, what it is held against quiet."""
    if series.role == "reference":
        return LOOK.gold
    if series.role == "earlier":
        others = [place for place, one in enumerate(every) if one.role == "earlier"]
        back = len(others) - 1 - others.index(index) if index in others else 0
        return EARLIER[min(back, len(EARLIER) - 1)]
    if series.role == "scenario":
        return INKS[1]
    if series.role in ("own", "forecast"):
        return LOOK.accent
    return INKS[index % len(INKS)]


def class_ink(place: int, limits: int) -> str:
    """The colour of a class between so many limits, from the palest."""
    return LOOK.sequence[round(place * (len(LOOK.sequence) - 1) / max(limits, 1))]
