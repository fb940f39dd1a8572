"""Communes as a visitor meets them: none, a list with what it adds up to, and a profile each."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from data.engine import open_engine
from data.questions import Questions
from pages.kept.keeping import Keeping
from tests.communes import add_communes
from tests.pages.drawing import addresses, drawn, grid_rows, words


@pytest.fixture(scope="module")
def held(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("communes")
    engine = open_engine(f"sqlite:///{shutil.copy(small_warehouse_file, folder / 'own.db')}")
    add_communes(engine, folder)
    yield engine
    engine.dispose()


@pytest.fixture
def site(wsgi: Flask, held: Engine, monkeypatch: pytest.MonkeyPatch) -> Flask:
    for name, one in (("questions", Questions(held)), ("drawings", Keeping(48))):
        monkeypatch.setitem(wsgi.extensions, name, one)
    return wsgi


def test_without_a_list_the_page_says_how_to_load_one(wsgi: Flask) -> None:
    assert "python -m data import-units" in words(drawn(wsgi, "/communes"))


def test_a_province_leads_to_its_communes(site: Flask) -> None:
    page = drawn(site, "/provinces/01")
    assert "2 xã, phường, đặc khu" in words(page)
    assert "/communes?province=01" in addresses(page)


def test_the_list_ranks_the_communes_and_adds_them_up(site: Flask) -> None:
    page = drawn(site, "/communes?province=01&indicator=GRO04")
    assert "Cộng 2 đơn vị cấp xã: 301" in words(page)
    assert [(row["name"], row["rank"]) for row in grid_rows(page)] == [("Phường Ngọc Hà", 1), ("Phường Ba Đình", 2)]
    assert "số mô phỏng" in words(page)


def test_an_incomplete_sum_is_not_called_the_figure_of_the_province(site: Flask) -> None:
    text = words(drawn(site, "/communes?province=01&indicator=LAB14"))
    assert "Mới có 1 trong 2 đơn vị cấp xã" in text


def test_an_indicator_that_no_commune_has_is_said_to_be_empty(site: Flask) -> None:
    page = drawn(site, "/communes?province=01&indicator=IND01")
    assert "chưa có số liệu của chỉ tiêu này" in words(page)
    assert len(grid_rows(page)) == 2


def test_a_profile_ranks_a_commune_within_its_province_and_leads_back(site: Flask) -> None:
    page = drawn(site, "/communes/00004")
    assert "hạng 2/2" in words(page)
    assert {"/provinces/01", "/communes?province=01"} <= set(addresses(page))
    assert "/indicators/GRO04?unit=00004" in str(page)


def test_a_profile_in_english_says_no_vietnamese(site: Flask) -> None:
    assert "Communes" in words(drawn(site, "/communes/00004", language="en"))


def test_an_indicator_page_opens_with_a_commune(site: Flask) -> None:
    assert "Ba Đình · Giá trị từng kỳ" in words(drawn(site, "/indicators/GRO04?unit=00004"))


def test_a_code_that_no_commune_has_is_not_found(site: Flask) -> None:
    assert site.test_client().get("/communes/99999").status_code == 404
    assert site.test_client().get("/communes/00991").status_code == 200


@pytest.mark.parametrize("text", ["ngoc ha", "phuong ngoc ha", "00008", "ngoc ha ha noi"])
def test_the_search_finds_a_commune_with_its_province(site: Flask, text: str) -> None:
    (hit, *_) = site.test_client().get("/api/find", query_string={"q": text}).get_json()
    assert (hit["href"], hit["hint"]) == ("/communes/00008", "Phường Ngọc Hà, Hà Nội")


def test_a_province_goes_before_communes_of_its_name(site: Flask) -> None:
    hits: list[dict[str, Any]] = site.test_client().get("/api/find", query_string={"q": "ha"}).get_json()
    kinds = [hit["kind"] for hit in hits]
    assert "commune" not in kinds[: kinds.index("province") + 1]
