"""Parts that show how the nation's targets of the year stand, and how likely they will be reached."""

from markupsafe import Markup

from components.chips import TargetState
from components.formatting import target_text
from components.language import _
from components.wall.ages import Age
from components.wall.aims import Aim, aims_table, state_counts
from components.wall.box import below_title
from components.wall.tile import nothing
from data.records import Indicator, Target
from data.targets.choosing import find_target
from data.targets.said import Call
from pages.readings import list_text
from pages.wall.parts.common import Ask, called, today

LINE, NARROW = 50.0, 420.0
WIDE = 640.0
"""A column of targets at least so wide also says what is expected."""


def targets(ask: Ask) -> Markup:
    """Targets of this year, a line each: what is asked, what is expected, the chance of it."""
    found = _aims(ask)[: ask.option("most")]
    title = ask.title(_("Mục tiêu năm {year}").format(year=today().year))
    if not found:
        return ask.tile(title, nothing(_("Chưa có mục tiêu nào của năm nay trong kho.")), age=_age(ask))
    room = below_title(ask.box)
    columns = ask.option("columns") if room.wide > room.high else 1
    if room.high / len(found) < LINE and room.wide >= 2 * NARROW:
        columns = 2
    body = aims_table(found, columns, wide=room.wide / columns >= WIDE)
    note = _("° số mô phỏng") if any(one.simulated for one in found) else ""
    return ask.tile(title, body, age=_age(ask), unit=_("xác suất đạt"), note=note)


def target_states(ask: Ask) -> Markup:
    """How many of the targets of this year stand how."""
    found = _aims(ask)
    title = ask.title(_("Năm {year}").format(year=today().year))
    if not found:
        return ask.tile(title, nothing(_("Chưa có mục tiêu nào của năm nay trong kho.")), age=_age(ask))
    unit = _("{count} mục tiêu").format(count=len(found))
    return ask.tile(title, state_counts(found), age=_age(ask), unit=unit)


def _aims(ask: Ask) -> list[Aim]:
    """One target an indicator, by the precedence of who assigned it, in the order of the catalogue."""
    questions, year = ask.view.questions, today().year
    every = questions.targets(year=year, entity=questions.nation())
    of_year = [one for one in every if one.year_from == one.year_to == year]
    codes = [one.code for one in questions.known(dict.fromkeys(one.indicator for one in of_year))]
    order = {one.code: at for at, one in enumerate(questions.indicators())}
    chosen = [
        (questions.indicator(code), target)
        for code in sorted(codes, key=lambda code: order[code])
        if (target := find_target(questions.indicator(code), year, of_year)) is not None
    ]
    said = called(ask, [target for _indicator, target in chosen])
    return [_aim(ask, indicator, target, said[target.number]) for indicator, target in chosen]


def _aim(ask: Ask, indicator: Indicator, target: Target, call: Call) -> Aim:
    return Aim(
        key=indicator.code,
        name=indicator.short(ask.view.language),
        asked=target_text(target, indicator),
        stands=_stands(indicator, call),
        state=TargetState(call.state.value),
        chance=call.probability,
        simulated=call.simulated,
    )


def _stands(indicator: Indicator, call: Call) -> str:
    """What the year is expected to come to, or came to."""
    if call.probability is not None and call.expected is not None:
        return _("dự báo {value}").format(value=list_text(call.expected, indicator))
    return "" if call.value is None else _("kết quả {value}").format(value=list_text(call.value, indicator))


def _age(ask: Ask) -> Age:
    """Chances follow from every figure: they are as old as the newest one."""
    return Age(ask.view.questions.data_date())
