"""Tables: a grid that sorts and searches as Vietnamese readers expect, and a plain table for a few rows."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_ag_grid as dag
import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components.cards import change_line
from components.chips import short_target_word, status_chip, target_chip, target_look
from components.columns import Column, rank_parts, raw, shown, target_parts
from components.export_menu import export_menu, export_target, pack_button
from components.formatting import Change, chance_text, number
from components.language import _
from components.markup import attrs
from components.sparkline import sparkline
from components.taking import About, Rows, offer_table

# One withParams with CSS variables: chaining parts falls back to white without a word (AG Grid 35).
GRID_THEME = (
    "themeQuartz.withParams({fontFamily:'inherit',fontSize:'0.8125rem',headerFontSize:'0.75rem',headerFontWeight:500,"
    "backgroundColor:'var(--tc-panel)',foregroundColor:'var(--tc-fg)',headerBackgroundColor:'var(--tc-panel)',"
    "headerTextColor:'var(--tc-muted)',borderColor:'var(--tc-line)',accentColor:'var(--tc-accent)',"
    "rowHoverColor:'var(--tc-raised)',wrapperBorder:false,wrapperBorderRadius:0,headerColumnBorder:false,"
    "cellHorizontalPadding:'0.625rem',rowHeight:'2.375rem',headerHeight:'2.25rem',browserColorScheme:'inherit'})"
)
# Rows of two lines, for names with a hint.
TALL_THEME = GRID_THEME.replace("rowHeight:'2.375rem'", "rowHeight:'3rem'")


def data_grid(
    rows: Rows,
    columns: Sequence[Column],
    *,
    id: str,
    search: bool = True,
    search_label: str | None = None,
    search_text: str = "",
    height: int | None = None,
    empty: str | None = None,
    label: str = "",
    about: About | None = None,
) -> Component:
    """A grid for many rows: sorting in Vietnamese order, a search box without diacritics, links, lines and chips.

    Args:
        rows: a frame or records, with a field for each column.
        columns: in order of showing.
        id: of the grid.
        search: whether a search box stands above it; it looks in columns that are `searched` (all texts if none is).
        search_label: of the box.
        search_text: what stands in the box at first.
        height: in px; without it the grid is as tall as its rows (at most some 40 are drawn at a time).
        empty: what to say when there is no row.
        label: what the table holds, for readers who cannot see it, and the title of its files.
        about: what files say of the figures beside the cells.
    """
    title = label or _("Bảng số liệu")
    offer_table(id, title, rows, columns, about, empty=empty or "")
    records = _records(rows)
    if not records:
        return html.Div(html.P(empty or _("Không có dòng nào.")), className="tc-empty")
    tall = any(column.hint for column in columns)
    grid = dag.AgGrid(
        id=id,
        rowData=[_grid_row(row, columns) for row in records],
        columnDefs=[_definition(column, any(one.searched for one in columns)) for column in columns],
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "suppressMovable": True,
            "suppressHeaderMenuButton": True,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
        },
        dashGridOptions={
            "theme": {"function": TALL_THEME if tall else GRID_THEME},
            "localeText": _grid_words(),
            "domLayout": "normal" if height or len(records) > 60 else "autoHeight",
            "suppressCellFocus": False,
            "animateRows": False,
            "ensureDomOrder": True,
            "suppressDragLeaveHidesColumns": True,
            "enableCellTextSelection": True,
            "quickFilterText": search_text,
            "quickFilterParser": {"function": "tcQuickFilterParser(params)"},
        },
        style={"height": f"{(height or 640) / 16:g}rem"} if height or len(records) > 60 else {"height": None},
        className="tc-grid__table",
    )
    tools = html.Div([export_menu(), pack_button()], className="tc-tools tc-tools--table")
    head = [_search_box(id, search_label, search_text, len(records))] if search else []
    return html.Div(
        [html.Div([*head, tools], className="tc-grid__head"), grid],
        className="tc-grid",
        role="region",
        **attrs(aria_label=title),
        **export_target(id, title),
    )


def _search_box(id: str, label: str | None, text: str, count: int) -> Component:
    words = label or _("Lọc trong bảng (không cần dấu)")
    return html.Div(
        [
            html.Label(words, htmlFor=f"{id}-search", className="tc-visually-hidden"),
            html.I(className="bi bi-search", **attrs(aria_hidden="true")),
            dcc.Input(
                id=f"{id}-search",
                type="search",
                value=text,
                placeholder=words,
                className="tc-grid__input",
                debounce=False,
            ),
            html.Span(
                _("{count} dòng").format(count=number(count)), className="tc-grid__count", **attrs(aria_live="polite")
            ),
        ],
        className="tc-grid__search",
        **attrs(data_tc_grid=id, data_tc_words=_("{count} dòng")),
    )


def _records(rows: Rows) -> list[dict[str, Any]]:
    if isinstance(rows, pd.DataFrame):
        return [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]
    return [dict(row) for row in rows]


def _grid_row(row: Mapping[str, Any], columns: Sequence[Column]) -> dict[str, Any]:
    """What the grid sorts by under the column's key, what people read under `<key>__s`, and what renderers need."""
    cells: dict[str, Any] = {}
    for column in columns:
        value = row.get(column.key)
        if column.kind == "spark":
            cells[column.key] = [raw(one) for one in value] if value is not None else []
            continue
        cells[column.key] = raw(value)
        cells[f"{column.key}__s"] = _text(row, column)
        if column.link:
            cells[f"{column.key}__href"] = row.get(column.link)
        for side, field in (("hint", column.hint), ("full", column.full)):
            if field:
                cells[f"{column.key}__{side}"] = row.get(field)
        if isinstance(value, Change):
            cells[f"{column.key}__look"] = [value.tone, value.arrow]
        if column.kind == "target" and value is not None:
            state, detail, chance = target_parts(value)
            word = short_target_word(state) if chance is None else f"{short_target_word(state)} · {chance_text(chance)}"
            cells[f"{column.key}__look"] = [*target_look(state), detail, word]
        if column.kind == "rank" and raw(value) is not None:
            cells[f"{column.key}__look"] = list(rank_parts(value))
    return cells


