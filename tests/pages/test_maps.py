"""Maps on the pages: the list of provinces they stand on, tiles or shapes, through time and side by side, clicks."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from data.boundaries.loading import load_boundaries
from data.engine import open_engine
from settings import Settings
from tests.data.boundaries import coverage
from tests.pages.drawing import addresses, drawn, every, words

SHOWN = "indicator=GRO02&period=2025"


@pytest.fixture(scope="module")
def mapped(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The product over a warehouse whose office has loaded boundaries of today's provinces."""
    folder = tmp_path_factory.mktemp("mapped")
    url = f"sqlite:///{shutil.copy(small_warehouse_file, folder / 'own.db')}"
    engine = open_engine(url)
    collected = coverage.collection(coverage.provinces(engine, "2025"), "2025")
    load_boundaries(engine, coverage.write(collected, folder / "map.geojson"), "2025")
    engine.dispose()
    return create_app(Settings(database_url=url)).server


def form(page: Any) -> str:
    """How the first map of a page is drawn."""
    figures = (one.figure for one in every(page, "Graph"))
    return next(figure["layout"]["meta"]["tcMap"]["form"] for figure in figures if "meta" in figure.get("layout", {}))


def boxes(page: Any, name: str) -> list[Any]:
    """Elements with this data attribute."""
    return [getattr(one, name) for one in every(page, "Div") if getattr(one, name, None) is not None]


def test_without_boundaries_a_map_is_tiles_and_offers_nothing_else(wsgi: Flask) -> None:
    page = drawn(wsgi, f"/provinces?{SHOWN}")
    assert form(page) == "tiles"
    assert "Kiểu bản đồ" not in words(page)


def test_asking_for_shapes_that_nobody_loaded_gives_tiles_and_says_so(wsgi: Flask) -> None:
    page = drawn(wsgi, f"/provinces?{SHOWN}&map=shapes")
    assert form(page) == "tiles"
    assert "Chưa nạp ranh giới của danh sách này" in words(page)


@pytest.mark.parametrize("path", ["/", "/provinces", "/indicators/GRO02"])
def test_with_boundaries_every_map_offers_both(mapped: Flask, path: str) -> None:
    page = drawn(mapped, f"{path}?{SHOWN}&map=shapes")
    assert form(page) == "shapes"
    assert "Kiểu bản đồ" in words(page)
    assert form(drawn(mapped, f"{path}?{SHOWN}")) == "tiles"


def test_shapes_are_offered_on_the_edition_alone_that_has_them(mapped: Flask) -> None:
    assert form(drawn(mapped, f"/provinces?{SHOWN}&map=shapes&boundary=2024")) == "tiles"


@pytest.mark.parametrize(
    ("asked", "count"),
    [("", 34), ("boundary=2025", 34), ("boundary=2024", 63), ("edition=2024", 63)],
)
def test_the_map_of_the_page_decides_the_list_of_provinces(wsgi: Flask, asked: str, count: int) -> None:
    assert f"{count} tỉnh, thành phố" in words(drawn(wsgi, f"/provinces?{asked}"))


@pytest.mark.parametrize(("period", "count"), [("2025", 34), ("2024", 63)])
def test_as_reported_a_period_stands_on_the_provinces_of_its_time(wsgi: Flask, period: str, count: int) -> None:
    page = drawn(wsgi, f"/provinces?boundary=reported&indicator=GRO02&period={period}")
    assert f"{count} tỉnh, thành phố" in words(page)


def test_a_chosen_province_filters_the_table_and_shows_its_line_beside_the_map(wsgi: Flask) -> None:
    page = drawn(wsgi, f"/provinces?{SHOWN}&place=24")
    assert words(every(page, "H2")).startswith("Bắc Ninh: ")
    assert [len(grid.rowData) for grid in every(page, "AgGrid")] == [1]
    assert boxes(page, "data-click-parameter") == ["parts", "place"]
    assert len(every(drawn(wsgi, "/provinces?place=nowhere"), "AgGrid")[0].rowData) == 34


def test_a_code_that_was_used_again_never_joins_two_areas(wsgi: Flask) -> None:
    former = drawn(wsgi, "/provinces?boundary=2024&indicator=GRO02&period=2024&place=24~2024")
    assert words(every(former, "H2")).startswith("Bắc Giang: ")
    assert "2024" in boxes(former, "data-click-edition")
    for mistaken in ("boundary=2024&place=24", "place=24~2024"):
        figures = every(drawn(wsgi, f"/provinces?{mistaken}"), "Figure")
        assert "place-series" not in {one.id for one in figures}


def test_a_film_travels_with_the_page(wsgi: Flask) -> None:
    page = drawn(wsgi, "/provinces?indicator=GRO02&show=play&boundary=2025&period=2025")
    films = boxes(page, "data-film")
    assert len(films) == 1
    film = json.loads(films[0])
    assert "2025" in film["periods"]
    assert len(film["fills"]) == len(film["periods"]) == len(film["words"])
    assert {len(row) for row in film["told"]} == {36}


def test_six_periods_stand_side_by_side_and_each_can_be_opened(wsgi: Flask) -> None:
    page = drawn(wsgi, "/provinces?indicator=GRO02&show=periods&period=2025")
    maps = [one for one in every(page, "Figure") if "tc-map--small" in one.className]
    assert 1 < len(maps) <= 6
    assert len([href for href in addresses(page) if href.startswith("/provinces?indicator=GRO02&period=")]) == len(maps)


def test_six_indicators_stand_side_by_side_and_the_address_may_name_them(wsgi: Flask) -> None:
    page = drawn(wsgi, "/provinces?show=indicators&also=GRO04,NOSUCH")
    opened = [href for href in addresses(page) if "&period=" in href]
    assert [href.split("indicator=")[1][:5] for href in opened] == ["GRO02", "GRO04", "BUD01"]


def test_a_map_says_on_which_list_of_provinces_it_stands(wsgi: Flask) -> None:
    figures = [one for one in every(drawn(wsgi, "/provinces?boundary=2024"), "Figure") if "tc-map" in one.className]
    assert "theo địa giới 63 tỉnh, thành phố" in getattr(figures[0], "data-footer")


@pytest.mark.parametrize(
    ("address", "name", "said"),
    [
        ("/provinces/24", "Thành phố Bắc Ninh", "từ ngày 20/09/2026, trước đó là Tỉnh Bắc Ninh"),
        ("/provinces/24?as_of=2026-09-19", "Tỉnh Bắc Ninh", "Tỉnh"),
        ("/provinces/46?edition=2024", "Thành phố Huế", "trước đó là Tỉnh Thừa Thiên Huế"),
    ],
)
def test_a_profile_is_headed_by_the_name_of_the_day(wsgi: Flask, address: str, name: str, said: str) -> None:
    page = drawn(wsgi, address)
    assert words(every(page, "H1")) == name
    assert said in words(page)
