"""For the Government Office and for each unit: what was assigned to whom, what is overdue, what is due next.

Decision it serves: whom to remind, and what to ask at the meeting.
"""

from typing import Any

import dash
import pandas as pd
from dash import Dash, dcc, html
from dash.development.base_component import Component

from access.web import seeing
from components import controls
from components.cards import notice, section_card
from components.columns import Column
from components.formatting import number
from components.language import _
from components.markup import attrs
from components.tables import data_grid, simple_table
from data.records import Entity
from data.tasks.records import Task, TaskState
from pages.drawing import drawn_anew
from pages.finding import unit_key, unit_options
from pages.parts import page
from pages.task_words import LOOK, assigner_word, definitions, how_long, state_word
from pages.view import View

PARTS = {
    TaskState.DONE_ON_TIME: "good", TaskState.DONE_LATE: "late", TaskState.IN_TIME: "accent", TaskState.OVERDUE: "bad",
    TaskState.NO_DUE_DATE: "none", TaskState.WITHDRAWN: "none",
}  # fmt: skip
GROUPS = ("ministry", "province")
MONTHS = 12


def register(app: Dash) -> None:
    dash.register_page(__name__, path="/tasks", title=lambda **_codes: _("Nhiệm vụ") + " · Toàn Cảnh", layout=layout)


@drawn_anew
def layout(view: View) -> Component:
    leads = view.questions.task_leads(as_of=view.as_of)
    unit = next((one for one in leads if unit_key(one) == view.params.get("unit")), None)
    state = view.choice("state", [one.value for one in TaskState], "")
    found = view.questions.tasks(unit=unit, states=(TaskState(state),) if state else (), as_of=view.as_of)
    return page(
        view,
        _("Nhiệm vụ được giao"),
        html.Span(hidden=True, **attrs(data_desk="on")),
        _made_up(found),
        controls.bar(_unit_chooser(view, leads, unit), _new(view)),
        _tallies(view, unit, state),
        _list(view, found, state),
        html.Div([_by_unit(view), html.Div([_by_month(view, unit), _definition()], className="tc-stack")],
                 className="tc-split"),
        lead=_("Nhiệm vụ Chính phủ, Thủ tướng giao bộ, ngành, địa phương; trạng thái tính theo ngày đang xem."),
    )  # fmt: skip


def _made_up(found: tuple[Task, ...]) -> Component | None:
    if not any(one.simulated for one in found):
        return None
    return notice(
        _("Danh sách này có nhiệm vụ mô phỏng, không văn bản nào giao. Nạp danh sách thật bằng: "
          "python -m data import-tasks TỆP"),
        tone="risk",
    )  # fmt: skip


def _new(view: View) -> Component | None:
    if view.as_of is not None or not seeing.may_do("desk.assign"):
        return None
    return dcc.Link(
        _("Giao nhiệm vụ mới"), href="/task-new", className="btn btn-sm btn-outline-primary tc-controls__end"
    )


def _unit_chooser(view: View, leads: tuple[Entity, ...], unit: Entity | None) -> Component:
    every = [("", _("mọi đơn vị"), "")]
    options = [*every, *unit_options(view, leads)]
    return controls.finder("unit", _("Đơn vị chủ trì"), options, unit_key(unit) if unit else "", default="")


def _tallies(view: View, unit: Entity | None, state: str) -> Component:
    (row,) = view.questions.task_counts(unit=unit, as_of=view.as_of).to_dict("records")
    kept = {"unit": unit_key(unit) if unit else None}
    tiles = [_tally(view.link("/tasks", **kept), row["assigned"], _("được giao, bằng tổng các ô bên"), "", not state)]
    tiles += [
        _tally(
            view.link("/tasks", **kept, state=one.value),
            row[one.value],
            state_word(one),
            LOOK[one][0],
            state == one.value,
        )
        for one in TaskState
    ]
    return html.Nav(tiles, className="tc-tallies", **attrs(aria_label=_("Theo trạng thái")))


def _tally(address: str, count: int, word: str, tone: str, here: bool) -> Component:
    names = ["tc-card tc-tally", f"tc-tally--{tone}" if tone else "", "tc-tally--on" if here else ""]
    return dcc.Link([html.B(number(count)), html.Span(word)], href=address, className=" ".join(filter(None, names)))


