"""A form on which whoever may edit assigns a task; an alert or an indicator that it comes from may be given."""

import dash
from dash import Dash
from dash.development.base_component import Component

from access.web import seeing
from components.cards import notice, section_card
from components.language import _
from pages.drawing import drawn_anew
from pages.parts import page
from pages.task_forms import edit
from pages.view import View

LONGEST = 20


def register(app: Dash) -> None:
    dash.register_page(__name__, path="/task-new", title=lambda **_codes: _("Giao nhiệm vụ") + " · Toàn Cảnh",
                       layout=layout)  # fmt: skip


@drawn_anew
def layout(view: View) -> Component:
    given = {name: view.params.get(name, "")[:LONGEST] for name in ("indicator", "alert", "lead")}
    body = (
        section_card(_("Nhiệm vụ mới"), edit(view, None, "new", **given))
        if seeing.may_do("desk.assign")
        else notice(_("Cần vai trò người soạn để giao nhiệm vụ."), tone="risk")
    )
    return page(view, _("Giao nhiệm vụ"), body, crumbs=[(_("Nhiệm vụ"), view.link("/tasks"))])
