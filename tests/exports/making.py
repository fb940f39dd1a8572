"""Content of every kind, as figures would tell it, and files read back."""

import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation

from data.records import Status
from exports.content import (
    Area,
    Axis,
    Band,
    Card,
    Category,
    Content,
    DataDate,
    Dot,
    Kind,
    Mark,
    Series,
    Shape,
    Stamp,
    Taken,
)
from exports.tabling import shape_table

STAMP = Stamp(
    address="/indicators/GRO01?as_of=2026-10-06",
    link="https://toancanh.example/indicators/GRO01?as_of=2026-10-06#indicator-series",
    language="vi",
    as_of=date(2026, 10, 6),
    data_version=41,
    made_at=datetime(2026, 10, 7, 1, 30),
)
QUARTERS = tuple(
    Category(f"Q{roman}/{year}", f"{year}-Q{number}")
    for year in (2025, 2026)
    for number, roman in enumerate(("I", "II", "III", "IV"), 1)
)
PERCENT = (Axis("Tăng trưởng GDP", "%", 2),)
VALUES = (7.05, 8.16, 8.25, 8.46, 7.94, None, 9.95, -1.5)
STATUSES = ("A", "A", "S", "S", "E", "", "E", "A")


def own(name: str = "Việt Nam", **changes: Any) -> Series:
    return replace(Series(name, VALUES, STATUSES, "%", 2), **changes)


def expected() -> tuple[Series, tuple[Band, ...]]:
    nothing = (None,) * 5
    line = Series("dự báo", (*nothing, 8.0, 8.2, 8.4), (*[""] * 5, "F", "F", "F"), "%", 2, role="forecast")
    wide = Band("khoảng 95%", (*nothing, 8.0, 6.0, -2.0), (*nothing, 8.0, 10.0, 12.5), 95)
    narrow = Band("khoảng 80%", (*nothing, 8.0, 7.0, 5.0), (*nothing, 8.0, 9.0, 10.0), 80)
    return line, (wide, narrow)


def shapes() -> dict[str, Shape]:
    line, bands = expected()
    units = tuple(
        Category(f"{rank}. {name}", f"{rank:02d}") for rank, name in enumerate(("Hà Nội", "Đắk Lắk", "Cà Mau"), 1)
    )
    ranked = Series("Tăng trưởng GRDP", (9.26, 8.1, 7.5), ("A", "S", "A"), "%", 2, form="bar")
    steps = tuple(Category(name) for name in ("Hà Nội", "Huế", "Đà Nẵng"))
    return {
        "lines": Shape(
            Kind.LINES,
            QUARTERS,
            (own(),),
            marks=(Mark("Mục tiêu 2025: 8,3–8,5%", 8.3, 8.5, 0, 3), Mark("Mục tiêu 2026: ≥ 10%", 10, 10, 4, 7)),
            axes=PERCENT,
            category_word="Kỳ",
        ),
        "fan": Shape(Kind.LINES, QUARTERS, (own(), line), bands, axes=PERCENT, category_word="Kỳ"),
        "columns": Shape(Kind.COLUMNS, QUARTERS, (own(form="column"),), axes=PERCENT, strong=frozenset({6, 7})),
        "stacked": Shape(
            Kind.STACKED, QUARTERS, (own("Công nghiệp", form="column"), own("Dịch vụ", form="column")), axes=PERCENT
        ),
        "two axes": Shape(
            Kind.COMBINED,
            QUARTERS,
            (own("Kim ngạch", form="column", unit="tỷ USD"), own("Tăng trưởng", second_axis=True)),
            axes=PERCENT,
        ),
        "ranking": Shape(
            Kind.RANKING,
            units,
            (ranked,),
            marks=(Mark("Cả nước", 8.0, 8.0, 0, 2, "reference"),),
            axes=PERCENT,
            strong=frozenset({1}),
        ),
        "waterfall": Shape(
            Kind.WATERFALL,
            steps,
            (Series("Đóng góp", (0.52, -1.3, 0.4), decimals=2, form="bar"),),
            axes=(Axis("Đóng góp", "", 2),),
            total="Thay đổi chung",
        ),
        "bump": Shape(
            Kind.BUMP,
            QUARTERS[:3],
            tuple(
                Series(f"Tỉnh {one}", (float(one), float(4 - one), float(one)), decimals=0, role="peer")
                for one in (1, 2, 3)
            ),
            axes=(Axis("Hạng", "", 0),),
            strong=frozenset({1}),
        ),
        "dots": Shape(
            Kind.SCATTER,
            dots=(
                Dot("Hà Nội", "01", "ĐBSH", 1.5, 9.2, 8.5, "A", strong=True),
                Dot("Huế", "46", "Miền Trung", 2.5, 8.25, None, "S"),
            ),
            axes=(Axis("Thất nghiệp", "%", 2), Axis("Tăng trưởng", "%", 2)),
        ),
        "panels": Shape(
            Kind.MULTIPLES,
            QUARTERS,
            (own("Hà Nội", role="peer"), own("Huế", role="peer"), own("Cả nước", role="reference")),
            axes=PERCENT,
        ),
    }


