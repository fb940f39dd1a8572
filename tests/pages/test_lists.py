"""The lists: indicators, provinces, ministries."""

import pytest
from flask import Flask

from tests.pages.drawing import drawn, every, grid_rows, words


def test_the_catalogue_shows_every_indicator(wsgi: Flask) -> None:
    assert len(grid_rows(drawn(wsgi, "/indicators"))) == 210


@pytest.mark.parametrize("text", ["lam phat co ban", "Lạm phát cơ bản", "LAM PHAT"])
def test_the_catalogue_is_searched_without_diacritics(wsgi: Flask, text: str) -> None:
    assert "PRI04" in {row["code"] for row in grid_rows(drawn(wsgi, f"/indicators?q={text}"))}


def test_filters_of_the_catalogue_narrow_together(wsgi: Flask) -> None:
    themed = grid_rows(drawn(wsgi, "/indicators?theme=GRO"))
    both = grid_rows(drawn(wsgi, "/indicators?theme=GRO&frequency=A&state=real"))
    assert {row["code"][:3] for row in themed} == {"GRO"}
    assert {row["code"] for row in both} < {row["code"] for row in themed}


def test_a_filter_that_is_not_understood_is_left_out(wsgi: Flask) -> None:
    assert len(grid_rows(drawn(wsgi, "/indicators?theme=nonsense&state=42"))) == 210


def test_a_search_that_finds_nothing_says_so(wsgi: Flask) -> None:
    page = drawn(wsgi, "/indicators?q=zzzz")
    assert grid_rows(page) == []
    assert "Không có chỉ tiêu nào khớp" in words(page)


def test_links_of_a_list_keep_the_day_that_is_looked_at(wsgi: Flask) -> None:
    first = grid_rows(drawn(wsgi, "/indicators?as_of=2025-12-31"))[0]
    assert first["name__href"] == "/indicators/GRO01?as_of=2025-12-31"


@pytest.mark.parametrize(("edition", "count"), [("2025", 34), ("2024", 63), ("1999", 34)])
def test_each_edition_lists_its_provinces(wsgi: Flask, edition: str, count: int) -> None:
    assert len(grid_rows(drawn(wsgi, f"/provinces?edition={edition}"))) == count


def test_former_provinces_are_linked_in_their_edition(wsgi: Flask) -> None:
    rows = [row for asked in ("edition=2024", "boundary=2024") for row in grid_rows(drawn(wsgi, f"/provinces?{asked}"))]
    assert len(rows) == 126
    assert all(row["name__href"].endswith("boundary=2024&edition=2024") for row in rows)


def test_a_region_narrows_the_provinces(wsgi: Flask) -> None:
    names = {row["name"] for row in grid_rows(drawn(wsgi, "/provinces?region=DBSH"))}
    assert {"Hà Nội", "Bắc Ninh"} < names
    assert len(names) == 6


def test_provinces_stand_in_order_of_the_chosen_indicator(wsgi: Flask) -> None:
    found = grid_rows(drawn(wsgi, "/provinces?indicator=GRO02&period=2025"))
    ranked = [row["GRO02"] for row in found if row["GRO02"] is not None]
    assert ranked == sorted(ranked, reverse=True)
    assert all(row["rank"] is None for row in found[len(ranked) :])


def test_columns_that_nobody_has_figures_for_are_left_out(wsgi: Flask) -> None:
    columns = {one["field"] for one in every(drawn(wsgi, "/provinces"), "AgGrid")[0].columnDefs}
    assert "GRO02" in columns
    assert "LAB14" not in columns


def test_ministries_are_listed_by_how_much_they_answer_for(wsgi: Flask) -> None:
    text = words(drawn(wsgi, "/ministries"))
    assert text.index("Bộ Tài chính") < text.index("Bộ Công Thương") < text.index("Bộ Quốc phòng")


def test_former_ministries_lead_to_their_successors(wsgi: Flask) -> None:
    text = words(drawn(wsgi, "/ministries?edition=2021"))
    assert "Bộ Kế hoạch và Đầu tư" in text
    assert "Cơ quan kế tục" in text


def test_lists_speak_english_of_units_and_indicators(wsgi: Flask) -> None:
    names = {row["name"] for row in grid_rows(drawn(wsgi, "/provinces", "en"))}
    assert "Ho Chi Minh City" in names or "Ho Chi Minh" in names
    assert grid_rows(drawn(wsgi, "/indicators", "en"))[0]["name"] == "GDP growth"
