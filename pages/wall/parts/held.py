"""Parts that show what the warehouse holds and how it came there; and words of the office's own."""

from typing import Any

from markupsafe import Markup

from components.formatting import day, is_missing, number
from components.language import _
from components.wall import held
from components.wall.ages import Age
from components.wall.tags import tag
from components.wall.tile import head, nothing
from data.clock import day_of
from pages.charts import cited
from pages.holdings_parts import kind_word
from pages.wall.parts.common import Ask, today


def holdings(ask: Ask) -> Markup:
    """What there is, in large numbers."""
    questions = ask.view.questions
    summary = questions.summary()
    facts = [
        (_("chỉ tiêu"), number(summary["indicators"])),
        (_("đơn vị"), number(summary["entities"])),
        (_("số liệu, kể cả các lần điều chỉnh"), number(summary["observations"])),
        (_("số công bố mới nhất"), day(questions.data_date())),
        (_("phiên bản dữ liệu"), number(questions.data_version())),
    ]
    return held.bare(facts, _newest(ask), ask.box.wide)


def coverage(ask: Ask) -> Markup:
    """By theme, how many indicators have published figures."""
    questions, language = ask.view.questions, ask.view.language
    states = dict(zip(*(questions.coverage()[name] for name in ("indicator", "state")), strict=True))
    counts: dict[str, list[int]] = {}
    for one in questions.indicators():
        line = counts.setdefault(one.theme_name(language), [0, 0, 0])
        line[("real", "simulated", "none").index(states.get(one.code, "none"))] += 1
    themes = [held.Theme(name, *line) for name, line in counts.items()]
    title = ask.title(_("Chỉ tiêu có số công bố, theo chủ đề"))
    return ask.tile(title, held.coverage_bars(themes), age=_newest(ask))


def sources(ask: Ask) -> Markup:
    """The sources that were heard of last."""
    frame = cited(ask.view, ask.view.questions.freshness()).head(ask.option("most"))
    title = ask.title(_("Nguồn số liệu, mới nhất trước"))
    if frame.empty:
        return ask.tile(title, nothing(), age=Age(None))
    rows: list[Any] = list(frame.itertuples())  # of no declared type: pandas cannot know what a column holds
    lines = [(str(row.source), day_of(row.last_recorded)) for row in rows if not is_missing(row.last_recorded)]
    return ask.tile(title, held.source_lines(lines, today()), age=_newest(ask))


def loads(ask: Ask) -> Markup:
    """The last loads, those that were refused among them."""
    frame = ask.view.questions.batches(ask.option("most"))
    title = ask.title(_("Các lần nạp gần nhất"))
    if frame.empty:
        return ask.tile(title, nothing(_("Chưa có lần nạp nào.")), age=Age(None))
    return ask.tile(
        title, held.load_lines([_load(row) for row in frame.itertuples()]), age=Age(day_of(frame["finished_at"].max()))
    )


def _load(row: Any) -> held.Load:
    name = row.file_name if isinstance(row.file_name, str) else kind_word(str(row.kind))
    counts = [
        None if is_missing(one) else int(one)
        for one in (row.rows_new, row.rows_revised, row.rows_replaced, row.rows_refused)
    ]
    return held.Load(f"b{row.id}", name, row.finished_at, row.state != "refused", *counts)


def text(ask: Ask) -> Markup:
    """Words that the office wrote into the file of the scene."""
    words = ask.option("text_en" if ask.view.language == "en" else "text_vi")
    title = ask.title("")
    above = head(title, ask.box.wide) if title else None
    return tag("div", above, tag("p", words, class_="w-said"), class_="w-tile__in")


def _newest(ask: Ask) -> Age:
    return Age(ask.view.questions.data_date())
