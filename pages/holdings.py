"""For an operator, and for a reader who asks where a figure comes from: what is loaded, how fresh, what was refused.

Decision it serves: what to load or mend next.
"""

from typing import Any

import dash
import pandas as pd
from dash import Dash, html
from dash.development.base_component import Component

from components.cards import section_card
from components.columns import Column
from components.formatting import day, number
from components.language import _
from components.messages import empty
from components.tables import data_grid, simple_table
from pages import holdings_parts as parts
from pages.charts import cited
from pages.drawing import drawn_anew
from pages.parts import page
from pages.view import View

MOST_LOADS = 20


def register(app: Dash) -> None:
    dash.register_page(__name__, path="/data", title=lambda **codes: _("Dữ liệu") + " · Toàn Cảnh", layout=layout)


@drawn_anew
def layout(view: View) -> Component:
    batches = view.questions.batches(MOST_LOADS)
    refused = [row for row in batches.itertuples() if row.state == "refused"][: parts.MOST_REFUSED]
    return page(
        view,
        _("Dữ liệu trong kho"),
        _counts(view),
        html.Div([parts.coverage_table(view), parts.how_to_load(view)], className="tc-split"),
        parts.coverage_by_year(view),
        _loads(batches),
        *[parts.refused_card(view, row) for row in refused],
        _sources(view),
        lead=_("Mọi con số trên các trang đều đến từ những lần nạp dưới đây; không lần nạp nào sửa hay xóa số cũ."),
    )


def _counts(view: View) -> Component:
    held = view.questions.summary()
    facts = [
        (_("chỉ tiêu"), number(held["indicators"])),
        (_("đơn vị"), number(held["entities"])),
        (_("số liệu, kể cả các lần điều chỉnh"), number(held["observations"])),
        (_("số công bố mới nhất"), day(view.questions.data_date(as_of=view.as_of))),
        (_("phiên bản dữ liệu"), number(view.questions.data_version())),
    ]
    return html.Dl(
        [html.Div([html.Dt(word), html.Dd(figure)], className="tc-card tc-holding") for word, figure in facts],
        className="tc-holdings",
    )


def _loads(batches: pd.DataFrame) -> Component:
    rows = [_load_row(row) for row in batches.itertuples()]
    return section_card(
        _("Các lần nạp"),
        simple_table(
            rows, _load_columns(), id="loads-table", caption=_("Các lần nạp"), empty=_("Chưa có lần nạp nào.")
        ),
        subtitle=_("{count} lần mới nhất").format(count=number(len(rows))),
    )


def _load_row(row: Any) -> dict[str, Any]:
    return {
        "finished": row.finished_at,
        "kind": parts.kind_word(row.kind),
        "file": row.file_name or "…",
        "state": parts.state_chip(row.state),
        "read": row.rows_read,
        "new": row.rows_new,
        "revised": row.rows_revised,
        "replaced": row.rows_replaced,
        "unchanged": row.rows_unchanged,
        "refused": row.rows_refused,
        "version": row.data_version,
    }


def _load_columns() -> list[Column]:
    counts = {
        "read": _("Số dòng"),
        "new": _("Mới"),
        "revised": _("Điều chỉnh"),
        "replaced": _("Thay số mô phỏng"),
        "unchanged": _("Không đổi"),
        "refused": _("Từ chối"),
        "version": _("Phiên bản"),
    }
    return [
        Column("finished", _("Lúc"), "moment"),
        Column("kind", _("Loại")),
        Column("file", _("Tệp")),
        Column("state", _("Kết quả")),
        *(Column(key, word, "number", decimals=0) for key, word in counts.items()),
    ]


def _sources(view: View) -> Component:
    frame = cited(view, view.questions.freshness(as_of=view.as_of))
    if frame.empty:
        return section_card(_("Nguồn số liệu"), empty(_("Chưa có nguồn nào.")))
    columns = [
        Column("source", _("Nguồn"), grow=4, searched=True),
        Column("figures", _("Số liệu"), "number", decimals=0, width=120),
        Column("last_recorded", _("Ghi nhận gần nhất"), "day", width=150),
        Column("last_period", _("Kỳ gần nhất, đến ngày"), "day", width=160),
    ]
    return section_card(
        _("Nguồn số liệu"),
        data_grid(frame, columns, id="sources-grid", height=420, label=_("Nguồn số liệu")),
        subtitle=_("{count} nguồn").format(count=number(len(frame))),
    )
