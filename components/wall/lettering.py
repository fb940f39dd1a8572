"""How wide words come out, so that SVG keeps them apart: letters of the fonts we name, in parts of their size."""

from data.text import unaccented

NARROW = frozenset("iIjltfr1.,:;'|!()[]/ ")
WIDE = frozenset("mwMWOQGD%@")

SQUEEZED = 0.84
"""How much smaller a name may be set before it is shortened; we measure rather too much, so less of it is seen."""

SLACK = 1.07


def width(text: str, size: float) -> float:
    """About how wide a text is, rather too much than too little."""
    return size * sum(map(_letter, unaccented(text)))


def _letter(letter: str) -> float:
    if letter in NARROW:
        return 0.33
    if letter in WIDE:
        return 0.86
    return 0.64 if letter.isupper() else 0.565


def fitted(name: str, room: float, size: float) -> tuple[str, float]:
    """The name and its size where it fits, else with its first words as initials: Quảng Ninh → Q. Ninh."""
    words = name.split(" ")
    for count in range(len(words)):
        text = " ".join([*(f"{one[0]}." for one in words[:count]), *words[count:]])
        wide = width(text, size)
        if wide * SQUEEZED <= room:
            return text, size * min(room / wide * SLACK, 1.0)
    return words[-1], size * min(room / width(words[-1], size), 1.0)