def others() -> dict[str, Shape]:
    """What no single chart shows."""
    areas = (
        Area("01", "Hà Nội", "Hà\nNội", 11.19, "01", "S", 1, 3, 2, text="11,2"),
        Area("46", "Huế", "Huế", 8.5, "46", "A", 0, 4, 7, text="8,5"),
        Area("48", "Hoàng Sa", "Hoàng\nSa", None, "HS", "", 0, 8, 7, archipelago=True, owner="Đà Nẵng"),
    )
    square = (((105.0, 20.0), (106.0, 20.0), (106.0, 21.0), (105.0, 21.0), (105.0, 20.0)),)
    shaped = tuple(replace(one, rings=square, islands=((105.5, 20.5),) if one.archipelago else ()) for one in areas)
    grid = tuple(
        Series(f"Tỉnh {row}", tuple(float(row + column) for column in range(20)), decimals=1, role="peer")
        for row in range(34)
    )
    card = Card(
        "Tăng trưởng GDP",
        "9,95",
        "%",
        "quý III/2026",
        "▲ tăng 1,70 điểm %",
        "good",
        "so với cùng kỳ",
        "Mục tiêu ≥ 10%",
        "E",
        raw=9.95,
        decimals=2,
    )
    dots = tuple(
        Dot(name, name, "Địa phương", x, y, status="S") for name, x, y in (("Huế", 8.5, 0.0), ("Hà Nội", 8.5, 1.0))
    )
    nation = Dot("Cả nước", "VN", "Cả nước", 9.95, 0.0, strong=True)
    spread = Shape(Kind.SCATTER, dots=(*dots, nation), axes=(*PERCENT, Axis("", "", 0)), category_word="Địa phương")
    return {
        "strips": Shape(Kind.STRIPS, parts=(spread, replace(spread, dots=dots))),
        "tiles": Shape(Kind.TILES, areas=areas, axes=PERCENT, classes=(9.0,), reach=(8.5, 11.19)),
        "shapes": Shape(Kind.SHAPES, areas=shaped, axes=PERCENT, classes=(9.0,), reach=(8.5, 11.19)),
        "grid": Shape(
            Kind.GRID, tuple(Category(str(2007 + one)) for one in range(20)), grid, axes=PERCENT, classes=(10.0, 20.0)
        ),
        "cards": Shape(Kind.KPIS, cards=(card,) * 14),
    }


def taken(shape: Shape | None, **changes: Any) -> Taken:
    content = Content(
        id="indicator-series",
        kind=Kind.TABLE if shape is None else shape.kind,
        title="Giá trị từng kỳ",
        subject="Tăng trưởng GDP",
        unit="%",
        shape=shape,
        table=None if shape is None else shape_table(shape),
        caption="GDP tăng dần.",
        source="Cục Thống kê",
        data_date=DataDate(date(2026, 10, 6)),
        boundary="theo địa giới 34 tỉnh, thành phố",
        marks=(Status.ESTIMATED, Status.SIMULATED),
    )
    return Taken(replace(content, **changes), STAMP)


def deck(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def charts(presentation: Any) -> list[Any]:
    return [shape.chart for slide in presentation.slides for shape in slide.shapes if shape.has_chart]


def drawn(chart: Any) -> dict[str, tuple[float | None, ...]]:
    """Every series of a chart by its name, whatever plot it stands in."""
    return {series.name: tuple(series.values) for plot in chart.plots for series in plot.series}


def sheet_of(chart: Any) -> list[list[Any]]:
    """What "Edit data" opens: the rows of the sheet, formulas by the values that they were saved with."""
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob), data_only=True)
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def words(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
