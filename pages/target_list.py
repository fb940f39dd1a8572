"""Every target of a year as a table that sorts and searches."""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from components.cards import section_card
from components.columns import Column
from components.formatting import chance_text, day, number
from components.language import _
from components.tables import data_grid
from pages.target_words import asked_short, figure_text
from pages.targets_asked import Followed, assigner_name
from pages.view import View


def list_panel(view: View, kept: Sequence[Followed]) -> Component:
    return section_card(
        _("{count} mục tiêu").format(count=number(len(kept))),
        data_grid(
            [_row(view, one) for one in kept],
            _columns(),
            id="targets-grid",
            search_label=_("Tìm mục tiêu (không cần dấu)"),
            label=_("Mục tiêu"),
        ),
    )


def _row(view: View, one: Followed) -> dict[str, Any]:
    call, target = one.call, one.target
    figure = call.value if call.value is not None else call.expected
    return {
        "name": one.indicator.short(view.language),
        "full": one.indicator.name(view.language),
        "href": view.link(f"/targets/{target.number}"),
        "unit": one.unit.name(view.language),
        "by": _("{assigners} giao").format(assigners=", ".join(assigner_name(view, code) for code in one.assigners)),
        "target": (one.state, asked_short(target, one.indicator), call.probability),
        "chance": call.probability,
        "chance_text": chance_text(call.probability),
        "figure": figure,
        "figure_text": "…" if figure is None else figure_text(figure, target, one.indicator),
        "kind": _kind(one),
        "needed": call.needed,
        "needed_text": "…"
        if call.needed is None or call.so_far is None
        else figure_text(call.needed, target, one.indicator),
        "document": target.document,
        "issued": day(target.issued_on),
        "status": "S" if call.simulated else None,
    }


def _kind(one: Followed) -> str:
    if one.call.value is not None:
        return _("thực hiện")
    return _("dự báo cả năm") if one.call.expected is not None else ""


def _columns() -> list[Column]:
    return [
        Column("name", _("Chỉ tiêu"), link="href", full="full", width=212, grow=1, searched=True),
        Column("unit", _("Giao cho"), hint="by", full="by", width=160, searched=True),
        Column("target", _("Mục tiêu và tình hình"), "target", width=168),
        Column("chance", _("Xác suất đạt"), "number", text="chance_text", width=92),
        Column("figure", _("Cả năm"), "number", text="figure_text", hint="kind", width=132),
        Column(
            "needed",
            _("Cần từ nay"),
            "number",
            text="needed_text",
            width=108,
            note=_("Bình quân mỗi kỳ còn lại của năm phải đạt để cả năm đạt mục tiêu"),
        ),
        Column("status", _("Số liệu"), "status", width=104),
        Column("document", _("Văn bản"), hint="issued", full="document", width=180, grow=1, searched=True),
    ]
