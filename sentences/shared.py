"""What both languages say alike: multiples, years, and periods since January."""

from components.formatting import Change, number
from data.periods import Grain, Period
from data.records import Target
from sentences.records import Against, Compared, Figure, Form, Reading

TWICE = 100.0
"""Growth in per cent from which it is told how many times as much it is."""


def multiple(change: Change, value: float, other: float) -> str:
    """How many times as much, where it is at least twice: "2,1"; else empty. Differences in points never are."""
    relative = change.text.endswith("%") and not change.text.endswith(" %")
    if not relative or other <= 0 or change.amount < TWICE or "điểm" in change.text or "point" in change.text:
        return ""
    return number(value / other, 1)


def since_january(here: Period) -> Period:
    """The span from 1 January to the end of a period."""
    if here.grain is Grain.CUMULATIVE:
        return here
    return Period(here.end, Grain.YEAR if here.end.month == 12 else Grain.CUMULATIVE)


def years_of(target: Target, one: str, several: str) -> str:
    """The year, or the years, of a target behind a word for it."""
    if target.year_from == target.year_to:
        return f"{one} {target.year_to}"
    return f"{several} {target.year_from}–{target.year_to}"


def first_lower(subject: str) -> str:
    """The subject inside a sentence: a small first letter, but for names and abbreviations (GDP, VN-Index)."""
    word = subject.split(" ", 1)[0]
    return subject if any(letter.isupper() for letter in word[1:]) else subject[:1].lower() + subject[1:]


def first_upper(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def pace_before(told: Reading) -> Compared | None:
    """Beside which pace a growth is told: that of a year before, or else of the period before."""
    order = (Against.YEAR_AGO, Against.PREVIOUS)
    return next((one for against in order for one in told.compared if one.against is against), None)


def growth_of(told: Reading) -> Figure | None:
    """The growth since January that is published beside an amount, in an indicator of its own."""
    return told.companion if told.saying.form is Form.AMOUNT else None


def differ(told: Reading, figure: Figure, other: Figure) -> bool:
    """Whether two figures are shown as different numbers, however little lies between them."""
    decimals = told.indicator.decimals
    return round(figure.value, decimals) != round(other.value, decimals)
