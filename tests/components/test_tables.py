from dash import dcc, html

from components.columns import Column
from components.formatting import Change
from components.tables import data_grid, simple_table
from tests.components.test_cards import text_of
from tests.components.test_chart_frame import parts

COLUMNS = (
    Column("name", "Tên", link="href", searched=True),
    Column("value", "Giá trị", "number", decimals=2),
    Column("change", "Thay đổi", "change"),
    Column("target", "Mục tiêu", "target"),
    Column("rank", "Hạng", "rank"),
    Column("spark", "Diễn biến", "spark"),
)
ROW = {
    "name": "Đà Nẵng",
    "href": "/provinces/48",
    "value": 9.256,
    "change": Change("down", "bad", "giảm 1%", -1.0),
    "target": ("missed", "≥ 10%"),
    "rank": (3, 34),
    "spark": [1.0, float("nan"), 2.0],
}


def grid_of(component):
    return component.children[-1]


def test_a_grid_row_sorts_by_what_it_is_and_shows_what_people_read():
    (row,) = grid_of(data_grid([ROW], COLUMNS, id="g")).rowData
    assert (row["value"], row["value__s"]) == (9.256, "9,26")
    assert (row["change"], row["change__s"], row["change__look"]) == (-1, "giảm 1%", ["bad", "▼"])
    assert row["target__look"] == ["bad", "✕", "≥ 10%", "không đạt"]
    assert row["rank__look"] == [3, 34]
    assert row["name__href"] == "/provinces/48"
    assert row["spark"] == [1, None, 2]


def test_only_searched_columns_answer_the_search_box():
    definitions = {one["field"]: one for one in grid_of(data_grid([ROW], COLUMNS, id="g")).columnDefs}
    assert definitions["name"]["getQuickFilterText"] == {"function": "tcFolded(params)"}
    assert definitions["value"]["getQuickFilterText"] == {"function": "''"}
    assert definitions["name"]["comparator"] == {"function": "tcCompare"}


def test_every_column_takes_part_of_the_room_that_a_wide_window_leaves():
    """On a wall letters are twice as large: columns that kept their pixels cut "quý III/2026" to "quý I…"."""
    columns = (Column("name", "Tên"), Column("value", "Giá trị", "number", width=108), Column("day", "Ngày", "day"))
    shares = [one["flex"] for one in grid_of(data_grid([ROW], columns, id="g")).columnDefs]
    assert min(shares) == 108
    assert shares[0] > shares[2] > shares[1]


def test_the_search_box_has_a_label_and_names_its_grid():
    box = data_grid([ROW], COLUMNS, id="g").children[0].children[0]
    assert box.to_plotly_json()["props"]["data-tc-grid"] == "g"
    assert "Lọc trong bảng" in text_of(box)


def test_a_grid_without_rows_says_so():
    assert text_of(data_grid([], COLUMNS, id="g", empty="Chưa có gì.")) == "Chưa có gì."


def test_a_small_table_draws_links_changes_chips_and_lines():
    table = simple_table([ROW], COLUMNS, id="t", caption="Một dòng")
    (link,) = parts(table, dcc.Link)
    assert link.href == "/provinces/48"
    words = text_of(table)
    for expected in ("Một dòng", "9,26", "giảm 1%", "không đạt", "3/34"):
        assert expected in words


def test_a_small_table_takes_a_frame_as_well(series):
    made = simple_table(series(["2026-Q1"], [1.0]), [Column("period", "Kỳ", "period")], id="t", caption="Kỳ")
    assert "quý I/2026" in text_of(made)


def test_a_table_in_blocks_names_the_column_beside_each_cell():
    columns = [Column("name", "Tên"), Column("value", "Giá trị", "number")]
    for in_blocks, named in ((True, ["Tên", "Giá trị"]), (False, [None, None])):
        table = simple_table([{"name": "GDP", "value": 8.0}], columns, id="t", caption="Bảng", in_blocks=in_blocks)
        (body,) = parts(table, html.Tbody)
        assert [getattr(cell, "data-label", None) for cell in body.children[0].children] == named
