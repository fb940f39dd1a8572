"""What changed: figures that came or were revised, and the day in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from components.language import _
from components.wall.box import Box
from components.wall.lettering import width
from components.wall.tags import NOTHING, tag

WIDE = 1500.0
"""Where there is so much room, a line beside a figure shows where it comes from."""
LARGEST, SMALLEST, LEADING = 30.0, 22.0, 1.34
WORD = 32.0
"""Room that a line and the word before it take besides its own letters, in pixels."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that came or was revised; texts are in the reader's language."""

    key: str
    name: str
    where: str
    period: str
    before: str
    now: str
    tone: str
    arrow: str
    line: Markup = NOTHING


def change_lines(changes: Sequence[Change], room: Box) -> Markup:
    """What changed: indicator, unit and period, against what, and what stands there now."""
    look = "w-list w-changes" if room.wide >= WIDE or room.wide < room.high else "w-list w-changes w-changes--narrow"
    return tag("div", [_change(one) for one in changes], class_=look, style=f"--rows:{max(len(changes), 5)}")


def _change(one: Change) -> Markup:
    return tag(
        "div",
        tag(
            "span",
            tag("b", one.name),
            tag("small", " · ".join(part for part in (one.where, one.period) if part)),
            class_="w-changed__name",
        ),
        tag("span", one.line, class_="w-changed__line"),
        tag("span", one.before, class_="w-changed__before"),
        tag("b", one.now, class_="w-num"),
        tag("span", one.arrow, class_=f"w-tone--{one.tone}", aria_hidden="true"),
        class_="w-changed",
        data_key=one.key,
    )


def brief_lines(lines: Sequence[tuple[str, str, bool]], room: Box) -> Markup:
    """Sentences, each below the word of what it is about and whether simulated figures are in it.

    They are set as large as the room allows.
    """
    size = LARGEST
    while size > SMALLEST and _high(lines, room.wide, size) > room.high:
        size -= 1
    said = [
        tag("li", tag("b", about, " °" if simulated else None), tag("span", text), data_key=about)
        for about, text, simulated in lines
    ]
    return tag("ul", said, class_="w-brief", style=f"font-size:{size / 10:.2f}rem")


def _high(lines: Sequence[tuple[str, str, bool]], wide: float, size: float) -> float:
    """How high the sentences come out at a size."""
    rows = sum(-int(-width(text, size) // wide) + 1 for _about, text, _simulated in lines)
    return rows * size * LEADING + len(lines) * WORD


def simulated_note(lines: Sequence[tuple[str, str, bool]]) -> str:
    """What the sign means, where it stands."""
    return _("° có số mô phỏng") if any(simulated for _about, _text, simulated in lines) else ""
