"""How wide words come out, so that SVG keeps them apart: letters of the fonts we name, in parts of their size."""

from data.text import unaccented

NARROW = frozenset("iIjltfr1.,:;'|!()[]/ ")
WIDE = frozenset("mwMWOQGD%@")
PRESSED = 0.77
"""How far letters may be pressed together and still be read from afar."""


def width(text: str, size: float) -> float:
    """About how wide a text is, rather too much than too little."""
    return size * sum(map(_letter, unaccented(text)))


def _letter(letter: str) -> float:
    if letter in NARROW:
        return 0.33
    if letter in WIDE:
        return 0.86
    return 0.64 if letter.isupper() else 0.565


def fitted(name: str, room: float, size: float, least: float) -> tuple[str, float, float]:
    """The name, its size, and how far its letters are pressed together (1: not at all), so that it keeps to its room.

    It is set smaller down to `least`, then pressed; where even that leaves no room for it there is no name at all.
    Initials would tell Quảng Ninh from Quảng Ngãi to those alone who know where each of them lies.
    """
    wide = width(name, 1.0)
    if not name or wide * least * PRESSED > room:
        return "", least, 1.0
    fits = max(min(size, room / wide), least)
    return name, fits, min(1.0, room / (wide * fits))
