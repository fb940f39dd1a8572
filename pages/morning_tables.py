"""The lists of a morning brief, each a table that can be taken into a pack; every line leads to its page."""

from collections.abc import Iterator, Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from alerts.wording import LOOK, about, says, severity_word, why_word
from components.cards import section_card
from components.chips import TargetState, short_target_word
from components.columns import Column
from components.formatting import MISSING, chance_text, change, day, is_missing, number, with_unit
from components.language import _
from components.tables import simple_table
from components.taking import About, offer_table
from data.alerts.records import Alert
from data.questions.reports import Report
from data.records import Status
from data.targets.said import Turn
from data.tasks.records import Task
from pages.alerts import who_words
from pages.finding import unit_key
from pages.morning_gathered import WEEK, Morning
from pages.morning_told import against_earlier, figure_link
from pages.target_causes import causes_text
from pages.target_words import asked_short
from pages.task_words import how_long

MOST, MOST_TAKEN = 8, 40
FIGURES, OPENED, CLOSED, DUE, OVERDUE, LATE, TURNS = (
    f"morning-{name}" for name in ("figures", "opened", "closed", "due", "overdue", "late", "turns")
)


def figures_card(morning: Morning) -> Component:
    """Figures that came or were revised, those farthest from their usual step first."""
    news = morning.news
    rows = [_figure(morning, row) for row in news.figures.itertuples()]
    columns = [
        Column("name", _("Chỉ tiêu"), link="href"),
        Column("period", _("Kỳ"), "period"),
        Column("before", _("Trước đó")),
        Column("value", _("Nay"), "number", text="now"),
        Column("moved", _("Thay đổi")),
        Column("size", _("Gấp bước thường"), note=_("so với bước thay đổi ở giữa của chính chuỗi số này")),
        Column("status", _("Loại số liệu"), "status"),
    ]
    total = news.new + news.revised
    shown = _("{shown} trong {total} số, xa mức thường nhất trước").format(shown=number(len(rows)), total=number(total))
    empty = _("Không có số liệu công bố nào mới hay được điều chỉnh.")
    return _card(FIGURES, _("Số liệu mới và điều chỉnh"), rows, columns, empty, subtitle=shown if rows else None)


def _figure(morning: Morning, row: Any) -> dict[str, Any]:
    view = morning.view
    indicator = view.questions.indicator(str(row.indicator))
    unit = view.questions.registry().by_id[row.entity_id]
    name = indicator.short(view.language)
    revised = not is_missing(row.before)
    moved = change(float(row.value), float(row.before), indicator) if revised else None
    return {
        "name": name if unit.kind == "nation" else f"{name}, {unit.name(view.language)}",
        "href": figure_link(morning, row),
        "period": str(row.period),
        "before": with_unit(float(row.before), indicator) if revised else _("số mới"),
        "value": float(row.value),
        "now": with_unit(float(row.value), indicator),
        "moved": f"{moved.arrow} {moved.text}" if moved else against_earlier(row, indicator) or MISSING,
        "size": MISSING if is_missing(row.size) else _whole(_("{times} lần").format(times=number(row.size, 1))),
        "status": str(row.status),
    }


# --- alerts and tasks -------------------------------------------------------------------------------------------------


def alerts_card(morning: Morning) -> Component:
    """Alerts that were raised, and those that were closed."""
    opened, closed = morning.opened, morning.closed
    columns = [
        Column("severity", _("Mức")),
        Column("about", _("Về"), link="href"),
        Column("says", _("Điều đã thấy")),
        Column("who", _("Xử lý")),
    ]
    return section_card(
        _("Cảnh báo"),
        [
            _part(morning, OPENED, _("Cảnh báo mới nêu"), [_alert(morning, one) for one in opened], columns,
                  _("Không cảnh báo nào mới nêu."), "/alerts"),
            _part(morning, CLOSED, _("Cảnh báo đã đóng"), [_alert(morning, one) for one in closed], columns,
                  _("Không cảnh báo nào được đóng."), "/alerts"),
        ],
    )  # fmt: skip


def _alert(morning: Morning, one: Alert) -> dict[str, Any]:
    registry = morning.view.questions.registry()
    said = says(one, registry)
    return {
        "severity": _whole(f"{LOOK[one.severity][1]} {severity_word(one.severity)}"),
        "about": about(one, registry),
        "href": morning.view.link(f"/alerts/{one.id}"),
        "says": f"{said} · {_('số mô phỏng')}" if one.breach.simulated else said,
        "who": why_word(one.closed_why) if one.closed_why else who_words(morning.view, one),
    }


def tasks_card(morning: Morning) -> Component:
    """Tasks that are due within a week, and those that are overdue."""
    columns = [
        Column("content", _("Nội dung nhiệm vụ"), link="href"),
        Column("lead", _("Chủ trì")),
        Column("due", _("Thời hạn"), "day"),
        Column("left", _("Còn lại")),
    ]
    due = _("Đến hạn trong {days} ngày tới").format(days=number(WEEK))
    return section_card(
        _("Nhiệm vụ"),
        [
            _part(morning, DUE, due, [_task(morning, one) for one in morning.due], columns,
                  _("Không nhiệm vụ nào đến hạn trong tuần."), "/tasks", state="in_time"),
            _part(morning, OVERDUE, _("Đang quá hạn"), [_task(morning, one) for one in morning.overdue[::-1]], columns,
                  _("Không nhiệm vụ nào quá hạn."), "/tasks", state="overdue"),
        ],
    )  # fmt: skip


def _task(morning: Morning, one: Task) -> dict[str, Any]:
    unit = morning.view.questions.registry().by_id[one.lead_id]
    return {
        "content": f"{one.content} · {_('mô phỏng')}" if one.simulated else one.content,
        "href": morning.view.link(f"/tasks/{one.number}"),
        "lead": unit.name(morning.view.language),
        "due": one.due_on,
        "left": _whole(how_long(morning.view, one)),
    }


