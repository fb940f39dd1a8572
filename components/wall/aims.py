"""Targets of the year: what is asked, what is expected, and how likely it is; and how many stand how."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from components.chips import TargetState, short_target_word, target_look
from components.formatting import number
from components.language import _
from components.wall.tags import tag

ORDER = (
    TargetState.OFF_TRACK,
    TargetState.AT_RISK,
    TargetState.ON_TRACK,
    TargetState.EXCEEDED,
    TargetState.MET,
    TargetState.MISSED,
    TargetState.BEHIND,
    TargetState.NOT_MEASURABLE,
    TargetState.NO_DATA,
)


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as a wall shows it; texts are in the reader's language, `chance` is 0 to 1 where one is known."""

    key: str
    name: str
    asked: str
    stands: str
    state: TargetState
    chance: float | None
    simulated: bool


def aims_table(aims: Sequence[Aim], columns: int, *, wide: bool) -> Markup:
    """A line a target, in one column or two; `wide` lines also say what is expected."""
    per = -(-len(aims) // columns)
    parts = [aims[at * per : (at + 1) * per] for at in range(columns)]
    tables = [tag("div", [_line(one, wide=wide) for one in part], class_="w-aims__column") for part in parts if part]
    return tag("div", tables, class_="w-aims w-aims--wide" if wide else "w-aims", style=f"--rows:{per}")


def state_counts(aims: Sequence[Aim]) -> Markup:
    """How many targets stand how, the worst first; states without any are left out, but for the three of the year."""
    always = (TargetState.OFF_TRACK, TargetState.AT_RISK, TargetState.ON_TRACK)
    counted = {one: sum(aim.state is one for aim in aims) for one in ORDER}
    lines = [_count(one, count) for one, count in counted.items() if count or one in always]
    return tag("div", lines, class_="w-counts")


def _count(state: TargetState, count: int) -> Markup:
    tone, sign = target_look(state)
    return tag(
        "p",
        tag("b", number(count), class_="w-num"),
        tag("span", tag("i", sign, aria_hidden="true"), " ", short_target_word(state)),
        class_=f"w-count w-tone--{tone if count else 'none'}",
        data_key=state.value,
    )


def _line(one: Aim, *, wide: bool) -> Markup:
    tone, sign = target_look(one.state)
    chance = _chance(one, tone) if one.chance is not None else _word(one, tone, sign)
    mark = tag("em", "°") if one.simulated else None
    stands = f" · {one.stands}" if wide and one.stands else None
    under = tag("small", tag("span", one.asked, class_="w-aim__asked"), stands)
    return tag(
        "div",
        tag("span", tag("b", one.name), mark, under, class_="w-aim__name"),
        chance,
        class_=f"w-aim w-tone--{tone}",
        data_key=one.key,
    )


def _chance(one: Aim, tone: str) -> Markup:
    share = one.chance or 0.0
    _tone, sign = target_look(one.state)
    return tag(
        "span",
        tag("span", tag("b", style=f"width:{share:.1%}"), class_="w-aim__bar", aria_hidden="true"),
        tag("i", sign, aria_hidden="true"),
        tag("b", chance_text(share), class_="w-num"),
        class_=f"w-aim__chance w-aim__chance--{tone}",
        aria_label=_("xác suất đạt {chance}, {word}").format(
            chance=chance_text(share), word=short_target_word(one.state)
        ),
    )


def chance_text(chance: float) -> str:
    """A probability in whole per cent; never 0% or 100%, which nobody can promise."""
    if chance < 0.01:
        return "<1%"
    return ">99%" if chance > 0.99 else f"{number(chance * 100)}%"


def aim_word(state: TargetState) -> str:
    """How a target stands, in a word or two."""
    return _("chưa có") if state is TargetState.NO_DATA else short_target_word(state)


def _word(one: Aim, tone: str, sign: str) -> Markup:
    return tag(
        "span",
        tag("i", sign, aria_hidden="true"),
        " ",
        aim_word(one.state),
        class_=f"w-aim__word w-tone--{tone}",
    )
