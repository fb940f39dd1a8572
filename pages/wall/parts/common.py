"""What the parts of scenes share: who asks for what in which room, newest figures, chances, ages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from markupsafe import Markup

from components.chips import TargetState, target_look
from components.formatting import CLOCK, as_period, is_missing, period, target_text
from components.language import _
from components.wall.ages import Age, age_of, oldest
from components.wall.aims import aim_word, chance_text
from components.wall.box import Box
from components.wall.figures import Chip, Figure
from components.wall.tile import tile
from data.clock import day_of
from data.periods import Period
from data.records import Indicator, Target
from data.targets.choosing import find_target
from data.targets.said import Call
from data.wall.records import Part
from pages.readings import change_of, compared_words, rows_of
from pages.view import View


@dataclass(frozen=True)
class Ask:
    """One part of a scene that is to be drawn: whose figures, which part, in which room."""

    view: View
    part: Part
    box: Box

    def option(self, name: str) -> Any:
        return self.part.options[name]

    def indicator(self, name: str = "indicator") -> Indicator:
        """The indicator that an option names; raises `UnknownIndicator`, also where it may not be known of."""
        return self.view.questions.indicator(self.part.options[name])

    def title(self, otherwise: str) -> str:
        return self.part.title(self.view.language) or otherwise

    def tile(
        self, title: str, body: Markup, *, age: Age, unit: str = "", statuses: Iterable[str] = (), note: str = ""
    ) -> Markup:
        """The frame of a tile in this room."""
        return tile(title, body, age=age, room=self.box.wide, unit=unit, statuses=statuses, note=note)


def today() -> date:
    return datetime.now(CLOCK).date()


def figure_of(ask: Ask, indicator: Indicator, title: str = "") -> Figure:
    """The newest figure of the nation, what it is compared with, and how its target of this year stands."""
    questions, nation = ask.view.questions, ask.view.questions.nation()
    row = rows_of(questions.headline(nation)).get(indicator.code)
    name = title or indicator.short(ask.view.language)
    if row is None or is_missing(row.value):
        return Figure(indicator, name, None, None, "", None, "", Age(None))
    values, statuses = questions.sparks(nation).get(indicator.code, ([], []))
    newest = as_period(str(row.period))
    return Figure(
        indicator=indicator,
        title=name,
        value=float(row.value),
        period=newest,
        status=str(row.status),
        change=change_of(indicator, row),
        against=compared_words(row),
        age=age_of(day_of(row.recorded_at), newest),
        chip=_chip(ask, indicator),
        values=values,
        statuses=statuses,
    )


def _chip(ask: Ask, indicator: Indicator) -> Chip | None:
    """The target of this year and the chance of reaching it; None where none was set."""
    target = target_of_year(ask, indicator)
    if target is None:
        return None
    call = called(ask, [target])[target.number]
    state = TargetState(call.state.value)
    tone, sign = target_look(state)
    asked = target_text(target, indicator)
    if call.probability is None:
        return Chip(tone, sign, f"{asked} · {aim_word(state)}")
    return Chip(tone, sign, _("{chance} đạt {asked}").format(chance=chance_text(call.probability), asked=asked))


def target_of_year(ask: Ask, indicator: Indicator) -> Target | None:
    """The nation's target of this year for an indicator."""
    questions = ask.view.questions
    return find_target(indicator, today().year, questions.targets(indicator=indicator, entity=questions.nation()))


def called(ask: Ask, targets: Sequence[Target]) -> dict[int, Call]:
    """What was said last of targets of this year; where the forecasts have not gone over one, how its figure stands."""
    said = ask.view.questions.target_calls(today().year)
    unsaid = [one for one in targets if one.number not in said]
    stands = ask.view.questions.standing(unsaid)
    figures = {
        one.number: Call(one.number, one.state, value=one.value, simulated=one.simulated) for one in stands.values()
    }
    return figures | {one.number: said[one.number].call for one in targets if one.number in said}


def age_of_frame(frame: pd.DataFrame) -> Age:
    """The age of the newest figure in a frame of one series."""
    known = frame[frame["value"].notna()]
    if known.empty:
        return Age(None)
    last = known.iloc[-1]
    return age_of(day_of(last["recorded_at"]), as_period(str(last["period"])))


def age_of_figures(figures: list[Figure]) -> Age:
    return oldest(one.age for one in figures)


def statuses_in(frame: pd.DataFrame) -> list[str]:
    """Kinds of the figures that are there."""
    return sorted(str(one) for one in frame.loc[frame["value"].notna(), "status"].unique())


def newest_period(frame: pd.DataFrame) -> Period | None:
    known = frame[frame["value"].notna()]
    return None if known.empty else Period.parse(str(known.iloc[-1]["period"]))


def said_period(value: Period | str | None) -> str:
    return "" if value is None else period(value)
