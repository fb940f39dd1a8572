"""Workbooks and CSV hold the figures of the screen, and text that is only text."""

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from components.language import use_language
from exports.content import Axis, Category, Kind, Series, Shape, Table, TableColumn
from exports.csv_file import csv_of
from exports.xlsx_file import workbook_of
from tests.exports.making import STAMP, others, shapes, taken

EVIL = ("=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "Đắk Lắk")


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def evil_table() -> Table:
    numbers = (1.5, -2.25, None, 3.0, 4.0, 1234.5)
    return Table(
        (
            TableColumn("=Tên", "name", False, 0, EVIL, EVIL),
            TableColumn("Giá trị", "value", True, 2, numbers, ("1,50", "−2,25", "…", "3,00", "4,00", "1.234,50")),
        )
    )


@pytest.mark.parametrize("name", [*shapes(), *others()])
def test_a_workbook_has_figures_a_chart_where_one_shows_them_and_their_origin(name: str) -> None:
    shape = {**shapes(), **others()}[name]
    book = opened(workbook_of(taken(shape)))
    assert book.sheetnames[-2:] == ["Số liệu", "Thông tin"]
    assert (len(book.sheetnames) > 2) == (name != "cards")
    if name in shapes():
        assert len(book["Biểu đồ"]._charts) == (2 if name == "panels" else 1)
    facts = dict(row[:2] for row in book["Thông tin"].iter_rows(values_only=True))
    assert facts["Xem lại tại"] == STAMP.link
    assert (facts["Bản số liệu"], facts["Loại số liệu"]) == ("41", "ước tính, mô phỏng")
    assert facts["Như đã biết đến hết ngày"] == "06/10/2026"


@pytest.mark.parametrize("name", ["lines", "columns", "stacked", "two axes", "bump"])
def test_every_value_is_read_back(name: str) -> None:
    shape = shapes()[name]
    head, *rows = opened(workbook_of(taken(shape)))["Biểu đồ"].iter_rows(values_only=True)
    assert [row[0] for row in rows] == [one.name for one in shape.categories]
    for number, series in enumerate(shape.series, start=1):
        assert head[number].startswith(series.name)
        assert [row[number] for row in rows] == list(series.values)


def test_numbers_are_numbers_with_their_decimals() -> None:
    cell = opened(workbook_of(taken(shapes()["lines"])))["Số liệu"]["B5"]
    assert (cell.value, cell.number_format) == (7.05, "[$-42A]#,##0.00")


def test_no_text_becomes_a_formula_in_a_workbook() -> None:
    book = opened(workbook_of(taken(None, table=evil_table(), title="=cmd", source="@x", caption="+1")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert {cell.value for cell in cells} >= set(EVIL)


def test_no_text_becomes_a_formula_in_csv() -> None:
    rows = list(csv.reader(io.StringIO(csv_of(taken(None, table=evil_table())).decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["'=Tên", "'=1+1", "'+cmd", "'-2+3", "'@SUM(A1)", "'\tx", "Đắk Lắk"]
    assert [row[1] for row in rows] == ["Giá trị", "1.5", "-2.25", "", "3.0", "4.0", "1234.5"]
    assert {row[2] for row in rows[1:]} == {"theo địa giới 34 tỉnh, thành phố"}


def simulated_table() -> Table:
    return Table((TableColumn("GRDP", "GRO02", True, 1, (14.13, 8.5), ("14,13°", "8,50")),))


def test_the_sign_of_simulated_numbers_stays_with_them() -> None:
    sheet = opened(workbook_of(taken(None, table=simulated_table())))["Số liệu"]
    assert [(sheet[cell].value, sheet[cell].number_format) for cell in ("A5", "A6")] == [
        (14.13, '[$-42A]#,##0.00"°"'),
        (8.5, "[$-42A]#,##0.00"),
    ]
    rows = list(csv.reader(io.StringIO(csv_of(taken(None, table=simulated_table(), boundary="")).decode("utf-8-sig"))))
    assert rows == [["GRDP", "GRDP: loại số liệu"], ["14.13", "mô phỏng"], ["8.5", ""]]


def test_csv_is_marked_for_excel() -> None:
    assert csv_of(taken(shapes()["lines"])).startswith("\ufeff".encode())


def test_what_is_empty_says_why() -> None:
    empty = taken(None, empty_reason="Chưa có số liệu của Huế.")
    assert "Chưa có số liệu của Huế." in csv_of(empty).decode()
    told = [cell for row in opened(workbook_of(empty))["Số liệu"].iter_rows(values_only=True) for cell in row]
    assert "Chưa có số liệu của Huế." in told


def test_the_same_content_gives_the_same_bytes() -> None:
    assert workbook_of(taken(shapes()["fan"])) == workbook_of(taken(shapes()["fan"]))


def test_english_files_have_a_decimal_point() -> None:
    shape = Shape(Kind.LINES, (Category("Q1"),), (Series("x", (1.5,), decimals=2),), axes=(Axis("x", "", 2),))
    with use_language("en"):
        book = opened(workbook_of(taken(shape)))
    assert book.sheetnames[0] != "Biểu đồ"
    assert book.worksheets[0]["B2"].number_format == "#,##0.00"


def test_a_grid_is_cells_that_rules_colour_by_the_classes_of_the_screen() -> None:
    shape = others()["grid"]
    sheet = opened(workbook_of(taken(shape)))["Bảng màu"]
    held = [tuple(cell.value for cell in row[1:21]) for row in sheet.iter_rows(min_row=2, max_row=35)]
    assert held == [one.values for one in shape.series]
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    assert [rule.formula for rule in rules if rule.type == "cellIs"][:2] == [["10.0"], ["20.0"]]
    inks = {rule.dxf.fill.bgColor.rgb for rule in rules if rule.type == "cellIs"}
    assert len(inks) == len(shape.classes) + 1


def test_a_map_of_tiles_stands_in_its_places_and_follows_its_figures() -> None:
    sheet = opened(workbook_of(taken(others()["tiles"])))["Bản đồ"]
    assert [sheet.cell(7, 4).value, sheet.cell(8, 4).value] == ["Hà Nội", 11.19]
    assert [sheet.cell(22, 9).value, sheet.cell(23, 9).value] == ["Hoàng Sa", None]
    formulas = [rule.formula[0] for found in sheet.conditional_formatting for rule in found.rules]
    assert "AND($D$8>=9.0)" in formulas
    assert "AND($D$8<9.0)" in formulas


def test_the_areas_of_a_map_of_shapes_are_bars_in_their_colours() -> None:
    book = opened(workbook_of(taken(others()["shapes"])))
    rows = [[cell.value for cell in row[:2]] for row in book["Biểu đồ"].iter_rows(min_row=2)]
    assert rows == [["Hà Nội", 11.19], ["Huế", 8.5]]
    assert len(book["Biểu đồ"]._charts) == 1


def test_spreads_are_dots_on_scales_of_their_own() -> None:
    book = opened(workbook_of(taken(others()["strips"])))
    assert [len(book[name]._charts) for name in ("Biểu đồ 1", "Biểu đồ 2")] == [1, 1]
    head, *rows = ([cell.value for cell in row] for row in book["Biểu đồ 1"].iter_rows())
    assert head[1] == "Tăng trưởng GDP (%)"
    assert [row[:2] for row in rows] == [["Huế", 8.5], ["Hà Nội", 8.5], ["Cả nước", 9.95]]
