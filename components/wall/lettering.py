"""How wide words come out, so that SVG keeps them apart: letters of the fonts we name, in parts of their size."""

from data.text import unaccented

NARROW = frozenset("iIjltfr1.,:;'|!()[]/ ")
WIDE = frozenset("mwMWOQGD%@")


def width(text: str, size: float) -> float:
    """About how wide a text is, rather too much than too little."""
    return size * sum(map(_letter, unaccented(text)))


def _letter(letter: str) -> float:
    if letter in NARROW:
        return 0.33
    if letter in WIDE:
        return 0.86
    return 0.64 if letter.isupper() else 0.565


def fitted(name: str, room: float, size: float, least: float) -> tuple[str, float]:
    """The name, set smaller down to `least` where it must be, else with its first words as initials: Q.Ninh.

    A name of which no form has room is set at the least all the same: letters too small to be read help nobody.
    """
    words = name.split(" ")
    for count in range(len(words)):
        text = "".join(f"{one[0]}." for one in words[:count]) + " ".join(words[count:])
        wide = width(text, 1.0)
        if wide * least <= room:
            return text, min(size, room / wide)
    return text, least
