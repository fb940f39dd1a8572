"""Parts of the page on where a figure comes from: its load and source, and what was known before."""

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from access.web.details import actor_in_words
from components.cards import fact_list, section_card
from components.columns import Column
from components.formatting import MISSING, day, is_missing, moment, number, status_word
from components.language import _
from components.messages import empty
from components.tables import simple_table
from data.errors import InvalidPeriod
from data.periods import Period
from data.records import Indicator
from pages.charts import about, cited
from pages.view import View

PRINT = 12
"""Figures of a fingerprint that are shown; pointing shows all."""


def period_named(text: str) -> Period | None:
    """The period that the address names; None where it names none."""
    try:
        return Period.parse(text)
    except InvalidPeriod:
        return None


def how_known(row: Any) -> str:
    """Whether a figure was reported by the unit itself or worked out from former ones."""
    parts = int(row.parts)
    return _("tính lại từ {count} đơn vị").format(count=number(parts)) if parts else _("báo cáo")


# --- where it comes from ----------------------------------------------------------------------------------------------


def origin(view: View, trail: pd.DataFrame, row: Any) -> Component:
    """The source, the load and the file of the value that stands now."""
    title = _("Số này đến từ đâu")
    if trail.empty:
        said = _("Đơn vị chưa báo cáo số của kỳ này.")
        if row is not None and int(row["parts"]):
            said = _("Số này được tính lại từ số của các đơn vị cũ, ghi ở bảng dưới.")
        return section_card(title, empty(said))
    newest = cited(view, trail).iloc[0]
    facts = [
        (_("Nguồn"), newest["source"]),
        (_("Loại số liệu"), status_word(newest["status"])),
        (_("Ghi nhận ngày"), day(newest["recorded_at"])),
        (_("Lần nạp"), _load(newest)),
        (_("Nạp lúc"), moment(newest["loaded_at"])),
        (_("Người nạp"), _person(newest["loaded_by"])),
        (_("Tệp"), newest["file_name"]),
        (_("Dấu vân tay của tệp (SHA-256)"), _fingerprint(newest["sha256"])),
        (_("Ghi chú"), None if is_missing(newest["note"]) else newest["note"]),
    ]
    return section_card(title, fact_list([(word, what) for word, what in facts if not is_missing(what)]))


def _load(row: Any) -> str:
    kinds = {
        "catalogue": _("số công bố có sẵn"),
        "simulated": _("số mô phỏng"),
        "import": _("nạp từ tệp"),
    }
    return _("số {number}, {kind}").format(number=number(int(row["batch"])), kind=kinds.get(row["kind"], row["kind"]))


def _person(name: Any) -> str | None:
    """Who loaded it; a command names whoever ran it on the server."""
    if is_missing(name):
        return None
    kind, _sign, who = str(name).partition(":")
    return (
        _("{name}, bằng lệnh trên máy chủ").format(name=who) if kind == "command" and who else actor_in_words(str(name))
    )


def _fingerprint(text: Any) -> Component | None:
    return None if is_missing(text) else html.Code(f"{str(text)[:PRINT]}…", title=str(text))


# --- what was known before --------------------------------------------------------------------------------------------


def revisions(view: View, indicator: Indicator, trail: pd.DataFrame) -> Component:
    """Every value ever known of the period, the newest first, each with the load that brought it."""
    shown = cited(view, trail)
    before = [*shown["value"][1:], None]
    rows = [_revision(row, earlier, indicator) for row, earlier in zip(shown.to_dict("records"), before, strict=True)]
    count = len(rows) - 1
    said = _("điều chỉnh {count} lần").format(count=number(count)) if count else _("chưa điều chỉnh lần nào")
    columns = [
        Column("recorded_at", _("Ghi nhận ngày"), "day"),
        Column("value", indicator.unit(view.language), "number", text="value"),
        Column("moved", _("So với số trước"), "number", text="moved"),
        Column("status", _("Loại số liệu"), "status"),
        Column("load", _("Lần nạp")),
        Column("file", _("Tệp")),
        Column("source", _("Nguồn")),
        Column("note", _("Ghi chú")),
    ]
    title = _("Biết được gì, khi nào")
    told = about(view, trail, subject=indicator.short(view.language))
    table = simple_table(rows, columns, id="trail-revisions", caption=title, about=told)
    return section_card(title, table, subtitle=said)


def _revision(row: Any, earlier: Any, indicator: Indicator) -> dict[str, Any]:
    moved = "" if is_missing(earlier) or is_missing(row["value"]) else _signed(row["value"] - earlier, indicator)
    return {
        "recorded_at": row["recorded_at"],
        "value": number(row["value"], indicator.decimals),
        "moved": moved,
        "status": row["status"],
        "load": _load(row),
        "file": MISSING if is_missing(row["file_name"]) else row["file_name"],
        "source": row["source"],
        "note": "" if is_missing(row["note"]) else row["note"],
    }


def _signed(amount: float, indicator: Indicator) -> str:
    text = number(amount, indicator.decimals)
    return f"+{text}" if amount > 0 and round(amount, indicator.decimals) else text