# --- reports and calls ------------------------------------------------------------------------------------------------


def reports_card(morning: Morning) -> Component:
    """Reports that are due and have not come, those late since the fewest days first."""
    columns = [
        Column("unit", _("Đơn vị báo cáo"), link="owes"),
        Column("name", _("Chỉ tiêu"), link="href"),
        Column("expected", _("Kỳ chưa có"), "period"),
        Column("due", _("Hạn"), "day"),
        Column("late", _("Chậm")),
    ]
    rows = [_report(morning, one) for one in morning.late]
    days = morning.view.questions.report_days()
    rule = _("Hạn: {month} ngày sau tháng, {quarter} ngày sau quý, {year} ngày sau năm; như quy tắc cảnh báo số chậm.")
    told = rule.format(month=number(days["M"]), quarter=number(days["Q"]), year=number(days["A"]))
    words = _("Báo cáo đến hạn mà chưa có")
    return section_card(
        words,
        _table(LATE, words, rows, columns, _("Không báo cáo định kỳ nào chậm.")),
        subtitle=_("mới chậm trước"),
        footer=html.Span([told, " ", *_rest(morning, len(rows), "/alerts")]),
        id="late",
    )


def _report(morning: Morning, one: Report) -> dict[str, Any]:
    view, registry = morning.view, morning.view.questions.registry()
    indicator, unit = morning.indicator(one.indicator_id), registry.by_id[one.entity_id]
    owes = registry.by_id.get(one.reporter_id or 0)
    where = {"province": "/provinces", "ministry": "/ministries"}
    return {
        "unit": owes.name(view.language) if owes else MISSING,
        "owes": view.link(f"{where[owes.kind]}/{owes.code}") if owes and owes.kind in where else None,
        "name": indicator.short(view.language),
        "href": view.link(f"/indicators/{indicator.code}", unit=unit_key(unit)),
        "expected": str(one.expected),
        "due": one.due,
        "late": _whole(_("{count} ngày").format(count=number(one.late_days))),
    }


def turns_card(morning: Morning) -> Component:
    """Targets of which something else is said, and why."""
    columns = [
        Column("name", _("Mục tiêu"), link="href"),
        Column("states", _("Tình hình")),
        Column("chances", _("Xác suất đạt")),
        Column("why", _("Vì sao")),
    ]
    rows = [_turn(morning, one) for one in morning.turns]
    calm = _("Không mục tiêu nào đổi tình hình hay đổi xác suất quá 5 điểm.")
    marks = (Status.SIMULATED,) if any(one.now.call.simulated for one in morning.turns) else ()
    words = _("Nhận định về mục tiêu đã đổi")
    return section_card(
        words,
        _table(TURNS, words, rows, columns, calm, About(marks=marks)),
        subtitle=_("so với ngày {day}").format(day=day(morning.since)),
        footer=next(_rest(morning, len(rows), "/targets"), None),
    )


def _turn(morning: Morning, turn: Turn) -> dict[str, Any]:
    view, number_ = morning.view, turn.now.call.number
    target = morning.targets[number_]
    indicator = view.questions.indicator(target.indicator)
    unit = view.questions.registry().by_id[target.entity_id]
    calls = [one.call for one in (turn.before, turn.now) if one is not None]
    states = [short_target_word(TargetState(one.state.value)) for one in calls]
    chances = [chance_text(one.probability) for one in calls if one.probability is not None]
    name = f"{indicator.short(view.language)} {asked_short(target, indicator)}"
    mark = f" · {_('số mô phỏng')}" if turn.now.call.simulated else ""
    return {
        "name": (name if unit.kind == "nation" else f"{name}, {unit.name(view.language)}") + mark,
        "href": view.link(f"/targets/{number_}"),
        "states": " → ".join(dict.fromkeys(states)),
        "chances": " → ".join(chances) or MISSING,
        "why": causes_text(turn.causes),
    }


# --- shared -----------------------------------------------------------------------------------------------------------


def _card(
    id: str, title: str, rows: Sequence[dict[str, Any]], columns: list[Column], empty: str, subtitle: str | None
) -> Component:
    return section_card(
        title,
        simple_table(rows, columns, id=id, caption=title, empty=empty, in_blocks=True),
        subtitle=subtitle,
        id="figures",
    )


def _table(
    id: str, title: str, rows: Sequence[dict[str, Any]], columns: list[Column], empty: str, told: About | None = None
) -> Component:
    """The first rows of a list; files take more of it."""
    shown = simple_table(rows[:MOST], columns, id=id, caption=title, empty=empty, about=told, in_blocks=True)
    offer_table(id, title, rows[:MOST_TAKEN], columns, told, empty=empty)
    return shown


def _part(
    morning: Morning, id: str, title: str, rows: list[dict[str, Any]], columns: list[Column], empty: str, path: str,
    **params: str,
) -> Any:  # fmt: skip
    """One of two lists in a card: its name, its first rows, and the way to the rest."""
    more = next(_rest(morning, len(rows), path, **params), None)
    body = [html.H3(title, className="tc-morning__part"), _table(id, title, rows, columns, empty)]
    return html.Div([*body, html.P(more, className="tc-note") if more else None])


def _whole(text: str) -> str:
    """A short text that stays on one line."""
    return text.replace(" ", "\u00a0")


def _rest(morning: Morning, count: int, path: str, **params: str) -> Iterator[Any]:
    """How many more there are, and where."""
    if count > MOST:
        words = _("còn {count} dòng nữa").format(count=number(count - MOST))
        yield dcc.Link(words, href=morning.view.link(path, **params))
