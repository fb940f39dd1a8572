"""Charts of slides hold what the screen shows: values, names and statuses, with the workbook behind each."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from data.records import Status
from exports.content import Axis, Category, Kind, Mark, Series, Shape
from exports.slides.deck import slide_of
from tests.exports.making import PERCENT, QUARTERS, VALUES, charts, deck, drawn, expected, shapes, sheet_of, taken

ONE = [name for name in shapes() if name != "panels"]


@pytest.fixture(scope="module")
def slides() -> dict[str, Any]:
    """A presentation of each shape that one chart shows."""
    return {name: deck(slide_of(taken(shape))) for name, shape in shapes().items()}


@pytest.mark.parametrize("name", ["lines", "fan", "columns", "stacked", "two axes", "bump"])
def test_every_series_is_read_back_as_it_is_on_the_screen(slides: dict[str, Any], name: str) -> None:
    (chart,) = charts(slides[name])
    found, shape = drawn(chart), shapes()[name]
    for series in shape.series:
        told = [one for one in found if one.startswith(series.name)]
        assert [found[one] for one in told] == [series.values]
    assert list(chart.plots[0].categories) == [one.name for one in shape.categories]


@pytest.mark.parametrize("name", ONE)
def test_the_workbook_of_a_chart_holds_what_it_draws(slides: dict[str, Any], name: str) -> None:
    """Each series names cells, and these cells hold its name and its values."""
    (chart,) = charts(slides[name])
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob), data_only=True)
    every = chart._chartSpace.xpath(".//c:ser")
    assert every
    for series in every:
        (named,) = series.xpath("c:tx//c:f/text()")
        (where,) = series.xpath("c:val//c:f/text() | c:yVal//c:f/text()")
        assert [book.active[_cells(named)].value] == series.xpath("c:tx//c:v/text()")
        held = [row[0].value for row in book.active[_cells(where)]]
        shown = {int(point.get("idx")): float(point[0].text) for point in series.xpath("(c:val|c:yVal)//c:pt")}
        assert {place: value for place, value in enumerate(held) if value is not None} == shown


def _cells(reference: str) -> str:
    return reference.removeprefix("Sheet1!").replace("$", "")


def test_intervals_are_areas_that_follow_from_their_lines(slides: dict[str, Any]) -> None:
    (chart,) = charts(slides["fan"])
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[0][1:5] == ["khoảng 95%: thấp", "khoảng 80%: thấp", "khoảng 80%: cao", "khoảng 95%: cao"]
    assert rows[8][1:8] == [-2.0, 5.0, 10.0, 12.5, "=C9-B9", "=D9-C9", "=E9-D9"]
    _line, (wide, narrow) = expected()
    assert [row[1] for row in rows[1:]] == list(wide.lower)
    assert [row[3] for row in rows[1:]] == list(narrow.upper)
    under = [plot for plot in chart.plots if "Area" in type(plot).__name__]
    assert [tuple(one.values)[-1] for one in under[0].series] == [-2.0, 7.0, 5.0, 2.5]


def test_a_waterfall_is_made_of_formulas_of_its_amounts(slides: dict[str, Any]) -> None:
    (chart,) = charts(slides["waterfall"])
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert [row[1] for row in rows[1:4]] == [0.52, -1.3, 0.4]
    assert rows[4][1] == "=SUM(B2:B4)"
    found = drawn(chart)
    # from 0 up to 0.52; from 0.52 down to -0.78, which crosses nothing; from -0.78 up to -0.38
    assert found["tăng"][:3] == pytest.approx((0.52, 0, 0))
    assert found["giảm"][:3] == pytest.approx((0, 0.52, 0))
    assert found["giảm, dưới 0"][:3] == pytest.approx((0, -0.78, 0))
    assert found["tăng, dưới 0"][:3] == pytest.approx((0, 0, -0.4))
    assert found["nền, dưới 0"][:3] == pytest.approx((0, 0, -0.38))
    assert found["Thay đổi chung"][3] == pytest.approx(-0.38)
    assert list(chart.plots[0].categories) == ["Hà Nội  +0,52", "Huế  −1,30", "Đà Nẵng  +0,40", "Thay đổi chung  −0,38"]


def test_two_measures_stand_on_two_axes(slides: dict[str, Any]) -> None:
    (chart,) = charts(slides["two axes"])
    axes = chart._chartSpace.xpath(".//c:valAx/c:axId/@val")
    assert len(axes) == 2
    assert (
        chart._chartSpace.xpath(".//c:lineChart/c:axId/@val")[1]
        != chart._chartSpace.xpath(".//c:barChart/c:axId/@val")[1]
    )
    assert "Tăng trưởng (%)" in "".join(chart._chartSpace.xpath(".//c:valAx//a:t/text()"))


def test_a_ranking_has_the_nation_among_its_bars(slides: dict[str, Any]) -> None:
    (chart,) = charts(slides["ranking"])
    assert list(chart.plots[0].categories) == ["1. Hà Nội", "2. Đắk Lắk", "Cả nước", "3. Cà Mau"]
    assert list(drawn(chart).values()) == [(9.26, 8.1, 8.0, 7.5)]


def test_simulated_points_look_different(slides: dict[str, Any]) -> None:
    (chart,) = charts(slides["columns"])
    hatched = chart._chartSpace.xpath(".//c:dPt[c:spPr/a:pattFill]/c:idx/@val")
    assert hatched == ["2", "3"]
    (lines,) = charts(slides["lines"])
    dashed = lines._chartSpace.xpath(".//c:ser[.//c:v='Việt Nam']/c:dPt[c:spPr/a:ln/a:prstDash]/c:idx/@val")
    assert dashed == ["2", "3"]
    head, *rows = sheet_of(chart)
    told = head.index("Việt Nam: loại số liệu")
    assert [row[told] for row in rows][2:5] == ["mô phỏng", "mô phỏng", "ước tính"]


def test_targets_of_neighbouring_years_are_lines_of_their_own(slides: dict[str, Any]) -> None:
    found = drawn(charts(slides["lines"])[0])
    assert found["Mục tiêu 2026: ≥ 10%"] == (None,) * 4 + (10.0,) * 4
    assert (8.3,) * 4 + (None,) * 4 in found.values()


def test_the_range_of_a_target_is_a_band_between_its_edges(slides: dict[str, Any]) -> None:
    """Stacked columns without gaps: one that lifts, one that is seen; both follow from the edges in the sheet."""
    (chart,) = charts(slides["lines"])
    found = drawn(chart)
    name = "Mục tiêu 2025: 8,3–8,5%"
    assert found["Khoảng mục tiêu: nền"] == (8.3,) * 4 + (None,) * 4
    assert found["Khoảng mục tiêu"] == pytest.approx((0.2,) * 4 + (None,) * 4)
    (plot,) = chart._chartSpace.xpath(".//c:barChart")
    assert [plot.find(f"{{*}}{one}").get("val") for one in ("grouping", "gapWidth", "overlap")] == [
        "stacked",
        "0",
        "100",
    ]
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    head, first, *_rest = ([cell.value for cell in row] for row in book.active.iter_rows())
    low, high = (head.index(f"{name}: {edge}") for edge in ("từ", "đến"))
    assert first[head.index("Khoảng mục tiêu")] == f"={chr(65 + high)}2-{chr(65 + low)}2"


def test_numbers_have_a_decimal_comma_everywhere(slides: dict[str, Any]) -> None:
    (chart,) = charts(slides["lines"])
    forms = set(chart._chartSpace.xpath(".//c:numFmt/@formatCode | .//c:numCache/c:formatCode/text()")) - {"General"}
    assert forms
    assert all(form.startswith("[$-42A]#,##0") for form in forms)


def test_panels_stand_on_one_slide_each_with_its_own_workbook(slides: dict[str, Any]) -> None:
    found = charts(slides["panels"])
    assert [list(drawn(one)) for one in found] == [["Hà Nội", "Cả nước"], ["Huế", "Cả nước"]]


def test_texts_are_texts_whatever_they_begin_with() -> None:
    evil = ("=1+1", "+cmd", "-2", "@SUM(A1)")
    shape = Shape(
        Kind.LINES,
        tuple(Category(one) for one in evil),
        (Series("=HYPERLINK(1)", (1.0, 2.0, 3.0, 4.0), unit="%"),),
        axes=(Axis("=x", "%", 1),),
        marks=(Mark("+9", 1, 1, 0, 3),),
    )
    (chart,) = charts(deck(slide_of(taken(shape, title="=cmd|' /C calc'!A0"))))
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert {cell.value for cell in cells} >= {*evil, "=HYPERLINK(1)", "+9"}


def test_a_ranking_of_63_is_split_and_keeps_one_scale() -> None:
    names = tuple(Category(f"{one}. Tỉnh {one}") for one in range(1, 64))
    shape = Shape(
        Kind.RANKING,
        names,
        (Series("x", tuple(float(64 - one) for one in range(1, 64)), form="bar"),),
        axes=(Axis("x", "", 1),),
    )
    found = charts(deck(slide_of(taken(shape))))
    assert [len(list(one.plots[0].categories)) for one in found] == [32, 31]
    assert {one._chartSpace.xpath(".//c:valAx/c:scaling/c:max/@val")[0] for one in found} == {"63.0"}


@pytest.mark.parametrize("kind", [Kind.COLUMNS, Kind.LINES])
def test_34_by_20_becomes_slides_that_can_be_read_with_every_value_once(kind: Kind) -> None:
    form = "column" if kind is Kind.COLUMNS else "line"
    units = tuple(
        Series(f"Tỉnh {row}", tuple(float(row * 100 + at) for at in range(20)), unit="%", role="peer", form=form)
        for row in range(34)
    )
    years = tuple(Category(str(2007 + one)) for one in range(20))
    made = charts(deck(slide_of(taken(Shape(kind, years, units, axes=PERCENT)))))
    told = [(name, category, value) for chart in made for name, values in drawn(chart).items()
            for category, value in zip(chart.plots[0].categories, values, strict=True)]  # fmt: skip
    assert len(told) == len(set(told)) == 34 * 20
    assert {value for _name, _category, value in told} == {value for one in units for value in one.values}
    assert all(len(drawn(one)) <= 8 for one in made)
    if kind is Kind.COLUMNS:
        assert all(len(drawn(one)) * len(list(one.plots[0].categories)) <= 80 for one in made)
    scales = {tuple(one._chartSpace.xpath(".//c:valAx/c:scaling/c:max/@val")) for one in made}
    assert len(scales) == 1


def test_values_are_those_of_the_record() -> None:
    """The helper above would be content with a chart that lost its last values."""
    assert len(VALUES) == len(QUARTERS) == 8
    assert Status.SIMULATED in taken(None).content.marks
