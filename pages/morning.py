"""For a leader and whoever briefs one, first thing in the morning: what changed since yesterday, and what is due.

Decision it serves: what to ask about today, and whom.
"""

from datetime import timedelta

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import notice
from components.chips import status_chip
from components.export_menu import export_menu, export_target, pack_button
from components.formatting import day
from components.language import _
from components.markup import attrs
from data.records import Status
from exports.content import Content, Kind, Table
from exports.offered import offer
from exports.tabling import text_column
from pages import morning_tables as tables
from pages.drawing import drawn_anew
from pages.morning_gathered import Morning, morning_of, usual_since
from pages.morning_told import Told, quiet_words, told
from pages.parts import page
from pages.view import View

BRIEF = "morning"


def register(_app: Dash) -> None:
    dash.register_page(
        __name__, path="/morning", title=lambda **_codes: _("Bản tin sáng") + " · Toàn Cảnh", layout=layout
    )


@drawn_anew
def layout(view: View) -> Component:
    morning, wrong = morning_of(view)
    said = told(morning)
    _offer_brief(morning, said)
    return page(
        view,
        _title(morning),
        html.Span(hidden=True, **attrs(data_desk="on")),
        _misunderstood(morning, wrong),
        _choices(morning),
        _brief(morning, said),
        tables.figures_card(morning),
        html.Div(
            [
                html.Div([tables.turns_card(morning), tables.alerts_card(morning)], className="tc-stack"),
                html.Div([tables.tasks_card(morning), tables.reports_card(morning)], className="tc-stack"),
            ],
            className="tc-cols-2",
        ),
        lead=_("Điều gì đã thay đổi từ {since}, và việc gì đến hạn; mỗi dòng dẫn tới trang của nó.").format(
            since=day(morning.since)
        ),
    )


def _title(morning: Morning) -> str:
    return _("Bản tin sáng {day}").format(day=day(morning.day))


def _misunderstood(morning: Morning, wrong: str) -> Component | None:
    if not wrong:
        return None
    words = _(
        "Không hiểu ngày since={value} trong địa chỉ; cần dạng 2026-11-27, không sau ngày đang xem. Đang xem từ {day}."
    )
    return notice(words.format(value=wrong, day=day(morning.since)), tone="risk")


def _choices(morning: Morning) -> Component:
    """From which day on: the usual one, a few others, or any."""
    view, usual = morning.view, usual_since(morning.day)
    days = {
        usual: _("từ ngày làm việc trước"),
        morning.day: _("hôm nay"),
        morning.day - timedelta(days=7): _("7 ngày"),
        morning.day - timedelta(days=30): _("30 ngày"),
    }
    links = [
        (view.link("/morning", since=None if one == usual else one.isoformat()), word, one == morning.since)
        for one, word in days.items()
    ]
    chosen = controls.day_choice("since", _("Từ ngày"), morning.since, usual, last=morning.day)
    return controls.bar(controls.tabs(links, _("Từ ngày nào")), chosen)


def _brief(morning: Morning, said: list[Told]) -> Component:
    """The brief in sentences."""
    lines = [
        html.Li(
            [
                _lead(one),
                html.Span(one.text, className="tc-morning__text"),
                status_chip(Status.SIMULATED) if one.simulated else None,
            ],
            className="tc-morning__line",
        )
        for one in said
    ]
    calm = html.P(quiet_words(morning), className="tc-morning__calm") if morning.quiet else None
    return html.Section(
        [
            calm,
            html.Ul(lines, className="tc-morning"),
            html.Div([export_menu(), pack_button()], className="tc-tools tc-tools--table"),
        ],
        className="tc-card",
        **export_target(BRIEF, _title(morning)),
    )


def _lead(one: Told) -> Component:
    """The word before a sentence, which leads to its page or down this one."""
    if one.href.startswith("#"):
        return html.A(one.about, href=one.href, className="tc-morning__about")
    return dcc.Link(one.about, href=one.href, className="tc-morning__about")


def _offer_brief(morning: Morning, said: list[Told]) -> None:
    title = _title(morning)
    calm = (quiet_words(morning),) if morning.quiet else ()

    def content() -> Content:
        sentences = tuple(f"{one.about}: {one.text}" for one in said)
        table = Table((text_column(_("Mục"), [one.about for one in said]),
                       text_column(_("Nhận định"), [one.text for one in said])))  # fmt: skip
        marks = (Status.SIMULATED,) if any(one.simulated for one in said) else ()
        return Content(id=BRIEF, kind=Kind.POINTS, title=title, table=table, sentences=(*calm, *sentences), marks=marks)

    offer(BRIEF, content)
