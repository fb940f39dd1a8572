"""Where things stand on a slide, in EMU."""

from dataclasses import dataclass

from pptx.util import Emu, Inches

WIDE, HIGH = Inches(13.333), Inches(7.5)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its left and top edge, and how wide and high it is."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def right(self) -> int:
        return self.left + self.width

    def below(self, height: int) -> "Box":
        """What is left of it under its first `height`."""
        return Box(self.left, self.top + height, self.width, self.height - height)

    def part(self, left: float, top: float, width: float, height: float) -> "Box":
        """A part of it, as shares of its width and height."""
        return Box(
            Emu(self.left + round(left * self.width)),
            Emu(self.top + round(top * self.height)),
            Emu(round(width * self.width)),
            Emu(round(height * self.height)),
        )
