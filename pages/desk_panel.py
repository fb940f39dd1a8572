"""What people see to, on the page of an indicator or a target: its open alerts and the tasks that are about it."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.cards import section_card
from components.columns import Column
from components.formatting import day, number
from components.language import _
from components.markup import attrs
from components.tables import simple_table
from data.alerts.records import Alert
from data.records import Indicator, Target
from data.tasks.records import Task, TaskState
from pages.alerts import alert_columns, alert_row
from pages.task_words import LOOK, how_long, state_word
from pages.view import View

MOST = 6
ORDER = (TaskState.OVERDUE, TaskState.IN_TIME, TaskState.NO_DUE_DATE)


def of_indicator(view: View, indicator: Indicator) -> Component:
    """Alerts and tasks about an indicator, of whichever unit."""
    questions = view.questions
    alerts = questions.open_alerts(indicator=indicator, as_of=view.as_of)
    return _panel(view, alerts, questions.tasks(indicator=indicator, as_of=view.as_of))


def of_target(view: View, target: Target) -> Component:
    """Alerts that a target became worse, and tasks that serve it."""
    questions = view.questions
    indicator = questions.indicator(target.indicator)
    entity = questions.registry().by_id[target.entity_id]
    about = questions.open_alerts(indicator=indicator, entity=entity, as_of=view.as_of)
    alerts = [one for one in about if one.breach.detail.get("target") == target.number]
    return _panel(view, alerts, questions.tasks(target_number=target.number, as_of=view.as_of))


def _panel(view: View, alerts: Sequence[Alert], tasks: Sequence[Task]) -> Component:
    """The cards that there is something for; the mark lets an open page follow what people do."""
    mark = html.Span(hidden=True, **attrs(data_desk="on"))
    cards = [card for card in (_alerts(view, alerts), _tasks(view, tasks)) if card is not None]
    return html.Div([mark, *cards], className="tc-stack", hidden=not cards)


def _alerts(view: View, alerts: Sequence[Alert]) -> Component | None:
    if not alerts:
        return None
    title = _("Cảnh báo đang mở")
    table = simple_table(
        [alert_row(view, one) for one in alerts[:MOST]], alert_columns(), id="desk-alerts", caption=title
    )
    return section_card(title, [table, _more(view, "/alerts", len(alerts))], subtitle=number(len(alerts)))


def _tasks(view: View, tasks: Sequence[Task]) -> Component | None:
    if not tasks:
        return None
    places = {state: place for place, state in enumerate(ORDER)}
    first = sorted(tasks, key=lambda one: places.get(one.state, len(ORDER)))[:MOST]
    columns = [
        Column("content", _("Nội dung"), link="href"),
        Column("lead", _("Chủ trì")),
        Column("due", _("Thời hạn")),
        Column("state", _("Trạng thái")),
    ]
    title = _("Nhiệm vụ liên quan")
    table = simple_table([_row(view, one) for one in first], columns, id="desk-tasks", caption=title)
    return section_card(title, [table, _more(view, "/tasks", len(tasks))], subtitle=number(len(tasks)))


def _row(view: View, one: Task) -> dict[str, Any]:
    made_up = [_("mô phỏng")] if one.simulated else []
    said = " · ".join(filter(None, [f"{LOOK[one.state][1]} {state_word(one.state)}", how_long(view, one), *made_up]))
    return {
        "content": one.content,
        "href": view.link(f"/tasks/{one.number}"),
        "lead": view.questions.registry().by_id[one.lead_id].name(view.language),
        "due": day(one.due_on) if one.due_on else _("không đặt"),
        "state": said,
    }


def _more(view: View, path: str, count: int) -> Component | None:
    if count <= MOST:
        return None
    return dcc.Link(_("Xem tất cả ({count})").format(count=number(count)), href=view.link(path))
