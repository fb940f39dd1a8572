"""Parts that show the provinces: on a map, which may play through time, or best and worst."""

from datetime import date

import pandas as pd
from markupsafe import Markup

from components.formatting import period
from components.language import _
from components.wall.ages import Age, age_of
from components.wall.box import below_title
from components.wall.country import Country, country_map
from components.wall.ranked import ranked_bars
from components.wall.tile import nothing
from data.clock import day_of
from data.periods import Period
from data.records import Indicator
from pages.wall.parts.common import Ask, statuses_in

EDITION = "2025"


def map_(ask: Ask) -> Markup:
    """The provinces at the newest period that says something of most of them, or playing through the last ones."""
    indicator, questions = ask.indicator(), ask.view.questions
    telling = questions.telling_period(indicator, vintage=EDITION)
    short = indicator.short(ask.view.language)
    if telling is None:
        return ask.tile(ask.title(short), nothing(), age=Age(None))
    wanted = [(indicator, one) for one in _periods(ask, indicator, telling)]
    frames = {str(one): frame for (_code, one), frame in questions.rankings(wanted, vintage=EDITION).items()}
    country = Country(questions.tiles(EDITION), frames, indicator)
    plays = len(frames) > 1
    title = ask.title(short if plays else f"{short}, {period(telling)}")
    drawing = country_map(country, below_title(ask.box), listed=ask.option("list"))
    newest = frames[str(telling)]
    age = age_of(_recorded(ask, indicator, telling), telling)
    note = _missing(len(newest), len(questions.entities("province", EDITION)))
    return ask.tile(
        title, drawing, age=age, unit=indicator.unit(ask.view.language), statuses=statuses_in(newest), note=note
    )


def _periods(ask: Ask, indicator: Indicator, telling: Period) -> list[Period]:
    """The last periods up to the telling one, of its length, oldest first, that any province has a figure of."""
    counted = ask.view.questions.periods(indicator, vintage=EDITION)
    found = sorted(one for one in counted if one.grain is telling.grain and one.end <= telling.end)
    return found[-ask.option("periods") :]


def ranking(ask: Ask) -> Markup:
    """The provinces that stand best and those that stand worst."""
    indicator, questions = ask.indicator(), ask.view.questions
    telling = questions.telling_period(indicator, vintage=EDITION)
    short = indicator.short(ask.view.language)
    if telling is None:
        return ask.tile(ask.title(short), nothing(), age=Age(None))
    frame = questions.ranking(indicator, telling, vintage=EDITION)
    title = ask.title(f"{short}, {period(telling)}")
    body = ranked_bars(frame, indicator, ask.option("most"))
    age = age_of(_recorded(ask, indicator, telling), telling)
    note = _missing(len(frame), len(questions.entities("province", EDITION)))
    return ask.tile(
        title, body, age=age, unit=indicator.unit(ask.view.language), statuses=statuses_in(frame), note=note
    )


def _recorded(ask: Ask, indicator: Indicator, when: Period) -> date | None:
    """When the newest figure of a period came to be known."""
    look = {"vintage": EDITION, "grain": when.grain, "start": when, "end": when}
    panel: pd.DataFrame = ask.view.questions.panel(indicator, **look)  # type: ignore[arg-type]
    known = panel.loc[panel["value"].notna(), "recorded_at"]
    return None if known.empty else day_of(known.max())


def _missing(present: int, expected: int) -> str:
    if present >= expected:
        return ""
    return _("{missing} trong {expected} địa phương chưa có số").format(missing=expected - present, expected=expected)