def _list(view: View, found: tuple[Task, ...], state: str) -> Component:
    columns = [
        Column("content", _("Nội dung nhiệm vụ"), link="href", hint="document", grow=5, searched=True),
        Column("lead", _("Chủ trì"), grow=3, searched=True),
        Column("due", _("Thời hạn"), "day", width=120),
        Column("state", _("Trạng thái"), hint="left", grow=3),
        Column("kind", _("Loại"), width=110),
    ]
    title = state_word(TaskState(state)) if state else _("mọi trạng thái")
    rows = [_row(view, one) for one in _urgent_first(found)]
    grid = data_grid(
        rows,
        columns,
        id="tasks-grid",
        height=460,
        empty=_("Không có nhiệm vụ nào."),
        label=_("Danh sách nhiệm vụ"),
        search_label=_("Tìm theo nội dung, văn bản, đơn vị"),
    )
    subtitle = _("{count} nhiệm vụ, {title}").format(count=number(len(rows)), title=title)
    return section_card(_("Danh sách"), grid, subtitle=subtitle)


def _urgent_first(found: tuple[Task, ...]) -> list[Task]:
    order = [TaskState.OVERDUE, TaskState.IN_TIME, TaskState.NO_DUE_DATE, TaskState.DONE_LATE, TaskState.DONE_ON_TIME]
    places = {state: place for place, state in enumerate(order)}
    return sorted(found, key=lambda one: places.get(one.state, len(order)))


def _row(view: View, one: Task) -> dict[str, Any]:
    unit = view.questions.registry().by_id[one.lead_id]
    return {
        "content": one.content,
        "href": view.link(f"/tasks/{one.number}"),
        "document": f"{one.document} · {assigner_word(one.assigned_by)}",
        "lead": unit.name(view.language),
        "due": one.due_on,
        "state": f"{LOOK[one.state][1]} {state_word(one.state)}",
        "left": how_long(view, one),
        "kind": _("mô phỏng") if one.simulated else "",
    }


def _by_unit(view: View) -> Component:
    frame, registry = view.questions.task_counts("unit", as_of=view.as_of), view.questions.registry()
    group = view.choice("group", GROUPS, GROUPS[0])
    rows: list[dict[str, Any]] = []
    for row in _records(frame):
        unit = registry.by_id[int(row["key"])]
        if (unit.kind == "province") == (group == "province"):
            rows.append({
                "name": unit.name(view.language),
                "href": view.link("/tasks", unit=unit_key(unit), group=view.params.get("group")),
                "bar": _bar(row),
                **row,
            })  # fmt: skip
    rows.sort(key=lambda row: (-row["overdue"], -row["assigned"]))
    words = {"ministry": _("Bộ, ngành"), "province": _("Tỉnh, thành phố")}
    tabs = controls.tabs([(view.link("/tasks", group=key), word, key == group) for key, word in words.items()],
                         _("Loại đơn vị"))  # fmt: skip
    columns = [
        Column("name", _("Đơn vị"), link="href"),
        Column("assigned", _("Được giao"), "number", decimals=0),
        Column("overdue", _("Quá hạn"), "number", decimals=0),
        Column("bar", _("Trạng thái")),
    ]
    title = _("Theo đơn vị chủ trì")
    return section_card(title, [tabs, simple_table(rows, columns, id="tasks-units", caption=title)],
                        subtitle=_("đơn vị phối hợp không tính"))  # fmt: skip


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _bar(row: dict[str, Any]) -> Component:
    total = max(int(row["assigned"]), 1)
    said = ", ".join(f"{state_word(one)}: {number(row[one.value])}" for one in TaskState if row[one.value])
    parts = [
        html.Span(className=f"tc-part--{PARTS[one]}", style={"width": f"{row[one.value] / total:.1%}"})
        for one in TaskState
        if row[one.value]
    ]
    return html.Span(
        [html.Span(parts, className="tc-rows__bar", **attrs(aria_hidden="true")),
         html.Span(said, className="tc-visually-hidden")],
        title=said,
    )  # fmt: skip


def _by_month(view: View, unit: Entity | None) -> Component:
    frame: pd.DataFrame = view.questions.task_counts("month", unit=unit, as_of=view.as_of)
    rows = [{**row, "bar": _bar(row), "key": str(row["key"])} for row in _records(frame)][::-1][:MONTHS]
    columns = [
        Column("key", _("Tháng giao"), "period"),
        Column("assigned", _("Được giao"), "number", decimals=0),
        Column("overdue", _("Quá hạn"), "number", decimals=0),
        Column("bar", _("Trạng thái")),
    ]
    title = _("Theo tháng giao")
    return section_card(title, simple_table(rows, columns, id="tasks-months", caption=title,
                                            empty=_("Chưa có nhiệm vụ nào.")))  # fmt: skip


def _definition() -> Component:
    lines = [html.Li([html.B(state_word(state)), ": ", words]) for state, words in definitions()]
    return section_card(
        _("Trạng thái được tính thế nào"),
        [html.P(_("Xét từ trên xuống, dòng đầu tiên đúng thì lấy; nên mỗi nhiệm vụ ở đúng một trạng thái.")),
         html.Ol(lines, className="tc-definition")],
    )  # fmt: skip
