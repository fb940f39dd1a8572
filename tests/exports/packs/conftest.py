"""Briefings that the tests of packs share."""

from collections.abc import Callable
from datetime import datetime

import pytest

from data.records import Status
from exports.content import Axis, Category, Content, Kind, Series, Shape, Stamp, Table, Taken
from exports.packs.contents import Briefing, Definition, Missing, Part, Section
from exports.tabling import number_column, text_column

STAMP = Stamp("/pack?open=x", "http://localhost/pack?open=x", "vi", None, 7, datetime(2026, 11, 6, 3, 0))
MONTHS = ("T8/2026", "T9/2026", "T10/2026")
VALUES = (4.89, 5.08, 4.4)
SENTENCES = ("Chỉ số giá tiêu dùng (CPI) tháng 9/2026 tăng 0,62% so với tháng trước.", "=2+3 không phải công thức.")


@pytest.fixture
def briefing() -> Callable[..., Briefing]:
    """Make a briefing of a chart, a table, sentences, something empty and something missing."""

    def make(values: tuple[float, ...] = VALUES, title: str = "Tình hình tháng 10/2026", **more: object) -> Briefing:
        chart = Content(
            id="prices",
            kind=Kind.LINES,
            title="Giá tiêu dùng",
            unit="%",
            shape=Shape(
                Kind.LINES,
                tuple(Category(one) for one in MONTHS),
                (Series("CPI", values, ("A", "A", "S"), "%", 2),),
                axes=(Axis("CPI", "%", 2),),
            ),
            sentences=SENTENCES[:1],
            source="Cục Thống kê",
            marks=(Status.SIMULATED,),
            table=Table((text_column("Kỳ", MONTHS), number_column("CPI (%)", values, 2))),
        )
        table = Content(
            id="table",
            kind=Kind.TABLE,
            title="=HYPERLINK(1)",
            table=Table((text_column("Địa phương", ["Hà Nội", "@Huế"]), number_column("GRDP", [8.5, None], 1))),
            source="Cục Thống kê",
        )
        points = Content(id="points", kind=Kind.POINTS, title="Điểm chính", sentences=SENTENCES, table=table.table)
        empty = Content(id="empty", kind=Kind.LINES, title="Trống", empty_reason="Chưa có số liệu của kỳ này.")
        parts = [
            Part(Taken(one, STAMP), note="Ghi chú" if one is chart else "") for one in (chart, table, points, empty)
        ]
        return Briefing(
            title,
            "Tài liệu phiên họp",
            (
                Section("Giá cả", (parts[2], parts[0])),
                Section("Khác", (parts[1], parts[3], Missing("Mất", "/x", "Không có trang /x."))),
            ),
            STAMP,
            (Definition("CPI", "%", "Chỉ số giá tiêu dùng.", "nguồn"),),
            **more,
        )

    return make
