"""The plot that charts on a wall share: a room with labels at the left and below, and places for values in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from components.figures.parts import value_ticks
from components.wall.box import SMALLEST, Box
from components.wall.lettering import width
from components.wall.tags import tag

LETTERS = 22.0
BELOW = 38.0


@dataclass(frozen=True, slots=True)
class Plot:
    """Where values stand: `low` to `high` from the bottom to the top, `count` places from left to right."""

    box: Box
    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float
    count: int
    ticks: tuple[tuple[float, str], ...]

    @property
    def step(self) -> float:
        return (self.right - self.left) / max(self.count, 1)

    def x(self, place: float) -> float:
        """The middle of a place, counted from 0."""
        return self.left + (place + 0.5) * self.step

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def lines(self) -> Markup:
        """Thin lines at round values, with their labels."""
        parts = []
        for value, text in self.ticks:
            y = self.y(value)
            parts.append(tag("line", class_="w-grid", x1=self.left, x2=self.right, y1=y, y2=y))
            parts.append(words(text, self.left - 10, y + LETTERS * 0.34, anchor="end", size=SMALLEST, muted=True))
        return Markup("").join(parts)

    def frame(self, *children: object, label: str) -> Markup:
        """The picture itself."""
        size = f"0 0 {self.box.wide:.0f} {self.box.high:.0f}"
        return tag("svg", self.lines(), *children, class_="w-chart", viewBox=size, role="img", aria_label=label)


def plot_of(
    box: Box,
    values: Sequence[float | None],
    count: int,
    *,
    zero: bool = False,
    top: float = 34.0,
    right: float = 8.0,
    below: float = BELOW,
    room: int = 4,
) -> Plot:
    """A plot that holds the values, with round labels; `top` and `right` leave room for words."""
    axis = value_ticks(values, zero=zero, room=room) or {
        "tickvals": [0.0, 1.0],
        "ticktext": ["0", "1"],
        "range": [0.0, 1.0],
    }
    ticks = tuple(zip(axis["tickvals"], axis["ticktext"], strict=True))
    left = max(width(text, SMALLEST) for _value, text in ticks) + 16
    low, high = axis["range"]
    return Plot(box, left, box.wide - right, top, box.high - below, low, high, count, ticks)


def words(
    text: str,
    x: float,
    y: float,
    *,
    anchor: str = "middle",
    size: float = LETTERS,
    muted: bool = False,
    class_: str = "",
    pressed: float = 1.0,
) -> Markup:
    """Words in a picture; `pressed` below 1 makes their letters so much narrower."""
    look = f"{'w-words w-words--muted' if muted else 'w-words'} {class_}".strip()
    place: dict[str, object] = {"x": x, "y": y}
    if pressed < 1:
        place = {"transform": f"translate({x:.1f} {y:.1f}) scale({pressed:.3f} 1)"}
    return tag("text", text, class_=look, text_anchor=anchor, style=f"font-size:{size:.0f}px", **place)
