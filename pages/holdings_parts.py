"""Parts of the page about the data: coverage by theme and year, loads and why rows were refused, how to load."""

from collections import Counter
from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components.cards import section_card
from components.chart_frame import chart_frame
from components.chips import chip
from components.columns import Column
from components.figures.coverage_heatmap import coverage_heatmap, coverage_height
from components.formatting import moment, number
from components.language import _
from components.tables import simple_table
from pages.faults import fault_word, wanted_word
from pages.ministries import coverage_bar, coverage_legend
from pages.view import View

MOST_REFUSED = 3
MOST_ROWS = 50
YEARS = 12
SAMPLE = "indicator,entity,period,value\n{province},24,2026-Q4,9.85\n{nation},VN,2026-11,10.2"
EXAMPLES = ("GRO02", "IND01")


# --- coverage ---------------------------------------------------------------------------------------------------------


def coverage_table(view: View) -> Component:
    """One row per theme: how many of its indicators have published, only simulated, and no figures."""
    rows = [_theme_row(view, theme, part) for theme, part in _coverage(view).groupby("theme", sort=False)]
    columns = [
        Column("name", _("Chủ đề"), link="href"),
        Column("count", _("Chỉ tiêu"), "number", decimals=0),
        Column("bar", _("Có số công bố · mô phỏng · chưa có")),
        Column("last", _("Số công bố mới nhất, đến ngày"), "day"),
    ]
    return section_card(
        _("Độ phủ theo chủ đề"),
        simple_table(rows, columns, id="coverage-table", caption=_("Độ phủ theo chủ đề"), in_blocks=True),
        subtitle=coverage_legend(),
    )


def _coverage(view: View) -> pd.DataFrame:
    """The frame of coverage with the theme of each indicator."""
    frame = view.questions.coverage(as_of=view.as_of)
    themes = {one.code: one.theme for one in view.questions.indicators()}
    return frame.assign(theme=frame["indicator"].map(themes))


def _theme_row(view: View, theme: Any, part: pd.DataFrame) -> dict[str, Any]:
    name = next(one.theme_name(view.language) for one in view.questions.indicators() if one.theme == theme)
    return {
        "name": name,
        "href": view.link("/indicators", theme=theme),
        "count": len(part),
        "bar": coverage_bar(Counter(part["state"])),
        "last": part["last_real"].max(),
    }


def coverage_by_year(view: View) -> Component:
    """Themes down, years across: the share of a theme's indicators that have a published figure of that year."""
    frame = _shares(view)
    title = _("Chỉ tiêu có số công bố, theo chủ đề và năm")
    return chart_frame(
        coverage_heatmap(frame) if len(frame) else None,
        id="coverage-years",
        title=title,
        unit=_("% số chỉ tiêu của chủ đề"),
        source="",
        data_date=view.questions.data_date(as_of=view.as_of),
        table=frame if len(frame) else None,
        columns=[Column("row", _("Chủ đề")), Column("column", _("Năm")), Column("value", "%", "number", decimals=0)],
        caption=_("{title}: ô càng đậm, càng nhiều chỉ tiêu có số công bố.").format(title=title),
        empty_reason=None if len(frame) else _("Kho chưa có số công bố nào."),
        height=coverage_height(frame) if len(frame) else 200,
    )


def _shares(view: View) -> pd.DataFrame:
    """Long frame for the heat map: row (theme), column (year), value (per cent); the newest years, every theme."""
    found = view.questions.coverage_by_year(as_of=view.as_of)
    names = {one.code: one.theme_name(view.language) for one in view.questions.indicators()}
    sizes = Counter(names.values())
    published = found[found["published"]]
    counted = published["year"].groupby([published["indicator"].map(names), published["year"]]).size()
    if counted.empty:
        return pd.DataFrame()
    last = int(published["year"].max())
    return pd.DataFrame(
        [
            {"row": name, "column": str(year), "value": _share(counted.get((name, year)), size)}
            for name, size in sizes.items()
            for year in range(last - YEARS + 1, last + 1)
        ]
    )


def _share(count: Any, size: int) -> float:
    """Per cent of `size`; a gap where there is nothing, so that the eye finds what is there."""
    return float("nan") if count is None else 100 * int(count) / size


# --- loads ------------------------------------------------------------------------------------------------------------


def kind_word(kind: str) -> str:
    words = {"catalogue": _("Số công bố trong danh mục"), "simulated": _("Lịch sử mô phỏng"), "import": _("Nạp tệp")}
    return words.get(kind, kind)


def state_chip(state: str) -> Component:
    if state == "refused":
        return chip(_("từ chối cả tệp"), tone="bad", icon="✕")
    return chip(_("đã nạp"), tone="good", icon="✓")


def refused_card(view: View, batch: Any) -> Component:
    """The rows for which a load was refused, so that a person can mend the file."""
    rows = view.questions.refused_rows(batch.id, MOST_ROWS)
    columns = [
        Column("line", _("Dòng"), "number", decimals=0),
        Column("column_name", _("Cột")),
        Column("value", _("Giá trị nhận được")),
        Column("reason", _("Lý do")),
        Column("expected", _("Cần có")),
    ]
    wanted = [wanted_word(str(row["code"]), row["expected"]) for _index, row in rows.iterrows()]
    shown = rows.assign(reason=rows["code"].map(fault_word), expected=wanted)
    return section_card(
        _("Dòng bị từ chối: {file}").format(file=batch.file_name or "…"),
        simple_table(shown, columns, id=f"refused-{batch.id}", caption=_("Dòng bị từ chối"), in_blocks=True),
        subtitle=_("{count} dòng · {moment}").format(
            count=number(batch.rows_refused), moment=moment(batch.finished_at)
        ),
        footer=_("Không dòng nào của tệp được nạp. Sửa các dòng này rồi nạp lại cả tệp."),
    )


def how_to_load(view: View) -> Component:
    """The commands, for whoever has the machine at hand, with codes that the reader may know of."""
    codes = [one.code for one in view.questions.indicators()]
    province, nation = (view.opening(code, codes) for code in EXAMPLES)
    lines = [
        ("python -m data import so-lieu.csv --dry-run", _("kiểm tra trước, chưa nạp gì")),
        ("python -m data import so-lieu.csv", _("nạp; tất cả các dòng hoặc không dòng nào")),
        (f"python -m data export --indicator {province} --out so-lieu.csv", _("xuất ra cùng định dạng")),
        ("python -m data info", _("xem kho đang có gì")),
    ]
    items = [html.Div([html.Dt(html.Code(line)), html.Dd(word)], className="tc-command") for line, word in lines]
    return section_card(
        _("Nạp số liệu của mình"),
        [
            html.P(_("Tệp CSV hoặc XLSX, mỗi dòng một số liệu, với các cột: Chỉ tiêu, Đơn vị, Kỳ, Giá trị.")),
            html.Pre(SAMPLE.format(province=province, nation=nation), className="tc-sample", tabIndex="0"),
            html.Dl(items, className="tc-commands"),
        ],
        footer=html.Span(
            [
                _("Mã chỉ tiêu: "),
                dcc.Link(_("danh mục chỉ tiêu"), href="/indicators"),
                _("; mã đơn vị: "),
                dcc.Link(_("địa phương"), href="/provinces"),
            ]
        ),
    )
