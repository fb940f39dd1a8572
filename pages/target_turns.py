"""What is said otherwise than before: on the board since last month, on the page of a target ever since."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components.cards import section_card
from components.chart_frame import chart_frame
from components.chips import TargetState, short_target_word, target_look, target_word
from components.columns import Column
from components.export_menu import export_menu, export_target, pack_button
from components.figures.chance_path import Said, chance_path
from components.formatting import CLOCK, chance_text, day, join_unit, number
from components.language import _
from components.markup import attrs
from components.tables import simple_table
from data.records import Status
from data.targets.said import KeptCall, Turn
from pages.target_calls import limits
from pages.target_causes import causes_text
from pages.target_head import Shown
from pages.target_offers import TURNS, offer_turns
from pages.target_words import asked_short, figure_text
from pages.targets_asked import Followed
from pages.view import View

MOST_TURNS, MOST_SAID = 10, 24
CHART = "target-said"


def turns_panel(view: View, year: int, kept: Sequence[Followed]) -> Component | None:
    """Targets of which something else is said than at the end of last month; nothing before anything was kept."""
    before = _last_month(view)
    by_number = {one.target.number: one for one in kept}
    turns = view.questions.target_turns(year, before, as_of=view.as_of)
    shown = [one for one in turns if one.before is not None and one.now.call.number in by_number]
    if not view.questions.target_calls(year, as_of=before):
        return None
    offer_turns(view, before, [(by_number[one.now.call.number], one) for one in shown])
    title = _("Đổi so với tháng trước")
    told = _("so với ngày {day}").format(day=day(before))
    tools = html.Div([export_menu(), pack_button()], className="tc-tools tc-tools--table")
    if not shown:
        calm = _("Không mục tiêu nào đổi tình hình hay đổi xác suất quá 5 điểm.")
        return section_card(title, html.P(calm, className="tc-note"), subtitle=told)
    items = [_turn(view, by_number[one.now.call.number], one) for one in shown[:MOST_TURNS]]
    rest = len(shown) - MOST_TURNS
    more = _("và {count} mục tiêu khác").format(count=number(rest)) if rest > 0 else None
    listed = html.Div(
        [html.Ul(items, className="tc-turns"), tools], className="tc-stack", **export_target(TURNS, title)
    )
    return section_card(title, listed, subtitle=told, footer=more)


def _last_month(view: View) -> date:
    """The last day of the month before the day, or the last period, in view."""
    last = None if view.until is None else view.until.end
    return (view.as_of or last or datetime.now(CLOCK).date()).replace(day=1) - timedelta(days=1)


def _turn(view: View, one: Followed, turn: Turn) -> Component:
    before = None if turn.before is None else turn.before.call
    moved = turn.moved
    name = dcc.Link(one.indicator.short(view.language), href=view.link(f"/targets/{one.target.number}"))
    states: list[Any] = [_state(TargetState(turn.now.call.state.value))]
    if before is not None and turn.turned:
        states = [_state(TargetState(before.state.value)), " → ", *states]
    chances: list[Any] = []
    if moved is not None and before is not None:
        arrow, tone = ("▲", "good") if moved > 0 else ("▼", "bad")
        points = join_unit(number(100 * abs(moved)), _("điểm %"))
        chances = [
            f"{chance_text(before.probability)} → ",
            html.B(chance_text(turn.now.call.probability)),
            html.Span(
                [" (", html.Span(arrow, **attrs(aria_hidden="true")), f" {points})"], className=f"tc-change--{tone}"
            ),
        ]
    return html.Li(
        [
            html.Span([name, html.Span(f" {asked_short(one.target, one.indicator)}", className="tc-tone--gold")]),
            html.Span(one.unit.name(view.language), className="tc-muted"),
            html.Span(states),
            html.Span(chances),
            html.Span(causes_text(turn.causes), className="tc-muted"),
        ],
        className="tc-turns__line",
    )


def _state(state: TargetState) -> Component:
    tone, icon = target_look(state)
    sign = html.Span(icon, className="tc-goal__icon", **attrs(aria_hidden="true"))
    return html.Span([sign, short_target_word(state)], className=f"tc-goal__word tc-goal--{tone}")


# --- on the page of a target ------------------------------------------------------------------------------------------


def said_card(view: View, one: Shown) -> Component | None:
    """How likely the target was called ever since, and why each call was not the one before."""
    history = view.questions.target_call_history(one.target.number, as_of=view.as_of)
    if not history:
        return None
    told = [item for item in reversed(history) if item.call.probability is not None]
    if len(told) < 2:
        return _table_card(one, history)
    edges = limits()
    said = [
        Said(
            item.said_on,
            TargetState(item.call.state.value),
            item.call.probability or 0.0,
            causes_text(item.causes),
            item.afterwards,
        )
        for item in told
    ]
    rows = [_row(one, item) for item in history]
    return chart_frame(
        chance_path(said, on_track=edges.on_track, at_risk=edges.at_risk),
        id=CHART,
        title=_("Xác suất đạt qua từng lần đánh giá"),
        unit=_("xác suất đạt"),
        source=_("các lần đánh giá đã lưu; chấm rỗng là tính lại theo số đã biết ngày ấy"),
        data_date=history[0].said_on,
        marks=[Status.SIMULATED] if any(item.call.simulated for item in history) else [],
        table=pd.DataFrame(rows),
        columns=_columns(),
        caption=_("Xác suất đạt từ {first} đến {last}: {before}, rồi {now}.").format(
            first=day(told[0].said_on),
            last=day(told[-1].said_on),
            before=chance_text(told[0].call.probability),
            now=chance_text(told[-1].call.probability),
        ),
        height=240,
    )


def _table_card(one: Shown, history: Sequence[KeptCall]) -> Component:
    title = _("Các lần đánh giá")
    rows = [_row(one, item) for item in history[:MOST_SAID]]
    return section_card(title, simple_table(rows, _columns(), id=CHART, caption=title))


def _row(one: Shown, item: KeptCall) -> dict[str, Any]:
    figure = item.call.value if item.call.value is not None else item.call.expected
    return {
        "on": item.said_on,
        "state": target_word(TargetState(item.call.state.value)),
        "chance": "" if item.call.probability is None else chance_text(item.call.probability),
        "figure": figure_text(figure, one.target, one.indicator),
        "why": causes_text(item.causes),
    }


def _columns() -> list[Column]:
    return [
        Column("on", _("Ngày"), "day"),
        Column("state", _("Tình hình")),
        Column("chance", _("Xác suất đạt")),
        Column("figure", _("Cả năm")),
        Column("why", _("Vì sao")),
    ]
