"""The targets of the nation on the overview: what is asked, where the year is expected to end, and how likely it is."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.cards import section_card
from components.chips import status_chip, target_chip, target_look
from components.columns import Column
from components.export_menu import export_menu, export_target
from components.formatting import number
from components.language import _
from components.markup import attrs
from components.messages import empty
from components.taking import About, offer_table, told_of, words_of
from components.target_board import chance_bar
from data.records import Status
from pages.target_sentences import sentence
from pages.target_words import asked_short, figure_text
from pages.targets_asked import Followed, followed, opening_year
from pages.view import View

MOST = 12
MAIN = "GRO01"
TABLE = "overview-targets"


def targets_panel(view: View) -> Component:
    """Targets of the year that is looked at, or of the newest before it that has any, what is in danger first."""
    every = view.questions.targets(entity=view.questions.nation(), as_of=view.as_of)
    years = sorted({one.year_to for one in every if one.year_from == one.year_to})
    title = _("Mục tiêu năm")
    if not years:
        return section_card(title, empty(_("Chưa có mục tiêu nào được giao.")), class_name="tc-span-12")
    year = opening_year(view, years)
    found = [one for one in followed(view, year) if one.unit.kind == "nation"]
    heads = (_("Chỉ tiêu"), _("Mục tiêu"), _("Cả năm (khoảng 80%)"), _("Xác suất đạt"), _("Tình hình"))
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([_line(view, one) for one in found[:MOST]]),
        ],
        className="tc-table tc-table--targets",
    )
    shown = found[:MOST]
    simulated = any(one.call.simulated for one in shown)
    name = _("Mục tiêu năm {year} giao cho cả nước").format(year=year)
    _offer(name, heads, table, [Status.SIMULATED] if simulated else [])
    scroll = html.Div(table, className="tc-table__scroll", tabIndex="0", role="region", **attrs(aria_label=title))
    return section_card(
        name,
        html.Div([scroll, html.Div(export_menu(), className="tc-tools tc-tools--table")], **export_target(TABLE, name)),
        subtitle=html.Span(
            [
                status_chip(Status.SIMULATED) if simulated else None,
                " ",
                _("số đến nay và dự báo phần còn lại của năm"),
            ]
        ),
        footer=dcc.Link(
            _("Xem mọi mục tiêu năm {year}, cả của địa phương").format(year=year), href=view.link("/targets", year=year)
        ),
        class_name="tc-span-12",
    )


def _offer(name: str, heads: Sequence[str], table: Component, marks: Sequence[Status]) -> None:
    """The table for files, as it stands on the page."""
    columns = [Column(str(place), head) for place, head in enumerate(heads)]
    lines = table.children[1].children
    rows = [{str(place): words_of(cell.children) for place, cell in enumerate(line.children)} for line in lines]
    offer_table(TABLE, name, rows, columns, About(marks=told_of(set(marks))))


def aims_in_words(view: View) -> list[Any]:
    """What the year's main target asks of the months to come; said where it rests on published figures alone."""
    found = [one for one in followed(view, view.year) if one.unit.kind == "nation" and one.indicator.code == MAIN]
    said = [one for one in found if one.call.probability is not None and not one.call.simulated]
    return [
        dcc.Link(
            sentence(one.target, one.call, one.indicator),
            href=view.link(f"/targets/{one.target.number}"),
            className="tc-aim",
        )
        for one in said[:1]
    ]


def _line(view: View, one: Followed) -> Component:
    name = dcc.Link(one.indicator.short(view.language), href=view.link(f"/targets/{one.target.number}"))
    call = one.call
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(asked_short(one.target, one.indicator), title=one.target.document, className="tc-tone--gold"),
            html.Td(_year(one)),
            html.Td("" if call.probability is None else chance_bar(call.probability)),
            html.Td(target_chip(one.state, short=True)),
        ],
        className=f"tc-goal--{target_look(one.state)[0]}",
    )


def _year(one: Followed) -> Any:
    """The figure of the year, or where it is expected to end with its interval."""
    call = one.call
    if call.value is not None:
        return html.B(figure_text(call.value, one.target, one.indicator))
    if call.expected is None or call.lower is None or call.upper is None:
        return "…"
    ends = f"{number(call.lower, one.indicator.decimals)}–{number(call.upper, one.indicator.decimals)}"
    told = figure_text(call.expected, one.target, one.indicator)
    return html.Span([html.B(told), html.Span(f" ({ends})", className="tc-muted")])
