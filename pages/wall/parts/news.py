"""Parts that show what changed today: figures with what was known before, and the day in sentences."""

from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from components.formatting import change, day, is_missing, number, period, with_unit
from components.language import _
from components.wall.ages import Age
from components.wall.box import Box, below_title
from components.wall.news import Change, brief_lines, change_lines, simulated_note
from components.wall.tags import NOTHING
from components.wall.tile import nothing
from components.wall.trend import trend
from data.clock import day_of
from data.questions.news import News
from data.records import Indicator
from pages.morning_gathered import Morning
from pages.morning_told import against_earlier, told
from pages.wall.parts.common import Ask, today

DAY = 24


def changes(ask: Ask) -> Markup:
    """Figures that came or were revised today, the farthest moved first; on a quiet day, those of the newest load."""
    frame, words = _changes(ask)
    title = ask.title(words)
    if frame.empty:
        return ask.tile(title, nothing(_("Chưa có lần nạp số liệu nào.")), age=Age(None))
    lines = [_changed(ask, row) for row in frame.itertuples()]
    room = below_title(ask.box)
    statuses = sorted(str(one) for one in frame["status"].unique())
    return ask.tile(title, change_lines(lines, room), age=_age(frame), statuses=statuses)


def _changes(ask: Ask) -> tuple[pd.DataFrame, str]:
    """The figures, and what they are called."""
    since, most, here = ask.option("since"), ask.option("most"), today()
    last = _("Số mới và số điều chỉnh của lần nạp gần nhất")
    if since != "load":
        news = ask.view.questions.news(here, here, most, hours=DAY if since == "day" else 0)
        if not news.figures.empty:
            words = _("24 giờ qua: {counts}") if since == "day" else _("Hôm nay: {counts}")
            return news.figures, words.format(counts=_counts(news))
        quiet = _("Hôm nay chưa có số nào mới. Lần nạp gần nhất:")
        last = _("24 giờ qua không có số nào mới. Lần nạp gần nhất:") if since == "day" else quiet
    return ask.view.questions.changes_of_last_load(most), last


def _counts(news: News) -> str:
    """How many figures are new, and how many were revised; what there is none of is not named."""
    said = [
        _("{count} số mới").format(count=number(news.new)) if news.new else "",
        _("{count} số điều chỉnh").format(count=number(news.revised)) if news.revised else "",
    ]
    return ", ".join(filter(None, said))


def _age(frame: pd.DataFrame) -> Age:
    return Age(day_of(frame["recorded_at"].max()))


def _changed(ask: Ask, row: Any) -> Change:
    language = ask.view.language
    indicator = ask.view.questions.indicator(str(row.indicator))
    unit = ask.view.questions.registry().by_id[row.entity_id]
    moved = change(float(row.value), None if is_missing(row.before) else float(row.before), indicator)
    return Change(
        key=f"{row.indicator}-{row.entity_id}-{row.period}",
        name=indicator.short(language),
        where="" if unit.kind == "nation" else unit.name(language),
        period=period(str(row.period)),
        before=_before(row, indicator),
        now=with_unit(float(row.value), indicator),
        tone=moved.tone if moved else "none",
        arrow=moved.arrow if moved else "",
        line=_line(ask, indicator) if unit.kind == "nation" else NOTHING,
    )


def _before(row: Any, indicator: Indicator) -> str:
    """What was known before, or of a new figure how it stands against the year before."""
    if not is_missing(row.before):
        return f"{with_unit(float(row.before), indicator)} →"
    moved = against_earlier(row, indicator) if hasattr(row, "earlier") else ""
    return _("mới, {moved}").format(moved=moved) if moved else _("số mới")


def _line(ask: Ask, indicator: Indicator) -> Markup:
    """Where the nation's figure comes from."""
    values, statuses = ask.view.questions.sparks(ask.view.questions.nation()).get(indicator.code, ([], []))
    return trend(values, statuses, Box(260, 56), indicator.short(ask.view.language))


def brief(ask: Ask) -> Markup:
    """Today in sentences: figures, alerts, tasks, reports, and what is said of targets."""
    here: date = today()
    lines = [(one.about, one.text, one.simulated) for one in told(Morning(ask.view, here, here))]
    title = ask.title(_("Hôm nay, {day}").format(day=day(here)))
    body = brief_lines(lines, below_title(ask.box))
    return ask.tile(title, body, age=Age(here), note=simulated_note(lines))
