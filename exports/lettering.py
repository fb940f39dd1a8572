"""How much room words take in Arial, without a font at hand: for tables on slides, and for pages of a briefing."""

import math
from collections.abc import Sequence

from exports.names import shortened


def wide(words: str) -> float:
    """About how wide words are in Arial, in their own size: capitals and figures are wider than small letters."""
    return sum(0.72 if one.isupper() else 0.56 if one.isdigit() else 0.3 if one in " .,:;" else 0.52 for one in words)


def fitted(words: str, room: float) -> str:
    """Words that take no more room, in their own size."""
    told = " ".join(words.split())
    while wide(told) > room and len(told) > 2:
        told = shortened(told, max(min(len(told) - 1, int(len(told) * room / wide(told)) + 1), 2))
    return told


WRAPPED = 0.92
"""Part of a line that words fill as a rule: the next word seldom just fits."""


def lines_of(words: str, size: float, room: float) -> int:
    """Lines that words take at a size in a width, both in points; rather one too many than one too few."""
    whole = sum(max(math.ceil(wide(line) * size / (room * WRAPPED)), 1) for line in words.split("\n"))
    return max(whole, 1)


def widths_of(asked: Sequence[float], least: Sequence[float], whole: float) -> list[float]:
    """Widths of columns that add up to a whole, none under its least where there is room for that.

    What is left goes to those first that ask for little more, so that short words stand on one line and long ones wrap.
    """
    widths, spare = list(least), whole - sum(least)
    if spare > 0:
        waiting = sorted(range(len(asked)), key=lambda place: asked[place] - least[place])
        for done, place in enumerate(waiting):
            given = max(min(asked[place] - least[place], spare / (len(waiting) - done)), 0.0)
            widths[place] += given
            spare -= given
    return [one * whole / sum(widths) for one in widths]
