"""What an analyst may assume, and its compact form in an address: ``TRD01~g2.5~2026-11~2027-06_TRD01~s-10~2026-12``.

A growth multiplies every period from one to another, a shock is one period off, a fixed path says figures outright.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.errors import InvalidPeriod
from data.periods import Period
from forecasting.errors import ForecastError

BETWEEN, WITHIN = "_", "~"
MOST = 12
FURTHEST = 1000.0
"""Percent that a growth or a shock may be at most."""
CODE = re.compile(r"[A-Z]{3}\d{2,4}")


class Fault(StrEnum):
    """Why an assumption cannot be read, for pages to translate."""

    FORM = "form"
    CODE = "code"
    NUMBER = "number"
    PERIOD = "period"
    ORDER = "order"
    TOO_MANY = "too_many"


class InvalidAssumption(ForecastError):
    """An assumption cannot be read; `fault` says why, `text` is what came."""

    def __init__(self, fault: Fault, text: str, expected: str) -> None:
        super().__init__(f"The assumption '{text}' cannot be read ({fault.value}); expected {expected}.")
        self.fault, self.text, self.expected = fault, text, expected


@dataclass(frozen=True, slots=True)
class Growth:
    """Every period from `first` to `last` (None: to the end) is so many percent above what was forecast."""

    code: str
    percent: float
    first: Period
    last: Period | None = None


@dataclass(frozen=True, slots=True)
class Shock:
    """One period is so many percent off; later ones follow as they usually do."""

    code: str
    percent: float
    at: Period


@dataclass(frozen=True, slots=True)
class Fixed:
    """Figures from `first` on are these; later ones follow as they usually do."""

    code: str
    first: Period
    values: tuple[float, ...]


Assumption = Growth | Shock | Fixed


def written(assumptions: Sequence[Assumption]) -> str:
    """The compact form; `read` gives the same assumptions back."""
    return BETWEEN.join(WITHIN.join(_parts(one)) for one in assumptions)


def _parts(one: Assumption) -> list[str]:
    match one:
        case Growth(code, percent, first, last):
            return [code, f"g{percent!r}", str(first), *([] if last is None else [str(last)])]
        case Shock(code, percent, at):
            return [code, f"s{percent!r}", str(at)]
        case Fixed(code, first, values):
            return [code, "f", str(first), *(repr(value) for value in values)]


def read(text: str) -> tuple[Assumption, ...]:
    """Read the compact form; raise `InvalidAssumption` that says what came and what is expected."""
    parts = [part for part in text.split(BETWEEN) if part]
    if len(parts) > MOST:
        raise InvalidAssumption(Fault.TOO_MANY, text, f"at most {MOST} assumptions")
    return tuple(_read(part) for part in parts)


def _read(text: str) -> Assumption:
    code, kind, *rest = [*text.split(WITHIN), "", ""][: max(3, text.count(WITHIN) + 1)]
    if not CODE.fullmatch(code):
        raise InvalidAssumption(Fault.CODE, text, "a code of the catalogue first, such as TRD01")
    rest = [one for one in rest if one]
    match kind[:1]:
        case "g" if 1 <= len(rest) <= 2:
            first, last = _period(rest[0], text), _period(rest[1], text) if len(rest) == 2 else None
            if last is not None and (last.grain is not first.grain or last.end < first.end):
                raise InvalidAssumption(Fault.ORDER, text, "a last period of the same length, not before the first")
            return Growth(code, _percent(kind[1:], text), first, last)
        case "s" if len(rest) == 1:
            return Shock(code, _percent(kind[1:], text), _period(rest[0], text))
        case "f" if kind == "f" and 2 <= len(rest) <= 1 + MOST:
            return Fixed(code, _period(rest[0], text), tuple(_number(one, text) for one in rest[1:]))
    raise InvalidAssumption(
        Fault.FORM, text, "CODE~gPERCENT~FIRST~LAST, CODE~sPERCENT~PERIOD or CODE~f~FIRST~VALUE~VALUE"
    )


def _period(text: str, whole: str) -> Period:
    try:
        return Period.parse(text)
    except InvalidPeriod as problem:
        raise InvalidAssumption(Fault.PERIOD, whole, f"a period such as 2026-11 or 2026-Q4, not '{text}'") from problem


def _number(text: str, whole: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InvalidAssumption(Fault.NUMBER, whole, f"a number such as 41.5, not '{text}'")
    return value


def _percent(text: str, whole: str) -> float:
    value = _number(text, whole)
    if not -100 <= value <= FURTHEST:
        raise InvalidAssumption(Fault.NUMBER, whole, f"a percentage from -100 to {FURTHEST:g}, not '{text}'")
    return value
