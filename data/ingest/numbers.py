"""Numbers as texts: decimal point or decimal comma is decided by the whole file, and never guessed."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Decimal = Literal["point", "comma"]
Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

_PLAIN = r"^[+-]?[0-9]+([eE][+-]?[0-9]+)?$"
# With a decimal mark; or in groups of three, of which the first does not begin with 0 (0.123 is no group).
_FORM = r"^[+-]?(([0-9]*{mark}[0-9]+|[0-9]+)([eE][+-]?[0-9]+)?|[1-9][0-9]{{0,2}}({group}[0-9]{{3}})+({mark}[0-9]+)?)$"
_POINT = _FORM.format(mark=r"\.", group=",")
_COMMA = _FORM.format(mark=",", group=r"\.")
_NOT_FINITE = r"(?i)^[+-]?(nan|inf|infinity|#n/a|#num!|#div/0!)$"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Texts read as numbers. `decimal` is None when the file leaves it open; then nothing is read but what is plain."""

    values: Floats
    decimal: Decimal | None
    unreadable: Mask
    not_finite: Mask
    other_decimal: Mask
    open_to_both: Mask


def read_numbers(texts: pa.Array, decimal: Decimal | None = None) -> Numbers:
    """Read every text with the one decimal mark that explains them all, or with `decimal` where it is given.

    `texts` holds no nulls; an empty text is unreadable. A text that only the other mark explains is in
    `other_decimal`; when nothing decides, the texts that both explain differently are in `open_to_both`.
    """
    trimmed = pc.replace_substring(pc.utf8_trim_whitespace(texts), "\u2212", "-")
    plain, by_point, by_comma = (_matches(trimmed, form) for form in (_PLAIN, _POINT, _COMMA))
    only_point, only_comma = by_point & ~by_comma, by_comma & ~by_point
    both = by_point & by_comma & ~plain
    chosen = decimal or _decide(int(only_point.sum()), int(only_comma.sum()), bool(both.any()))
    readable = {"point": by_point, "comma": by_comma, None: plain}[chosen]
    values = _convert(trimmed, readable, chosen)
    infinite = readable & ~np.isfinite(values)
    values[infinite] = np.nan
    nothing = np.zeros(len(values), dtype=bool)
    return Numbers(
        values=values,
        decimal=chosen,
        unreadable=~(by_point | by_comma),
        not_finite=infinite | _matches(trimmed, _NOT_FINITE),
        other_decimal={"point": only_comma, "comma": only_point, None: nothing}[chosen],
        open_to_both=both if chosen is None else nothing,
    )


@dataclass(slots=True)
class Votes:
    """For which decimal mark the numbers of a file speak, counted slice by slice."""

    by_point: int = 0
    by_comma: int = 0
    open_to_both: bool = False

    def count(self, texts: pa.Array) -> None:
        """Count the numbers of one slice."""
        trimmed = pc.replace_substring(pc.utf8_trim_whitespace(texts), "\u2212", "-")
        plain, by_point, by_comma = (_matches(trimmed, form) for form in (_PLAIN, _POINT, _COMMA))
        self.by_point += int((by_point & ~by_comma).sum())
        self.by_comma += int((by_comma & ~by_point).sum())
        self.open_to_both |= bool((by_point & by_comma & ~plain).any())

    @property
    def decision(self) -> Decimal | None:
        """What all that was counted decides; None where nothing does, and it matters."""
        return _decide(self.by_point, self.by_comma, self.open_to_both)


def _decide(by_point: int, by_comma: int, open_to_both: bool) -> Decimal | None:
    """The mark with the most numbers that it alone explains; where both have some, the fewer are refused by row."""
    if not by_point and not by_comma:
        return None if open_to_both else "point"
    return "point" if by_point >= by_comma else "comma"


def _matches(texts: pa.Array, pattern: str) -> Mask:
    found: Mask = np.asarray(pc.match_substring_regex(texts, pattern), dtype=bool)
    return found


def _convert(texts: pa.Array, readable: Mask, decimal: Decimal | None) -> Floats:
    numbers = pc.if_else(pa.array(readable), texts, pa.scalar(None, texts.type))
    if decimal == "comma":
        numbers = pc.replace_substring(pc.replace_substring(numbers, ".", ""), ",", ".")
    else:
        numbers = pc.replace_substring(numbers, ",", "")
    numbers = pc.utf8_ltrim(numbers, characters="+")
    values: Floats = np.array(pc.cast(numbers, pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
    return values


def as_text(value: float) -> str:
    """The shortest text that reads back as the same number, and that no one can read with a decimal comma.

    With three decimals "1.234" could be a thousand and more; "1.2340" cannot.
    """
    text = repr(value)
    _whole, point, decimals = text.partition(".")
    return f"{text}0" if point and len(decimals) == 3 and "e" not in decimals else text
