"""Parts that show assigned tasks: how they stand, which units are late, and those that ask for attention first."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from components.formatting import day, number
from components.language import _
from components.wall import desk
from components.wall.ages import Age
from components.wall.box import below_title
from components.wall.desk import Count, Line, Share
from components.wall.tile import nothing
from data.clock import day_of
from data.tasks.records import Task, TaskState
from pages.task_words import LOOK, how_long, state_word
from pages.wall.parts.common import Ask

NARROW = 1060.0
SOON = 14
ORDER = (
    TaskState.OVERDUE, TaskState.IN_TIME, TaskState.NO_DUE_DATE, TaskState.DONE_LATE, TaskState.DONE_ON_TIME,
    TaskState.WITHDRAWN,
)  # fmt: skip
"""What asks for attention first."""


def task_states(ask: Ask) -> Markup:
    """How the tasks stand; the states add up to what was assigned, and the sum is written out."""
    (row,) = ask.view.questions.task_counts().to_dict("records")
    title = ask.title(_("Nhiệm vụ được giao"))
    total = int(row["assigned"])
    if not total:
        return ask.tile(title, nothing(_("Chưa có nhiệm vụ nào.")), age=Age(None))
    counts = [Count(one.value, int(row[one.value]), state_word(one), *LOOK[one]) for one in ORDER]
    return ask.tile(title, desk.summed(total, _("được giao"), counts), age=_age(ask), note=_made_up(ask))


def task_units(ask: Ask) -> Markup:
    """Units with most overdue tasks."""
    frame, registry = ask.view.questions.task_counts("unit"), ask.view.questions.registry()
    title = ask.title(_("Quá hạn theo đơn vị chủ trì"))
    rows: list[dict[str, Any]] = [{str(name): value for name, value in one.items()} for one in frame.to_dict("records")]
    late = sorted((one for one in rows if one["overdue"]), key=lambda one: (-one["overdue"], -one["assigned"]))
    if not late:
        return ask.tile(title, nothing(_("Không đơn vị nào quá hạn.")), age=_age(ask))
    most = ask.option("most")
    shares = [_share(registry.by_id[int(one["key"])].name(ask.view.language), one) for one in late[:most]]
    left = sum(int(one["overdue"]) for one in late[most:])
    words = _("còn {tasks} nhiệm vụ quá hạn ở {units} đơn vị khác")
    note = words.format(tasks=number(left), units=number(len(late) - most)) if left else ""
    return ask.tile(title, desk.shares(shares), age=_age(ask), unit=_("quá hạn / được giao"), note=note)


def _share(name: str, row: dict[str, Any]) -> Share:
    parts = tuple((LOOK[one][0], int(row[one.value])) for one in ORDER)
    return Share(f"u{row['key']}", name, int(row["assigned"]), int(row["overdue"]), parts)


def tasks(ask: Ask) -> Markup:
    """Tasks that are overdue, the longest first, or due within two weeks."""
    questions, overdue = ask.view.questions, ask.option("which") == "overdue"
    found = questions.tasks_overdue() if overdue else questions.tasks_due(SOON)
    title = ask.title(_("Quá hạn lâu nhất") if overdue else _("Đến hạn trong {days} ngày").format(days=SOON))
    if not found:
        empty = _("Không có nhiệm vụ nào quá hạn.") if overdue else _("Không có nhiệm vụ nào sắp đến hạn.")
        return ask.tile(title, nothing(empty), age=_age(ask))
    shown, room = found[: ask.option("most")], below_title(ask.box)
    lines = [_line(ask, one) for one in shown]
    unit = _("{count} nhiệm vụ").format(count=number(len(found)))
    body = desk.lines(lines, narrow=room.wide < NARROW)
    return ask.tile(title, body, age=_age(ask), unit=unit, note=_marked(shown))


def _line(ask: Ask, one: Task) -> Line:
    tone, sign = LOOK[one.state]
    unit = ask.view.questions.registry().by_id[one.lead_id].name(ask.view.language)
    until = _("hạn {day}").format(day=day(one.due_on)) if one.due_on else ""
    return Line(f"t{one.number}", tone, sign, how_long(ask.view, one), one.content, one.document, unit, until,
                late=one.state is TaskState.OVERDUE, simulated=one.simulated)  # fmt: skip


def _age(ask: Ask) -> Age:
    """Tasks are as old as the last word on one of them."""
    last = max((one.recorded_at for one in ask.view.questions.tasks()), default=None)
    return Age(None if last is None else day_of(last))


def _made_up(ask: Ask) -> str:
    return _marked(ask.view.questions.tasks())


def _marked(found: Sequence[Task]) -> str:
    return _("° nhiệm vụ mô phỏng") if any(one.simulated for one in found) else ""
