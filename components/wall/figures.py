"""Single figures: one that fills a tile, or several under each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from components.formatting import Change, number, status_word
from components.formatting import period as period_text
from components.language import _, language
from components.wall.ages import Age
from components.wall.box import SMALLEST, Box
from components.wall.lettering import width
from components.wall.tags import tag
from components.wall.tile import BOLD, TITLE_SIZE, foot, head, marked, marks, nothing, side_width
from components.wall.trend import trend
from data.periods import Period
from data.records import Indicator, Status

BIG = 76.0
ROOMY = 800.0
"""A tile so wide has room for a small line and the change beside the figure."""

SIGN = "°"


@dataclass(frozen=True, slots=True)
class Chip:
    """How a figure stands against its target: a tone, a sign, and words."""

    tone: str
    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A newest figure and what is said of it; `value` None where there is none."""

    indicator: Indicator
    title: str
    value: float | None
    period: Period | None
    status: str
    change: Change | None
    against: str
    age: Age
    chip: Chip | None = None
    values: Sequence[float | None] = ()
    statuses: Sequence[str] = ()


def big_figure(one: Figure, box: Box) -> Markup:
    """A figure that fills a tile."""
    if one.value is None:
        body = tag("div", nothing(_("chưa có số liệu")), class_="w-tile__body")
        return tag("div", head(one.title, box.wide), body, class_="w-tile__in")
    text = number(one.value, one.indicator.decimals)
    left = box.wide - width(text, BIG * _size(text)) - _side(one) - 40
    line = trend(one.values, one.statuses, Box(min(left, box.wide * 0.4), 84), one.title) if left > 90 else None
    body = tag("div", tag("div", _number(one), line, class_="w-figure__row"), change_line(one), class_="w-tile__body")
    above = head(one.title, box.wide, unit=_fitting_period(one, box.wide))
    return tag("div", above, body, _below(one, box.wide), class_="w-tile__in w-figure")


def figure_rows(figures: Sequence[Figure], box: Box) -> Markup:
    """Several figures under each other: name, small line, figure, change; narrow ones go without the line."""
    narrow = box.wide < ROOMY
    look = "w-rows w-rows--narrow" if narrow else "w-rows"
    rows = [_row(one, narrow=narrow) for one in figures]
    return tag("div", rows, class_=look, style=f"--rows:{len(figures)}")


def chip_mark(chip: Chip) -> Markup:
    """A sign, words and a colour together."""
    return tag(
        "span", tag("i", chip.sign, aria_hidden="true"), tag("span", chip.text), class_=f"w-chip w-chip--{chip.tone}"
    )


def change_line(one: Figure) -> Markup:
    """Arrow, words and colour: "▲ tăng 1,70 điểm % so với cùng kỳ"."""
    if one.change is None:
        return tag("p", _("chưa so sánh được"), class_="w-change w-change--none")
    arrow = tag("i", one.change.arrow, aria_hidden="true")
    words = tag("span", one.change.text, class_="w-num")
    against = tag("small", f" {one.against}") if one.against else None
    return tag("p", arrow, " ", words, against, class_=f"w-change w-change--{one.change.tone}")


def _number(one: Figure) -> Markup:
    text, unit = number(one.value, one.indicator.decimals), one.indicator.unit(language())
    look = {1.0: "w-big", 0.84: "w-big w-big--long"}.get(_size(text), "w-big w-big--longest")
    beside = tag("span", marks(marked([one.status])), tag("small", unit), class_="w-big__side")
    return tag("p", tag("b", text, class_="w-num"), beside, class_=look)


def _side(one: Figure) -> float:
    """How wide the unit is, and the mark over it."""
    words = [width(status_word(kind), SMALLEST) + 24 for kind in marked([one.status])]
    return max([width(one.indicator.unit(language()), 28), *words])


def _size(text: str) -> float:
    """Long numbers are set smaller: in parts of the size of short ones."""
    return 1.0 if len(text) < 7 else 0.84 if len(text) < 10 else 0.66


def _below(one: Figure, room: float) -> Markup:
    if one.chip is None:
        return foot(one.age, room)
    left = room - width(one.chip.text, 21) - 80
    return tag("div", chip_mark(one.chip), foot(one.age, left), class_="w-figure__foot")


def _row(one: Figure, *, narrow: bool) -> Markup:
    change = change_line(one) if one.value is not None else None
    sign = tag("em", SIGN) if one.status == Status.SIMULATED else None
    name = tag("span", tag("b", one.title, sign), tag("small", _when(one)), class_="w-row__name")
    value = tag("span", _row_value(one), change if narrow else None, class_="w-row__value")
    line = trend(one.values, one.statuses, Box(150, 50), one.title) if one.value is not None and not narrow else None
    return tag("div", name, line, value, None if narrow else change, class_="w-row", data_key=one.indicator.code)


def _row_value(one: Figure) -> Markup:
    if one.value is None:
        return tag("span", _("chưa có số liệu"), class_="w-nothing")
    text = tag("b", number(one.value, one.indicator.decimals), class_="w-num")
    return tag("span", text, tag("small", one.indicator.unit(language())))


def _fitting_period(one: Figure, room: float) -> str:
    """The period as officials write it, or short where the title leaves no room."""
    if one.period is None:
        return ""
    whole = period_text(one.period)
    left = room - width(one.title, TITLE_SIZE) * BOLD
    return whole if side_width(whole, ()) <= left else period_text(one.period, short=True)


def _when(one: Figure) -> str:
    return "" if one.period is None or one.value is None else period_text(one.period)
