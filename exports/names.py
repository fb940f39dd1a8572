"""Names of files that every system takes, and texts that no program for sheets runs."""

import re

from data.text import folded

LONGEST = 80
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{one}" for one in range(10)), *(f"lpt{one}" for one in range(10))}
)
"""Names that Windows keeps for devices, with any ending."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
SHEET = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_SHEET = 31
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def file_name(title: str, ending: str) -> str:
    """A name in small Latin letters without diacritics, figures and hyphens: "tong-san-pham-trong-nuoc.pptx"."""
    plain = folded(title).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:LONGEST].strip("-")
    if not words or words in RESERVED:
        words = f"toan-canh-{words}".strip("-")
    return f"{words}.{ending}"


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel takes for a sheet, different from those `taken` whatever their case."""
    base = SHEET.sub(" ", legal(title)).strip().strip("'")[:LONGEST_SHEET].strip() or "Sheet"
    base = base if base.lower() != "history" else f"{base}_"  # Excel keeps that name for itself
    name, number = base, 1
    while name.lower() in {one.lower() for one in taken}:
        number += 1
        mark = f" ({number})"
        name = base[: LONGEST_SHEET - len(mark)] + mark
    return name


def harmless(text: str) -> str:
    """A cell of a CSV file that a program for sheets shows as text and never runs."""
    return f"'{text}" if text.startswith(FORMULA) else text


def legal(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _CONTROL.sub("", text)


def shortened(text: str, most: int) -> str:
    """The text in at most `most` letters, cut between words, with … where something is left out."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[most // 2 :] else cut}…"
