"""The frame every chart stands in: the only place where a `dcc.Graph` is made.

It says what the chart shows, in which unit, from which source and up to which day, whether figures in it are
estimated or simulated; and it gives every chart the same tools (full screen, table, pictures, CSV, link), which
work in the browser alone (`assets/chart_frame.js`). A chart with nothing to show says why.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components.chips import status_chips
from components.columns import Column
from components.export_menu import export_menu, export_target, pack_button
from components.formatting import data_date_words, status_word
from components.language import _, language
from components.markup import attrs
from components.taking import table_of, told_date
from data.records import Boundary, Status
from exports.content import Content, DataDate, Kind, Table
from exports.offered import offer

Figure = Mapping[str, Any]


def graph_id(id: str) -> str:
    """The id of the `dcc.Graph` inside the frame `id`, for callbacks that listen to clicks."""
    return f"{id}-graph"


def chart_frame(
    figure: Figure | None,
    *,
    id: str,
    title: str,
    unit: str,
    source: str,
    data_date: DataDate | date | None,
    caption: str,
    boundary: Boundary | str | None = None,
    marks: Iterable[Status | str] = (),
    table: pd.DataFrame | None = None,
    columns: Sequence[Column] | None = None,
    empty_reason: str | None = None,
    subject: str = "",
    sentences: Sequence[str] = (),
    height: int = 280,
    class_name: str = "",
) -> Component:
    """A chart with everything a reader needs to trust it and to take it away.

    Args:
        figure: from `components.figures`; None, or one without data, is empty.
        id: unique on the page; links lead to it.
        title: what the chart is about.
        unit: of the values, shown at the right of the title.
        source: where the figures come from.
        data_date: the day up to which they are known.
        caption: one or two sentences for readers who cannot see the chart.
        boundary: the map the figures are drawn on; said in the footer when given.
        marks: statuses that occur in the chart; official ones need no mark.
        table: the figures themselves, for the table and the CSV.
        columns: of the table; without it, guessed from the frame.
        empty_reason: why there is nothing to show, in a kind sentence.
        subject: what the page around it is about, for files, whose titles must say it.
        sentences: what is to be said of it, for notes of slides and for briefings.
        height: of the drawing, in px at normal type size.
        class_name: more classes for the outermost element.
    """
    empty = empty_reason is not None or is_empty(figure)
    statuses = [Status(mark) for mark in marks]
    known = told_date(data_date)
    footer = footer_words(source, known, statuses, boundary)
    cells = None if table is None or empty else table_of(table, columns)
    shape = getattr(figure, "shape", None)

    def content() -> Content:
        shows = None if empty or shape is None else shape()
        return Content(
            id=id,
            kind=Kind.TABLE if shows is None else shows.kind,
            title=title,
            subject=subject,
            unit=unit,
            shape=shows,
            table=cells,
            sentences=tuple(sentences),
            caption=caption,
            source=source,
            data_date=known,
            boundary="" if boundary is None else boundary_word(boundary),
            marks=tuple(dict.fromkeys(statuses)),
            empty_reason=(empty_reason or _nothing_words()) if empty else "",
            figure=None if empty or figure is None else dict(figure),  # plain, for another process
            height=height,
        )

    offer(id, content)
    body = _nothing(empty_reason, height) if empty else _drawing(figure, id, caption, height)
    parts = [
        html.Div(
            [html.H2(title, className="tc-card__title", id=f"{id}-title"), _unit(unit, statuses)],
            className="tc-card__head",
        ),
        body,
        html.Div(
            [html.Span(footer, className="tc-chart__source", title=footer), _tools(empty, table)],
            className="tc-card__foot",
        ),
    ]
    return html.Figure(
        parts,
        id=id,
        className=f"tc-card tc-chart {class_name}".strip(),
        **attrs(
            role="group",
            aria_labelledby=f"{id}-title",
            data_title=title,
            data_unit=unit,
            data_footer=footer,
            data_table=None if cells is None else _table_json(cells),
        ),
        **export_target(id, title),
    )


def is_empty(figure: Figure | None) -> bool:
    """Whether the figure holds no trace at all."""
    return figure is None or not figure["data"]


def _unit(unit: str, statuses: Sequence[Status]) -> Component:
    return html.Div(
        [*status_chips(statuses), html.Span(unit, className="tc-chart__unit")], className="tc-card__subtitle"
    )


def _drawing(figure: Figure | None, id: str, caption: str, height: int) -> Component:
    graph = dcc.Graph(
        id=graph_id(id),
        figure=figure,
        responsive=True,
        config={
            "showSendToCloud": False,
            "plotlyServerURL": "",
            "displaylogo": False,
            "displayModeBar": False,
            "locale": language(),
            "responsive": True,
            "scrollZoom": False,
            "doubleClick": False,
        },
        style={"height": "100%"},
    )
    return html.Div(
        graph,
        className="tc-chart__body",
        style={"height": f"{height / 16:g}rem"},
        **attrs(role="img", aria_label=caption),
    )


def _nothing(reason: str | None, height: int) -> Component:
    return html.Div(
        [html.I(className="bi bi-inbox", **attrs(aria_hidden="true")), html.P(reason or _nothing_words())],
        className="tc-empty",
        style={"minHeight": f"{min(height, 200) / 16:g}rem"},
    )


def _nothing_words() -> str:
    return _("Chưa có số liệu để vẽ.")


def footer_words(
    source: str, data_date: DataDate | None, statuses: Sequence[Status], boundary: Boundary | str | None = None
) -> str:
    """What stands under figures: from whom they are, of which day, which kinds are among them, and on which map."""
    parts = [_("Nguồn: {source}").format(source=source)] if source else []
    if data_date is not None:
        parts.append(data_date_words(data_date.published, data_date.simulated))
    words = [status_word(status) for status in dict.fromkeys(statuses) if status is not Status.NORMAL]
    if words:
        parts.append(_("có số {words}").format(words=", ".join(words)))
    if boundary is not None:
        parts.append(boundary_word(boundary))
    return " · ".join(parts)


def boundary_word(boundary: Boundary | str) -> str:
    """On which map the figures stand."""
    return {
        Boundary.REPORTED: _("theo địa giới lúc báo cáo"),
        Boundary.MAP_2024: _("theo địa giới 63 tỉnh, thành phố"),
        Boundary.MAP_2025: _("theo địa giới 34 tỉnh, thành phố"),
    }[Boundary(boundary)]


def _tools(empty: bool, table: pd.DataFrame | None) -> Component:
    """The buttons; each names its work in `data-tc-action`, and one script listens for all of them."""
    link = _button("link", "link-45deg", _("Sao chép liên kết"))
    if empty:
        return html.Div([export_menu(), pack_button(), link], className="tc-tools")
    grid = [_button("table", "table", _("Xem bảng số liệu"))] if table is not None else []
    return html.Div(
        [_button("full", "arrows-fullscreen", _("Toàn màn hình")), *grid, export_menu("chart"), pack_button(), link],
        className="tc-tools",
    )


def _button(action: str, icon: str, label: str) -> Component:
    return html.Button(
        html.I(className=f"bi bi-{icon}", **attrs(aria_hidden="true")),
        type="button",
        className="tc-tool",
        title=label,
        **attrs(aria_label=label, data_tc_action=action),
    )


def _table_json(table: Table) -> str:
    """Column by column: what machines read, and what people read where that differs."""
    parts = [
        {
            "label": column.label,
            "key": column.key,
            "numeric": column.numeric,
            "raw": column.raw,
            "shown": None if column.raw == column.shown else column.shown,
        }
        for column in table.columns
    ]
    words = {"close": _("Đóng"), "table": _("Bảng số liệu")}
    return json.dumps({"columns": parts, "words": words}, ensure_ascii=False, separators=(",", ":"))