def _text(row: Mapping[str, Any], column: Column) -> str:
    """The cell as people read it: written by the page where it says so."""
    written = row.get(column.text) if column.text else None
    return shown(row.get(column.key), column) if written is None else str(written)


_RENDERERS = {"change": "TcChange", "target": "TcTarget", "spark": "TcSpark", "status": "TcStatus", "rank": "TcRank"}


GROWING = (
    150  # pixels of a fixed column that weigh as much as one share of a growing one: none of them grows on a laptop
)
_SHARE = {"text": 3, "change": 2, "target": 2}
_LEAST = {
    "text": 140,
    "number": 96,
    "period": 120,
    "day": 104,
    "moment": 140,
    "status": 104,
    "change": 176,
    "target": 236,
    "rank": 80,
    "spark": 112,
}


def _flex(column: Column) -> int:
    """Its part of what room is left: letters grow with a window beyond a laptop's, so every column must."""
    shares = column.grow or (0 if column.width else _SHARE.get(column.kind, 1))
    return (column.width or 0) + GROWING * shares


def _definition(column: Column, some_searched: bool) -> dict[str, Any]:
    definition: dict[str, Any] = {
        "field": column.key,
        "headerName": column.label,
        "headerTooltip": column.note or None,
        "type": "rightAligned" if column.is_numeric else None,
        "width": column.width,
        "minWidth": column.width or _LEAST[column.kind],
        "flex": _flex(column),
        "sortable": column.kind != "spark",
        "tooltipField": f"{column.key}__{'full' if column.full else 's'}" if column.kind == "text" else None,
    }
    renderer = "TcLink" if column.link or column.hint else _RENDERERS.get(column.kind)
    if renderer:
        definition["cellRenderer"] = renderer
    definition["valueFormatter"] = {"function": "tcShown(params)"}
    if not column.is_numeric and column.kind not in ("spark", "change"):
        definition["comparator"] = {"function": "tcCompare"}
    searched = column.searched or (not some_searched and column.kind == "text")
    definition["getQuickFilterText"] = {"function": "tcFolded(params)" if searched else "''"}
    return {name: value for name, value in definition.items() if value is not None}


def _grid_words() -> dict[str, str]:
    return {
        "noRowsToShow": _("Không có dòng nào."),
        "noMatchingRows": _("Không có dòng nào khớp."),
        "loadingOoo": _("Đang tải…"),
        "ariaSortableColumn": _("Nhấn Enter để sắp xếp"),
        "sortAscending": _("Sắp xếp tăng dần"),
        "sortDescending": _("Sắp xếp giảm dần"),
        "sortUnSort": _("Bỏ sắp xếp"),
        "autosizeThisColumn": _("Vừa cột này"),
        "autosizeAllColumns": _("Vừa mọi cột"),
        "resetColumns": _("Đặt lại các cột"),
        "copy": _("Sao chép"),
    }


def simple_table(
    rows: Rows,
    columns: Sequence[Column],
    *,
    id: str,
    caption: str,
    empty: str | None = None,
    class_name: str = "",
    about: About | None = None,
    in_blocks: bool = False,
) -> Component:
    """A plain table for a few rows.

    `caption` tells readers who cannot see it what it holds, and is the title of its files; `about` is what they say
    beside the cells. `in_blocks`: on a phone a row is a block of lines, each with the name of its column.
    """
    offer_table(id, caption, rows, columns, about, empty=empty or "")
    records = _records(rows)
    if not records:
        return html.Div(html.P(empty or _("Không có dòng nào.")), className="tc-empty")
    heading = html.Tr([html.Th(one.label, scope="col", className=_cell_class(one)) for one in columns])
    names = {one.key: attrs(data_label=one.label if in_blocks else None) for one in columns}
    body = [
        html.Tr([html.Td(_cell(row, one), className=_cell_class(one), **names[one.key]) for one in columns])
        for row in records
    ]
    class_name = f"{class_name} tc-rows" if in_blocks else class_name
    title = html.Caption(caption, className="tc-visually-hidden")
    table = html.Table([title, html.Thead(heading), html.Tbody(body)], className=f"tc-table {class_name}".strip())
    scroll = html.Div(table, className="tc-table__scroll", tabIndex=0, role="region", **attrs(aria_label=caption))
    tools = html.Div([export_menu(), pack_button()], className="tc-tools tc-tools--table")
    return html.Div([scroll, tools], className="tc-table__frame", **export_target(id, caption))


def _cell_class(column: Column) -> str:
    return "tc-table__number" if column.is_numeric else f"tc-table__{column.kind}"


def _cell(row: Mapping[str, Any], column: Column) -> Any:
    value = row.get(column.key)
    if column.link and row.get(column.link):
        return dcc.Link(_text(row, column), href=str(row[column.link]))
    if isinstance(value, Component):
        return value
    if column.kind == "change":
        return change_line(value) if isinstance(value, Change) else ""
    if column.kind == "spark":
        return sparkline(value) if value is not None else None
    if column.kind == "target" and value is not None:
        state, detail, chance = target_parts(value)
        return target_chip(state, detail, chance=chance)
    if column.kind == "status" and value is not None:
        return status_chip(value) or shown(value, column)
    return _text(row, column)
