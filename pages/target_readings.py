"""For staff: how the notes of documents were read by rule, for whoever has the document to confirm or to correct.

Decision it serves: whether a target may be held to the words that were read.
"""

from collections.abc import Sequence
from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import section_card
from components.columns import Column
from components.formatting import day, number
from components.language import _
from components.tables import simple_table
from data.targets.readings import Read, readings_of
from pages.drawing import drawn
from pages.parts import joined, page
from pages.target_papers import standing_word
from pages.target_tabs import BEFORE_NUMBERS, tabs
from pages.target_words import comparison_word, measure_word
from pages.view import View

MOST_LINKS = 6
STATES = ("waiting", "confirmed", "all")


def register(app: Dash) -> None:
    dash.register_page(
        __name__,
        path="/targets/readings",
        order=BEFORE_NUMBERS,
        title=lambda **codes: _("Cách đọc ghi chú") + " · Toàn Cảnh",
        layout=layout,
    )


@drawn
def layout(view: View) -> Component:
    found = readings_of(view.questions.target_relatives(as_of=view.as_of))
    waiting = [one for one in found if not one.confirmed]
    shown = view.choice("state", STATES, STATES[0])
    kept = {"waiting": waiting, "confirmed": [one for one in found if one.confirmed], "all": found}[shown]
    words = {"waiting": _("Chờ xác nhận"), "confirmed": _("Đã xác nhận"), "all": _("Tất cả")}
    return page(
        view,
        _("Cách đọc ghi chú của văn bản"),
        tabs(view, "readings"),
        controls.bar(controls.choice("state", _("Tình trạng"), list(words.items()), shown, default=STATES[0])),
        _table(view, kept),
        lead=_(
            "{waiting} trong {count} cách đọc đang chờ người có văn bản xác nhận. Máy đọc theo quy tắc cố định; "
            "đọc sai chữ nào thì sửa mục tiêu đó."
        ).format(waiting=number(len(waiting)), count=number(len(found))),
    )


def _table(view: View, shown: Sequence[Read]) -> Component:
    columns = [
        Column("note", _("Ghi chú trong văn bản")),
        Column("read", _("Đọc là")),
        Column("words", _("Từ chữ")),
        Column("measure", _("Số được so")),
        Column("standing", _("Tính chất")),
        Column("targets", _("Mục tiêu")),
        Column("confirmed", _("Xác nhận")),
    ]
    title = _("{count} cách đọc").format(count=number(len(shown)))
    table = simple_table(
        [_row(view, one) for one in shown],
        columns,
        id="target-readings",
        caption=_("Cách đọc ghi chú của văn bản"),
        empty=_("Không có cách đọc nào ở tình trạng này."),
    )
    how = _("Người xác nhận ghi tên và ngày vào data/catalog/target_readings.csv (cột confirmed_by, confirmed_on).")
    return section_card(title, table, footer=how)


def _row(view: View, one: Read) -> dict[str, Any]:
    links = [
        dcc.Link(f"#{target.number}", href=view.link(f"/targets/{target.number}"))
        for target in one.targets[:MOST_LINKS]
    ]
    rest = len(one.targets) - MOST_LINKS
    more = _("và {count} mục tiêu khác").format(count=number(rest)) if rest > 0 else ""
    by = "" if one.confirmed_on is None else f"{one.confirmed_by}, {day(one.confirmed_on)}"
    return {
        "note": f"“{one.note}”",
        "read": comparison_word(one.operator),
        "words": f"“{one.words}”" if one.words else "…",
        "measure": measure_word(one.targets[0]),
        "standing": standing_word(one.targets[0]),
        "targets": html.Span(joined([*links, more], " ")),
        "confirmed": (by or _("đã xác nhận")) if one.confirmed else _("chờ xác nhận"),
    }
