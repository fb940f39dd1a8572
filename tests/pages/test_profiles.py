"""The profiles: provinces, regions, ministries."""

import pandas as pd
import pytest
from flask import Flask

from pages.recast_panel import recast_note
from pages.view import view_of
from tests.pages.drawing import addresses, drawn, every, words


def test_a_merged_province_names_what_it_was_made_of(wsgi: Flask) -> None:
    page = drawn(wsgi, "/provinces/24")
    assert "hợp nhất từ tỉnh, thành phố cũ: Bắc Giang + Bắc Ninh" in words(page)
    assert {"/provinces/24?edition=2024", "/provinces/27?edition=2024"} <= set(addresses(page))


def test_a_former_province_leads_to_its_heir(wsgi: Flask) -> None:
    page = drawn(wsgi, "/provinces/24?edition=2024")
    assert words(every(page, "H1")) == "Tỉnh Bắc Giang"
    assert "/provinces/24" in addresses(page)


def test_a_code_of_the_former_list_is_found_without_saying_so(wsgi: Flask) -> None:
    assert words(every(drawn(wsgi, "/provinces/27"), "H1")) == "Tỉnh Bắc Ninh"


def test_a_region_has_a_profile_with_its_provinces(wsgi: Flask) -> None:
    page = drawn(wsgi, "/provinces/DBSH")
    assert words(every(page, "H1")) == "Vùng Đồng bằng sông Hồng"
    assert "/provinces/01" in {row.get("name__href") for grid in every(page, "AgGrid") for row in grid.rowData}


@pytest.mark.parametrize("address", ["/provinces/zz", "/provinces/01?edition=1800", "/ministries/zz"])
def test_an_unknown_code_is_met_kindly(wsgi: Flask, address: str) -> None:
    text = words(drawn(wsgi, address))
    assert ("Không tìm thấy trang" in text) == ("zz" in address)
    assert "Trang này chưa hiển thị được" not in text


def test_a_headline_says_how_the_province_stands(wsgi: Flask) -> None:
    text = words(drawn(wsgi, "/provinces/24"))
    assert "hạng 5/10" in text
    assert "Mục tiêu 11,5% · không đạt" in text


def test_a_single_figure_is_not_drawn_as_a_comparison(wsgi: Flask) -> None:
    page = drawn(wsgi, "/provinces/04")
    assert every(page, "Graph") == []
    assert "cần ít nhất hai kỳ" in words(page)


def test_a_province_without_figures_says_why(wsgi: Flask) -> None:
    assert "Chưa có số liệu nào của Bắc Ninh được công bố đến ngày đang xem." in words(
        drawn(wsgi, "/provinces/24?as_of=2001-01-01")
    )


def test_a_ministry_shows_what_it_answers_for(wsgi: Flask) -> None:
    page = drawn(wsgi, "/ministries/BTC")
    assert len(every(page, "AgGrid")[0].rowData) == 76
    assert "So với mục tiêu của năm" in words(page)
    assert len(every(page, "Article")) == 8


def test_a_theme_narrows_the_indicators_of_a_ministry(wsgi: Flask) -> None:
    found = every(drawn(wsgi, "/ministries/BTC?theme=BUD"), "AgGrid")[0].rowData
    assert {row["code"][:3] for row in found} == {"BUD"}


def test_what_is_off_its_target_is_shown_first(wsgi: Flask) -> None:
    first = words(every(drawn(wsgi, "/ministries/BTC"), "Article")[0])
    assert "chưa đạt" in first


def test_a_ministry_names_whom_it_succeeds(wsgi: Flask) -> None:
    page = drawn(wsgi, "/ministries/BTC")
    assert "kế tục" in words(page)
    assert "/ministries/BKHDT?edition=2021" in addresses(page)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/ministries/BQP", "Danh mục chưa giao chỉ tiêu nào cho cơ quan này."),
        ("/ministries/BNNMT", "Kho chưa có số liệu của cả nước cho các chỉ tiêu này."),
        ("/ministries/BTC?edition=2021", "hãy xem ở cơ quan kế tục"),
    ],
)
def test_an_empty_profile_says_why(wsgi: Flask, address: str, sentence: str) -> None:
    assert sentence in words(drawn(wsgi, address))


@pytest.mark.parametrize(("first", "links"), [("2025-09-30", ["24~2024", "27~2024"]), ("2024-09-30", [])])
def test_a_series_that_begins_with_a_merger_says_where_the_earlier_figures_stand(
    wsgi: Flask, first: str, links: list[str]
) -> None:
    with wsgi.test_request_context("/"):
        view = view_of({})
        unit = view.questions.entity("province", "24", "2025")
        frame = pd.DataFrame({"period_end": [pd.Timestamp(first)], "value": [2.5]})
        note = recast_note(view, view.questions.indicator("LAB01"), unit, frame)
    assert addresses(note) == [f"/indicators/LAB01?boundary=2024&unit={one}" for one in links]
