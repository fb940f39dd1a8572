"""The sizes of a wall, in the pixels of the design: 1920×1080, two of it side by side, or 1080×1920 upright.

Everything on a wall is a multiple of a root size that follows the window, so that it is as sharp on 3840×2160.
"""

from dataclasses import dataclass
from typing import Literal

Form = Literal["landscape", "tall"]
FORMS: tuple[Form, ...] = ("landscape", "tall")
GAP = 14.0
EDGE = {"landscape": 28.0, "tall": 24.0}
HEAD = {"landscape": 84.0, "tall": 150.0}
FOOT = 58.0
PAD_X, PAD_Y = 22.0, 16.0
TITLE, AGE = 44.0, 34.0
ROOT = 10.0
SMALLEST = 22.0
"""Of letters: about a hundredth of what five metres ask for on a screen of 55 inches."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room that something is drawn in."""

    wide: float
    high: float


def stage(form: Form) -> Box:
    """The room of a scene, without the lines above and below it."""
    across, down = (1920.0, 1080.0) if form == "landscape" else (1080.0, 1920.0)
    return Box(across - 2 * EDGE[form], down - HEAD[form] - FOOT)


def tile(form: Form, grid: tuple[int, int], wide: int, high: int) -> Box:
    """The room inside a tile that takes so many columns and rows of the grid."""
    room = stage(form)
    across = (room.wide - (grid[0] - 1) * GAP) / grid[0]
    down = (room.high - (grid[1] - 1) * GAP) / grid[1]
    return Box(wide * across + (wide - 1) * GAP - 2 * PAD_X, high * down + (high - 1) * GAP - 2 * PAD_Y)


def below_title(box: Box) -> Box:
    """What is left of a tile under its title and above the age of its data."""
    return Box(box.wide, box.high - TITLE - AGE)
